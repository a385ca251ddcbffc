"""Rules and their verdicts in the schema."""

import strawberry

from api.context import Info
from queries import rules, verdicts

strawberry.enum(verdicts.Outcome, description="What a rule answers.")


@strawberry.type(description="One symbol on a way through the graph.")
class Hop:
    """As `queries.verdicts.Hop`."""

    id: strawberry.ID
    path: str
    line: int


@strawberry.type(description="One violation of a rule.")
class Finding:
    """As `queries.verdicts.Finding`."""

    node: strawberry.ID
    message: str
    path: str | None
    line: int | None
    confidence: float
    source: str | None
    fingerprint: str
    hops: list[Hop]


@strawberry.type(description="What keeps a rule from a clear answer.")
class Blocker:
    """As `queries.verdicts.Blocker`."""

    title: str
    count: int
    examples: list[str]


@strawberry.type(description="A rule's answer: PASS, FAIL, or UNDETERMINED with what blocks it.")
class Verdict:
    """As `queries.verdicts.Verdict`."""

    rule: str
    title: str
    severity: str
    outcome: verdicts.Outcome
    findings: list[Finding]
    blockers: list[Blocker]
    rationale: str
    remedy: str
    checked: int | None
    subject: str | None
    truncated: bool


@strawberry.type
class CheckQuery:
    """The check field."""

    @strawberry.field(description="The verdicts of the rules, by name; `rules` picks some.")
    async def check(self, info: Info, rules: list[str] | None = None) -> list[Verdict]:
        """Run rules."""
        return [_verdict(found) for found in await _check(info, rules or [])]


async def _check(info: Info, names: list[str]) -> tuple[verdicts.Verdict, ...]:
    context = info.context
    return await context.run(rules.check, context.store, names, given=context.app.given())


def _verdict(found: verdicts.Verdict) -> Verdict:
    return Verdict(
        rule=found.rule,
        title=found.title,
        severity=found.severity.value,
        outcome=found.outcome,
        findings=[_finding(one) for one in found.findings],
        blockers=[Blocker(title=one.title, count=one.count, examples=list(one.examples)) for one in found.blockers],
        rationale=found.rationale,
        remedy=found.remedy,
        checked=found.checked,
        subject=found.subject or None,
        truncated=found.truncated,
    )


def _finding(found: verdicts.Finding) -> Finding:
    return Finding(
        node=strawberry.ID(found.node),
        message=found.message,
        path=found.path or None,
        line=found.line or None,
        confidence=found.confidence,
        source=found.source or None,
        fingerprint=found.fingerprint,
        hops=[Hop(id=strawberry.ID(one.id), path=one.path, line=one.line) for one in found.hops],
    )
