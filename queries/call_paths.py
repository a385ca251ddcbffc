"""The calls around a hit: who leads to it and what it leads to, surest first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.ports import GraphStore
from queries import coverage
from queries.coverage import Coverage
from queries.views import SymbolView, views
from queries.walk import CALLEES, CALLERS, Reached, Walk, check_hops, walk

type Direction = Literal["callers", "callees"]

PATHS_SHOWN = 5
"""How many ways a hit shows in each direction."""
_STATEMENTS: Mapping[Direction, Sequence[str]] = {"callers": CALLERS, "callees": CALLEES}


@dataclass(frozen=True, slots=True)
class CallStep:
    """One call: from symbol to symbol (dotted names), in which file and line, resolved how and how surely."""

    caller: str
    callee: str
    path: str
    line: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CallPath:
    """Calls in the order in which they happen, to the hit (`callers`) or from it (`callees`).

    `end` is the id at the far end, `confidence` the product of the steps'.
    """

    direction: Direction
    end: str
    license: str
    steps: tuple[CallStep, ...]
    confidence: float


def call_paths(
    store: GraphStore, hits: Sequence[str], hops: int, admit: Callable[[SymbolView], bool]
) -> tuple[dict[str, tuple[CallPath, ...]], Coverage]:
    """The surest call paths around each hit, and what unresolved calls could add to them.

    A path that passes a symbol which is not admitted is left out. Raises InputError for too many hops.
    """
    check_hops(hops, "hops")
    before = store.withheld
    walks: dict[tuple[str, Direction], Walk] = {
        (hit, direction): walk(store, statements, [hit], backward=direction == "callers", depth=hops)
        for hit in hits
        for direction, statements in _STATEMENTS.items()
    }
    seen = views(store, [one for found in walks.values() for one in found.reached])
    paths: dict[str, tuple[CallPath, ...]] = {}
    resolved, truncated = 0, False
    for hit in hits:
        chosen: list[CallPath] = []
        for direction in _STATEMENTS:
            found = walks[hit, direction]
            ways = [one for one in found.reached.values() if one.hop and _admitted(one, hit, seen, admit)]
            ways.sort(key=lambda one: (-one.confidence, one.hop, one.id))
            truncated |= found.capped or len(ways) > PATHS_SHOWN
            chosen += [_path(one, direction, seen) for one in ways[:PATHS_SHOWN]]
            resolved += sum(len(one.steps[-1].lines) for one in ways[:PATHS_SHOWN])
        paths[hit] = tuple(chosen)
    gaps = _gaps(store, walks, hops, seen)
    return paths, Coverage(
        resolved,
        gaps.count,
        gaps.sites,
        sum(found.left_out for found in walks.values()),
        truncated=truncated or gaps.capped,
        observed=gaps.observed,
        withheld=store.withheld - before,
    )


def _admitted(way: Reached, hit: str, seen: Mapping[str, SymbolView], admit: Callable[[SymbolView], bool]) -> bool:
    passed = {one for step in way.steps for one in (step.start, step.end)} - {hit}
    return all(one in seen and admit(seen[one]) for one in passed)


def _path(way: Reached, direction: Direction, seen: Mapping[str, SymbolView]) -> CallPath:
    ordered = way.steps[::-1] if direction == "callers" else way.steps
    steps = tuple(
        CallStep(
            seen[step.start].qualified_name,
            seen[step.end].qualified_name,
            seen[step.start].path,
            step.line,
            step.method,
            step.confidence,
        )
        for step in ordered
    )
    return CallPath(direction, way.id, seen[way.id].license, steps, way.confidence)


def _gaps(
    store: GraphStore, walks: Mapping[tuple[str, Direction], Walk], hops: int, seen: Mapping[str, SymbolView]
) -> coverage.Gaps:
    """Unresolved sites in what was followed forwards, and those that could call what was followed backwards."""
    inner: dict[Direction, set[str]] = {"callers": set(), "callees": set()}
    for (_, direction), found in walks.items():
        inner[direction] |= set(found.at_most(hops - 1))
    forwards = coverage.within(store, sorted(inner["callees"]))
    backwards = coverage.towards(store, (seen[one] for one in sorted(inner["callers"]) if one in seen))
    sites = tuple(dict.fromkeys((*forwards.sites, *backwards.sites)))[: coverage.SHOWN_SITES]
    capped = forwards.capped or backwards.capped
    return coverage.Gaps(forwards.count + backwards.count, sites, capped, forwards.observed + backwards.observed)
