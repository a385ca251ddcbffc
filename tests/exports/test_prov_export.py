"""PROV-JSON read back by the PROV package, and against what a reader can check by hand."""

from graph.facts import Batch, Edge, Node
from graph.ports import GraphStore
from queries import exports
from tests.exports.conftest import REQUEST, Export, differs_from, parsed
from tests.exports.office import OURS
from tests.exports.validators import assert_prov


def test_it_reads_as_expected(export: Export) -> None:
    assert_prov(export("prov"))
    text = export("prov", sources=("ours",))
    assert_prov(text)
    assert not differs_from("ours.prov.json", text)


def test_a_source_brings_no_others(export: Export) -> None:
    document = parsed(export("prov", sources=("ours",)))
    assert {name.partition("#")[0] for name in document["entity"] if name.startswith("pkg:")} == {OURS}
    assert len(parsed(export("prov"))["entity"]) > len(document["entity"])


def test_an_answer_leads_to_the_file_that_it_cites_and_to_its_model(export: Export) -> None:
    document = parsed(export("prov", sources=("acme",)))
    made = {(one["prov:generatedEntity"], one["prov:usedEntity"]) for one in document["wasDerivedFrom"].values()}
    assert {("answer:5e", "answer:5e#1"), ("answer:5e#1", "pkg:pypi/acme@1.0#/acme/api.py")} <= made
    assert ("activity:generation:5e", "model:talker@efefefefefefefef") in {
        (one["prov:activity"], one["prov:entity"]) for one in document["used"].values()
    }
    assert document["entity"]["answer:5e#1"]["codecraft:license_chosen"] == "MIT"


def test_texts_stay_in_the_store(export: Export) -> None:
    text = export("prov")
    assert "a secret?" not in text
    assert "Ours contains code by" not in text
    assert "withdrawn:pkg:pypi/gone@1.0@2026-04-03T00:00:00+00:00" in parsed(text)["entity"]


def test_who_approved_a_source_is_told_from_what_indexed_it(empty_store: GraphStore) -> None:
    shop = Node("pkg:generic/shop", ("Source", "Entity"), {"name": "shop", "source": "pkg:generic/shop"})
    agents = [
        Node("agent:person:Ada", ("Agent",), {"kind": "person"}),
        Node("agent:codecraft@1", ("Agent",), {"kind": "software"}),
    ]
    edges = [
        Edge("WAS_ATTRIBUTED_TO", shop.id, "agent:person:Ada", {"role": "reviewer"}),
        Edge("WAS_ATTRIBUTED_TO", shop.id, "agent:codecraft@1", {}),
    ]
    empty_store.replace(Batch(shop.id, (shop,), tuple(edges), tuple(agents)))
    text = "".join(exports.text(empty_store, "prov", REQUEST))
    assert_prov(text)
    roles = {one["prov:agent"]: one.get("codecraft:role") for one in parsed(text)["wasAttributedTo"].values()}
    assert roles == {"agent:person:Ada": "reviewer", "agent:codecraft@1": None}
