"""`codecraft export`: what the graph holds, as documents for other programs and for people."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from app.cli import console
from app.cli.given import given_here
from app.cli.session import Session, command
from app.cli.writing import write_file
from graph.errors import InputError


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(export))


def export(  # noqa: PLR0913 (the options of a command)
    session: Session,
    what: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="calls, cyclonedx, findings, imports, notice, prov, reachable or spdx: see docs/exports.md.",
        ),
    ],
    *,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source and what it needs, by name or id. Repeatable.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file in place of stdout.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Write several files into this folder (notice).")] = None,
    files: Annotated[bool, typer.Option("--files", help="With each component's files (cyclonedx).")] = False,
    start: Annotated[
        list[str] | None, typer.Option("--from", help="Our code: the source that reaches others (reachable). Repeatable.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Follow calls that are at least this sure (reachable).")
    ] = 0.0,
    at: Annotated[str, typer.Option(metavar="TIME", help="The time to state, ISO 8601; now by default.")] = "",
) -> None:
    """Write what the graph holds as a document that other programs take: bills of materials, provenance, notices, findings.

    Two exports of one state differ in the time that they state, and in nothing else.
    """
    from importlib.metadata import version

    from queries import exports

    if output and folder:
        raise InputError("--output and --folder exclude each other: give one of them")
    request = exports.Request(
        tool="codecraft",
        version=version("codecraft"),
        at=_moment(at),
        sources=tuple(source or ()),
        entries=tuple(start or ()),
        min_confidence=min_confidence,
        with_files=files,
        lines_as_json=session.as_json,
        **({"given": given_here(session)} if what in ("findings", "notice") else {}),
    )
    with session.store() as store:
        if folder:
            _write_folder(exports.files(store, what, request), folder)
        elif output:
            write_file(output, exports.text(store, what, request), option="--output")
            console.note(f"wrote {output}")
        else:
            for piece in exports.text(store, what, request):
                sys.stdout.write(piece)


def _moment(text: str) -> str:
    """The time that a document states: UTC, to the second."""
    from queries.exports.reading.times import moment

    if not (stated := moment(text or datetime.now(UTC))):
        raise InputError(f"{text} is no time: write it as 2026-01-31T12:00:00Z")
    return stated


def _write_folder(files: Iterable[tuple[str, str]], folder: Path) -> None:
    written = 0
    try:
        for path, text in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="")
            written += 1
    except OSError as error:
        raise InputError(f"{folder} cannot be written ({error.strerror or error}): give another --folder") from error
    console.note(f"wrote {written} files into {folder}")
