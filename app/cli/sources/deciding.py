"""`codecraft sources review` and `withdraw`: decide about an entry."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.sources.options import DEFAULT, ByOption, ManifestOption, NameArgument, ReasonOption, store_if_any
from graph.errors import InputError

_SHOWN = 10

if TYPE_CHECKING:
    from app.governance.deciding import Decision
    from graph.withdrawal import Removed


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("review")(command(review))
    group.command("withdraw")(command(withdraw))


def review(  # noqa: PLR0913 (one for each thing that a reviewer says)
    session: Session,
    name: NameArgument,
    *,
    approve: Annotated[bool, typer.Option("--approve", help="It may be indexed.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="It may not; what is stored of it is removed at once.")] = False,
    by: ByOption = "",
    reason: ReasonOption = "",
    accept: Annotated[list[str] | None, typer.Option(help="What the policy refuses and you take; repeatable.")] = None,
    manifest: ManifestOption = DEFAULT,
) -> None:
    """Approve or reject an entry. The decision is written into the list and, where there is a store, into its log."""
    if approve is reject:
        raise InputError("say --approve or --reject")
    _decide(session, name, "approved" if approve else "rejected", by, reason, manifest, accept or [])


def withdraw(
    session: Session,
    name: NameArgument,
    *,
    by: ByOption = "",
    reason: ReasonOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go, and what rests on it.")] = False,
    manifest: ManifestOption = DEFAULT,
) -> None:
    """Take back an approval: the source's nodes, vectors and cached facts go at once; a tombstone says what went and why."""
    if dry_run:
        _preview(session, name, manifest)
    else:
        _decide(session, name, "withdrawn", by, reason, manifest, [])


def _preview(session: Session, name: str, manifest: Path) -> None:
    from app.governance.standing import Remover
    from app.wiring import downloads_folder, open_cache
    from extractors.sources.manifests.editing import find_entry
    from extractors.sources.manifests.reading import read_listing

    listing = read_listing(manifest)
    number = find_entry(listing, name)
    with session.store() as store:
        remover = Remover(store, open_cache(session.settings), downloads_folder(session.settings), session.settings.user)
        found = list(remover.would_remove(listing, number))
    if not found and not session.as_json:
        console.write(f"nothing of {name} is in the store")
    for one in found:
        if session.as_json:
            console.write_json(one)
            continue
        console.write(f"would remove {one.source}: {one.files:,} files, {one.symbols:,} symbols, {one.vectors:,} vectors")
        console.write(f"  {len(one.answers):,} answers cite it{': ' if one.answers else ''}{', '.join(one.answers[:_SHOWN])}")
        for source, relations in one.leaners[:_SHOWN]:
            console.write(f"  {source} has {relations:,} relations into it, which would lead to names from outside")


def _decide(session: Session, name: str, state: str, by: str, reason: str, manifest: Path, accept: list[str]) -> None:
    from datetime import UTC, datetime

    import msgspec

    from app.governance.deciding import check_decision, decide
    from app.governance.standing import Remover
    from app.wiring import downloads_folder, open_cache
    from extractors.sources.manifests.entry import Review

    said = {"state": state, "reviewer": by or session.settings.user, "reason": reason, "accept": accept}
    try:
        review = msgspec.convert({**said, "date": datetime.now(UTC).date()}, Review)
    except msgspec.ValidationError as error:
        raise InputError(f"{error}: --accept takes the kinds that the policy of sources names") from error
    listing, number = check_decision(manifest, name, review)
    with store_if_any(session) as store:
        cache, downloads = open_cache(session.settings), downloads_folder(session.settings)
        made = decide(listing, number, review, Remover(store, cache, downloads, review.reviewer) if store else None)
    if session.as_json:
        console.write_json(made)
        return
    _show(made, manifest == DEFAULT)


def _show(made: "Decision", is_default: bool) -> None:  # noqa: FBT001
    console.write(f"{made.state} {made.name} by {made.reviewer} on {made.date}" + (f": {made.reason}" if made.reason else ""))
    for one in made.removed:
        console.write(f"  {told(one)}")
    if made.state == "approved":
        console.write(f"  next: codecraft index {'sources.toml' if is_default else made.manifest}")


def told(removed: "Removed") -> str:
    """What a withdrawal took away, on one line."""
    cited = f"; {removed.answers:,} answers cite it" if removed.answers else ""
    return (
        f"removed {removed.source}: {removed.files:,} files, {removed.symbols:,} symbols, {removed.vectors:,} vectors, "
        f"{removed.cached:,} cached entries{cited}"
    )
