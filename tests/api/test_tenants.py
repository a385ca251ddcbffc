"""What one tenant is shown: for any graph, nothing of a source that is not granted, and how much was left out."""

import json
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.context import ApiContext
from api.server import create_app
from graph.errors import InputError, ReadOnlyError
from graph.facts import Batch, Edge, Node, Property, Vectors
from graph.log import record
from graph.ports import GraphStore
from graph.statements import load, load_all, parse_statement
from graph.stores.embedded import EmbeddedStore
from graph.tenancy import TenantView
from queries.impact import impact
from queries.rules import check
from queries.search import search
from queries.views import views
from tests.stores.small_graph import nothing

HIDDEN = "zzhidden"
"""Stands in everything that a source says that is kept for others, and in nothing else."""
_SYMBOLS = 4
_TYPES = ("CALLS", "IMPORTS", "INHERITS", "OVERRIDES", "REFERENCES", "RAISES", "TESTS", "SIMILAR_TO")
_EXAMPLES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "stores" / "statement_parameters.toml").read_text(encoding="utf-8")
)
_QUERY = """
query($id: ID!, $other: String!, $word: String!) {
  status(checkDisk: false) { sources { id name location } withheld models { id } }
  symbol(id: $id) {
    id qualifiedName source { id }
    callers(depth: 4) { edges { node { id } path } totalCount coverage { withheld summary sites { caller } } }
    callees(depth: 4) { edges { node { id } path } coverage { withheld } }
    impact { files { path source symbols { path symbol { id } } } coverage { withheld } }
    similar { hits { symbol { id } uses { used } } coverage { withheld } }
    documentation { id title text path }
    members { edges { node { id } } }
    measures { fanIn { likely } }
    pathTo(symbol: $other) { paths { symbols { id } } coverage { withheld } }
  }
  symbols(first: 100) { edges { node { id name docstring source { id } } } }
  symbolsBy(measure: LINES, first: 100) { id }
  search(query: $word, hops: 2, first: 50) { edges { node { id } summary paths { end steps { caller callee path } } } notes }
  answer(question: $word) { text citations { node origin } evidence { citation { node } } notes }
  owed: answer(question: $word) { obligations { source name paths } }
  check { rule findings { node message path source hops { id } } blockers { title examples } }
}
"""


def _source(number: int, *, hidden: bool, sections: int) -> tuple[str, list[Node], list[Edge]]:
    """A source with a file, a module, functions and sections of documentation."""
    word = HIDDEN if hidden else "open"
    # Ids of which one begins as another does: a folder of a repository, a release beside its working tree.
    id_ = (f"pkg:generic/{word}", f"pkg:generic/{word}/part", f"pkg:generic/{word}@1.0", f"pkg:pypi/{word}@1.{number}")[
        number % 4
    ]
    own: dict[str, Property] = {"source": id_, "license": "MIT"}
    said: dict[str, Property] = {"name": f"{word}{number}", "location": f"/src/{word}{number}", "kind": "directory"}
    nodes = [
        Node(
            id_,
            ("Source", "Entity"),
            {**own, **said, "tenants": ["acme"] if hidden else [], "files": 1, "symbols": _SYMBOLS + 1},
        ),
        Node(f"{id_}#/{word}.py", ("File", "Entity"), {**own, "path": f"{word}.py", "digest": f"sha256:{number}"}),
        Node(f"{id_}#/NOTICE", ("LicenseFile", "Entity"), {**own, "path": f"{word}/NOTICE", "kind": "notice", "text": word}),
        _symbol(id_, "Module", f"{word}{number}", word, own),
    ]
    edges = [Edge("CONTAINS", id_, nodes[1].id, {}), Edge("CONTAINS", nodes[1].id, nodes[3].id, {})]
    edges.append(Edge("CONTAINS", id_, nodes[2].id, {}))
    for one in range(_SYMBOLS):
        nodes.append(_symbol(id_, "Class" if one == 0 else "Function", f"{word}{number}.{word}_{one}", word, own))
        edges.append(Edge("CONTAINS", nodes[3].id, nodes[-1].id, {}))
    for one in range(sections):
        place: dict[str, Property] = {"path": f"docs/{word}.md", "line": 1, "end_line": 2, "level": 1, "kind": "section"}
        texts: dict[str, Property] = {"title": f"{word} {one}", "text": f"about {word}", "search_text": f"docs {word}"}
        nodes.append(Node(f"{id_}#/docs/{word}.md#{one}", ("Section",), {**own, **place, **texts, "digest": "sha256:0"}))
        edges.append(Edge("CONTAINS", nodes[1].id, nodes[-1].id, {}))
    return id_, nodes, edges


