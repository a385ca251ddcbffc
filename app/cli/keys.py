"""`codecraft keys`: who may ask a server, by keys whose secrets are told once and kept nowhere."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from graph.errors import InputError

keys = typer.Typer(name="keys", help="Who may ask `codecraft serve`, and for which tenant.")

FileOption = Annotated[Path | None, typer.Option("--file", metavar="FILE", help="The file of keys. Default: CODECRAFT_KEYS.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    keys.command()(command(new))
    keys.command(name="list")(command(listed))
    app.add_typer(keys)


def new(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person or program that will ask; consents speak of it.")],
    *,
    tenant: Annotated[str, typer.Option(help="The tenant that it belongs to; by default none.")] = "",
    file: FileOption = None,
) -> None:
    """Make a key. Its secret is shown this once: it goes into the header X-CodeCraft-Key of whoever asks."""
    from app.keys import new_key

    chosen = _file(session, file)
    secret = new_key(chosen, name, tenant)
    if session.as_json:
        console.write_json({"name": name, "tenant": tenant, "secret": secret, "file": str(chosen)})
    else:
        console.write(secret)
        console.note(f"{chosen} has its digest; the secret is not kept: to take the key away, take its entry out")


def listed(session: Session, *, file: FileOption = None) -> None:
    """List the names and tenants of the keys."""
    from app.keys import read_keys

    found = read_keys(_file(session, file))
    if session.as_json:
        for one in found:
            console.write_json(one)
        return
    console.table((one.name, one.tenant or "(no tenant)", one.digest[:19]) for one in found)


def _file(session: Session, given: Path | None) -> Path:
    file = given or session.settings.keys
    if file is None:
        raise InputError("no file of keys is given: set CODECRAFT_KEYS, or give --file FILE")
    return file
