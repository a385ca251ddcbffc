"""`codecraft serve`: GraphQL over HTTP."""

from typing import Annotated

import typer

from app.cli.session import Session, command


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(serve))


def serve(
    session: Session,
    *,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine's own are open to the network.")
    ] = "127.0.0.1",
) -> None:
    """Serve GraphQL at /graphql, with a page to try it on."""
    raise NotImplementedError
