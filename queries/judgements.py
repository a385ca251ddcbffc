"""What Cypher cannot say by itself: judges that add columns to a concept's rows, and facts that come from outside the graph.

A concept with `// judged_by: terms` returns rows with an `expression`; a judge gives them back with what it knows of each. A
rule whose parameters name one of `GIVEN` is given that value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from graph.facts import NOASSERTION
from graph.licensing.expressions import canonical, has_choice, licenses, parse
from graph.ports import Row
from queries.policy import CATEGORIES, Policy, strictest
from queries.verdicts import Blocker
from queries.waivers import Waiver


@dataclass(frozen=True, slots=True)
class Given:
    """Facts from outside the graph. Without a policy the rules that need one answer UNDETERMINED.

    `detector` is the licence detector as `Source.detector` would name it now.
    """

    today: date = field(default_factory=lambda: datetime.now(UTC).date())
    policy: Policy | None = None
    waivers: tuple[Waiver, ...] = ()
    detector: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A concept's rows with what the judge added, what it judged by, and what keeps it from judging."""

    rows: tuple[Row, ...]
    blockers: tuple[Blocker, ...] = ()
    judged_by: tuple[str, ...] = ()


def judge(name: str, rows: Sequence[Row], given: Given) -> Judged:
    """The rows as the judge sees them; as they are without a judge."""
    if not name:
        return Judged(tuple(rows))
    if given.policy is None:
        return Judged((), (_NO_POLICY,))
    by = [f"policy {given.policy.name or given.policy.origin} {given.policy.digest}"]
    by += [str(given.policy.matrix)] * (name != "terms")
    return Judged(tuple({**row, **JUDGES[name](row, given.policy)} for row in rows), judged_by=tuple(by))


def _by_terms(row: Row, policy: Policy) -> Row:
    """Of an `expression`: `category`, `strictness` (0 to 3), `choice` (an OR is open), `canonical`, `licenses`."""
    expression = row["expression"] or NOASSERTION
    tree = parse(expression)
    category = strictest(tree, policy.category)
    return {
        "expression": expression,
        "category": category,
        "strictness": CATEGORIES.index(category),
        "choice": has_choice(tree),
        "canonical": canonical(tree),
        "licenses": " ".join(sorted({str(one) for one in licenses(tree)})),
    }


def _by_policy(row: Row, policy: Policy) -> Row:
    """Of an `expression`, and perhaps `purpose` and `outbound`: `outcome`, `chosen`, `why`."""
    expression = row["expression"] or NOASSERTION
    found = policy.decide(expression, purpose=row.get("purpose") or "ground", outbound=row.get("outbound") or "")
    return {"outcome": str(found.outcome), "chosen": found.chosen, "why": found.why}


def _by_compatibility(row: Row, policy: Policy) -> Row:
    """Of `inbound` and `outbound` expressions: `compatible`, `why`, and the `category` of what comes in."""
    inbound = row["inbound"] or NOASSERTION
    compatible, why = policy.compatible(inbound, row["outbound"] or NOASSERTION)
    return {"compatible": str(compatible), "why": why, "category": strictest(parse(inbound), policy.category)}


_NO_POLICY = Blocker("No policy decides about licences", 1, ("give --policy FILE",))

JUDGES: Mapping[str, Callable[[Row, Policy], Row]] = {
    "terms": _by_terms,
    "policy": _by_policy,
    "compatibility": _by_compatibility,
}

GIVEN: Mapping[str, Callable[[Given], Any]] = {
    "today": lambda given: given.today.isoformat(),
    "waivers": lambda given: [one.row(number) for number, one in enumerate(given.waivers, start=1)],
    "detector": lambda given: given.detector,
    "matrix_date": lambda given: given.policy.matrix.date if given.policy else "",
}
