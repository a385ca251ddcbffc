"""Following relations hop by hop from a set of nodes: breadth first, the surest way to each node kept, every bound reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.errors import InputError
from graph.ports import GraphStore, Row
from graph.statements import load

CALLERS = ("read/callers", "read/constructors_called")
"""Statements that give the calls to symbols: calling a class runs its constructor."""
CALLEES = ("read/callees", "read/constructed")
"""Statements that give the calls from symbols."""
MAX_HOPS = 20
MAX_EDGES = 50_000
"""The most relations that one hop reads."""
_BATCH = 2000
"""How many nodes one statement is asked about."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What traces saw of a call: how often (`at_least` where counting rested) and in how many tests.

    `static_method` and `static_confidence` are what the linker says of it by itself; empty and None where it says nothing.
    """

    calls: int
    at_least: bool
    tests: int
    static_method: str = ""
    static_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One relation on the way: start and end as stored, its lines in the start's file, how it was resolved and how surely.

    `candidates` are the targets that compete where it is surest, 1 for one that stands alone; `seen` is None without a trace.
    """

    start: str
    end: str
    line: int
    lines: tuple[int, ...]
    method: str
    confidence: float
    relation: str = "CALLS"
    candidates: int = 1
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Reached:
    """A node that a walk came to: in how many hops, by which steps (the one nearest the walk's origin first), how surely.

    `confidence` is the product of the steps' confidences.
    """

    id: str
    hop: int
    steps: tuple[Step, ...]
    confidence: float


@dataclass(slots=True)
class Walk:
    """What a walk found. `capped` says that a bound cut it short, `left_out` how many relations were not sure enough."""

    reached: dict[str, Reached] = field(default_factory=dict)
    capped: bool = False
    left_out: int = 0

    def at_most(self, hop: int) -> list[str]:
        """The nodes within a number of hops, nearest first."""
        return [node.id for node in self.reached.values() if node.hop <= hop]


def check_hops(value: int, name: str) -> int:
    """The value, if that many hops can be asked for. Raises InputError."""
    if not 1 <= value <= MAX_HOPS:
        raise InputError(f"{name} can be 1 to {MAX_HOPS}, not {value}")
    return value


def edges(store: GraphStore, statements: Iterable[str], ids: Iterable[str]) -> tuple[list[Step], bool]:
    """The relations that the statements give for the ids, and whether there were too many to read them all."""
    found: list[Step] = []
    wanted = sorted(ids)
    for statement in statements:
        for at in range(0, len(wanted), _BATCH):
            room = MAX_EDGES - len(found)
            rows = store.run(load(statement), ids=wanted[at : at + _BATCH], limit=room + 1)
            found += [_step(row) for row in rows[:room]]
            if len(rows) > room:
                return found, True
    return found, False


def walk(
    store: GraphStore,
    statements: Sequence[str],
    seeds: Iterable[str],
    *,
    backward: bool,
    depth: int,
    min_confidence: float = 0.0,
) -> Walk:
    """Everything within a number of hops of the seeds, the seeds themselves at hop 0.

    `backward` follows the relations from their end to their start.
    """
    together = Walk({seed: Reached(seed, 0, (), 1.0) for seed in seeds})
    _advance(store, statements, [together], backward=backward, depth=depth, min_confidence=min_confidence)
    return together


def walk_each(
    store: GraphStore,
    statements: Sequence[str],
    seeds: Iterable[str],
    *,
    backward: bool,
    depth: int,
    min_confidence: float = 0.0,
) -> dict[str, Walk]:
    """A walk from each seed by itself, with no more statements than the longest of them needs."""
    walks = {seed: Walk({seed: Reached(seed, 0, (), 1.0)}) for seed in seeds}
    _advance(store, statements, list(walks.values()), backward=backward, depth=depth, min_confidence=min_confidence)
    return walks


def _advance(
    store: GraphStore, statements: Sequence[str], walks: list[Walk], *, backward: bool, depth: int, min_confidence: float
) -> None:
    """Take all walks hop by hop, reading the relations of their frontiers together."""
    frontiers = [list(one.reached) for one in walks]
    for hop in range(1, depth + 1):
        wanted = {node for frontier in frontiers for node in frontier}
        if not wanted:
            return
        steps, capped = edges(store, statements, wanted)
        by_known: dict[str, list[Step]] = {}
        for step in steps:
            by_known.setdefault(step.end if backward else step.start, []).append(step)
        for index, one in enumerate(walks):
            one.capped |= capped and bool(frontiers[index])
            ahead = [step for node in frontiers[index] for step in by_known.get(node, ())]
            frontiers[index] = _hop(one, ahead, hop, backward=backward, min_confidence=min_confidence)


def _hop(one: Walk, steps: Iterable[Step], hop: int, *, backward: bool, min_confidence: float) -> list[str]:
    """Take a walk one hop on and give its new frontier."""
    layer: dict[str, Reached] = {}
    for step in steps:
        known, new = (step.end, step.start) if backward else (step.start, step.end)
        if new in one.reached:
            continue
        if step.confidence < min_confidence:
            one.left_out += 1
            continue
        before = one.reached[known]
        candidate = Reached(new, hop, (*before.steps, step), before.confidence * step.confidence)
        if new not in layer or _surer(candidate, layer[new]):
            layer[new] = candidate
    one.reached |= dict(sorted(layer.items(), key=lambda item: (-item[1].confidence, item[0])))
    return list(layer)


def _surer(one: Reached, other: Reached) -> bool:
    return (-one.confidence, [step.start for step in one.steps]) < (-other.confidence, [step.start for step in other.steps])


def _step(row: Row) -> Step:
    confidence = row["confidence"]
    return Step(
        start=row["start"],
        end=row["end"],
        line=row["line"] or 0,
        lines=tuple(row["lines"] or ()),
        method=row["method"] or "",
        confidence=1.0 if confidence is None else float(confidence),
        relation=row.get("type") or "CALLS",
        candidates=row.get("candidates") or 1,
        seen=_seen(row) if row.get("observed_calls") else None,
    )


def _seen(row: Row) -> Seen:
    return Seen(
        calls=row["observed_calls"],
        at_least=bool(row["at_least"]),
        tests=row["tests"] or 0,
        static_method=row["static_method"] or "",
        static_confidence=row["static_confidence"],
    )
