"""For people: what fails first, then what has no clear answer, then what passes."""

from collections.abc import Iterator

from app.reports import Report
from queries.verdicts import ANY_FINDING, Blocker, Finding, Outcome, State, Verdict

_ORDER = (Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS)


def render(report: Report, *, limit: int) -> str:
    """The report as lines."""
    lines = [line for verdict in ordered(report) for line in (heading(verdict), *details(verdict, limit))]
    return "\n".join([*lines, *summary(report)]) + "\n"


def ordered(report: Report) -> list[Verdict]:
    """The verdicts, what asks for something first."""
    return sorted(report.verdicts, key=lambda one: (_ORDER.index(one.outcome), one.rule))


def heading(verdict: Verdict) -> str:
    """One line that says what a rule answers."""
    checked = "" if verdict.checked is None else f"; {verdict.checked:,} {verdict.subject} checked"
    return f"{verdict.outcome}  {verdict.title}  ({verdict.rule}, {verdict.severity}{checked})"


def details(verdict: Verdict, limit: int) -> Iterator[str]:
    """What was found, what is not known, and what to do."""
    shown = verdict.counting
    for finding in shown[:limit]:
        yield from _finding(finding)
    if len(shown) > limit:
        yield f"  {len(shown) - limit:,} more: --limit {len(shown)}"
    if verdict.truncated:
        yield "  and more than the rule's limit: raise it with --set"
    for finding in verdict.findings:
        if finding.state is State.WAIVED:
            yield f"  {finding.note}: {finding.node}: {finding.message}"
    if known := sum(one.state is State.KNOWN for one in verdict.findings):
        yield f"  {known:,} more in the baseline"
    for blocker in verdict.blockers:
        yield f"  not known: {_blocker(blocker)}"
    if shown:
        yield f"  why: {verdict.rationale}"
        yield f"  remedy: {verdict.remedy}"


def summary(report: Report) -> Iterator[str]:
    """What is to be said of the run as a whole."""
    for one in report.fixed or ():
        yield f"fixed since the baseline: {one.node}: {one.message}  ({one.rule})"
    for waiver in report.idle:
        yield f"a waiver covers nothing and can go: {waiver.path}:{waiver.line} {waiver.rule} {waiver.node}"
    for judged_by in sorted({by for verdict in report.verdicts for by in verdict.judged_by}):
        yield f"judged by the {judged_by}"
    counts = [f"{sum(one.outcome is outcome for one in report.verdicts)} {outcome}" for outcome in _ORDER]
    yield f"{len(report.verdicts)} rules: {', '.join(counts)}"
    if report.fail_on != ANY_FINDING:
        failing = [one.rule for one in ordered(report) if report.fail_on.fails(one)]
        yield f"failing on {', '.join(report.fail_on.words) or 'nothing'}: {', '.join(failing) or 'no rule'}"


def _finding(finding: Finding) -> Iterator[str]:
    place = f"{finding.path}{f':{finding.line}' if finding.line else ''}  " if finding.path else ""
    yield f"  {place}{finding.node}: {finding.message}"
    for hop in finding.hops:
        yield f"    → {hop.id}  {hop.path}{f':{hop.line}' if hop.line else ''}"


def _blocker(blocker: Blocker) -> str:
    return f"{blocker.title[:1].lower()}{blocker.title[1:]}: {blocker.count:,}, such as {'; '.join(blocker.examples)}"
