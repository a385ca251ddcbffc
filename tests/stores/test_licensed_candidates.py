"""Candidates narrowed by licence inside each store: what is left out takes nobody's place."""

from dataclasses import replace

import pytest

from graph.facts import Batch, Node, Property
from graph.ports import GraphStore
from tests.stores.small_graph import ACME, TOOLS, acme, embed, tools, vectors

MIXED = {"acme/api.py": "MIT", "acme/client.py": "GPL-2.0-only OR MIT", "acme/main.py": None}
EVERYTHING = [embed(["acme client client send method"])[0], embed(["tools run function"])[0], embed(["module"])[0]]
WORDS = ["acme", "tools", "send", "run", "function", "method", "module"]


def mixed() -> Batch:
    """The first source with another licence in each file, and none in one of them."""
    batch = acme()
    return replace(batch, nodes=tuple(_licensed(node) for node in batch.nodes))


def only(batch: Batch, license_: str) -> Batch:
    """Of a source, the symbols under one licence."""
    nodes = tuple(node for node in batch.nodes if "Symbol" not in node.labels or node.properties.get("license") == license_)
    kept = {node.id for node in nodes} | {node.id for node in batch.shared_nodes}
    edges = tuple(edge for edge in batch.edges if edge.start in kept and edge.end in kept)
    return replace(batch, nodes=nodes, edges=edges, vectors=vectors(nodes))


def _licensed(node: Node) -> Node:
    if "Symbol" not in node.labels:
        return node
    properties: dict[str, Property] = {key: value for key, value in node.properties.items() if key != "license"}
    if license_ := MIXED[str(node.properties["path"])]:
        properties["license"] = license_
    return Node(node.id, node.labels, properties)


@pytest.mark.parametrize("license_", ["MIT", "GPL-2.0-only OR MIT", "GPL-3.0-only"])
@pytest.mark.parametrize("limit", [1, 2, 50])
def test_the_list_is_as_good_as_if_the_others_did_not_exist(store: GraphStore, license_: str, limit: int) -> None:
    for batch in (mixed(), tools()):
        store.replace(batch)
    near = [store.nearest(vector, limit=limit, licenses=[license_]) for vector in EVERYTHING]
    words = [store.match_text([word], limit=limit, licenses=[license_]) for word in WORDS]

    for batch in (mixed(), tools()):
        store.replace(only(batch, license_))

    assert near == [store.nearest(vector, limit=limit) for vector in EVERYTHING]
    assert [len(found) for found in words] == [len(store.match_text([word], limit=limit)) for word in WORDS]
    assert [{one.id for one in found} for found in words if len(found) < limit] == [
        {one.id for one in found} for word in WORDS if len(found := store.match_text([word], limit=limit)) < limit
    ]
    assert any(near)
    assert any(words)


def test_no_licence_admits_nothing_and_none_narrows_nothing(store: GraphStore) -> None:
    store.replace(mixed())
    everything = store.nearest(EVERYTHING[0], limit=50)
    assert store.nearest(EVERYTHING[0], limit=50, licenses=[]) == []
    assert store.match_text(WORDS, limit=50, licenses=[]) == []
    assert store.nearest(EVERYTHING[0], limit=50, licenses=None) == everything
    assert store.nearest(EVERYTHING[0], limit=50, licenses=["MIT", "GPL-2.0-only OR MIT", ""]) == everything


def test_what_has_no_licence_is_asked_for_by_an_empty_expression(store: GraphStore) -> None:
    for batch in (mixed(), tools()):
        store.replace(batch)
    wanted = {f"{ACME}#acme.main", f"{ACME}#acme.main.main"}
    assert {one.id for one in store.nearest(EVERYTHING[0], limit=50, licenses=[""])} == wanted
    assert {one.id for one in store.match_text(WORDS, limit=50, licenses=[""])} == wanted
    assert {one.id for one in store.match_text(WORDS, limit=1, licenses=[""])} < wanted


def test_sources_licences_and_symbols_narrow_together(store: GraphStore) -> None:
    for batch in (mixed(), tools()):
        store.replace(batch)
    some = [f"{ACME}#acme.api", f"{ACME}#acme.client", f"{TOOLS}#tools.run"]
    found = store.nearest(EVERYTHING[0], limit=9, among=some, licenses=["MIT", "GPL-3.0-only"])
    assert {one.id for one in found} == {f"{ACME}#acme.api", f"{TOOLS}#tools.run"}
    found = store.nearest(EVERYTHING[0], limit=9, among=some, sources=[ACME], licenses=["MIT", "GPL-3.0-only"])
    assert [one.id for one in found] == [f"{ACME}#acme.api"]
    assert store.nearest(EVERYTHING[0], limit=9, sources=[TOOLS], licenses=["MIT"]) == []
    assert store.match_text(WORDS, limit=9, sources=[TOOLS], licenses=["MIT"]) == []


def test_a_change_of_licence_alone_is_seen_by_the_next_search(store: GraphStore) -> None:
    store.replace(mixed())
    assert store.nearest(EVERYTHING[0], limit=50, licenses=["Apache-2.0"]) == []
    assert store.replace(acme()).vectors_written == 0
    assert len(store.nearest(EVERYTHING[0], limit=50, licenses=["Apache-2.0"])) == 12
    assert store.nearest(EVERYTHING[0], limit=50, licenses=["MIT"]) == []


def test_what_a_source_says_of_its_licences_is_used(store: GraphStore) -> None:
    batch = tools()
    said = tuple(
        Node(node.id, node.labels, {**node.properties, "licenses": ["GPL-3.0-only"]}) if node.id == TOOLS else node
        for node in batch.nodes
    )
    store.replace(mixed())
    store.replace(replace(batch, nodes=said))
    assert len(store.nearest(EVERYTHING[1], limit=50, licenses=["GPL-3.0-only"])) == 3
    assert {one.id.partition("#")[0] for one in store.nearest(EVERYTHING[1], limit=50, licenses=["MIT"])} == {ACME}