def _symbol(source: str, label: str, name: str, word: str, own: dict[str, Property]) -> Node:
    said: dict[str, Property] = {
        "name": name.rpartition(".")[2],
        "qualified_name": name,
        "kind": label.lower(),
        "module": name.partition(".")[0],
        "path": f"{word}.py",
        "line": 1,
        "end_line": 9,
        "docstring": f"Does what {word} does for archives.",
        "search_text": f"{word} archive load",
        "unresolved_names": [word, "load"],
        "unresolved_sites": [f"3 {word} unknown", "4 load unknown"],
        "unresolved_count": 2,
        "digest": f"sha256:{len(name)}",
        "tokens": 40,
    }
    return Node(f"{source}#{name}", (label, "Symbol"), {**own, **said})


@st.composite
def _graphs(draw: st.DrawFn) -> list[Batch]:
    count = draw(st.integers(2, 4))
    hidden = draw(st.lists(st.booleans(), min_size=count, max_size=count).filter(lambda one: any(one) and not all(one)))
    made = [_source(number, hidden=one, sections=draw(st.integers(0, 1))) for number, one in enumerate(hidden)]
    symbols = [node.id for _, nodes, _ in made for node in nodes if "Symbol" in node.labels]
    sections = [node.id for _, nodes, _ in made for node in nodes if "Section" in node.labels]
    pairs = st.tuples(st.sampled_from(symbols), st.sampled_from(symbols), st.sampled_from(_TYPES))
    drawn = {
        one for one in draw(st.lists(pairs, max_size=30)) if one[0] < one[1] or (one[2] != "SIMILAR_TO" and one[0] != one[1])
    }
    claims = {(type_, start, end) for start, end, type_ in drawn}
    claims |= {("DOCUMENTS", one, draw(st.sampled_from(symbols))) for one in sections}
    return [_batch(id_, nodes, edges, claims) for id_, nodes, edges in made]


def _batch(id_: str, nodes: list[Node], edges: list[Edge], claims: set[tuple[str, str, str]]) -> Batch:
    own = {node.id for node in nodes}
    out = [claim for claim in sorted(claims) if claim[1] in own]
    ends = sorted({end for _, _, end in out} - own)
    outside = [
        Node(end, ("External",), {"name": end.rpartition("#")[2], "qualified_name": end.rpartition("#")[2]}) for end in ends
    ]
    claimed = [Edge(type_, start, end, _said(type_)) for type_, start, end in out]
    return Batch(id_, tuple(nodes), (*edges, *claimed), tuple(outside))


def _said(type_: str) -> dict[str, Property]:
    if type_ == "SIMILAR_TO":
        return {"method": "near-duplicate", "score": 0.9, "tokens": 40}
    return {"method": "exact", "confidence": 0.9, "line": 3, "lines": [3]}


def _hidden(graph: list[Batch]) -> list[str]:
    return [node.id for one in graph for node in one.nodes if HIDDEN in node.id]


@pytest.fixture(scope="module")
def shared() -> Iterator[EmbeddedStore]:
    """One store for all examples, emptied after each."""
    with tempfile.TemporaryDirectory() as folder:
        store = EmbeddedStore(Path(folder) / "store")
        store.ensure_schema()
        yield store
        store.close()


