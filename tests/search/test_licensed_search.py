"""A search under some licences is the search in a store that holds nothing else, on both engines."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graph.facts import Batch, Node, Property, Vectors
from graph.ports import Embedder, GraphStore
from graph.stores.embedded import EmbeddedStore
from graph.stores.neo4j import Neo4jStore
from queries.answer import answer
from queries.policy_file import read_policy
from queries.search import SearchHit, search
from queries.terms import read_terms
from tests.search.web_library import TOOLS, WEB, tools, web
from tests.services.neo4j import Neo4jServer

QUESTIONS = ["Session", "digest of a file or an archive", "send a request", "how long to wait", "extract_archive"]


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[GraphStore]:
    opened = EmbeddedStore(tmp_path / "store")
    opened.ensure_schema()
    yield opened
    opened.close()


@pytest.fixture
def neo4j(neo4j_server: Neo4jServer) -> Iterator[GraphStore]:
    opened = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    opened.ensure_schema()
    yield opened
    for source in (WEB, TOOLS):
        opened.replace(Batch(source, (), ()))
    opened.close()


@pytest.fixture(params=["embedded", "neo4j"])
def fresh(request: pytest.FixtureRequest) -> GraphStore:
    opened: GraphStore = request.getfixturevalue(request.param)
    return opened


@pytest.mark.parametrize("license_", ["Apache-2.0", "MPL-2.0", "GPL-3.0-only"])
def test_what_is_not_allowed_might_as_well_not_be_there(fresh: GraphStore, embedder: Embedder, license_: str) -> None:
    for batch in (web(embedder), tools(embedder)):
        fresh.replace(batch)
    narrowed = [search(fresh, embedder, text, terms=read_terms(allow=[license_])).hits for text in QUESTIONS]

    for batch in (web(embedder), tools(embedder)):
        fresh.replace(_only(batch, license_))
    alone = [search(fresh, embedder, text).hits for text in QUESTIONS]

    assert [_ids(hits) for hits in narrowed] == [_ids(hits) for hits in alone]
    for ours, theirs in zip((one for hits in narrowed for one in hits), (one for hits in alone for one in hits), strict=True):
        assert ours.components == pytest.approx(theirs.components, abs=1e-5)
    assert all(narrowed)


def test_no_candidate_is_wasted_on_what_is_not_allowed(
    embedded: GraphStore, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is asked for candidates with the licences, so one place for candidates is enough to find the one hit."""
    for batch in (web(embedder), tools(embedder)):
        embedded.replace(batch)
    monkeypatch.setattr("queries.search._CANDIDATES", 1)
    asked = _watched(embedded, monkeypatch)
    assert [hit.symbol for hit in search(embedded, embedder, "send a request", terms=read_terms(allow=["MPL-2.0"])).hits] == [
        "web.hashing.sha256_of_file"
    ]
    assert asked() == [frozenset({"MPL-2.0"})] * 2


def _kept(batch: Batch, **properties: Property) -> Batch:
    """The same source with what its governance says."""
    nodes = (
        Node(one.id, one.labels, {**one.properties, **properties}) if one.id == batch.source else one for one in batch.nodes
    )
    return replace(batch, nodes=tuple(nodes))


def test_a_source_that_is_kept_for_tenants_is_seen_by_those_alone(fresh: GraphStore, embedder: Embedder) -> None:
    fresh.replace(web(embedder))
    fresh.replace(_kept(tools(embedder), tenants=["acme", "globex"]))

    def seen(tenant: str) -> set[str]:
        found = search(fresh, embedder, "Session archive request", limit=50, terms=read_terms(tenant=tenant))
        assert any("open to other tenants only" in note for note in found.notes) == (tenant not in ("acme", "globex"))
        return {hit.source for hit in found.hits}

    assert seen("acme") == seen("globex") == {WEB, TOOLS}
    assert seen("") == seen("initech") == {WEB}
    only = search(fresh, embedder, "archive", sources=["tools"], terms=read_terms(tenant="initech"))
    assert only.hits == ()


@pytest.mark.parametrize(
    ("purpose", "searched", "grounds"), [("index-only", True, False), ("train", False, False), ("ground", True, True)]
)
def test_what_a_source_is_for_is_kept_to(
    fresh: GraphStore, embedder: Embedder, purpose: str, searched: bool, grounds: bool
) -> None:
    fresh.replace(_kept(web(embedder), purpose=purpose))
    fresh.replace(tools(embedder))
    policy = read_policy(None)
    found = search(fresh, embedder, "send a prepared request", terms=read_terms(policy))
    assert (WEB in {hit.source for hit in found.hits}) is searched
    for question in ("how is a prepared request sent?", "where is `web.sessions.Session.send` defined?"):
        told = answer(fresh, embedder, None, question, terms=read_terms(policy))
        assert (WEB in {one.origin for one in told.citations}) is grounds
        assert grounds or told.notes


def test_what_the_policy_does_not_permit_never_becomes_evidence(fresh: GraphStore, embedder: Embedder) -> None:
    for batch in (web(embedder), tools(embedder)):
        fresh.replace(batch)
    found = answer(fresh, embedder, None, "how is an archive with a digest sent?", terms=read_terms(read_policy(None)))
    assert {one.citation.license for one in found.evidence} == {"Apache-2.0"}
    assert {one.license_chosen for one in found.citations} == {"Apache-2.0"}
    (note,) = [one for one in found.notes if "left out by licence" in one]
    assert note.startswith("1 source and parts of 1 source left out")
    assert "MPL-2.0, weak-copyleft, is in review" in note
    assert "GPL-3.0-only, copyleft, is denied" in note


def test_what_states_no_licence_grounds_nothing_even_without_a_policy(fresh: GraphStore, embedder: Embedder) -> None:
    batch = tools(embedder)
    unsaid = tuple(Node(one.id, one.labels, {**one.properties, "license": "NOASSERTION"}) for one in batch.nodes)
    fresh.replace(replace(batch, nodes=unsaid))
    assert search(fresh, embedder, "unpack an archive").hits
    assert answer(fresh, embedder, None, "how is an archive unpacked?").evidence == ()
    allowed = read_terms(allow=["NOASSERTION"])
    assert search(fresh, embedder, "unpack an archive", terms=allowed).hits
    assert answer(fresh, embedder, None, "how is an archive unpacked?", terms=allowed).evidence == ()


def _watched(store: GraphStore, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[object]]:
    seen: list[object] = []
    for name in ("nearest", "match_text"):
        kept = getattr(store, name)

        def ask(*args: object, _kept: Callable[..., object] = kept, **named: object) -> object:
            if "among" not in named:
                seen.append(named.get("licenses"))
            return _kept(*args, **named)

        monkeypatch.setattr(store, name, ask)
    return lambda: seen


def _only(batch: Batch, license_: str) -> Batch:
    nodes = tuple(one for one in batch.nodes if "Symbol" not in one.labels or one.properties["license"] == license_)
    kept = {one.id for one in nodes}
    edges = tuple(one for one in batch.edges if one.start in kept and one.end in kept)
    assert batch.vectors
    rows = [row for row, id_ in enumerate(batch.vectors.ids) if id_ in kept]
    vectors = Vectors(
        batch.vectors.model,
        tuple(batch.vectors.ids[row] for row in rows),
        tuple(batch.vectors.digests[row] for row in rows),
        batch.vectors.matrix[rows],
    )
    return replace(batch, nodes=nodes, edges=edges, vectors=vectors if rows else None)


def _ids(hits: tuple[SearchHit, ...]) -> list[str]:
    return [hit.id for hit in hits]
