"""What Cypher cannot say by itself: judges that add columns to a concept's rows, and facts that come from outside the graph.

A concept with `// judged_by: terms` returns rows with an `expression`; a judge gives them back with what it knows of each. A
rule whose parameters name one of `GIVEN` is given that value.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from graph.facts import NOASSERTION
from graph.ports import Row
from queries.compatibility import osadl
from queries.policy import CATEGORIES, Policy
from queries.spdx import Either, License, Tree, canonical, has_choice, licenses, parse
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
    """A concept's rows with what the judge added, and what keeps it from judging."""

    rows: tuple[Row, ...]
    blockers: tuple[Blocker, ...] = ()


def judge(name: str, rows: Sequence[Row], given: Given) -> Judged:
    """The rows as the judge sees them; as they are without a judge."""
    return JUDGES[name](rows, given) if name else Judged(tuple(rows))


def _by_terms(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with an `expression`: `category`, `strictness` (0 to 3), `choice` (an OR is open), `canonical`, `licenses`."""
    policy = given.policy
    if policy is None:
        return Judged((), (_NO_POLICY,))
    judged = []
    for row in rows:
        expression = row["expression"] or NOASSERTION
        tree = parse(expression)
        strictness = _strictness(tree, policy)
        added = {"category": CATEGORIES[strictness], "strictness": strictness, "choice": has_choice(tree)}
        named = " ".join(sorted({str(one) for one in licenses(tree)}))
        judged.append({**row, "expression": expression, **added, "canonical": canonical(tree), "licenses": named})
    return Judged(tuple(judged))


def _by_policy(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with an `expression`, and perhaps `purpose` and `outbound`: `outcome`, `chosen`, `why`."""
    policy = given.policy
    if policy is None:
        return Judged((), (_NO_POLICY,))
    judged = []
    for row in rows:
        expression = row["expression"] or NOASSERTION
        purpose, outbound = row.get("purpose") or "ground", row.get("outbound") or ""
        found = policy.decide(expression, purpose=purpose, outbound=outbound)
        judged.append({**row, "outcome": str(found.outcome), "chosen": found.chosen, "why": found.why})
    return Judged(tuple(judged))


def _by_compatibility(rows: Sequence[Row], given: Given) -> Judged:
    """Rows with `inbound` and `outbound` expressions: `compatible`, `why`, and the `category` of what comes in."""
    policy = given.policy
    if policy is None:
        return Judged((), (_NO_POLICY,))
    judged = []
    for row in rows:
        compatible, why = policy.compatible(row["inbound"] or NOASSERTION, row["outbound"] or NOASSERTION)
        strictness = _strictness(parse(row["inbound"] or NOASSERTION), policy)
        judged.append({**row, "compatible": str(compatible), "why": why, "category": CATEGORIES[strictness]})
    return Judged(tuple(judged))


def _strictness(tree: Tree, policy: Policy) -> int:
    """How much it asks of those who build on it: what is unknown may ask for anything."""
    if isinstance(tree, License):
        return CATEGORIES.index(policy.category(tree))
    parts = [_strictness(part, policy) for part in tree.parts]
    return min(parts) if isinstance(tree, Either) else max(parts)


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
    "matrix_date": lambda given: osadl().date if given.policy else "",
}