_PROPERTY = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


class _Filled:
    """The store with a graph in it, and with records that tell of every source."""

    def __init__(self, store: GraphStore, graph: list[Batch]) -> None:
        self.store, self.graph = store, graph

    def __enter__(self) -> GraphStore:
        for one in self.graph:
            self.store.replace(one)
            record(self.store, "ingest", {"source": one.source, "entry": f"./{one.nodes[1].properties['path']}"})
        return self.store

    def __exit__(self, *_: object) -> None:
        for one in self.graph:
            self.store.replace(nothing(one.source))


@_PROPERTY
@given(graph=_graphs())
def test_no_statement_names_what_is_not_granted(shared: EmbeddedStore, graph: list[Batch]) -> None:
    """Asked with the ids of everything there is, as nobody and as another tenant."""
    ids = [node.id for one in graph for node in one.nodes]
    names = sorted({str(node.properties.get("name", "")) for one in graph for node in one.nodes})
    with _Filled(shared, graph) as store:
        for tenant in ("", "globex"):
            view = TenantView(store, tenant)
            for statement in (*load_all("read"), *load_all("read/exports"), *load_all("rules"), *load_all("rules/blockers")):
                example = _EXAMPLES.get(statement.name, {})
                lists = {"ids": ids, "names": names, "sources": [one.source for one in graph]}
                for id_ in (ids[0], ids[-1], _hidden(graph)[0]):
                    single = {"id": id_, "source": id_.partition("#")[0], "limit": 50}
                    asked = {name: (lists | single).get(name, example.get(name)) for name in statement.parameters}
                    try:
                        rows = view.run(statement, **asked)
                    except InputError:
                        assert statement.header.get("for") == "operator", statement.name
                        continue
                    assert HIDDEN not in json.dumps(rows), statement.name


@_PROPERTY
@given(graph=_graphs(), data=st.data())
def test_no_answer_over_graphql_names_what_is_not_granted(
    shared: EmbeddedStore, graph: list[Batch], data: st.DataObject
) -> None:
    seen = [node for one in graph for node in one.nodes if "Symbol" in node.labels and HIDDEN not in node.id]
    start, other = data.draw(st.sampled_from(seen)), data.draw(st.sampled_from(seen))
    with _Filled(shared, graph) as store:
        client = TestClient(create_app(ApiContext(store)), base_url="http://localhost")
        asked = {"id": start.id, "other": other.id, "word": "load an archive"}
        shown = client.post("/graphql", json={"query": _QUERY, "variables": asked}).json()
        assert "errors" not in shown, shown
        assert HIDDEN not in json.dumps(shown)
        assert shown["data"]["status"]["withheld"] == sum(HIDDEN in one.source for one in graph)
        for id_ in (_hidden(graph)[0], _hidden(graph)[-1], "record:1"):
            one = client.post("/graphql", json={"query": f'{{ node(id: "{id_}") {{ id }} }}'}).json()
            assert one == {"data": {"node": None}}
        word = {"query": f'{{ symbol(name: "{HIDDEN}_1") {{ id }} }}'}
        assert client.post("/graphql", json=word).json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        granted = TestClient(create_app(ApiContext(store, tenant="acme")), base_url="http://localhost")
        assert HIDDEN in json.dumps(
            granted.post("/graphql", json={"query": "{ status(checkDisk: false) { sources { id } } }"}).json()
        )


_OPEN, _KEPT = "pkg:generic/open", "pkg:generic/zzhidden/part"


def _two() -> tuple[Batch, Batch]:
    """A function that is called from a source which is kept for acme only, and calls into it."""
    made = [_source(0, hidden=False, sections=0), _source(1, hidden=True, sections=1)]
    claims = {("CALLS", f"{_KEPT}#zzhidden1.zzhidden_{one}", f"{_OPEN}#open0.open_1") for one in (1, 2, 3)}
    claims |= {("CALLS", f"{_OPEN}#open0.open_1", f"{_KEPT}#zzhidden1.zzhidden_1")}
    first, second = (_batch(id_, nodes, edges, claims) for id_, nodes, edges in made)
    return first, second


