"""What a rule answers: findings, what blocks a clear answer, and fingerprints that outlive a move of lines."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Outcome(StrEnum):
    """What a rule answers."""

    PASS = "PASS"  # noqa: S105 (a verdict)
    FAIL = "FAIL"
    UNDETERMINED = "UNDETERMINED"


class State(StrEnum):
    """Whether a finding counts: a new one does, one of the baseline or one that is waived does not."""

    NEW = "new"
    KNOWN = "known"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Hop:
    """One symbol on a way through the graph. `line` is where it calls the next one, 0 for the last."""

    id: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation. `path` and `line` are empty and 0 where it is not in a file; `hops` lead to it from an entry point.

    `source` is the id of the source that `path` belongs to, where the rule says it. `note` says why a finding does not count.
    """

    node: str
    message: str
    path: str = ""
    line: int = 0
    confidence: float = 1.0
    hops: tuple[Hop, ...] = ()
    source: str = ""
    fingerprint: str = ""
    state: State = State.NEW
    note: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """What keeps a rule from a clear answer: how many of it, and the first of them."""

    title: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A rule's answer. A FAIL lists blockers as well: there may be more than was found.

    `judged_by` names the policy and the compatibility matrix that decided about licences, each with its digest.
    `checked` is how many things (`subject`: files, answers …) the rule looked at, None where its file does not say what to
    count. `truncated`: the rule stopped at its limit, there is more.
    """

    rule: str
    title: str
    severity: Severity
    outcome: Outcome
    findings: tuple[Finding, ...]
    blockers: tuple[Blocker, ...]
    rationale: str
    remedy: str
    checked: int | None = None
    subject: str = ""
    truncated: bool = False
    judged_by: tuple[str, ...] = ()

    @property
    def counting(self) -> tuple[Finding, ...]:
        """The findings that make it fail."""
        return tuple(one for one in self.findings if one.state is State.NEW)


@dataclass(frozen=True, slots=True)
class FailOn:
    """What makes a run fail: findings of rules of this severity or above; without a severity nothing does.

    With `undetermined` it also fails where such a rule has no clear answer.
    """

    severity: Severity | None = Severity.NOTE
    undetermined: bool = False

    def fails(self, verdict: Verdict) -> bool:
        """Whether a verdict makes the run fail."""
        if self.severity is None or not _as_bad(verdict.severity, self.severity):
            return False
        return verdict.outcome is Outcome.FAIL or (self.undetermined and verdict.outcome is Outcome.UNDETERMINED)

    @property
    def words(self) -> tuple[str, ...]:
        """As people write it."""
        return (self.severity.value, *(["undetermined"] * self.undetermined)) if self.severity else ()


ANY_FINDING = FailOn()
"""What fails without a word on it: any finding."""


def _as_bad(one: Severity, least: Severity) -> bool:
    order = list(Severity)
    return order.index(one) <= order.index(least)


def outcome_of(findings: Iterable[Finding], blockers: Iterable[Blocker]) -> Outcome:
    """FAIL for a finding that counts, else UNDETERMINED for anything that blocks, else PASS."""
    if any(one.state is State.NEW for one in findings):
        return Outcome.FAIL
    return Outcome.UNDETERMINED if any(True for _ in blockers) else Outcome.PASS


def with_findings(verdict: Verdict, findings: Iterable[Finding]) -> Verdict:
    """The verdict once the states of its findings are known."""
    told = tuple(findings)
    return replace(verdict, findings=told, outcome=outcome_of(told, verdict.blockers))


def fingerprint(rule: str, *parts: str) -> str:
    """Names a finding by what it is about, never by where it stands: 32 hexadecimal digits."""
    return hashlib.sha256("\0".join((rule, *parts)).encode()).hexdigest()[:32]


def told_apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, the second and later ones of one fingerprint with a number in it."""
    seen: dict[str, int] = {}
    apart = []
    for one in findings:
        count = seen[one.fingerprint] = seen.get(one.fingerprint, 0) + 1
        apart.append(replace(one, fingerprint=f"{one.fingerprint}-{count}") if count > 1 else one)
    return apart
