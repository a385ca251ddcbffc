"""`codecraft export`: the graph's edges for other programs."""

from dataclasses import astuple
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import Session, command

if TYPE_CHECKING:
    from queries.exports import CallEdge, ImportEdge


class What(StrEnum):
    """What can be exported."""

    CALLS = "calls"
    IMPORTS = "imports"


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(export))


def export(
    session: Session,
    what: Annotated[What, typer.Argument(help="calls, or imports between modules.")],
    *,
    source: Annotated[str, typer.Option(help="Only what starts in this source, by name or id.")] = "",
) -> None:
    """Write every edge: a line of text each, or with --json a JSON object each, with dotted names from the import root."""
    from queries import exports
    from queries.filters import find_sources

    with session.store() as store:
        found = find_sources(store, [source] if source else [])
        edges = exports.calls if what is What.CALLS else exports.imports
        for one in found or ("",):
            for edge in edges(store, one):
                if session.as_json:
                    console.write_json(edge)
                else:
                    console.write(_line(edge))


def _line(edge: "CallEdge | ImportEdge") -> str:
    start, end = astuple(edge)[:2]
    return f"{start} → {end}  {edge.path}:{edge.line}  {edge.method} {edge.confidence:.2f}"
