"""Who calls a symbol and what it calls, hop by hop."""

from collections.abc import Sequence
from dataclasses import dataclass

from graph.errors import InputError
from graph.ports import GraphStore
from queries import coverage
from queries.coverage import Coverage
from queries.symbols import symbol
from queries.views import SymbolView, views
from queries.walk import CALLEES, CALLERS, Reached, Step, Walk, check_hops, walk

MAX_HITS = 10_000


@dataclass(frozen=True, slots=True)
class CallHit:
    """A caller or callee. `line` and `method` are those of its own call (for a callee: of the call to it).

    `path` holds the ids in the order of the calls, the caller first, and `steps` the calls between them; `confidence` is the
    product over the steps.
    """

    symbol: SymbolView
    hop: int
    line: int
    method: str
    confidence: float
    path: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class CallResult:
    """The calls to (`callers`) or from (`callees`) a symbol: nearest first, then surest, then by id."""

    symbol: SymbolView
    direction: str
    hits: tuple[CallHit, ...]
    coverage: Coverage


def callers(store: GraphStore, symbol_id: str, *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0) -> CallResult:
    """Everything that calls a symbol within `depth` calls. Raises NotFoundError and InputError."""
    start = symbol(store, symbol_id)
    found = _walk(store, CALLERS, start, depth, limit, min_confidence)
    inner = views(store, found.at_most(depth - 1))
    gaps = coverage.towards(store, inner.values())
    return _result(store, start, "callers", found, limit, gaps)


def callees(store: GraphStore, symbol_id: str, *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0) -> CallResult:
    """Everything that a symbol calls within `depth` calls, names outside the graph included. Raises as `callers` does."""
    start = symbol(store, symbol_id)
    found = _walk(store, CALLEES, start, depth, limit, min_confidence)
    gaps = coverage.within(store, found.at_most(depth - 1))
    return _result(store, start, "callees", found, limit, gaps)


def check_limit(limit: int) -> int:
    """The limit, if that many hits can be asked for. Raises InputError."""
    if not 1 <= limit <= MAX_HITS:
        raise InputError(f"limit can be 1 to {MAX_HITS}, not {limit}")
    return limit


def _walk(
    store: GraphStore, statements: Sequence[str], start: SymbolView, depth: int, limit: int, min_confidence: float
) -> Walk:
    check_hops(depth, "depth")
    check_limit(limit)
    if not 0.0 <= min_confidence <= 1.0:
        raise InputError(f"a confidence is between 0 and 1, not {min_confidence}")
    backward = statements is CALLERS
    return walk(store, statements, [start.id], backward=backward, depth=depth, min_confidence=min_confidence)


def _result(store: GraphStore, start: SymbolView, direction: str, found: Walk, limit: int, gaps: coverage.Gaps) -> CallResult:
    reached = [node for node in found.reached.values() if node.hop]
    shown = reached[:limit]
    seen = views(store, [node.id for node in shown])
    hits = tuple(_hit(seen[node.id], node, direction) for node in shown if node.id in seen)
    return CallResult(
        start,
        direction,
        hits,
        Coverage(
            resolved=_sites(reached),
            unresolved=gaps.count,
            sites=gaps.sites,
            left_out=found.left_out,
            truncated=found.capped or gaps.capped or len(reached) > len(shown),
            total=None if found.capped else len(reached),
            stale=coverage.stale_files(store, [start, *(hit.symbol for hit in hits)]),
        ),
    )


def _hit(symbol_view: SymbolView, node: Reached, direction: str) -> CallHit:
    steps = tuple(reversed(node.steps)) if direction == "callers" else node.steps
    own = node.steps[-1]
    path = (steps[0].start, *(step.end for step in steps))
    return CallHit(symbol_view, node.hop, own.line, own.method, node.confidence, path, steps)


def _sites(reached: Sequence[Reached]) -> int:
    return sum(max(len(node.steps[-1].lines), 1) for node in reached)
