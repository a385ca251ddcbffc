"""Rules and their verdicts in the schema."""

import strawberry

from api.context import Info
from queries import rules

strawberry.enum(rules.Outcome, description="What a rule answers.")


@strawberry.type(description="One symbol on a way through the graph.")
class Hop:
    """As `queries.rules.Hop`."""

    id: strawberry.ID
    path: str
    line: int


@strawberry.type(description="One violation of a rule.")
class Finding:
    """As `queries.rules.Finding`."""

    node: strawberry.ID
    message: str
    path: str | None
    line: int | None
    confidence: float
    hops: list[Hop]


@strawberry.type(description="What keeps a rule from a clear answer.")
class Blocker:
    """As `queries.rules.Blocker`."""

    title: str
    count: int
    examples: list[str]


@strawberry.type(description="A rule's answer: PASS, FAIL, or UNDETERMINED with what blocks it.")
class Verdict:
    """As `queries.rules.Verdict`."""

    rule: str
    title: str
    severity: str
    outcome: rules.Outcome
    findings: list[Finding]
    blockers: list[Blocker]
    rationale: str
    remedy: str


@strawberry.type
class CheckQuery:
    """The check field."""

    @strawberry.field(description="The verdicts of the rules, by name; `rules` picks some.")
    async def check(self, info: Info, rules: list[str] | None = None) -> list[Verdict]:
        """Run rules."""
        return [_verdict(found) for found in await _check(info, rules or [])]


async def _check(info: Info, names: list[str]) -> tuple[rules.Verdict, ...]:
    return await info.context.run(rules.check, info.context.app.store, names)


def _verdict(found: rules.Verdict) -> Verdict:
    return Verdict(
        rule=found.rule,
        title=found.title,
        severity=found.severity.value,
        outcome=found.outcome,
        findings=[_finding(one) for one in found.findings],
        blockers=[Blocker(title=one.title, count=one.count, examples=list(one.examples)) for one in found.blockers],
        rationale=found.rationale,
        remedy=found.remedy,
    )


def _finding(found: rules.Finding) -> Finding:
    return Finding(
        node=strawberry.ID(found.node),
        message=found.message,
        path=found.path or None,
        line=found.line or None,
        confidence=found.confidence,
        hops=[Hop(id=strawberry.ID(one.id), path=one.path, line=one.line) for one in found.hops],
    )
