"""What Cypher cannot say by itself: judges that add columns to a concept's rows, and facts that come from outside the graph.

A concept with `// judged_by: terms` returns rows with an `expression`; a judge gives them back with what it knows of each. A
rule whose parameters name one of `GIVEN` is given that value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Protocol

from graph.facts import NOASSERTION
from graph.ports import LicenseTerms, Row
from queries.expressions import canonical, category, has_choice
from queries.verdicts import Blocker
from queries.waivers import Waiver

STRICTNESS = {"permissive": 0, "weak-copyleft": 1, "copyleft": 2, "unknown": 3}
"""How much a category asks of those who build on it; what is unknown may ask for anything."""


class Decision(Protocol):
    """What a policy says of an expression."""

    @property
    def outcome(self) -> str:
        """`allowed`, `review`, `denied` or `unknown`."""
        ...

    @property
    def chosen(self) -> str:
        """The branch of an OR that was taken."""
        ...

    @property
    def why(self) -> str:
        """One line."""
        ...


class Ruling(Protocol):
    """What decides about licences: a policy with its compatibility matrix."""

    @property
    def matrix_date(self) -> str:
        """The ISO date of the compatibility matrix."""
        ...

    def decide(self, expression: str, *, purpose: str, outbound: str) -> Decision:
        """Whether an expression may be used for a purpose in what is distributed under `outbound` (empty: the policy's own)."""
        ...

    def compatible(self, inbound: str, outbound: str) -> tuple[str, str]:
        """`yes`, `no`, `unknown` or `check-dependency`, and why."""
        ...


@dataclass(frozen=True, slots=True)
class Given:
    """Facts from outside the graph. Without `terms` or `ruling` the rules that need them answer UNDETERMINED.

    `detector` is the licence detector as `Source.detector` would name it now.
    """

    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    terms: LicenseTerms | None = None
    ruling: Ruling | None = None
    waivers: tuple[Waiver, ...] = ()
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A concept's rows with what the judge added, and what keeps it from judging."""

    rows: tuple[Row, ...]
    blockers: tuple[Blocker, ...] = ()


def judge(name: str, rows: Sequence[Row], given: Given) -> Judged:
    """The rows as the judge sees them; as they are without a judge."""
    return JUDGES[name](rows, given) if name else Judged(tuple(rows))


def _by_terms(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with an `expression`: `category`, `strictness` (0 to 3), `choice` (an OR is open), `canonical`."""
    terms = given.terms
    if terms is None:
        return Judged((), (Blocker("Nothing says what the licences ask for", 1, ("open the store with the command line",)),))
    judged = []
    for row in rows:
        expression = row["expression"] or NOASSERTION
        found = category(expression, terms.category)
        added = {"category": found, "strictness": STRICTNESS[found], "choice": has_choice(expression)}
        judged.append({**row, "expression": expression, **added, "canonical": canonical(expression)})
    return Judged(tuple(judged))


def _by_policy(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with an `expression`, and perhaps `purpose` and `outbound`: `outcome`, `chosen`, `why`."""
    ruling = given.ruling
    if ruling is None:
        return Judged((), (_NO_POLICY,))
    judged = []
    for row in rows:
        expression = row["expression"] or NOASSERTION
        purpose, outbound = row.get("purpose") or "ground", row.get("outbound") or ""
        found = ruling.decide(expression, purpose=purpose, outbound=outbound)
        judged.append({**row, "outcome": str(found.outcome), "chosen": found.chosen, "why": found.why})
    return Judged(tuple(judged))


def _by_compatibility(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with `inbound` and `outbound` expressions: `compatible`, `why`."""
    ruling = given.ruling
    if ruling is None:
        return Judged((), (_NO_POLICY,))
    judged = []
    for row in rows:
        compatible, why = ruling.compatible(row["inbound"] or NOASSERTION, row["outbound"] or NOASSERTION)
        judged.append({**row, "compatible": compatible, "why": why})
    return Judged(tuple(judged))


_NO_POLICY = Blocker("No policy decides about licences", 1, ("give --policy FILE",))

JUDGES: Mapping[str, Callable[[Sequence[Row], Given], Judged]] = {
    "terms": _by_terms,
    "policy": _by_policy,
    "compatibility": _by_compatibility,
}

GIVEN: Mapping[str, Callable[[Given], Any]] = {
    "today": lambda given: given.today.isoformat(),
    "waivers": lambda given: [one.row(number) for number, one in enumerate(given.waivers, start=1)],
    "detector": lambda given: given.detector,
    "matrix_date": lambda given: given.ruling.matrix_date if given.ruling else "",
}
