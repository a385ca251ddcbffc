"""`codecraft cypher`: a reading statement of one's own."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from graph.statements import Statement


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(cypher))


def cypher(
    session: Session,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file with one Cypher statement, or - for standard input.")],
    *,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A value for $NAME: JSON, else a text. Repeatable."),
    ] = None,
) -> None:
    """Run one reading Cypher statement; one that writes is refused. With --json one line a row."""
    from graph.statements import parse_statement

    statement = parse_statement(file, _read(file))
    given = dict(_parameter(text) for text in parameter or ())
    _complete(statement, given)
    with session.store() as store:
        rows = store.run(statement, **given)
    if session.as_json:
        for row in rows:
            console.write_json(row)
        return
    if rows:
        console.table([list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)])
    console.note(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    path = Path(file)
    if not path.is_file():
        raise NotFoundError(f"there is no file {file}: give a file with one Cypher statement, or - for standard input")
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file} cannot be read ({error}): save it as UTF-8") from None


def _parameter(text: str) -> tuple[str, Any]:
    import json

    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError(f"{text} is no parameter: write NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _complete(statement: "Statement", given: dict[str, Any]) -> None:
    missing = [name for name in statement.parameters if name not in given]
    if missing:
        raise InputError(f"the statement needs ${missing[0]}: give --parameter {missing[0]}=VALUE")


def _cell(value: Any) -> str:
    return "" if value is None else str(value)
