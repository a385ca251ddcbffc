"""`codecraft index`: bring the store to the present state of sources."""

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.garbage import left_to_the_process
from app.cli.session import Session, command, tell_error
from graph.errors import CodeCraftError, InputError, SourceError

if TYPE_CHECKING:
    from graph.ingest import IngestReport

_SHOWN_DIAGNOSTICS = 5


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(index))


def index(
    session: Session,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="A directory, installed:NAME, pkg:pypi/NAME@VERSION, git+URL@REV, or a sources.toml manifest.",
        ),
    ],
    *,
    embed: Annotated[bool, typer.Option("--embed/--no-embed", help="Also make the vectors that search by meaning.")] = True,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read code, at most; 0 takes one for each core.")] = 0,
) -> None:
    """Index sources: read their code, resolve what calls what, and store it with licences and origin.

    Unchanged sources are left untouched. What is stored of a source is replaced in one step, or not at all. A source that
    cannot be read does not keep the others from being indexed.
    """
    # Read when numpy is loaded: products of vectors are small, and BLAS has its other threads spin (decision 265).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from app.governance.settling import settle, settle_lists
    from app.governance.standing import Remover
    from app.governance.waiting import tell_waiting
    from app.wiring import downloads_folder, open_sources, parts
    from graph.ingest import ingest

    # Every location is looked at before the first is read, so that a typing error costs nothing.
    opened = [source for location in sources for source in open_sources(location, session.settings)]
    tell_waiting(sources, console.note)
    made = parts(session.settings, embed=embed, workers=workers)
    with session.store(read_only=False) as store:
        remover = Remover(store, made.cache, downloads_folder(session.settings), session.settings.user)
        failures: list[CodeCraftError] = []
        for source in opened:
            with left_to_the_process() if source is opened[-1] else nullcontext():
                try:
                    report = ingest(source, store, made, console.ConsoleProgress())
                    show_report(session, report)
                    settle(source, report.source, remover, console.note)
                except (InputError, SourceError) as error:
                    failures.append(error)
        settle_lists(sources, remover, console.note)
    for failure in failures[:-1]:
        tell_error(type(failure).__name__, str(failure), as_json=session.as_json)
    if failures:
        raise failures[-1]


def show_report(session: Session, report: "IngestReport") -> None:
    """Say what an ingest did."""
    if session.as_json:
        console.write_json(_json(report))
        return
    done = "unchanged" if report.unchanged else "indexed"
    console.heading(f"{done} {report.source}")
    open_share = f" ({report.unresolved_calls / report.call_sites:.0%} unresolved)" if report.call_sites else ""
    console.write(
        f"  {report.files:,} files, {report.lines:,} lines, {report.symbols:,} symbols, "
        f"{report.call_sites:,} call sites{open_share}, licence {report.license}"
    )
    if not report.unchanged:
        change = report.change
        console.write(
            f"  wrote {change.nodes_written:,} nodes, {change.edges_written:,} relations, {change.vectors_written:,} vectors; "
            f"removed {change.nodes_removed:,} nodes, {change.edges_removed:,} relations"
        )
    for text in report.notes:
        console.write(f"  note: {text}")
    for one in report.diagnostics[:_SHOWN_DIAGNOSTICS]:
        console.write(f"  left out: {one.path}:{one.line} {one.code}: {one.message}")
    if len(report.diagnostics) > _SHOWN_DIAGNOSTICS:
        console.write(f"  … {len(report.diagnostics) - _SHOWN_DIAGNOSTICS:,} more: codecraft status")


def _json(report: "IngestReport") -> dict[str, Any]:
    return {
        "source": report.source,
        "unchanged": report.unchanged,
        "license": report.license,
        "files": report.files,
        "lines": report.lines,
        "symbols": report.symbols,
        "call_sites": report.call_sites,
        "unresolved_calls": report.unresolved_calls,
        "diagnostics": report.diagnostics,
        "notes": report.notes,
        "change": report.change,
    }
