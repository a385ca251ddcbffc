"""How far an answer can be trusted, in the schema."""

import strawberry

from queries import coverage as found
from queries import walk


@strawberry.type(description="A call whose target the graph does not know.")
class UnresolvedSite:
    """As `queries.coverage.UnresolvedSite`."""

    caller: strawberry.ID
    path: str
    line: int
    name: str = strawberry.field(description="The called name's last part; empty for a computed target.")
    reason: str


@strawberry.type(
    description="What an answer rests on and what it lacks. An edge that is missing from the graph must not be read as safe."
)
class Coverage:
    """As `queries.coverage.Coverage`."""

    complete: bool = strawberry.field(description="Whether nothing is known to be missing.")
    summary: str = strawberry.field(description="The same in one sentence.")
    resolved: int = strawberry.field(description="Resolved sites behind the relations shown.")
    unresolved: int = strawberry.field(description="Unresolved call sites that could bear on this.")
    observed: int = strawberry.field(description="Those of them whose calls a trace saw; they may call more than was seen.")
    sites: list[UnresolvedSite] = strawberry.field(description="The first of the unresolved call sites.")
    left_out: int = strawberry.field(description="Relations below the asked confidence.")
    truncated: bool = strawberry.field(description="Whether there is more than could be shown.")
    stale: list[str] = strawberry.field(description="Files that changed on disk since they were indexed.")
    withheld: int = strawberry.field(description="Relations that bear on this, to sources that who asks may not see.")


@strawberry.type(description="What traces saw of a call, beside what the linker says of it by itself.")
class Seen:
    """As `queries.walk.Seen`."""

    calls: int = strawberry.field(description="How often it was called.")
    at_least: bool = strawberry.field(description="Whether counting rested in between, so that it may have been more.")
    tests: int = strawberry.field(description="In how many tests.")
    static_method: str | None = strawberry.field(description="How the linker resolves it; null where it does not.")
    static_confidence: float | None


@strawberry.type(description="One call between two symbols, by their ids.")
class CallStep:
    """As `queries.walk.Step`."""

    caller: strawberry.ID
    callee: strawberry.ID
    line: int
    lines: list[int]
    method: str = strawberry.field(description="How it was resolved: observed, exact, inferred, dispatch, jedi or ambiguous.")
    confidence: float
    candidates: int = strawberry.field(description="How many targets compete where the call is surest; 1 if none does.")
    seen: Seen | None = strawberry.field(description="Null for a call that no trace saw.")


def to_coverage(covered: found.Coverage) -> Coverage:
    """The value as its type."""
    return Coverage(
        complete=covered.complete,
        summary=covered.summary,
        resolved=covered.resolved,
        unresolved=covered.unresolved,
        observed=covered.observed,
        sites=[
            UnresolvedSite(
                caller=strawberry.ID(site.caller), path=site.path, line=site.line, name=site.name, reason=site.reason
            )
            for site in covered.sites
        ],
        left_out=covered.left_out,
        truncated=covered.truncated,
        stale=list(covered.stale),
        withheld=covered.withheld,
    )


def to_step(step: walk.Step) -> CallStep:
    """The value as its type."""
    return CallStep(
        caller=strawberry.ID(step.start),
        callee=strawberry.ID(step.end),
        line=step.line,
        lines=list(step.lines),
        method=step.method,
        confidence=step.confidence,
        candidates=step.candidates,
        seen=_to_seen(step.seen) if step.seen else None,
    )


def _to_seen(seen: walk.Seen) -> Seen:
    return Seen(
        calls=seen.calls,
        at_least=seen.at_least,
        tests=seen.tests,
        static_method=seen.static_method or None,
        static_confidence=seen.static_confidence,
    )
