"""`codecraft refresh` and `codecraft sources refresh`: look at sources again."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command, tell_error
from app.cli.sources.deciding import told
from app.cli.sources.options import DEFAULT, ManifestOption, NameArgument
from graph.errors import CodeCraftError, InputError, SourceError

if TYPE_CHECKING:
    from app.governance.refreshing import Refreshed, Refresher
    from extractors.sources.manifests.reading import Listing


def add_to(group: typer.Typer) -> None:
    """Register `sources refresh`."""
    group.command("refresh")(command(refresh_one))


def add_refresh_to(app: typer.Typer) -> None:
    """Register `refresh`."""
    app.command("refresh")(command(refresh))


def refresh_one(session: Session, name: NameArgument, *, manifest: ManifestOption = DEFAULT) -> None:
    """Look at one entry again, due or not. Exit code 1 when its terms have changed."""
    from extractors.sources.manifests.editing import find_entry
    from extractors.sources.manifests.reading import read_listing

    listing = read_listing(manifest)
    number = find_entry(listing, name)
    _run(session, listing, lambda _: [number])


def refresh(
    session: Session,
    *,
    due: Annotated[bool, typer.Option("--due", help="Those whose schedule says so.")] = False,
    on_commit: Annotated[bool, typer.Option("--on-commit", help="Those that follow commits.")] = False,
    manifest: ManifestOption = DEFAULT,
) -> None:
    """Look at approved sources again: newer releases and commits are taken over when their licence is as expected.

    A source whose licence changed keeps its old index and is proposed again, with the reason: exit code 1. With --due what is
    past its retention goes, too.
    """
    from extractors.sources.manifests.reading import read_listing

    if not (due or on_commit):
        raise InputError("say --due, --on-commit or both; one source: codecraft sources refresh NAME")
    listing = read_listing(manifest)

    def meant(refresher: "Refresher") -> list[int]:
        chosen = [*refresher.due(listing)] if due else []
        return sorted({*chosen, *(refresher.due(listing, on_commit=True) if on_commit else ())})

    if due:
        _purge(session, listing)
    _run(session, listing, meant)


def _purge(session: Session, listing: "Listing") -> None:
    from app.governance.keeping import limits_in_force, purge_overdue

    limits = limits_in_force(listing.file, session.settings.retention)
    with session.store(read_only=False) as store:
        gone = purge_overdue(store, limits)
    if gone.anything:
        console.note(
            f"past their retention: {len(gone.texts):,} texts, {len(gone.answers):,} answers and {len(gone.acts):,} acts went"
        )


def _run(session: Session, listing: "Listing", meant: "Meant") -> None:
    from app.governance.refreshing import Refresher
    from app.governance.standing import Remover
    from app.wiring import downloads_folder, parts, source_options
    from extractors.sources.manifests.reading import read_listing

    failures: list[CodeCraftError] = []
    stopped = False
    with session.store(read_only=False) as store:
        made = parts(session.settings, embed=True, workers=0)
        remover = Remover(store, made.cache, downloads_folder(session.settings), session.settings.user)
        refresher = Refresher(remover, made, source_options(session.settings), console.ConsoleProgress())
        numbers = list(meant(refresher))
        if not numbers and not session.as_json:
            console.write("nothing is due")
        for number in numbers:
            try:
                done = refresher.refresh(read_listing(listing.file), number)
            except (InputError, SourceError) as error:
                failures.append(error)
            else:
                stopped = stopped or done.outcome == "stopped"
                _show(session, done)
    for failure in failures[:-1]:
        tell_error(type(failure).__name__, str(failure), as_json=session.as_json)
    if failures:
        raise failures[-1]
    if stopped:
        raise typer.Exit(FINDINGS)


def _show(session: Session, done: "Refreshed") -> None:
    if session.as_json:
        console.write_json(done)
        return
    moved = f" {done.before} → {done.after}" if done.before != done.after and done.after else f" {done.after}".rstrip()
    said = "" if done.outcome == "stopped" else f"{moved}, licence {done.license}"
    console.write(f"{done.outcome} {done.name}{said}")
    if done.yanked:
        console.write("  its authors withdrew this release from the package index")
    if done.reason:
        console.write(f"  {done.reason}")
        console.write(f"  its old index stays; decide: codecraft sources review {done.name} --approve or --reject")
    for one in done.removed:
        console.write(f"  {told(one)}")


if TYPE_CHECKING:
    from collections.abc import Callable

    type Meant = Callable[[Refresher], Iterable[int]]
