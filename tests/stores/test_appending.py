"""What is appended stays: it belongs to no source, and no replacement takes it away."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.errors import ExistsError, InputError, StoreError
from graph.facts import Change, Edge, Node
from graph.ports import GraphStore
from graph.statements import parse_statement
from tests.stores.small_graph import ACME, AGENT, MODEL, TOOLS, acme, appended, nothing, tools

type Content = Callable[[GraphStore], dict[str, Any]]

ANSWER, CITATION, QUESTION = "answer:1f", "answer:1f#1", "answer:1f/question"
_CITES = parse_statement(
    "cites", "MATCH (c:Node {id: $id})-[:WAS_DERIVED_FROM]->(f:File) RETURN f.path AS path, c.path AS said"
)


def append(store: GraphStore, *, upto: int = 2) -> None:
    for nodes, edges, removed in appended()[:upto]:
        store.append(nodes, edges, removed=removed)


def test_what_is_appended_is_read_back(store: GraphStore, content: Content) -> None:
    append(store, upto=1)
    nodes, _, _ = appended()[0]
    held = content(store)
    assert held.keys() == {node.id for node in nodes}
    labels, properties, relations = held[ANSWER]
    assert labels == ["Answer", "Entity", "Node"]
    assert properties == {"id": ANSWER, **nodes[0].properties}
    assert [(type_, end) for type_, end, _ in relations] == [
        ("WAS_DERIVED_FROM", CITATION),
        ("WAS_GENERATED_BY", "activity:generation:1f"),
    ]


def test_an_id_that_is_there_is_refused_and_nothing_of_it_written(store: GraphStore, content: Content) -> None:
    append(store, upto=1)
    before = content(store)
    fresh = Node("answer:2f", ("Answer", "Entity"), {"at": "later"})
    again = Node(ANSWER, ("Answer", "Entity"), {"at": "never"})
    with pytest.raises(ExistsError, match="answer:1f is there already"):
        store.append([fresh, again])
    with pytest.raises(InputError, match="answer:2f is to be appended twice"):
        store.append([fresh, fresh])
    assert content(store) == before


def test_a_relation_to_what_is_not_there_is_refused(store: GraphStore, content: Content) -> None:
    with pytest.raises(StoreError, match="an end of a WAS_DERIVED_FROM relation is missing"):
        store.append([Node(ANSWER, ("Answer", "Entity"), {})], [Edge("WAS_DERIVED_FROM", ANSWER, "nothing", {})])
    with pytest.raises(StoreError, match="nothing appends nodes with the labels Function, Symbol"):
        store.append([Node("f", ("Function", "Symbol"), {})])
    assert content(store) == {}


def test_no_replacement_takes_it_away_or_counts_it(store: GraphStore, content: Content) -> None:
    """Though a citation names the source it is from: renewed, removed and indexed again."""
    store.replace(acme())
    store.replace(tools())
    append(store)
    file = f"{ACME}#/acme/api.py"
    store.append([], [Edge("WAS_DERIVED_FROM", CITATION, file, {})])
    assert store.replace(acme()) == Change()
    mine = {
        id_: held for id_, held in content(store).items() if id_.startswith(("answer:", "record:", "consent:", "with", "act"))
    }
    removed = store.replace(nothing(ACME))
    assert removed.nodes_removed >= len(acme().nodes) - 1
    after = content(store)
    assert after.keys() >= {ANSWER, CITATION, "record:1", "record:2", f"withdrawn:{TOOLS}@1"}
    assert store.run(_CITES, id=CITATION) == []
    store.replace(acme())
    store.append([], [Edge("WAS_DERIVED_FROM", CITATION, file, {})])
    assert store.run(_CITES, id=CITATION) == [{"path": "acme/api.py", "said": "acme/api.py"}]
    assert {id_: content(store)[id_] for id_ in mine} == mine


def test_shared_nodes_come_once_and_stay_while_something_appended_needs_them(store: GraphStore, content: Content) -> None:
    model = Node("model:phrasing@sha256:bb", ("Model", "Entity"), {"name": "phrasing"})
    agent = Node(AGENT, ("Agent",), {"name": "codecraft", "version": "0.1.0", "kind": "software"})
    used = Node("activity:generation:1", ("Activity",), {"kind": "generation"})
    edges = [
        Edge("USED", used.id, model.id, {}),
        Edge("USED", used.id, MODEL, {}),
        Edge("WAS_ASSOCIATED_WITH", used.id, AGENT, {}),
    ]
    store.replace(acme())
    store.append([used], edges, shared=[model, agent])
    store.append([Node("activity:generation:2", ("Activity",), {})], shared=[model])
    store.replace(nothing(ACME))
    assert {model.id, MODEL, AGENT} <= content(store).keys()


def test_only_what_was_appended_can_be_taken_away_and_no_record(store: GraphStore, content: Content) -> None:
    store.replace(acme())
    append(store, upto=1)
    before = content(store).keys()
    store.append([], removed=["record:1", ACME, f"{ACME}#acme.api.get", AGENT, QUESTION, "nothing"])
    assert content(store).keys() == before - {QUESTION}
