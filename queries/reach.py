"""From calls that matter back to the code that reaches them: where each source's own code enters, with every hop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.ports import GraphStore, Row
from queries.views import SymbolView, views
from queries.walk import CALLERS, MAX_HOPS, Reached, walk

_BY_NAME = ("read/callers_by_name",)
"""Projects side by side call each other by names that no environment could place."""

type Place = tuple[str, str, int]
"""An id, its path, and the line at which it calls the next one (0 for the last)."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The last symbol of one source on the way to a target that another source or licence holds.

    `hops` begin at the source's outermost symbol that comes this way and end at the target; `reached_by` counts the source's
    other symbols that do; `direct` says that the crossing itself calls the target.
    """

    node: str
    source: str
    path: str
    line: int
    message: str
    expression: str
    confidence: float
    hops: tuple[Place, ...]
    reached_by: int
    direct: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """One symbol's way to a target: places from it to the target, and the index of the last one in its own source."""

    places: tuple[Place, ...]
    sources: tuple[str, ...]
    confidence: float
    row: Row

    @property
    def last_own(self) -> int:
        own = self.sources[0]
        return next(
            (index - 1 for index, source in enumerate(self.sources) if source != own),
            len(self.sources) - 2,
        )


def reaching(store: GraphStore, rows: Sequence[Row], *, min_confidence: float) -> tuple[list[Crossing], int]:
    """The crossings towards each row's call, and how many calls were too unsure to follow.

    Rows hold `node`, `target`, `path`, `line`, `expression`, `message` and `exempt`: symbols under one of those licences are
    not taken for callers.
    """
    ways: list[_Way] = []
    left_out = 0
    by_caller: dict[str, list[Row]] = {}
    for row in rows:
        by_caller.setdefault(row["node"], []).append(row)
    if not by_caller:
        return [], 0
    found = walk(store, (*CALLERS, *_BY_NAME), sorted(by_caller), backward=True, depth=MAX_HOPS, min_confidence=min_confidence)
    left_out += found.left_out
    seen = views(store, [*found.reached, *(row["target"] for row in rows)])
    for node in found.reached.values():
        last_caller = node.steps[0].end if node.steps else node.id
        ways += [_way(node, row, seen) for row in by_caller[last_caller] if _other_license(seen[node.id], row)]
    return _crossings(ways), left_out


def _other_license(symbol: SymbolView, row: Row) -> bool:
    return symbol.license not in row["exempt"]


def _way(node: Reached, row: Row, seen: Mapping[str, SymbolView]) -> _Way:
    steps = tuple(reversed(node.steps))
    places = [(step.start, seen[step.start].path, step.line) for step in steps]
    places.append((row["node"], row["path"], row["line"] or 0))
    target = seen[row["target"]]
    places.append((target.id, target.path, 0))
    sources = [seen[place[0]].source or seen[place[0]].distribution for place in places]
    confidence = row.get("confidence")
    return _Way(tuple(places), tuple(sources), node.confidence * (1.0 if confidence is None else confidence), row)


def _crossings(ways: Sequence[_Way]) -> list[Crossing]:
    groups: dict[tuple[str, str], list[_Way]] = {}
    for way in ways:
        groups.setdefault((way.places[way.last_own][0], way.places[-1][0]), []).append(way)
    found = [_crossing(group) for group in groups.values()]
    return sorted(found, key=lambda one: (not one.direct, one.node, one.hops[-1]))


def _crossing(group: Sequence[_Way]) -> Crossing:
    longest = min(group, key=lambda way: (-len(way.places), -way.confidence, way.places[0][0]))
    node, path, line = longest.places[longest.last_own]
    direct = longest.last_own == len(longest.places) - 2
    return Crossing(
        node=node,
        source=longest.sources[0],
        path=path,
        line=line,
        message=longest.row["message"],
        expression=longest.row["expression"],
        confidence=round(max(way.confidence for way in group), 4),
        hops=longest.places,
        reached_by=len(group) - 1,
        direct=direct,
    )
