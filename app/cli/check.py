"""`codecraft check`: the rules and their verdicts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command

if TYPE_CHECKING:
    from queries.rules import Finding, Verdict


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(check))


def check(
    session: Session,
    names: Annotated[list[str] | None, typer.Argument(metavar="RULE…", help="Only these rules.")] = None,
    *,
    rules: Annotated[list[Path] | None, typer.Option(help="A folder with rules of your own. Repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many findings of a rule to show; --json has all.")] = 10,
) -> None:
    """Check the graph against the rules: PASS, FAIL or UNDETERMINED. Exit code 1 when one fails."""
    from queries.rules import Outcome
    from queries.rules import check as run_rules

    with session.store() as store, console.ConsoleProgress().step("Checking"):
        verdicts = run_rules(store, names or (), rules or ())
    failed = any(verdict.outcome is Outcome.FAIL for verdict in verdicts)
    if session.as_json:
        console.write_json({"failed": failed, "verdicts": verdicts})
    else:
        for verdict in verdicts:
            _show(verdict, limit)
    if failed:
        raise typer.Exit(FINDINGS)


def _show(verdict: "Verdict", limit: int) -> None:
    console.heading(f"{verdict.outcome}  {verdict.title}  ({verdict.rule}, {verdict.severity})")
    for finding in verdict.findings[:limit]:
        _show_finding(finding)
    if len(verdict.findings) > limit:
        console.write(f"  {len(verdict.findings) - limit:,} more: --limit {len(verdict.findings)}")
    for blocker in verdict.blockers:
        console.write(f"  not known: {blocker.title.lower()}: {blocker.count:,}, such as {'; '.join(blocker.examples)}")
    if verdict.findings:
        console.write(f"  why: {verdict.rationale}")
        console.write(f"  remedy: {verdict.remedy}")


def _show_finding(finding: "Finding") -> None:
    place = f"{finding.path}:{finding.line}  " if finding.path else ""
    console.write(f"  {place}{finding.node}: {finding.message}")
    for hop in finding.hops:
        console.write(f"    → {hop.id}  {hop.path}{f':{hop.line}' if hop.line else ''}")
