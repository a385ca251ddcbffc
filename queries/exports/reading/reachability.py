"""What some code can reach: every function, by the surest way to it, in one pass for all of its starts.

The calls of what was reached are read once, hop by hop; then the surest ways (the largest product of confidences, then the
fewest hops) are found from all starts together (Dijkstra 1959). Followed are calls, dispatch among them, constructors, methods
of other sources that override a reached one, and imports, as they run a module.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.ports import GraphStore
from graph.statements import load

_FOLLOWED = ("calls", "constructed", "overridden_elsewhere", "modules_imported")
_BATCH = 2000
"""Symbols asked about together."""


class Step(NamedTuple):
    """One hop: from where to where, at which line of the start's file, how surely."""

    start: str
    end: str
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Way:
    """The surest way to a symbol: confidence (the product over the hops), length, and the last hop (None at a start)."""

    confidence: float
    hops: int
    last: Step | None


@dataclass(frozen=True, slots=True)
class OpenCalls:
    """Call sites without a target in the code that was reached. `unnamed` of them name nothing that could be looked for."""

    sites: int = 0
    unnamed: int = 0
    names: frozenset[str] = frozenset()


@dataclass(slots=True)
class Reach:
    """Ways by symbol id, the starts among them. `left_out` calls were not sure enough."""

    ways: dict[str, Way] = field(default_factory=dict)
    left_out: int = 0
    open: OpenCalls = field(default_factory=OpenCalls)

    def steps(self, id_: str) -> tuple[Step, ...]:
        """The hops from a start to a symbol."""
        found: list[Step] = []
        while (last := self.ways[id_].last) is not None:
            found.append(last)
            id_ = last.start
        return tuple(reversed(found))


def reach(store: GraphStore, starts: Collection[str], *, min_confidence: float) -> Reach:
    """All that the starts can reach by relations that are at least so sure."""
    found = Reach()
    ahead = _relations(store, starts, min_confidence, found)
    found.ways = _surest(starts, ahead)
    found.open = _open_calls(store, found.ways)
    return found


def _relations(store: GraphStore, starts: Collection[str], min_confidence: float, found: Reach) -> dict[str, list[Step]]:
    """The relations of everything reached, by where they start: each symbol is asked about once."""
    ahead: dict[str, list[Step]] = {}
    seen, frontier = set(starts), sorted(starts)
    while frontier:
        layer: set[str] = set()
        for batch in _batches(frontier):
            for step in _steps(store, batch):
                if step.confidence < min_confidence:
                    found.left_out += 1
                    continue
                ahead.setdefault(step.start, []).append(step)
                layer.add(step.end)
        frontier = sorted(layer - seen)
        seen |= layer
    return ahead


def _steps(store: GraphStore, ids: list[str]) -> Iterator[Step]:
    for name in _FOLLOWED:
        for row in store.run(load(f"read/exports/{name}"), ids=ids):
            yield Step(row["start"], row["end"], row["line"] or 0, row["confidence"])


def _surest(starts: Iterable[str], ahead: dict[str, list[Step]]) -> dict[str, Way]:
    ways: dict[str, Way] = {}
    queue: list[tuple[float, int, str, int]] = [(-1.0, 0, start, -1) for start in sorted(starts)]
    steps: list[Step] = []
    while queue:
        negative, hops, id_, index = heapq.heappop(queue)
        if id_ in ways:
            continue
        ways[id_] = Way(-negative, hops, steps[index] if index >= 0 else None)
        for step in ahead.get(id_, ()):
            if step.end not in ways:
                heapq.heappush(queue, (negative * step.confidence, hops + 1, step.end, len(steps)))
                steps.append(step)
    return ways


def _open_calls(store: GraphStore, ids: Iterable[str]) -> OpenCalls:
    names: list[str] = []
    for batch in _batches(sorted(ids)):
        for row in store.run(load("read/unresolved_within"), ids=batch):
            # a site reads `line name reason`, with nothing between two blanks where it names nothing
            names += [site.split(" ", 2)[1] for site in row["sites"]]
    return OpenCalls(len(names), names.count(""), frozenset(names) - {""})


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
