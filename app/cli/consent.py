"""`codecraft consent` and `codecraft retention`: what may be kept of what people type, and for how long."""

from typing import Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.sources.options import DEFAULT, ManifestOption
from graph.errors import InputError

consent = typer.Typer(
    name="consent", help="What may be kept of what is asked under a key, and for what: nothing without consent."
)
retention = typer.Typer(name="retention", help="How long texts and answers stay in the store.")

KeyOption = Annotated[str, typer.Option(help="The name under which is asked. Default: CODECRAFT_KEY.")]
PurposeOption = Annotated[str, typer.Option(metavar="store-prompts|store-answers|train", help="What the consent is for.")]
ByOption = Annotated[str, typer.Option(metavar="NAME", help="Who writes it down. Default: CODECRAFT_USER.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for function in (give, withdraw):
        consent.command()(command(function))
    consent.command(name="list")(command(listed))
    retention.command()(command(apply))
    app.add_typer(consent)
    app.add_typer(retention)


def give(session: Session, *, purpose: PurposeOption, key: KeyOption = "", by: ByOption = "") -> None:
    """Let texts be kept, or used, for a purpose."""
    _say(session, purpose, key, by, given=True)


def withdraw(session: Session, *, purpose: PurposeOption, key: KeyOption = "", by: ByOption = "") -> None:
    """Take a consent back. What was kept by it goes with the next `codecraft retention apply`."""
    _say(session, purpose, key, by, given=False)


def listed(session: Session, *, key: Annotated[str, typer.Option(help="Only of this key.")] = "") -> None:
    """List the last word on each key and purpose."""
    from queries.privacy.consents import consents

    with session.store() as store:
        found = consents(store, key)
    if session.as_json:
        for one in found:
            console.write_json(one)
        return
    console.table((one.key, one.purpose, "given" if one.given else "withdrawn", one.at[:19], one.by) for one in found)
    if not found:
        console.write("no consent was ever given: neither questions nor answers are kept")


def apply(
    session: Session,
    *,
    days: Annotated[
        list[str] | None,
        typer.Option(metavar="text|answer|person=DAYS", help="Another limit than is set. Repeatable."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and leave it.")] = False,
    manifest: ManifestOption = DEFAULT,
) -> None:
    """Remove what is past its limit, and texts whose consent was withdrawn. The log says so and stays whole.

    Limits stand under [retention] of the list of sources; CODECRAFT_RETENTION and --days say others.
    """
    from datetime import UTC, datetime

    from app.governance.keeping import limits_in_force
    from queries.privacy.retention import Limits, overdue, purge

    limits = limits_in_force(manifest, session.settings.retention, days or ())
    if limits == Limits():
        console.note("no limit is set (sources.toml, CODECRAFT_RETENTION, --days): only texts whose consent was withdrawn go")
    with session.store(read_only=dry_run) as store:
        found = overdue(store, limits, datetime.now(UTC))
        if not dry_run:
            purge(store, found, limits)
    if session.as_json:
        console.write_json({"dry_run": dry_run, "texts": found.texts, "answers": found.answers, "acts": found.acts})
        return
    verb = "would go" if dry_run else "went"
    acts = f", and {len(found.acts):,} acts with who did them" if found.acts else ""
    console.write(f"{len(found.texts):,} texts and {len(found.answers):,} answers{acts} {verb}")


def _say(session: Session, purpose: str, key: str, by: str, *, given: bool) -> None:
    from queries.privacy.consents import Purpose, say

    if purpose not in list(Purpose):
        raise InputError(f"{purpose} is no purpose: give one of {', '.join(Purpose)}")
    settings = session.settings
    with session.store(read_only=False) as store:
        said = say(store, key or settings.key, Purpose(purpose), given=given, by=by or settings.user)
    if session.as_json:
        console.write_json(said)
    else:
        console.write(f"{said.key}: {said.purpose} {'given' if said.given else 'withdrawn'}")
