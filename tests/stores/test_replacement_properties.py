"""What must always hold of replacing: a store is as if it had only ever seen the last state of each source."""

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.facts import Batch, Edge, Node
from graph.statements import Statement
from graph.stores.embedded import EmbeddedStore
from tests.stores.small_graph import distribution, external, vectors

SOURCES = ("pkg:pypi/a@1", "pkg:pypi/b@1", "pkg:pypi/c@1")
NAMES = ("f", "g", "h")
LICENSES = {"pkg:pypi/a@1": "MIT", "pkg:pypi/b@1": "MIT", "pkg:pypi/c@1": "ISC", "pkg:pypi/d@1": "BSD-3-Clause"}
EVERYTHING = [f"{source}#{name}" for source in LICENSES for name in NAMES]

_NODES = Statement("nodes", "MATCH (n:Node) RETURN n ORDER BY n.id")
_RELATIONS = Statement(
    "relations",
    "MATCH (a:Node)-[r]->(b:Node) RETURN a.id AS start, b.id AS end, type(r) AS type, r ORDER BY start, end, type",
)

symbols = st.dictionaries(st.sampled_from(NAMES), st.integers(1, 3), max_size=3)
calls = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(EVERYTHING), st.integers(1, 2)), max_size=6)
steps = st.lists(
    st.tuples(st.sampled_from(SOURCES), st.one_of(st.none(), st.tuples(symbols, calls, st.booleans()))), min_size=1, max_size=7
)


def batch_of(source: str, defined: Mapping[str, int], called: list[tuple[str, str, int]], embedded: bool) -> Batch:
    """A source that defines names on lines and calls others, with all that it needs to know of them from outside."""
    license_ = LICENSES[source]
    nodes = [Node(source, ("Source", "Entity", "Distribution"), _about(source) | {"files": 1, "source": source})]
    nodes += [
        Node(
            f"{source}#{name}",
            ("Function", "Symbol"),
            {
                "name": name,
                "qualified_name": name,
                "kind": "function",
                "line": line,
                "source": source,
                "search_text": f"{name} {line}",
            },
        )
        for name, line in defined.items()
    ]
    edges = {("CONTAINS", source, node.id): Edge("CONTAINS", source, node.id, {}) for node in nodes[1:]}
    edges["LICENSED_UNDER", source, license_] = _licensed(source)
    own = {node.id for node in nodes}
    for name, target, line in called:
        start = f"{source}#{name}"
        if start in own:
            edges["CALLS", start, target] = Edge("CALLS", start, target, {"line": line})
    outside = sorted({edge.end for edge in edges.values() if edge.type == "CALLS"} - own)
    origins = sorted({target.partition("#")[0] for target in outside})
    shared = [external(target.partition("#")[0], target.partition("#")[2], "function") for target in outside]
    shared += [Node(one, ("Distribution",), _about(one)) for one in origins]
    shared += [Node(one, ("License",), {"name": one}) for one in sorted({license_, *(LICENSES[one] for one in origins)})]
    shared_edges = [Edge("CONTAINS", target.partition("#")[0], target, {}) for target in outside]
    shared_edges += [_licensed(one) for one in origins]
    return Batch(
        source, tuple(nodes), tuple(edges.values()), tuple(shared), tuple(shared_edges), vectors(nodes) if embedded else None
    )


def with_pairs(batch: Batch, there: Iterable[Batch]) -> Batch:
    """The batch with its part in each pair of symbols of one name, one of them its own and the other there already."""
    own = {node.properties["name"]: node for node in batch.nodes if "Symbol" in node.labels}
    others = [node for one in there if one.source != batch.source for node in one.nodes if "Symbol" in node.labels]
    pairs = []
    for other in others:
        if mine := own.get(other.properties["name"]):
            score = float(str(mine.properties["line"])) * float(str(other.properties["line"]))
            first, second = sorted((mine.id, other.id))
            pairs.append(Edge("SIMILAR_TO", first, second, {"method": "near-duplicate", "score": score}))
    ids = {node.id for node in own.values()}
    outgoing = tuple(edge for edge in pairs if edge.start in ids)
    return replace(batch, edges=(*batch.edges, *outgoing), incoming=tuple(edge for edge in pairs if edge.start not in ids))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps)
@example(
    steps=[(SOURCES[0], ({}, [], False)), (SOURCES[1], ({"f": 1}, [("f", f"{SOURCES[0]}#f", 1)], False)), (SOURCES[0], None)]
)
def test_only_the_last_states_count(
    steps: list[tuple[str, tuple[dict[str, int], list[tuple[str, str, int]], bool] | None]],
) -> None:
    """Of pairs of two sources' symbols, here all of one name, whichever is replaced last finds what there is."""
    last: dict[str, Batch] = {}
    with tempfile.TemporaryDirectory() as folder:
        grown, fresh = _new(Path(folder) / "grown"), _new(Path(folder) / "fresh")
        for source, state in steps:
            last[source] = batch_of(source, *state) if state else Batch(source, (), ())
            now = with_pairs(last[source], last.values())
            grown.replace(now)
            assert not grown.replace(now).touched
        for place, batch in enumerate(last.values()):
            fresh.replace(with_pairs(batch, list(last.values())[:place]))
        assert _content(grown) == _content(fresh)
        grown.close()
        fresh.close()


def _content(store: EmbeddedStore) -> object:
    words = [one.id for one in store.match_text([*NAMES, "1", "2", "3"], limit=100)]
    near = {source: store.nearest(vectors(_probe()).matrix[0], limit=50, sources=[source]) for source in SOURCES}
    return store.run(_NODES), store.run(_RELATIONS), sorted(words), near, store.embedding_models()


def _probe() -> list[Node]:
    return [Node("probe", ("Symbol",), {"search_text": "f 1"})]


def _new(folder: Path) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    store.ensure_schema()
    return store


def _about(source: str) -> dict[str, str | int | float | bool | list[str] | list[int] | list[float]]:
    name, _, version = source.removeprefix("pkg:pypi/").partition("@")
    return dict(distribution(source, name, version, LICENSES[source]).properties)


def _licensed(source: str) -> Edge:
    return Edge("LICENSED_UNDER", source, LICENSES[source], {"expression": LICENSES[source], "kind": "declared"})
