"""How one symbol reaches another: the shortest chains of calls."""

from dataclasses import dataclass

from graph.ports import GraphStore
from queries import coverage
from queries.calls import check_limit
from queries.coverage import Coverage
from queries.symbols import symbol
from queries.views import SymbolView, views
from queries.walk import CALLEES, Step, check_hops, edges

_NODES = 50_000
"""The most symbols that a search visits."""


@dataclass(frozen=True, slots=True)
class CallPath:
    """One chain of calls: `symbols` in order, and the call between each and the next. `confidence` is the steps' product."""

    symbols: tuple[SymbolView, ...]
    steps: tuple[Step, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class PathResult:
    """The shortest chains from `start` to `end`, surest first. None found says nothing more than `coverage` allows."""

    start: SymbolView
    end: SymbolView
    paths: tuple[CallPath, ...]
    max_hops: int
    coverage: Coverage


def path(store: GraphStore, start: str, end: str, *, max_hops: int = 8, limit: int = 5) -> PathResult:
    """The shortest call paths between two symbols' ids. Raises NotFoundError and InputError.

    Calls into names outside the graph end a path: what they call back is not known.
    """
    check_hops(max_hops, "max_hops")
    check_limit(limit)
    first, last = symbol(store, start), symbol(store, end)
    before = store.withheld
    incoming, visited, capped = _search(store, first.id, last.id, max_hops)
    chains = _chains(incoming, first.id, last.id)
    shown = chains[:limit]
    seen = views(store, [first.id, *(step.end for chain in shown for step in chain)])
    paths = tuple(
        CallPath((first, *(seen[step.end] for step in chain)), chain, _product(chain))
        for chain in shown
        if all(step.end in seen for step in chain)
    )
    gaps = coverage.Gaps() if paths else coverage.within(store, visited)
    return PathResult(
        first,
        last,
        paths,
        max_hops,
        Coverage(
            resolved=sum(max(len(step.lines), 1) for found in paths for step in found.steps),
            unresolved=gaps.count,
            observed=gaps.observed,
            sites=gaps.sites,
            truncated=capped or len(chains) > len(shown),
            total=None if capped else len(chains),
            stale=coverage.stale_files(store, [first, last, *(view for found in paths for view in found.symbols)]),
            withheld=0 if paths else store.withheld - before,
        ),
    )


def _search(store: GraphStore, start: str, end: str, max_hops: int) -> tuple[dict[str, list[Step]], list[str], bool]:
    """The calls by which each symbol is first reached, the symbols whose calls were read, and whether a bound was hit."""
    incoming: dict[str, list[Step]] = {}
    distance = {start: 0}
    frontier, visited, capped = [start], list[str](), False
    for hop in range(1, max_hops + 1):
        if not frontier or len(distance) > _NODES or (end in incoming):
            break
        steps, more = edges(store, CALLEES, frontier)
        capped |= more
        visited += frontier
        for step in steps:
            if distance.setdefault(step.end, hop) == hop or (step.end == end == start):
                incoming.setdefault(step.end, []).append(step)
        frontier = [reached for reached, at in distance.items() if at == hop]
    exhausted = bool(frontier) and end not in incoming
    return incoming, visited, capped or exhausted


def _chains(incoming: dict[str, list[Step]], start: str, end: str) -> list[tuple[Step, ...]]:
    """Every shortest chain, surest first, at most a thousand."""
    chains: list[tuple[Step, ...]] = [(step,) for step in incoming.get(end, ())]
    finished: list[tuple[Step, ...]] = []
    while chains and len(finished) < 1000:
        chain = chains.pop()
        if chain[0].start == start:
            finished.append(chain)
        else:
            chains += [(step, *chain) for step in incoming.get(chain[0].start, ())]
    return sorted(finished, key=lambda chain: (-_product(chain), [step.start for step in chain]))


def _product(steps: tuple[Step, ...]) -> float:
    product = 1.0
    for step in steps:
        product *= step.confidence
    return product
