"""Withdrawing a source, on every store: nothing of it is left, what others share stays, and a tombstone says what went."""

from pathlib import Path

import pytest

from graph.cache import DiskCache
from graph.errors import NotFoundError
from graph.facts import FileFacts
from graph.ports import GraphStore, Row
from graph.statements import load, parse_statement
from graph.withdrawal import Leaving, leaving, withdraw
from tests.stores.small_graph import ACME, REVIEWER, TOOLS, acme, appended, embed, tools

_ALL = parse_statement("all", "MATCH (n:Node) RETURN n.id AS id, n.source AS source, labels(n) AS labels ORDER BY id")
_OWN = parse_statement(
    "own",
    "MATCH (n:Node {source: $source}) WHERE n:File OR n:Symbol OR n:Source RETURN n.id AS id ORDER BY id",
)
_TOMBSTONE = parse_statement(
    "tombstone",
    "MATCH (w:Withdrawal)-[:WAS_GENERATED_BY]->(a:Activity)-[:WAS_ASSOCIATED_WITH]->(p:Agent) "
    "RETURN properties(w) AS said, a.kind AS kind, p.id AS person",
)


@pytest.fixture
def cache(tmp_path: Path) -> DiskCache:
    """What indexing both would have kept; the two sources share one file and one text."""
    kept = DiskCache(tmp_path / "cache")
    rows = [("acme/api.py", ACME), ("acme/client.py", ACME), ("tools/__init__.py", TOOLS)]
    digests = {path: _digest(acme() if source == ACME else tools(), path) for path, source in rows}
    kept.keep_facts({f"python:1:{one}": FileFacts(one, "python", ()) for one in digests.values()})
    kept.keep_links({f"python:{source}:a.py": ("key", b"links") for source in (ACME, TOOLS)})
    for batch in (acme(), tools()):
        assert batch.vectors
        kept.keep_vectors("model:little@sha256:aa", batch.vectors.digests, batch.vectors.matrix)
    return kept


def _digest(batch: object, path: str) -> str:
    nodes = batch.nodes  # type: ignore[attr-defined]
    return next(str(node.properties["digest"]) for node in nodes if node.id.endswith(f"#/{path}"))


def _rows(store: GraphStore) -> list[Row]:
    return store.run(_ALL)


def test_nothing_of_it_is_left_and_what_others_share_stays(store: GraphStore, cache: DiskCache) -> None:
    store.replace(acme())
    only = {row["id"] for row in _rows(store)}
    store.replace(tools())

    removed = withdraw(store, cache, TOOLS, by="Grace", reason="its licence changed")

    left = {row["id"]: row for row in _rows(store)}
    # What acme calls in it goes on as a name from outside, as if it had never been indexed.
    assert {
        one for one in left if not one.startswith(("withdrawn:", "activity:withdrawal", "record:", "agent:person:G"))
    } == only
    assert store.run(_OWN, source=TOOLS) == []
    assert REVIEWER in left
    assert (removed.files, removed.symbols, removed.vectors, removed.license) == (1, 3, 3, "GPL-3.0-only")
    assert not any(one.id.startswith(TOOLS) for one in store.nearest(embed(["tools run"])[0], limit=50))


def test_the_last_source_leaves_nothing_but_the_log(store: GraphStore, cache: DiskCache) -> None:
    store.replace(acme())
    withdraw(store, cache, ACME, by="Grace", reason="over")

    labels = [sorted(row["labels"]) for row in _rows(store)]
    assert sorted(labels) == [["Activity", "Node"], ["Agent", "Node"], ["Entity", "Node", "Withdrawal"], ["Node", "Record"]]
    assert store.embedding_models() == {}


def test_a_tombstone_says_what_went_and_by_whom(store: GraphStore, cache: DiskCache) -> None:
    store.replace(acme())
    for nodes, edges, gone in appended():
        store.append(nodes, edges, removed=gone)

    removed = withdraw(store, cache, ACME, by="Grace", reason="its licence changed")

    (row,) = [row for row in store.run(_TOMBSTONE) if row["said"]["id"] == removed.tombstone]
    said = {key: value for key, value in row["said"].items() if key not in ("id", "at")}
    assert (row["kind"], row["person"]) == ("withdrawal", "agent:person:Grace")
    assert said == {
        "source": ACME,
        "name": "acme",
        "license": "Apache-2.0",
        "by": "Grace",
        "reason": "its licence changed",
        "files": 3,
        "symbols": 12,
        "vectors": 12,
        "cached": removed.cached,
        "answers": 1,
    }


def test_the_cache_keeps_what_others_share(store: GraphStore, cache: DiskCache) -> None:
    store.replace(acme())
    store.replace(tools())
    shared = _digest(tools(), "tools/__init__.py")
    own = _digest(acme(), "acme/api.py")

    removed = withdraw(store, cache, ACME, by="Grace", reason="over")

    assert set(cache.facts([f"python:1:{own}", f"python:1:{shared}"])) == {f"python:1:{shared}"}
    assert set(cache.links([f"python:{ACME}:a.py", f"python:{TOOLS}:a.py"])) == {f"python:{TOOLS}:a.py"}
    theirs = tools().vectors
    assert theirs
    assert set(cache.vectors(theirs.model, theirs.digests)) == set(theirs.digests)
    mine = acme().vectors
    assert mine
    assert cache.vectors(mine.model, [one for one in mine.digests if one not in theirs.digests]) == {}
    assert removed.cached == 2 + 1 + len(set(mine.digests))


def test_what_a_withdrawal_would_mean_is_told_before(store: GraphStore) -> None:
    store.replace(acme())
    store.replace(tools())
    for nodes, edges, gone in appended():
        store.append(nodes, edges, removed=gone)
    before = _rows(store)

    assert leaving(store, TOOLS) == Leaving(TOOLS, 1, 3, 3, (), ((ACME, 2),))
    assert leaving(store, ACME) == Leaving(ACME, 3, 12, 12, ("answer:1f",), ())
    assert _rows(store) == before


def test_what_is_not_there_cannot_be_withdrawn(store: GraphStore, cache: DiskCache) -> None:
    with pytest.raises(NotFoundError, match="is not in the store"):
        withdraw(store, cache, ACME, by="Grace", reason="over")
    assert store.run(load("read/log_head")) == []
