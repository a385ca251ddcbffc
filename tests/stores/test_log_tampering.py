"""One changed property of any node that the log speaks of is found, whichever it is: every one is tried."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.sources import Options, open_source
from extractors.sources.manifests.given import Given
from graph.cache import DiskCache
from graph.facts import ModelInfo
from graph.ingest import ingest
from graph.log import record
from graph.progress import Silent
from graph.provenance import Tool
from graph.stores.embedded import EmbeddedStore
from graph.withdrawal import log_act, withdraw
from models.embedders import open_embedder
from queries.answer import Answer, Mode, answer
from queries.answering.recording import Asker, record_answer
from queries.answering.values import Sentence
from queries.audit.verifying import verify_store
from queries.privacy.consents import Purpose, say
from tests.governance.conftest import parts_with
from tests.sources.conftest import write

_CODE = 'def {0}(price):\n    """Round a price to whole cents, half up."""\n    return round(price, 2)\n'
_LABELS = ("Record", "Answer", "Citation", "Text", "Consent", "Withdrawal", "Activity", "Vectors", "Agent", "Model")
_CARD = {"architecture", "use_cases", "limitations", "figures"}
_UNSEEN = {"Agent": {"kind"}, "Model": {"name", "dimensions", *_CARD}, "Activity": {"fingerprint"}}
"""What no record says: how an engine keeps an ingest, what an id says already, and a model's card."""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    """What people do, one after the other: index, consent, ask, review, withdraw."""
    folder: Path = tmp_path_factory.mktemp("log")
    store = EmbeddedStore(folder / "store")
    store.ensure_schema()
    parts = replace(parts_with(DiskCache(folder / "cache")), embedder=open_embedder("static"))
    for name in ("till", "safe"):
        about = f'[project]\nname = "{name}"\nlicense = "MIT"\n'
        write(folder / name, {"pyproject.toml": about, f"{name}.py": _CODE.format(f"round_{name}")})
        source = Given(open_source(str(folder / name), Options((".py",))), str(folder / name), "Ada")
        ingest(source, store, parts, Silent())
    say(store, "local", Purpose.STORE_PROMPTS, given=True, by="Ada")
    found = answer(store, parts.embedder, None, "how are prices rounded to cents?")
    record_answer(store, _phrased(found), Asker("local", "acme", "MIT", "sha256:aa", Tool("codecraft", "1")))
    log_act(store, "review", {"at": "2026-11-01", "by": "Grace", "entry": "./till", "outcome": "approved", "reason": "read it"})
    withdraw(store, parts.cache, "pkg:generic/safe", by="Grace", reason="sold")
    record(store, "rules", {"failed": 0})
    yield store
    store.close()


def _phrased(found: Answer) -> Answer:
    """As a model would have put it."""
    model = ModelInfo("model:small@sha256:bb", "small", "sha256:bb", "Apache-2.0")
    sentences = (Sentence("Prices are rounded.", tuple(one.citation for one in found.evidence)),)
    return replace(
        found, mode=Mode.MODEL, model=model, sentences=sentences, prompt="Evidence: …", redacted=("email sha256:cc",)
    )


def _run(store: EmbeddedStore, text: str, **parameters: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store._engine().execute_cypher(text, parameters).to_list()
    return rows


def _nodes(store: EmbeddedStore) -> list[tuple[str, str, dict[str, Any]]]:
    """Label, id and properties of each node that the log speaks of."""
    return [
        (label, row["id"], row["said"])
        for label in _LABELS
        for row in _run(store, f"MATCH (n:{label}) RETURN n.id AS id, properties(n) AS said ORDER BY id")
    ]


def _set(store: EmbeddedStore, id_: str, name: str, value: Any) -> None:
    _run(store, f"MATCH (n:Node {{id: $id}}) SET n.{name} = $value", id=id_, value=value)


def _changed(value: Any) -> Any:
    """The least that can be changed of it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, list):
        return [*value[:-1], _changed(value[-1])] if value else ["x"]
    return value[:-1] + ("x" if value[-1:] != "x" else "y")


def test_the_log_as_it_was_written_is_sound(log: EmbeddedStore) -> None:
    assert verify_store(log).problems == ()
    assert {label for label, _, _ in _nodes(log)} == set(_LABELS)


def test_every_property_of_every_node_of_the_log_is_sealed(log: EmbeddedStore) -> None:
    tried = 0
    for label, id_, said in _nodes(log):
        for name, value in said.items():
            if name in _UNSEEN.get(label, ()) or (name == "id" and label in ("Agent", "Model")):
                continue
            _set(log, id_, name, _changed(value))
            sound = verify_store(log).sound
            _set(log, _changed(value) if name == "id" else id_, name, value)
            assert not sound, f"{name} of {id_} was changed and nobody saw it"
            tried += 1
    assert tried > 150
    assert verify_store(log).sound


def test_every_property_that_is_added_or_removed_is_found(log: EmbeddedStore) -> None:
    for label, id_, said in _nodes(log):
        if label in ("Agent", "Model"):
            continue
        name = next(one for one in said if one not in ("id", "fingerprint", "source"))
        _run(log, f"MATCH (n:Node {{id: $id}}) REMOVE n.{name}", id=id_)
        assert not verify_store(log).sound, f"{name} of {id_} was removed and nobody saw it"
        _set(log, id_, name, said[name])
        _set(log, id_, "note", "harmless")
        assert not verify_store(log).sound, f"a note at {id_} was not seen"
        _run(log, "MATCH (n:Node {id: $id}) REMOVE n.note", id=id_)
    assert verify_store(log).sound


def test_every_relation_of_the_log_is_bound(log: EmbeddedStore) -> None:
    """To another node of it, and to the person, tool or model that it names."""
    rows = _run(
        log,
        "MATCH (r:Record)-[:RECORDS]->(n:Node)-[t]->(m:Node) WHERE m:Agent OR m:Model OR m:Citation OR m:Activity OR m:Text "
        "RETURN DISTINCT n.id AS start, type(t) AS type, m.id AS end ORDER BY start, type, end",
    )
    assert {row["type"] for row in rows} >= {"USED", "WAS_ASSOCIATED_WITH", "WAS_GENERATED_BY", "WAS_DERIVED_FROM", "CONTAINS"}
    for row in rows:
        ends = {"start": row["start"], "end": row["end"]}
        _run(log, f"MATCH (a:Node {{id: $start}})-[t:{row['type']}]->(b:Node {{id: $end}}) DELETE t", **ends)
        assert not verify_store(log).sound, f"{row} was taken away and nobody saw it"
        _run(log, f"MATCH (a:Node {{id: $start}}), (b:Node {{id: $end}}) CREATE (a)-[:{row['type']}]->(b)", **ends)
    assert verify_store(log).sound
    other = "MATCH (a:Activity {kind: 'review'}), (p:Agent {name: 'Ada'})"
    _run(log, f"{other} CREATE (a)-[:WAS_ASSOCIATED_WITH]->(p)")
    assert not verify_store(log).sound, "somebody else is said to have reviewed it"
    _run(log, "MATCH (a:Activity {kind: 'review'})-[t:WAS_ASSOCIATED_WITH]->(p:Agent {name: 'Ada'}) DELETE t")
    assert verify_store(log).sound
