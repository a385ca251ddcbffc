"""`codecraft status`: what is in the store."""

from typing import Annotated

import typer

from app.cli import console
from app.cli.session import Session, command


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(status))


def status(
    session: Session,
    *,
    disk: Annotated[bool, typer.Option("--disk/--no-disk", help="Compare the indexed files with those on disk.")] = True,
) -> None:
    """What is indexed, under which licence, how much of it is resolved, and what changed on disk since."""
    from queries.status import status as read_status

    with session.seen() as store:
        found = read_status(store, check_disk=disk)
    if session.as_json:
        reranker = session.settings.reranker or None
        console.write_json({"address": str(session.settings.store), "status": found, "reranker": reranker})
        return
    console.heading(f"{session.settings.store}  ({found.store})")
    if not found.sources:
        console.write("  nothing is indexed: codecraft index SOURCE")
    for source in found.sources:
        share = (
            "" if source.resolved_share is None else f", {source.resolved_share:.0%} of {source.call_sites:,} calls resolved"
        )
        revision = f" at {source.revision[:12]}{' (changed)' if source.dirty else ''}" if source.revision else ""
        console.write(f"{source.id}{revision}  {source.license}  {source.files:,} files, {source.symbols:,} symbols{share}")
        for text in source.diagnostics[:3]:
            console.write(f"  left out: {text}")
        if len(source.diagnostics) > 3:
            console.write(f"  {len(source.diagnostics) - 3:,} more: --json")
        if source.stale:
            console.write(f"  {len(source.stale):,} files changed since: codecraft index {source.location}")
    if found.withheld:
        console.write(f"{found.withheld:,} more are kept for other tenants")
    console.write(f"vectors: {found.embedding_model or 'none'}")
    if session.settings.reranker:
        console.write(f"reranker: {session.settings.reranker}")
