"""`codecraft measure`: the largest, most complex or most called symbols."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.shapes import place, symbol_json

if TYPE_CHECKING:
    from queries.measures import Measured


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(measure))


def measure(  # noqa: PLR0913 (each is one option)
    session: Session,
    by: Annotated[
        str, typer.Argument(metavar="MEASURE", help="complexity, statements, lines, parameters, fan-in or fan-out.")
    ] = "complexity",
    *,
    source: Annotated[str, typer.Option(help="Only in this source, by name or id.")] = "",
    kind: Annotated[str, typer.Option(help="Only class, function, method, module …")] = "",
    path: Annotated[str, typer.Option(help="Only where the path starts with this.")] = "",
    min_complexity: Annotated[int, typer.Option(help="Only what reaches this.")] = 0,
    min_statements: Annotated[int, typer.Option(help="Only what reaches this.")] = 0,
    min_fan_in: Annotated[int, typer.Option(help="Only what so many others call.")] = 0,
    min_fan_out: Annotated[int, typer.Option(help="Only what calls so many others.")] = 0,
    limit: Annotated[int, typer.Option(help="How many to show.")] = 10,
) -> None:
    """List the symbols with most of a measure; fan-in and fan-out count calls that are at least 0.5 sure."""
    from queries.filters import find_sources
    from queries.measures import ranked

    least = {"complexity": min_complexity, "statements": min_statements, "fan_in": min_fan_in, "fan_out": min_fan_out}
    with session.seen() as store:
        sources = find_sources(store, [source]) if source else ("",)
        found = ranked(store, by.replace("-", "_"), source=sources[0], kind=kind, path=path, least=least, limit=limit)
    if session.as_json:
        console.write_json([{"symbol": symbol_json(one.symbol), "measures": one.measures} for one in found])
        return
    console.table(
        [("symbol", "complexity", "statements", "lines", "parameters", "called by", "calls", ""), *map(_row, found)],
        right=(1, 2, 3, 4, 5, 6),
    )


def _row(one: "Measured") -> tuple[object, ...]:
    numbers = one.measures
    counts = (numbers.complexity, numbers.statements, numbers.lines, numbers.parameters)
    return (one.symbol.qualified_name, *counts, numbers.fan_in.likely, numbers.fan_out.likely, place(one.symbol))
