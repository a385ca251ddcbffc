"""`codecraft callers`, `callees`, `impact` and `path`: following calls."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.shapes import coverage_json, hidden, license_of, place, symbol_json

if TYPE_CHECKING:
    from queries.calls import CallResult
    from queries.coverage import Coverage
    from queries.impact import ImpactResult
    from queries.paths import PathResult

Symbol = Annotated[str, typer.Argument(metavar="SYMBOL", help="A dotted name such as Session.send, or an id.")]
Depth = Annotated[int, typer.Option(help="How many hops to follow.")]
Limit = Annotated[int, typer.Option(help="How many to show.")]
Confidence = Annotated[float, typer.Option(help="Leave out calls that are less sure, 0 to 1.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    for one in (callers, callees, impact, path):
        app.command()(command(one))


def callers(session: Session, symbol: Symbol, *, depth: Depth = 1, limit: Limit = 20, min_confidence: Confidence = 0.0) -> None:
    """Who calls a symbol."""
    from queries.calls import callers as find
    from queries.names import find_symbol

    with session.seen() as store:
        found = find(store, find_symbol(store, symbol).id, depth=depth, limit=limit, min_confidence=min_confidence)
    _show_calls(session, found, "called by")


def callees(session: Session, symbol: Symbol, *, depth: Depth = 1, limit: Limit = 20, min_confidence: Confidence = 0.0) -> None:
    """What a symbol calls."""
    from queries.calls import callees as find
    from queries.names import find_symbol

    with session.seen() as store:
        found = find(store, find_symbol(store, symbol).id, depth=depth, limit=limit, min_confidence=min_confidence)
    _show_calls(session, found, "calls")


def impact(session: Session, symbol: Symbol, *, depth: Depth = 3, limit: Limit = 50) -> None:
    """What a change to a symbol can break."""
    from queries.impact import impact as find
    from queries.names import find_symbol

    with session.seen() as store:
        found = find(store, find_symbol(store, symbol).id, depth=depth, limit=limit)
    _show_impact(session, found)


def path(
    session: Session,
    start: Annotated[str, typer.Argument(metavar="FROM", help="The symbol whose calls are followed.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="The symbol to reach.")],
    *,
    max_hops: Annotated[int, typer.Option(help="The longest path to look for, in calls.")] = 8,
    limit: Limit = 3,
) -> None:
    """How one symbol reaches another through calls."""
    from queries.names import find_symbol
    from queries.paths import path as find

    with session.seen() as store:
        found = find(store, find_symbol(store, start).id, find_symbol(store, end).id, max_hops=max_hops, limit=limit)
    _show_paths(session, found)


def _show_calls(session: Session, found: "CallResult", verb: str) -> None:
    if session.as_json:
        hits = [
            {
                "symbol": symbol_json(hit.symbol),
                "hop": hit.hop,
                "line": hit.line,
                "method": hit.method,
                "confidence": hit.confidence,
                "candidates": hit.candidates,
                "path": hit.path,
            }
            for hit in found.hits
        ]
        shape = {"symbol": symbol_json(found.symbol), "direction": found.direction, "hits": hits}
        console.write_json(shape | {"coverage": coverage_json(found.coverage)})
        return
    console.heading(f"{found.symbol.qualified_name}  {place(found.symbol)}  {license_of(found.symbol)}")
    if not found.hits:
        console.write(f"  no {found.direction} known")
    console.table(
        (
            (
                f"  {verb}",
                hit.symbol.qualified_name,
                place(hit.symbol),
                f"line {hit.line}",
                hit.method,
                f"{hit.confidence:.2f}",
                license_of(hit.symbol),
                f"hop {hit.hop}",
            )
            for hit in found.hits
        ),
        right=(5,),
    )
    _show_coverage(len(found.hits), found.coverage)


def _show_impact(session: Session, found: "ImpactResult") -> None:
    if session.as_json:
        files = [
            {
                "path": file.path,
                "source": file.source,
                "in_tests": file.in_tests,
                "symbols": [
                    {
                        "symbol": symbol_json(hit.symbol),
                        "relation": hit.relation,
                        "hop": hit.hop,
                        "line": hit.line,
                        "method": hit.method,
                        "confidence": hit.confidence,
                        "path": hit.path,
                    }
                    for hit in file.symbols
                ],
            }
            for file in found.files
        ]
        shape = {"symbol": symbol_json(found.symbol), "files": files, "coverage": coverage_json(found.coverage)}
        console.write_json(shape)
        return
    console.heading(f"{found.symbol.qualified_name}  {place(found.symbol)}  {license_of(found.symbol)}")
    if not found.files:
        console.write("  nothing is known to depend on it")
    for file in found.files:
        console.write(f"{file.path}  {file.source}{'  (tests)' if file.in_tests else ''}")
        console.table(
            (
                (
                    f"  {hit.symbol.qualified_name}",
                    f"line {hit.line}",
                    hit.relation.lower(),
                    hit.method,
                    f"{hit.confidence:.2f}",
                    f"hop {hit.hop}",
                )
                for hit in file.symbols
            ),
            right=(4,),
        )
    _show_coverage(sum(len(file.symbols) for file in found.files), found.coverage)


def _show_paths(session: Session, found: "PathResult") -> None:
    if session.as_json:
        paths = [
            {"symbols": [symbol_json(one) for one in way.symbols], "steps": way.steps, "confidence": way.confidence}
            for way in found.paths
        ]
        shape = {"start": symbol_json(found.start), "end": symbol_json(found.end), "paths": paths}
        console.write_json(shape | {"max_hops": found.max_hops, "coverage": coverage_json(found.coverage)})
        return
    if not found.paths:
        console.write(
            f"no call path from {found.start.qualified_name} to {found.end.qualified_name} "
            f"within {found.max_hops} calls is known"
        )
    for way in found.paths:
        console.heading(f"{len(way.steps)} calls, confidence {way.confidence:.2f}")
        lines = [f"line {step.line}" for step in way.steps] + [""]
        methods = [f"{step.method} {step.confidence:.2f}" for step in way.steps] + [""]
        console.table(
            (f"  {'→ ' if number else ''}{one.qualified_name}", place(one), license_of(one), line, method)
            for number, (one, line, method) in enumerate(zip(way.symbols, lines, methods, strict=True))
        )
    _show_coverage(len(found.paths), found.coverage)


def _show_coverage(shown: int, coverage: "Coverage") -> None:
    if more := hidden(shown, coverage.total) if coverage.truncated else "":
        console.write(more)
    console.write(coverage.summary)
    for site in coverage.sites[:3]:
        console.write(f"  unresolved: {site.path}:{site.line} {site.name} ({site.reason})")
