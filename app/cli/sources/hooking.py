"""`codecraft sources hook`: refresh after each commit."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.sources.options import DEFAULT, ManifestOption


def add_to(group: typer.Typer) -> None:
    """Register the command."""
    group.command("hook")(command(hook))


def hook(
    session: Session,
    what: Annotated[Literal["install", "remove"], typer.Argument(help="install or remove.")],
    *,
    manifest: ManifestOption = DEFAULT,
) -> None:
    """Write a git hook that refreshes, after each commit, the entries whose schedule is on-commit; or take it out again.

    A hook that is there keeps what it holds: ours is a marked part at its end.
    """
    from app.governance.hooks import install, remove
    from app.settings import FolderAddress
    from extractors.sources.manifests.reading import read_listing

    here = Path.cwd()
    if what == "install":
        read_listing(manifest)
        address = session.settings.store
        store = str(address.folder.resolve()) if isinstance(address, FolderAddress) else str(address)
        file = install(here, manifest.resolve(), store)
    else:
        file = remove(here)
    if session.as_json:
        console.write_json({"hook": str(file), "done": what})
        return
    console.write(f"{'wrote' if what == 'install' else 'cleared'} {file}")
