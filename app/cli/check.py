"""`codecraft check`: the rules and their verdicts."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.given import given_here, rules_beside
from app.cli.session import FINDINGS, Session, command
from app.cli.terms import PolicyOption
from app.cli.writing import write_file
from graph.errors import InputError

if TYPE_CHECKING:
    from app.reports import Place, Report
    from graph.ports import GraphStore
    from queries.judgements import Given
    from queries.rulebook import Rulebook
    from queries.verdicts import FailOn


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(check))


def check(  # noqa: PLR0913 (each is one option)
    session: Session,
    names: Annotated[list[str] | None, typer.Argument(metavar="RULE…", help="Only these rules.")] = None,
    *,
    rules: Annotated[
        list[Path] | None,
        typer.Option(help="A folder with rules of your own. Repeatable. Default: rules/ beside the policy or here."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="RULE.NAME=VALUE", help="Another value for a rule's default. Repeatable."),
    ] = None,
    policy: PolicyOption = None,
    waivers: Annotated[Path | None, typer.Option(help="A file of waivers. Default: ./waivers.toml, if it is there.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="A file of findings that are known and don't fail.")] = None,
    write_baseline: Annotated[bool, typer.Option("--write-baseline", help="Write what is found now to --baseline.")] = False,
    report: Annotated[str, typer.Option("--format", metavar="text|json|sarif|junit", help="How to write it.")] = "text",
    output: Annotated[Path | None, typer.Option(help="Write it to a file instead.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Keep the run in the provenance log of the store.")] = False,
    fail_on: Annotated[
        str,
        typer.Option(
            metavar="WHAT,…",
            help="What exits with 1: error, warning or note (findings that are at least as bad), undetermined, or nothing.",
        ),
    ] = "note",
    listing: Annotated[bool, typer.Option("--list", help="List the rules and stop.")] = False,
    explain: Annotated[str | None, typer.Option(metavar="RULE", help="Say all about one rule and stop.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many findings of a rule to show; other formats have all.")] = 10,
) -> None:
    """Check the graph against the rules: PASS, FAIL or UNDETERMINED. Exit code 1 when one fails (--fail-on)."""
    from app.cli.rule_pages import show_rules
    from queries.rulebook import rulebook

    shape, fails = _format(report, as_json=session.as_json), _fail_on(fail_on)
    book = rulebook([explain] if explain else names or (), rules or rules_beside(policy or session.settings.policy))
    if listing or explain:
        show_rules(book, explain, as_json=session.as_json)
        return
    if write_baseline and not baseline:
        raise InputError("--write-baseline needs a file: give --baseline FILE")
    if record and session.settings.tenant:
        raise InputError("a run that is recorded is the operator's: leave --record out, or ask without CODECRAFT_TENANT")
    with session.store(read_only=not record) as store, console.ConsoleProgress().step("Checking"):
        given = given_here(session, waivers, policy)
        run = replace(_run(store, book, given, _overrides(settings or ())), fail_on=fails)
        found, noted = _compared(run, baseline, write=write_baseline)
        if record:
            _record(store, found, given)
    _tell(found, shape, output, limit=limit)
    if noted:
        console.note(noted)
    if found.failed:
        raise typer.Exit(FINDINGS)


def _run(store: "GraphStore", book: "Rulebook", given: "Given", overrides: dict[str, dict[str, Any]]) -> "Report":
    from importlib.metadata import version

    from app.reports import Report
    from queries.rules import run_rules
    from queries.waivers import idle, waive

    verdicts = run_rules(store, book, given=given, overrides=overrides)
    verdicts = waive(verdicts, given.waivers, given.today)
    unused = idle(verdicts, given.waivers)
    return Report(verdicts, book.rules, version("codecraft"), idle=unused, places=_places(store))


def _record(store: "GraphStore", found: "Report", given: "Given") -> None:
    from app.wiring import own_tool
    from queries.rule_log import record_run

    policy = given.policy.digest if given.policy else ""
    kept = record_run(store, found.verdicts, given, own_tool(), policy=policy, failed=found.failed)
    console.note(f"recorded as {kept.id} {kept.digest}")


def _compared(found: "Report", baseline: Path | None, *, write: bool) -> tuple["Report", str]:
    """The report against its baseline, or the baseline written from it."""
    from queries.baseline import compare, read_baseline, write_baseline

    if baseline is None:
        return found, ""
    if write:
        count = write_baseline(baseline, found.verdicts)
        noted = f"{baseline} holds {count:,} findings: keep it beside the code, and check with --baseline {baseline}"
    else:
        noted = ""
    verdicts, fixed = compare(found.verdicts, read_baseline(baseline))
    return replace(found, verdicts=verdicts, fixed=fixed), noted


def _tell(found: "Report", shape: str, output: Path | None, *, limit: int) -> None:
    from app.reports import render, text

    if output is not None:
        write_file(output, [render(found, shape, limit=limit)], option="--output")
    elif shape != "text":
        console.write(render(found, shape, limit=limit).rstrip("\n"))
    else:
        for verdict in text.ordered(found):
            console.heading(text.heading(verdict))
            for line in text.details(verdict, limit):
                console.write(line)
        for line in text.summary(found):
            console.write(line)


def _fail_on(words: str) -> "FailOn":
    from queries.verdicts import FailOn, Severity

    severities = [one.value for one in Severity]
    said = [one.strip() for one in words.split(",") if one.strip()]
    if unknown := [one for one in said if one not in (*severities, "undetermined", "nothing")]:
        raise InputError(f"--fail-on has no {unknown[0]}: choose from {', '.join(severities)}, undetermined and nothing")
    if not said or ("nothing" in said and len(said) > 1):
        raise InputError("--fail-on says nothing clear: give a severity, undetermined, both, or nothing")
    least = max((one for one in said if one in severities), key=severities.index, default="note")
    return FailOn(None if said == ["nothing"] else Severity(least), "undetermined" in said)


def _format(name: str, *, as_json: bool) -> str:
    from app.reports import formats

    if name not in formats():
        raise InputError(f"there is no format {name}: choose one of {', '.join(formats())}")
    if as_json and name not in ("text", "json"):
        raise InputError(f"--json and --format {name} cannot both be: leave one out")
    return "json" if as_json else name


def _overrides(settings: Sequence[str]) -> dict[str, dict[str, Any]]:
    import json

    found: dict[str, dict[str, Any]] = {}
    for one in settings:
        where, equals, text = one.partition("=")
        rule, dot, name = where.partition(".")
        if not (equals and dot and rule and name):
            raise InputError(f"--set {one} names no default of a rule: write --set RULE.NAME=VALUE")
        try:
            found.setdefault(rule, {})[name] = json.loads(text)
        except ValueError:
            found.setdefault(rule, {})[name] = text
    return found


def _places(store: "GraphStore") -> dict[str, "Place"]:
    from app.reports import Place
    from graph.statements import load

    rows = store.run(load("read/sources"), limit=10_000)
    return {row["id"]: Place(row["kind"] or "", row["location"] or "") for row in rows}
