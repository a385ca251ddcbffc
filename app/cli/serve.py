"""`codecraft serve`: GraphQL over HTTP."""

import socket
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.settings import FolderAddress
from graph.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.context import Caller

_OWN_NAMES = ("localhost", "127.0.0.1", "[::1]")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(serve))


def serve(
    session: Session,
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")] = 8000,
    host: Annotated[
        str, typer.Option(help="The address to listen on. Others than this machine's own are open to the network.")
    ] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A name under which the server may be addressed. Repeatable.")
    ] = None,
    record: Annotated[
        bool, typer.Option("--record", help="Record answers in the provenance log; nobody else can open a folder's store then.")
    ] = False,
) -> None:
    """Serve GraphQL at /graphql, with a page to try it on, until it is stopped; to those whose keys CODECRAFT_KEYS lists."""
    import uvicorn

    from api.context import ApiContext
    from api.server import create_app
    from app.serving import announced
    from app.wiring import cleaner, embedder_for, facts_for_rules, open_generator, open_policy, own_tool, reranker_for

    with ExitStack() as stack:
        listening = stack.enter_context(_listen(host, port))
        store = stack.enter_context(session.whole(read_only=not record))
        hosts = tuple(dict.fromkeys((*_OWN_NAMES, *(() if host in ("0.0.0.0", "::") else (host,)), *(allow_host or ()))))  # noqa: S104
        context = ApiContext(
            store=store,
            embedder=embedder_for(store, session.settings),
            reranker=reranker_for(session.settings),
            generator=open_generator(session.settings),
            given=partial(facts_for_rules, session.settings),
            policy=open_policy(session.settings),
            tenant=session.settings.tenant,
            hosts=hosts,
            key=session.settings.key,
            clean=cleaner(),
            tool=own_tool(),
            identify=_identify(session.settings.keys),
        )
        address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/graphql"
        if session.settings.keys is None and host not in _OWN_NAMES:
            console.note("whoever reaches this server may ask it, in nobody's name: CODECRAFT_KEYS names who may")
        if isinstance(session.settings.store, FolderAddress):
            stack.enter_context(announced(session.settings.store.folder, address))
        if session.as_json:
            console.write_json({"address": address, "store": str(session.settings.store)})
        else:
            console.write(f"GraphQL at {address}, over {session.settings.store}. Ctrl-C ends it.")
        console.flush()
        config = uvicorn.Config(create_app(context), log_level="warning", lifespan="off")
        # Ctrl-C is how a server is ended, not an accident.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def _identify(file: Path | None) -> "Callable[[str], Caller | None] | None":
    """Tells who asks by a key's secret; None without a file of keys. Raises InputError."""
    from api.context import Caller
    from app.keys import key_of, read_keys

    if file is None:
        return None
    read_keys(file)

    def identify(secret: str) -> Caller | None:
        # Read each time, so that a key that is taken out ends at once; a file that is broken lets nobody in.
        try:
            found = key_of(read_keys(file), secret)
        except InputError:
            return None
        return Caller(found.name, found.tenant) if found else None

    return identify


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a port that is taken is told before anything else is opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()  # so that whoever is told the address can already connect
    except OSError as error:
        listening.close()
        raise InputError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}): give another --port or --host"
        ) from None
    return listening
