"""`codecraft diff-obligations`: what a change adds in licences, origins, calls across their borders, and duties."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command
from graph.errors import InputError

if TYPE_CHECKING:
    from queries.obligation_changes.comparing import Change, Difference

_TITLES = {
    "source-license": "Licence of the project",
    "file-license": "Files with a licence of their own",
    "terms-file": "Licence, notice and authors files",
    "requirement": "Requirements",
    "origin": "Distributions whose names are used",
    "crossing": "Calls into other distributions",
}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(diff_obligations))


def diff_obligations(  # noqa: PLR0913 (the options of a command)
    session: Session,
    before: Annotated[str, typer.Argument(metavar="REV1", help="The revision that is there, such as main.")],
    after: Annotated[str, typer.Argument(metavar="REV2", help="The revision with the change, such as HEAD.")],
    folder: Annotated[Path, typer.Argument(metavar="[SOURCE-DIR]", help="A directory of a git checkout.")] = Path(),
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown, for a pull request.")] = False,
    fail_on: Annotated[
        str, typer.Option(metavar="REASON,…", help="Exit with 1 for any of new-license, copyleft, unknown.")
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many changes of a kind to show; --json has all.")] = 20,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read code; 0 takes one for each core.")] = 0,
) -> None:
    """Say what a change adds: licences, requirements, origins, calls into other code, and what is owed for them.

    Both revisions are read from the repository, so the work tree stays as it is. No store is needed, and no network.
    """
    from app.wiring import licenses_known_here, open_revision, parts
    from queries.obligation_changes.comparing import Reason, compare
    from queries.obligation_changes.revisions import read_revision

    wanted = [one.strip() for one in fail_on.split(",") if one.strip()]
    if unknown := sorted(set(wanted) - set(Reason)):
        raise InputError(f"--fail-on has no {unknown[0]}: choose from {', '.join(Reason)}")
    made, license_of = parts(session.settings, embed=False, workers=workers), licenses_known_here(folder)
    first, second = (
        read_revision(open_revision(folder, revision, session.settings), made, license_of, console.ConsoleProgress())
        for revision in (before, after)
    )
    found = compare(first, second)
    if session.as_json:
        console.write_json(found)
    else:
        for line in _markdown(found, before, after, limit) if markdown else _text(found, before, after, limit):
            console.write(line)
    if set(wanted) & set(found.reasons):
        raise typer.Exit(FINDINGS)


def _text(found: "Difference", before: str, after: str, limit: int) -> list[str]:
    lines = [f"{before} ({found.before[:12]}) → {after} ({found.after[:12]}): {_summary(found)}"]
    lines += [f"  {text}" for text in _entered(found)]
    for kind, title in _TITLES.items():
        changes = [one for one in found.changes if one.kind == kind]
        if changes:
            lines += ["", f"{title}:"]
            lines += [f"  {_sign(one)} {one.what}  {_said(one)}{_place(one)}" for one in changes[:limit]]
            lines += [f"    {len(changes) - limit:,} more: --limit {len(changes)}"] * (len(changes) > limit)
    if found.duties:
        lines += ["", "What is owed for what is added:"]
        for duty in found.duties:
            more = f" and {len(duty.because) - 3} more" if len(duty.because) > 3 else ""
            lines += [f"  {duty.license} ({duty.category}): {duty.text}", f"    for {'; '.join(duty.because[:3])}{more}"]
    return [*lines, "", *_unknown(found)]


def _markdown(found: "Difference", before: str, after: str, limit: int) -> list[str]:
    lines = ["## Obligations", "", f"`{before}` (`{found.before[:12]}`) → `{after}` (`{found.after[:12]}`): {_summary(found)}"]
    if found.entered:
        lines += ["", *(f"* {text}" for text in _entered(found))]
    if found.duties:
        lines += [
            "",
            "### What is owed for what is added",
            "",
            "| Licence | Category | Duty | Because of |",
            "|---|---|---|---|",
        ]
        for duty in found.duties:
            more = f" and {len(duty.because) - 3} more" if len(duty.because) > 3 else ""
            because = f"{'; '.join(duty.because[:3])}{more}"
            lines.append(f"| {' | '.join(_cell(one) for one in (duty.license, duty.category, duty.text, because))} |")
    for kind, title in _TITLES.items():
        changes = [one for one in found.changes if one.kind == kind]
        if changes:
            lines += ["", f"### {title}", "", "| | What | Change | First at |", "|---|---|---|---|"]
            lines += [
                f"| {' | '.join(_cell(cell) for cell in (_sign(one), one.what, _said(one), _place(one).strip()))} |"
                for one in changes[:limit]
            ]
            lines += ["", f"{len(changes) - limit:,} more"] * (len(changes) > limit)
    return [*lines, "", *_unknown(found)]


def _entered(found: "Difference") -> list[str]:
    """The borders that new calls cross, in a line each."""
    return [
        f"{len(one.calls)} new call{'s' * (len(one.calls) > 1)} into {one.name}, {one.license} ({one.category}), "
        f"{'in tests alone, ' if one.tests_only else ''}first at {one.first.path}:{one.first.line}"
        for one in found.entered
    ]


def _summary(found: "Difference") -> str:
    if not found.changes:
        return "nothing changes in licences, origins and duties"
    new = f"new licences: {', '.join(found.new_licenses)}" if found.new_licenses else "no new licence"
    reasons = f"; {', '.join(found.reasons)}" if found.reasons else ""
    return f"{len(found.changes):,} changes, {new}{reasons}"


def _said(change: "Change") -> str:
    terms = f"{change.license} ({change.category})"
    if change.kind == "requirement":
        return f"{' → '.join(one for one in (change.before, change.after) if one)}, {terms}"
    if change.kind == "terms-file":
        text = ", text changed" if change.before and change.after else ""
        kind = change.after or change.before
        return f"{kind}{text}" if kind != "license" else f"{kind} {terms}{text}"
    if change.before and change.after and change.before != change.after:
        return f"{change.before} → {change.after} ({change.category})"
    return f"{terms}, in tests alone" if change.tests_only else terms


def _sign(change: "Change") -> str:
    return "-" if not change.after else "+" if not change.before else "~"


def _place(change: "Change") -> str:
    if not change.path or change.path == change.what:
        return ""
    return f"  {change.path}:{change.line}" if change.line else f"  {change.path}"


def _unknown(found: "Difference") -> list[str]:
    """What the answer rests on and lacks."""
    sites = f"{found.unresolved:,} of {found.call_sites:,} call sites have no known target: what they call is not compared"
    return [sites, *(f"note: {note}" for note in found.notes)]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
