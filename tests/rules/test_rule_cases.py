"""Each rule by example, in cases/RULE.toml: a planted violation is found, and nothing in its mended twin. On both engines.

[[example]]
title = "…"
graph = "…"        what both twins hold, in the words of graphs.py
planted = "…"      what makes it a violation
mended = "…"       what stands in its place in the twin
findings = […]     what is found in the planted one: the columns that are told, in order
outcome = "PASS"   of the twin, if it is another; UNDETERMINED with `blocked_by`, the titles of what blocks it
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import cypher
from graph.facts import Batch, Edge, Node, Property
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from queries.rulebook import rulebook
from queries.rules import check
from queries.verdicts import Finding, Outcome, Verdict
from queries.waivers import Waiver
from tests.rules.conftest import GIVEN
from tests.rules.graphs import Graph, draw

_CASES = Path(__file__).with_name("cases")
_COPIED = [Path(next(iter(cypher.__path__))) / "rules/examples"]
"""Rules to be copied, which are not run by themselves."""


@dataclass(frozen=True, slots=True)
class Example:
    rule: str
    title: str
    told: Mapping[str, Any]

    def graph(self, twin: str) -> Graph:
        return draw(f"{self.told.get('graph', '')}\n{self.told.get(twin, '')}")

    def check(self, store: GraphStore, twin: str, graph: Graph | None = None) -> Verdict:
        (graph or self.graph(twin)).put_into(store)
        given = GIVEN
        if "given" in self.told:
            about = self.told["given"].get(twin, {})
            waivers = tuple(_waiver(one) for one in about.get("waivers", ()))
            given = replace(given, **{**about, "waivers": waivers})
        return check(store, [self.rule], _COPIED, given=given)[0]


def _waiver(told: Mapping[str, str]) -> Waiver:
    expires = date.fromisoformat(told["expires"]) if "expires" in told else None
    return Waiver(told["rule"], told["node"], told.get("reason", ""), told.get("owner", ""), expires, "waivers.toml", 3)


def _examples() -> Iterator[Example]:
    for file in sorted(_CASES.rglob("*.toml")):
        for one in tomllib.loads(file.read_text())["example"]:
            yield Example(file.stem, one["title"], one)


EXAMPLES = list(_examples())


def test_every_rule_has_an_example() -> None:
    assert sorted({one.rule for one in EXAMPLES}) == sorted(rule.name for rule in rulebook(folders=_COPIED).constraints)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule}: {one.title}")
def test_the_planted_violation_is_found(store: GraphStore, example: Example) -> None:
    verdict = example.check(store, "planted")
    assert verdict.outcome is Outcome.FAIL
    wanted = example.told["findings"]
    assert [_told(found, one) for found, one in zip(verdict.findings, wanted, strict=True)] == wanted
    assert verdict.checked


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule}: {one.title}")
def test_the_mended_twin_is_left_alone(store: GraphStore, example: Example) -> None:
    verdict = example.check(store, "mended")
    assert verdict.findings == ()
    assert verdict.outcome == example.told.get("outcome", "PASS")
    assert [one.title for one in verdict.blockers] == example.told.get("blocked_by", [])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.rule}: {one.title}")
def test_fingerprints_outlive_a_move_of_lines(tmp_path: Path, example: Example) -> None:
    graph = example.graph("planted")
    prints = []
    for name, twin in (("here", graph), ("moved", _moved(graph))):
        store = EmbeddedStore(tmp_path / name)
        store.ensure_schema()
        prints.append([one.fingerprint for one in example.check(store, "planted", twin).findings])
        store.close()
    assert prints[0] == prints[1]
    assert len(set(prints[0])) == len(prints[0])


def _told(found: Finding, wanted: Mapping[str, Any]) -> dict[str, Any]:
    told = asdict(found) | {"hops": [f"{hop.id} {hop.path}:{hop.line}" for hop in found.hops]}
    return {key: told[key] for key in wanted}


def _moved(graph: Graph) -> Graph:
    """The same with ten lines more above everything."""
    return Graph(
        tuple(_moved_batch(batch) for batch in graph.batches),
        tuple(_moved_one(node) for node in graph.nodes),
        tuple(_moved_one(edge) for edge in graph.edges),
    )


def _moved_batch(batch: Batch) -> Batch:
    return replace(
        batch, nodes=tuple(_moved_one(node) for node in batch.nodes), edges=tuple(_moved_one(edge) for edge in batch.edges)
    )


def _moved_one[T: (Node, Edge)](one: T) -> T:
    properties = {key: _ten_lower(key, value) for key, value in one.properties.items()}
    return replace(one, properties=properties) if isinstance(one, Node) else structs.replace(one, properties=properties)


def _ten_lower(key: str, value: Property) -> Property:
    if key in ("line", "end_line") and isinstance(value, int):
        return value + 10
    if key == "secrets" and isinstance(value, list):
        parts = [str(one).partition(" ") for one in value]
        return [f"{int(line) + 10} {rest}" for line, _, rest in parts]
    return value
