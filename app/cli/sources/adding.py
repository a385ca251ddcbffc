"""`codecraft sources add`: propose a source."""

from typing import Annotated, Literal

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command
from app.cli.sources.listing import as_object
from app.cli.sources.options import DEFAULT, ManifestOption


def add_to(group: typer.Typer) -> None:
    """Register the command."""
    group.command("add")(command(add))


def add(  # noqa: PLR0913 (one for each key that people set)
    session: Session,
    location: Annotated[str, typer.Argument(help="A directory, installed:NAME, pkg:pypi/NAME@VERSION or git+URL@REV.")],
    *,
    manifest: ManifestOption = DEFAULT,
    name: Annotated[str, typer.Option(help="What to call it.")] = "",
    purpose: Annotated[Literal["ground", "index-only", "train"], typer.Option(help="What it may be used for.")] = "ground",
    license_: Annotated[str, typer.Option("--license", help="An SPDX expression that you concluded.")] = "",
    refresh: Annotated[str, typer.Option(help="never, on-commit, daily, weekly or monthly.")] = "",
    tenant: Annotated[list[str] | None, typer.Option(help="Who may see it; repeatable. Default: everyone.")] = None,
    include: Annotated[list[str] | None, typer.Option(help="A glob of paths to keep; repeatable.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="A glob of paths to leave out; repeatable.")] = None,
    content: Annotated[str, typer.Option(help="all, code or documents.")] = "",
    consent_by: Annotated[str, typer.Option(help="Who consented, for code of your own house.")] = "",
    consent_for: Annotated[str, typer.Option(help="For what they consented.")] = "",
    look: Annotated[bool, typer.Option("--look/--no-look", help="Read it now to pin it and note its licence.")] = True,
) -> None:
    """Add an entry to the list, to be reviewed. It is read once, to pin it and to note the licence that is expected of it.

    What the policy refuses (copyleft, unclear or non-software terms, dumps, corpora) is added as rejected: exit code 1.
    """
    from datetime import UTC, datetime

    from app.governance.proposing import propose
    from app.wiring import source_options
    from graph.errors import InputError

    if bool(consent_by) is not bool(consent_for):
        raise InputError("--consent-by and --consent-for belong together: say who consented and for what")
    consent = {"by": consent_by, "date": datetime.now(UTC).date(), "for": consent_for} if consent_by else None
    values = {
        "location": location,
        "name": name,
        "content": content,
        "license": license_,
        "purpose": "" if purpose == "ground" else purpose,
        "tenants": tenant or [],
        "internal": bool(consent),
        "consent": consent,
        "refresh": refresh,
        "include": include or [],
        "exclude": exclude or [],
    }
    made = propose(manifest, values, source_options(session.settings), look=look)
    if session.as_json:
        console.write_json(as_object(made.number, made.entry))
    else:
        entry = made.entry
        console.write(f"added {entry.title} as source {made.number} of {manifest}: {entry.review.state}")
        for key, value in (("revision", entry.revision), ("sha256", entry.sha256), ("licence", entry.expected_license)):
            if value:
                console.write(f"  {key} {value}")
        if made.refused:
            console.write(f"  {made.refused}")
            if made.refused.kind == "unclear":
                console.write("  code of your own house? take the entry out, add it with --consent-by WHO --consent-for WHAT")
        else:
            option = "" if manifest == DEFAULT else f" --manifest {manifest}"
            console.write(f"  next: codecraft sources review {entry.title} --approve --by NAME{option}")
    if made.refused:
        raise typer.Exit(FINDINGS)
