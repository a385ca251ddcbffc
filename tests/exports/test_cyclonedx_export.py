"""CycloneDX against the official schema, and against what a reader can check by hand."""

import pytest

from graph.facts import Edge, Node, Property
from graph.licensing.expressions import is_expression, references
from graph.licensing.listed import is_listed
from graph.log import record
from graph.ports import GraphStore
from graph.provenance import model_node
from models.embedders import open_embedder
from queries.exports.reading.inventory import TrainedOn, Training, UsedModel, inventory
from queries.exports.writing.documents import text_of
from queries.exports.writing.models import model_of
from tests.exports.conftest import REQUEST, Export, differs_from, parsed
from tests.exports.office import ACME, EMBEDDER, OURS, PYTHON, TOOLS
from tests.exports.validators import assert_cyclonedx


def test_it_reads_as_expected(export: Export) -> None:
    text = export("cyclonedx")
    assert_cyclonedx(text)
    assert not differs_from("office.cdx.json", text)


def test_one_source_is_the_subject_and_brings_what_it_needs(export: Export) -> None:
    text = export("cyclonedx", sources=("ours",), with_files=True)
    assert_cyclonedx(text)
    document = parsed(text)
    assert document["metadata"]["component"]["bom-ref"] == OURS
    assert [one["bom-ref"] for one in document["components"]] == [PYTHON, ACME, TOOLS, EMBEDDER]
    files = {one["name"]: one["licenses"] for one in document["metadata"]["component"]["components"]}
    assert files["ours/vendored.py"] == [{"expression": "BSD-3-Clause OR LicenseRef-old"}]
    assert [one["bom-ref"] for one in parsed(export("cyclonedx", sources=(TOOLS,)))["components"]] == [EMBEDDER]


def test_exports_differ_in_their_time_alone(export: Export) -> None:
    first, later = export("cyclonedx"), export("cyclonedx", at="2027-01-01T00:00:00Z")
    assert first != later
    assert first == later.replace("2027-01-01T00:00:00Z", REQUEST.at)
    assert parsed(first)["serialNumber"] != parsed(export("cyclonedx", sources=("ours",)))["serialNumber"]


def test_each_model_has_a_card_and_says_what_is_not_known() -> None:
    generator = UsedModel("model:tiny@sha256:1", {"name": "tiny", "license": "NOASSERTION"}, ("generation",))
    component = model_of(generator)
    assert component["type"] == "machine-learning-model"
    assert component["modelCard"]["modelParameters"] == {
        "task": "text-generation",
        "inputs": [{"format": "text"}],
        "outputs": [{"format": "text"}],
    }
    assert "licenses" not in component
    unknown = {one["value"] for one in component["properties"] if one["name"] == "codecraft:unknown"}
    assert unknown == {"version", "digest", "license", "approach", "architecture", "datasets", "performance", "considerations"}


def test_a_card_tells_what_the_graph_holds() -> None:
    told = {
        "name": "bag", "digest": f"sha256:{'0' * 64}", "license": "Apache-2.0", "dimensions": 256, "approach": "supervised",
        "architecture": "token table", "datasets": ["docstrings of acme"], "limitations": ["English only"],
        "use_cases": ["search"], "figures": ["MRR@10 = 0.5; 10 packages, held out"],
    }  # fmt: skip
    component = model_of(UsedModel("model:bag@1", told, ("ingest",)))
    card = component["modelCard"]
    assert card["considerations"] == {"useCases": ["search"], "technicalLimitations": ["English only"]}
    assert card["quantitativeAnalysis"] == {
        "performanceMetrics": [{"type": "MRR@10", "value": "0.5", "slice": "10 packages, held out"}]
    }
    assert component["modelCard"]["modelParameters"]["datasets"] == [{"type": "dataset", "name": "docstrings of acme"}]
    assert_cyclonedx(text_of({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}))


def test_a_card_tells_what_the_model_learned_from() -> None:
    inputs = (TrainedOn("pkg:pypi/attrs@26.1.0", f"sha256:{'1' * 64}", "MIT"),)
    made = Training("codecraft@0.1.0", "2026-11-23T18:39:20+00:00", "2026-11-23T19:10:36+00:00", '{"epochs": 3}', inputs)
    component = model_of(UsedModel("model:bag@1", {"name": "bag", "dimensions": 256}, ("ingest",), made))
    (dataset,) = component["modelCard"]["modelParameters"]["datasets"]
    assert (dataset["name"], dataset["description"]) == ("pkg:pypi/attrs@26.1.0", "under MIT")
    told = {one["name"]: one["value"] for one in (*dataset["contents"]["properties"], *component["properties"])}
    assert told["codecraft:digest"] == f"sha256:{'1' * 64}"
    assert told["codecraft:training:settings"] == '{"epochs": 3}'
    assert_cyclonedx(text_of({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}))


def test_the_shipped_embedder_s_training_is_in_its_card(empty_store: GraphStore) -> None:
    info = open_embedder("static").model
    assert info.training
    assert info.card
    assert all(" = " in one and "; " in one for one in info.card.figures)
    about: dict[str, Property] = {"inputs": list(info.training.inputs), "tool": info.training.tool, "kind": "training"}
    node = Node(info.training.id, ("Activity",), about)
    model = model_node(info)
    record(empty_store, "training", {}, [node], [Edge("WAS_GENERATED_BY", info.id, node.id, {})], shared=[model])
    (found,) = inventory(empty_store).models
    assert found.training
    assert len(found.training.inputs) == len(info.training.inputs)
    told = model_of(found)
    assert {one["value"] for one in told["properties"] if one["name"] == "codecraft:unknown"} == {"version", "approach"}
    assert all(one.id.startswith("pkg:pypi/") and one.digest.startswith("sha256:") for one in found.training.inputs)


@pytest.mark.parametrize(
    ("text", "listed", "expression"),
    [
        ("MIT", True, True),
        ("MIT OR Apache-2.0", False, True),
        ("LicenseRef-mine", False, True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False, True),
        ("Classpath-exception-2.0", False, False),
        ("NOASSERTION", False, False),
        ("", False, False),
        ("see the file (LICENSE", False, False),
        ("Foo-1.0", False, False),
    ],
)
def test_what_is_an_expression(text: str, listed: bool, expression: bool) -> None:
    assert (is_listed(text), is_expression(text)) == (listed, expression)


def test_references_of_an_expression() -> None:
    assert references("(LicenseRef-a OR MIT) AND LicenseRef-b AND LicenseRef-a") == ("LicenseRef-a", "LicenseRef-b")
