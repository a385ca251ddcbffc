"""Graph algorithms over exported subgraphs, by networkx."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graph.errors import InputError
from graph.ports import GraphStore
from queries import edges as edge_records
from queries.edges import CallEdge, ImportEdge

_DAMPING = 0.85
_ITERATIONS = 200
_PRECISION = 1e-9


@dataclass(frozen=True, slots=True)
class Cycle:
    """Modules that import each other in a ring, directly or through others. `edges` are the imports among them."""

    modules: tuple[str, ...]
    edges: tuple[ImportEdge, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A dotted name with its share of the calls graph's PageRank, all shares adding up to 1."""

    name: str
    score: float


def cycles(store: GraphStore, source: str = "") -> tuple[Cycle, ...]:
    """Groups of modules that cannot be imported one after another, the largest first.

    Imports for type checkers only are left out: they do not run.
    """
    edges = [edge for edge in edge_records.imports(store, source) if edge.kind != "typing"]
    graph = nx.DiGraph((edge.importer, edge.imported) for edge in edges)
    rings = [ring for ring in nx.strongly_connected_components(graph) if len(ring) > 1 or _imports_itself(graph, ring)]
    found = [
        Cycle(tuple(sorted(ring)), tuple(edge for edge in edges if edge.importer in ring and edge.imported in ring))
        for ring in rings
    ]
    return tuple(sorted(found, key=lambda cycle: (-len(cycle.modules), cycle.modules)))


def pagerank(store: GraphStore, source: str = "", *, limit: int = 50) -> tuple[Ranked, ...]:
    """What most calls lead to, weighted by confidence, highest first."""
    if limit < 1:
        raise InputError(f"limit must be at least 1, not {limit}")
    graph = _call_graph(edge_records.calls(store, source))
    if not graph:
        return ()
    ordered = sorted(_pagerank(graph).items(), key=lambda item: (-item[1], item[0]))
    return tuple(Ranked(name, score) for name, score in ordered[:limit])


def _pagerank(graph: "nx.DiGraph[str]") -> dict[str, float]:
    """PageRank by power iteration (Page, Brin, Motwani, Winograd 1999), damping 0.85; the dangling nodes' share goes to all.

    networkx's own wants scipy, which would be a third of our installed size.
    """
    names = list(graph)
    place = {name: index for index, name in enumerate(names)}
    starts = np.array([place[start] for start, _ in graph.edges])
    ends = np.array([place[end] for _, end in graph.edges])
    weights = np.array([graph[start][end]["confidence"] for start, end in graph.edges], dtype=np.float64)
    given = np.bincount(starts, weights, len(names))
    shares = weights / np.where(given[starts] > 0, given[starts], 1.0)
    scores = np.full(len(names), 1 / len(names))
    for _ in range(_ITERATIONS):
        passed = np.bincount(ends, scores[starts] * shares, len(names)) + scores[given == 0].sum() / len(names)
        before, scores = scores, _DAMPING * passed + (1 - _DAMPING) / len(names)
        if np.abs(scores - before).sum() < _PRECISION:
            break
    return dict(zip(names, map(float, scores), strict=True))


def _call_graph(edges: Iterable[CallEdge]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge in edges:
        graph.add_edge(edge.caller, edge.callee, confidence=edge.confidence)
    return graph


def _imports_itself(graph: "nx.DiGraph[str]", ring: set[str]) -> bool:
    return any(graph.has_edge(module, module) for module in ring)