def test_what_is_withheld_is_counted(shared: EmbeddedStore) -> None:
    with _Filled(shared, [*_two()]) as store:
        view = TenantView(store, "globex")
        found = impact(view, f"{_OPEN}#open0.open_1", depth=1)
        assert found.files == ()
        assert found.coverage.withheld >= 3
        assert not found.coverage.complete
        assert "relations to sources that may not be seen here" in found.coverage.summary
        assert len(impact(TenantView(store, "acme"), f"{_OPEN}#open0.open_1", depth=1).files) == 1
        assert "1 source left out, open to other tenants only" in search(view, None, "load an archive").notes
        (verdict,) = check(view, ["license_declared_not_detected"])
        assert verdict.findings == ()


def test_what_is_left_out_takes_nobodys_place(shared: EmbeddedStore) -> None:
    with _Filled(shared, [*_two()]) as store:
        view = TenantView(store, "")
        rows = view.run(load("read/symbols_page"), after="", source="", kind="", path="", limit=3)
        assert [row["id"] for row in rows] == sorted(f"{_OPEN}#open0{end}" for end in ("", ".open_0", ".open_1"))
        found = view.match_text(["archive"], limit=5)
        assert len(found) == 5
        assert all(one.id.startswith(_OPEN) for one in found)


def test_signs_in_the_name_of_a_hidden_source_hide_its_tombstone_too(shared: EmbeddedStore) -> None:
    kept = "pkg:generic/zz++(1)"
    hidden = Batch(kept, (Node(kept, ("Source", "Entity"), {"source": kept, "tenants": ["acme"]}),), ())
    open_, nodes, edges = _source(0, hidden=False, sections=0)
    telling = _symbol(open_, "Function", "open0.telling", "open", {"source": open_, "license": "MIT"})
    telling = replace(telling, properties={**telling.properties, "docstring": f"As withdrawn:{kept}@2026-01-01 says."})
    with _Filled(shared, [_batch(open_, [*nodes, telling], edges, set())]) as store:
        store.replace(hidden)
        assert views(store, [telling.id]).keys() == {telling.id}
        assert views(TenantView(store, "globex"), [telling.id]) == {}
        store.replace(nothing(kept))


def test_vectors_of_others_are_not_compared(shared: EmbeddedStore) -> None:
    first, second = _two()
    with _Filled(shared, [first, second]) as store:
        for batch in (first, second):
            ids = tuple(node.id for node in batch.nodes if "Symbol" in node.labels)
            matrix = np.eye(len(ids), 8, dtype=np.float32)
            store.replace(
                Batch(batch.source, batch.nodes, batch.edges, batch.shared_nodes, vectors=Vectors("m", ids, ids, matrix))
            )
        view = TenantView(store, "globex")
        near = view.nearest(np.ones(8, dtype=np.float32), limit=50)
        assert len(near) == _SYMBOLS + 1
        assert all(one.id.startswith(f"{_OPEN}#") for one in near)
        assert set(view.embedding_models()) == {_OPEN}
        assert view.nearest(np.ones(8, dtype=np.float32), limit=50, sources=[_KEPT]) == []


def test_what_cannot_be_vouched_for_is_refused(shared: EmbeddedStore) -> None:
    own = parse_statement("read/sources", "MATCH (s:Source) RETURN s.name AS name")
    with _Filled(shared, [*_two()]) as store:
        view = TenantView(store, "globex")
        with pytest.raises(InputError, match="is not narrowed to a tenant"):
            view.run(own)
        with pytest.raises(InputError, match="is the operator's"):
            view.run(load("read/log_records"), after=0, limit=5)
        with pytest.raises(ReadOnlyError):
            view.append([Node("answer:1", ("Answer", "Entity"), {})])
        assert len(TenantView(store, "acme").run(own)) == 2
