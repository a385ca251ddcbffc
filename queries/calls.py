"""Who calls a symbol and what it calls, hop by hop."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from graph.errors import InputError
from graph.ports import GraphStore
from queries import coverage
from queries.coverage import Coverage
from queries.symbols import symbol
from queries.views import SymbolView, views
from queries.walk import CALLEES, CALLERS, Reached, Step, Walk, check_hops, walk_each

MAX_HITS = 10_000

type Direction = Literal["callers", "callees"]


@dataclass(frozen=True, slots=True)
class CallHit:
    """A caller or callee. `line`, `method` and `candidates` are those of its own call (for a callee: of the call to it).

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
    candidates: int = 1


@dataclass(frozen=True, slots=True)
class CallResult:
    """The calls to (`callers`) or from (`callees`) a symbol: nearest first, then surest, then by id."""

    symbol: SymbolView
    direction: Direction
    hits: tuple[CallHit, ...]
    coverage: Coverage


def callers(store: GraphStore, symbol_id: str, *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0) -> CallResult:
    """Everything that calls a symbol within `depth` calls. Raises NotFoundError and InputError."""
    return callers_of_each(store, [symbol_id], depth=depth, limit=limit, min_confidence=min_confidence)[symbol_id]


def callees(store: GraphStore, symbol_id: str, *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0) -> CallResult:
    """Everything that a symbol calls within `depth` calls, names outside the graph included. Raises as `callers` does."""
    return callees_of_each(store, [symbol_id], depth=depth, limit=limit, min_confidence=min_confidence)[symbol_id]


def callers_of_each(
    store: GraphStore, symbol_ids: Iterable[str], *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0
) -> dict[str, CallResult]:
    """`callers` of several symbols, asked of the store together."""
    starts = _starts(store, symbol_ids, depth, limit, min_confidence)
    before = store.withheld
    walks = walk_each(store, CALLERS, starts, backward=True, depth=depth, min_confidence=min_confidence)
    inner = {start: found.at_most(depth - 1) for start, found in walks.items()}
    seen = views(store, (node for nodes in inner.values() for node in nodes))
    gaps = coverage.towards_each(
        store, {start: [seen[node] for node in nodes if node in seen] for start, nodes in inner.items()}
    )
    if len(starts) > 1 and store.withheld > before:  # counted for each by itself
        ask = partial(callers, store, depth=depth, limit=limit, min_confidence=min_confidence)
        return {start: ask(start) for start in starts}
    return _results(store, "callers", starts, walks, gaps, limit, store.withheld - before)


def callees_of_each(
    store: GraphStore, symbol_ids: Iterable[str], *, depth: int = 1, limit: int = 50, min_confidence: float = 0.0
) -> dict[str, CallResult]:
    """`callees` of several symbols, asked of the store together."""
    starts = _starts(store, symbol_ids, depth, limit, min_confidence)
    before = store.withheld
    walks = walk_each(store, CALLEES, starts, backward=False, depth=depth, min_confidence=min_confidence)
    gaps = coverage.within_each(store, {start: found.at_most(depth - 1) for start, found in walks.items()})
    if len(starts) > 1 and store.withheld > before:
        ask = partial(callees, store, depth=depth, limit=limit, min_confidence=min_confidence)
        return {start: ask(start) for start in starts}
    return _results(store, "callees", starts, walks, gaps, limit, store.withheld - before)


def check_limit(limit: int) -> int:
    """The limit, if that many hits can be asked for. Raises InputError."""
    if not 1 <= limit <= MAX_HITS:
        raise InputError(f"limit can be 1 to {MAX_HITS}, not {limit}")
    return limit


def _starts(
    store: GraphStore, symbol_ids: Iterable[str], depth: int, limit: int, min_confidence: float
) -> dict[str, SymbolView]:
    check_hops(depth, "depth")
    check_limit(limit)
    if not 0.0 <= min_confidence <= 1.0:
        raise InputError(f"a confidence is between 0 and 1, not {min_confidence}")
    wanted = list(symbol_ids)
    found = views(store, wanted)
    return {start: found[start] if start in found else symbol(store, start) for start in wanted}


def _results(
    store: GraphStore,
    direction: Direction,
    starts: Mapping[str, SymbolView],
    walks: Mapping[str, Walk],
    gaps: Mapping[str, coverage.Gaps],
    limit: int,
    withheld: int,
) -> dict[str, CallResult]:
    reached = {start: [node for node in found.reached.values() if node.hop] for start, found in walks.items()}
    seen = views(store, (node.id for nodes in reached.values() for node in nodes[:limit]))
    hits = {
        start: tuple(_hit(seen[node.id], node, direction) for node in nodes[:limit] if node.id in seen)
        for start, nodes in reached.items()
    }
    stale = coverage.stale_files_each(
        store, {start: [view, *(hit.symbol for hit in hits[start])] for start, view in starts.items()}
    )
    return {
        start: CallResult(
            view,
            direction,
            hits[start],
            replace(_coverage(walks[start], reached[start], gaps[start], stale[start], limit), withheld=withheld),
        )
        for start, view in starts.items()
    }


def _coverage(found: Walk, reached: Sequence[Reached], gaps: coverage.Gaps, stale: tuple[str, ...], limit: int) -> Coverage:
    return Coverage(
        resolved=sum(max(len(node.steps[-1].lines), 1) for node in reached),
        unresolved=gaps.count,
        observed=gaps.observed,
        sites=gaps.sites,
        left_out=found.left_out,
        truncated=found.capped or gaps.capped or len(reached) > limit,
        total=None if found.capped else len(reached),
        stale=stale,
    )


def _hit(symbol_view: SymbolView, node: Reached, direction: Direction) -> CallHit:
    steps = tuple(reversed(node.steps)) if direction == "callers" else node.steps
    own = node.steps[-1]
    path = (steps[0].start, *(step.end for step in steps))
    return CallHit(symbol_view, node.hop, own.line, own.method, node.confidence, path, steps, own.candidates)
