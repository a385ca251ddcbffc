"""Precision and recall of claims against calls that happened.

A claim is judged when its call site ran: a call expression on that line, of that caller, that goes by the target's name
(or, where none of that name is written there, anything on that line). A claim to a class stands for the
`__new__` and `__init__` that it finds; a class with neither of its own or inherited within the project has no call to see
and is left out.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from benchmarks.calls.claims import Claimed, Project
from benchmarks.calls.truth import Call, Place, Truth

type Written = dict[tuple[str, int], set[str]]
"""The names that are called at a line of a file, whether they ran or not."""


@dataclass(slots=True)
class Count:
    """How many of how many."""

    right: int = 0
    all: int = 0

    def add(self, right: bool) -> None:  # noqa: FBT001
        """Count one."""
        self.right += right
        self.all += 1

    def plus(self, other: "Count") -> None:
        """Count all that another did."""
        self.right += other.right
        self.all += other.all

    @property
    def share(self) -> float:
        """Right ones of all; 1 for none at all."""
        return self.right / self.all if self.all else 1.0


@dataclass(slots=True)
class Score:
    """What claims of at least one confidence are worth."""

    sites: Count = field(default_factory=Count)
    """Precision of (site, target)."""
    pairs: Count = field(default_factory=Count)
    """Precision of (caller, target)."""
    visible: Count = field(default_factory=Count)
    """Recall of visible calls."""
    named: Count = field(default_factory=Count)
    """Recall of visible calls whose expression goes by the callee's name or its class's, not by a parameter's or an alias."""
    with_base: Count = field(default_factory=Count)
    """Recall of visible calls when a base's method stands for an override."""
    named_with_base: Count = field(default_factory=Count)
    """That of named calls when a base's method stands for an override."""
    all_calls: Count = field(default_factory=Count)
    kinds: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    """Recall by kind of call."""
    methods: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    """Precision by the claims' method."""

    def plus(self, other: "Score") -> None:
        """Count all that another did."""
        for name in ("sites", "pairs", "visible", "named", "with_base", "named_with_base", "all_calls"):
            getattr(self, name).plus(getattr(other, name))
        for mine, theirs in ((self.kinds, other.kinds), (self.methods, other.methods)):
            for key, count in theirs.items():
                mine[key].plus(count)


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim whose site ran, and whether it happened."""

    claim: Claimed
    right: bool


class Judge:
    """Compares one project's claims with one trace."""

    def __init__(self, truth: Truth, project: Project, written: Written) -> None:
        self.truth, self.project, self.written = truth, project, written
        self.happened: dict[tuple[Place, int], set[Place]] = defaultdict(set)
        for call in (*truth.calls, *truth.also):
            for line in call.lines:
                self.happened[call.caller, line].add(call.callee)
        self.asked = _asked(truth.calls)
        self.judged = [Judged(claim, right) for claim in project.claims if (right := self._judge(claim)) is not None]

    def _judge(self, claim: Claimed) -> bool | None:
        site = (claim.caller, claim.line)
        if claim.ends & self.happened.get(site, set()):
            return True
        if self.written.get((claim.caller[0], claim.line), set()) & claim.names:
            return False if self.truth.executed.get(site, set()) & claim.names else None
        return False if site in self.truth.ran else None

    def score(self, confidence: float) -> Score:
        """The figures for claims of at least this confidence."""
        score = Score()
        pairs: dict[tuple[Place, Place], bool] = {}
        for one in self.judged:
            if one.claim.confidence >= confidence:
                score.sites.add(one.right)
                score.methods[one.claim.method].add(one.right)
                pair = (one.claim.caller, one.claim.target)
                pairs[pair] = pairs.get(pair, False) or one.right
        for right in pairs.values():
            score.pairs.add(right)
        found = self.found(confidence)
        for call in self.asked:
            hit = self.hit(call, found)
            score.all_calls.add(hit)
            score.kinds[call.kind].add(hit)
            if call.visible:
                stands = hit or self.hit_by_base(call, found)
                score.visible.add(hit)
                score.with_base.add(stands)
                if call.kind == "constructor" or call.name == call.callee[2]:
                    score.named.add(hit)
                    score.named_with_base.add(stands)
        return score

    def found(self, confidence: float) -> dict[tuple[Place, int], set[Place]]:
        """What is claimed at each site."""
        found: dict[tuple[Place, int], set[Place]] = defaultdict(set)
        for claim in self.project.claims:
            if claim.confidence >= confidence:
                found[claim.caller, claim.line] |= claim.ends
        return found

    @staticmethod
    def hit(call: Call, found: dict[tuple[Place, int], set[Place]]) -> bool:
        """Whether a call is claimed."""
        return any(call.callee in found.get((call.caller, line), ()) for line in call.lines)

    def hit_by_base(self, call: Call, found: dict[tuple[Place, int], set[Place]]) -> bool:
        """Whether a method that the callee overrides is claimed."""
        bases = self.project.overridden.get(call.callee, set())
        return any(bases & found.get((call.caller, line), set()) for line in call.lines)


def _asked(calls: list[Call]) -> list[Call]:
    """One call for each (caller, line, callee), visible if any of them is."""
    best: dict[tuple[Place, int, Place], Call] = {}
    for call in calls:
        key = (call.caller, call.line, call.callee)
        if key not in best or call.visible > best[key].visible:
            best[key] = call
    return list(best.values())
