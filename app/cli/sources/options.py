"""Options that the commands share."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.session import Session

if TYPE_CHECKING:
    from graph.ports import GraphStore

DEFAULT = Path("sources.toml")

ManifestOption = Annotated[Path, typer.Option("--manifest", "-m", metavar="FILE", help="The list of sources.")]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="An entry's name, location, package or number.")]
ByOption = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who decides. Default: CODECRAFT_USER, else the login name.")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why.")]


@contextmanager
def store_if_any(session: Session) -> Iterator["GraphStore | None"]:
    """The store, open to be written; None where nothing was indexed yet. Raises StoreError."""
    from app.wiring import has_store

    if not has_store(session.settings):
        yield None
        return
    with session.store(read_only=False) as store:
        yield store
