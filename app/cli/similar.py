"""`codecraft similar`: code that is like a symbol."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.shapes import coverage_json, hidden, license_of, place, symbol_json

if TYPE_CHECKING:
    from queries.similar import SimilarSymbol


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(similar))


def similar(
    session: Session,
    symbol: Annotated[str, typer.Argument(metavar="SYMBOL", help="A dotted name, its ending, or an id.")],
    *,
    calling: Annotated[str, typer.Option(metavar="NAME", help="Only what calls something of this name.")] = "",
    using: Annotated[
        str, typer.Option(metavar="NAME", help="Only what calls, raises, catches, extends, or else refers to this name.")
    ] = "",
    method: Annotated[str, typer.Option(help="Only near-duplicate or only semantic.")] = "",
    min_score: Annotated[float, typer.Option(help="Only what scores at least this, 0 to 1.")] = 0.0,
    limit: Annotated[int, typer.Option(help="How many to show.")] = 20,
) -> None:
    """Show near-duplicates of a function in all sources, and what is like it in meaning in its own source."""
    from graph.errors import InputError
    from queries.names import find_symbol
    from queries.similar import CALLING, USING
    from queries.similar import similar as find

    if calling and using:
        raise InputError("give --calling or --using, not both: --using counts calls, too")
    with session.seen() as store:
        found = find(
            store,
            find_symbol(store, symbol),
            method=method,
            using=calling or using,
            relations=CALLING if calling else USING,
            min_score=min_score,
            limit=limit,
        )
    if session.as_json:
        shape = {"symbol": symbol_json(found.symbol), "hits": [_json(hit) for hit in found.hits]}
        console.write_json(shape | {"coverage": coverage_json(found.coverage)})
        return
    if not found.hits:
        asked = f" that uses {using or calling}" if using or calling else ""
        console.write(f"nothing similar to {found.symbol.qualified_name} is known{asked}")
    else:
        console.table([("", "score", "symbol", "", "licence", "source"), *map(_row, found.hits)], right=(1,))
    if more := hidden(len(found.hits), found.coverage.total):
        console.note(more)
    if using or calling:
        console.write(found.coverage.summary)


def _row(hit: "SimilarSymbol") -> tuple[object, ...]:
    view = hit.symbol
    return (hit.method, f"{hit.score:.2f}", view.qualified_name, place(view), license_of(view), view.source)


def _json(hit: "SimilarSymbol") -> dict[str, Any]:
    return {
        "symbol": symbol_json(hit.symbol),
        "method": hit.method,
        "score": hit.score,
        "tokens": hit.tokens,
        "uses": hit.uses,
    }
