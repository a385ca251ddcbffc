"""`codecraft search`: find code by what it does or is called."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import Session, command
from app.cli.shapes import coverage_json, model_json
from app.cli.terms import DenyOption, LicenseOption, OutboundOption, PolicyOption, PurposeOption, TenantOption, terms_of
from graph.errors import InputError, NotFoundError

if TYPE_CHECKING:
    from queries.call_paths import CallPath
    from queries.search import SearchHit, SearchResult

_PATHS_SHOWN = 2


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command()(command(search))


def search(  # noqa: PLR0913 (each is one option)
    session: Session,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What the code does, or a name.")] = "",
    *,
    queries: Annotated[
        Path | None,
        typer.Option(metavar="FILE.jsonl", help='Many searches, {"id","query"} a line; one JSON line out for each.'),
    ] = None,
    limit: Annotated[int, typer.Option(help="How many to show.")] = 10,
    hops: Annotated[int, typer.Option(help="Also follow calls so many hops around each hit.")] = 0,
    source: Annotated[list[str] | None, typer.Option(help="Only in this source, by name or id. Repeatable.")] = None,
    license_: LicenseOption = None,
    deny: DenyOption = None,
    policy: PolicyOption = None,
    purpose: PurposeOption = None,
    outbound: OutboundOption = None,
    tenant: TenantOption = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="Only class, function, method … or section (of documentation). Repeatable.")
    ] = None,
    path: Annotated[list[str] | None, typer.Option(help="Only in this folder or glob pattern. Repeatable.")] = None,
    tests: Annotated[
        bool,
        typer.Option(
            "--tests/--no-tests",
            help="Also search tests; with --no-tests only those that their source's entry lets ground answers.",
        ),
    ] = True,
) -> None:
    """Find code by meaning, words and names together; with --hops also what calls it and what it calls."""
    if bool(text) == (queries is not None):
        raise InputError('give either a TEXT to search for or --queries FILE.jsonl: codecraft search "open a session"')
    if queries is not None and any((hops, source, license_, deny, purpose, outbound, kind, path)):
        raise InputError("--queries takes no filters and no --hops: search for one TEXT to use them")
    asked = list(_read_queries(queries)) if queries else []
    from app.wiring import embedder_for, reranker_for
    from queries.search import search as find
    from queries.search import search_many

    terms = terms_of(
        session,
        allow=license_,
        deny=deny,
        policy=policy,
        purpose=purpose or "index-only",
        outbound=outbound,
        tenant=tenant,
    )
    with session.seen(terms.tenant) as store:
        embedder, reranker = embedder_for(store, session.settings), reranker_for(session.settings)
        if queries is not None:
            for query_id, result in search_many(store, embedder, asked, reranker=reranker, limit=limit, terms=terms):
                console.write_json({"id": query_id, "hits": [_hit_json(hit) for hit in result.hits]})
            return
        found = find(
            store,
            embedder,
            text,
            reranker=reranker,
            limit=limit,
            sources=source or (),
            terms=terms,
            kinds=kind or (),
            paths=path or (),
            hops=hops,
            exclude_tests=not tests,
        )
    _show(session, found, hops)


def _read_queries(file: Path) -> Iterator[tuple[str, str]]:
    if not file.is_file():
        raise NotFoundError(f'there is no file {file}: give one with {{"id": "1", "query": "…"}} on each line')
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise InputError(f"{file} cannot be read ({error}): save it as UTF-8") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _query(file, number, line)


def _query(file: Path, number: int, line: str) -> tuple[str, str]:
    try:
        value = json.loads(line)
        return str(value["id"]), str(value["query"])
    except (ValueError, KeyError, TypeError):
        raise InputError(f'{file}:{number} is no query: write {{"id": "1", "query": "…"}}') from None


def _show(session: Session, found: "SearchResult", hops: int) -> None:
    if session.as_json:
        console.write_json(
            {
                "query": found.query,
                "hits": [_hit_json(hit) for hit in found.hits],
                "coverage": coverage_json(found.coverage),
                "notes": found.notes,
                "reranker": model_json(found.reranker),
            }
        )
        return
    if not found.hits:
        console.write("nothing found")
    for number, hit in enumerate(found.hits, start=1):
        console.heading(f"{number}. {hit.symbol}  {hit.kind}")
        console.write(f"   {hit.path}:{hit.line}  {hit.license or 'NOASSERTION'}  score {hit.score:.2f}")
        if hit.summary:
            console.write(f"   {hit.summary}")
        for way in _nearest_of_each(hit.paths):
            console.write(f"   {_path_text(way)}")
    for text in found.notes:
        console.note(f"note: {text}")
    if hops:
        console.write(found.coverage.summary)


def _nearest_of_each(paths: "tuple[CallPath, ...]") -> "list[CallPath]":
    return [
        way
        for direction in ("callers", "callees")
        for way in [one for one in paths if one.direction == direction][:_PATHS_SHOWN]
    ]


def _path_text(way: "CallPath") -> str:
    names = [way.steps[0].caller, *(step.callee for step in way.steps)]
    first = way.steps[0]
    return (
        f"{way.direction}: {' → '.join(names)}  {first.path}:{first.line}  {way.confidence:.2f}  {way.license or 'NOASSERTION'}"
    )


def _hit_json(hit: "SearchHit") -> dict[str, Any]:
    return {
        "id": hit.id,
        "symbol": hit.symbol,
        "kind": hit.kind,
        "path": hit.path,
        "line": hit.line,
        "end_line": hit.end_line,
        "signature": hit.signature,
        "summary": hit.summary,
        "license": hit.license or "NOASSERTION",
        "source": hit.source,
        "score": hit.score,
        "components": hit.components,
        "paths": hit.paths,
    }
