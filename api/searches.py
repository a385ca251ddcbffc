"""Hybrid search in the schema."""

from typing import Annotated

import strawberry
from strawberry.relay import PageInfo

from api.calls import load_symbol
from api.connections import Stretch, check_first, read_cursor, stretch
from api.context import Info
from api.coverage import Coverage, to_coverage
from api.symbols import After, First, Symbol
from api.terms import LicenseTerms, to_terms
from queries.call_paths import CallPath
from queries.policy import Use
from queries.search import MAX_LIMIT, SearchHit, SearchResult, search

_SLACK = 20
"""How far an item may have moved since its cursor was given and still be found."""


@strawberry.input(description="What a hit must fulfil.")
class SearchFilters:
    """The filters of `queries.search.search`."""

    sources: list[str] = strawberry.field(default_factory=list, description="Ids or names of sources.")
    licenses: list[str] = strawberry.field(
        default_factory=list, description="Allowed SPDX licence ids: short for `licenses: {allow: …}` of the search."
    )
    kinds: list[str] = strawberry.field(default_factory=list, description="module, class, function, method, …")
    paths: list[str] = strawberry.field(default_factory=list, description="Folders or glob patterns.")
    exclude_tests: bool = False


@strawberry.type(description="One signal's part in a score.")
class ScorePart:
    """A component of a hit's score."""

    signal: str
    value: float


@strawberry.type(description="One call of a path around a hit, by dotted names.")
class FoundCall:
    """As `queries.call_paths.CallStep`."""

    caller: str
    callee: str
    path: str
    line: int
    method: str
    confidence: float


@strawberry.type(description="Calls to a hit (`callers`) or from it (`callees`), in the order in which they happen.")
class FoundPath:
    """As `queries.call_paths.CallPath`."""

    direction: str
    end: strawberry.ID = strawberry.field(description="The symbol at the far end.")
    license: str | None = strawberry.field(description="The licence of the symbol at the far end.")
    confidence: float
    steps: list[FoundCall]


@strawberry.type(description="A hit with its score's parts, so that it can be seen why it is there.")
class SearchEdge:
    """As `queries.search.SearchHit`."""

    cursor: str
    score: float
    components: list[ScorePart]
    summary: str
    paths: list[FoundPath]
    symbol_id: strawberry.Private[str]

    @strawberry.field
    async def node(self, info: Info) -> Symbol:
        """The symbol that was found."""
        return await load_symbol(info, self.symbol_id)


@strawberry.type(description="Hits, best first. `coverage` is about the calls that `hops` followed.")
class SearchConnection:
    """A page of `queries.search.SearchResult`."""

    edges: list[SearchEdge]
    page_info: PageInfo
    coverage: Coverage
    notes: list[str] = strawberry.field(description="What the ranking had to do without.")


@strawberry.type
class SearchQuery:
    """The search field."""

    @strawberry.field(description="Symbols by meaning, words and names; with `hops`, each with the calls around it.")
    async def search(
        self,
        info: Info,
        query: Annotated[str, strawberry.argument(description="What the code does, or a name.")],
        filters: SearchFilters | None = None,
        licenses: LicenseTerms | None = None,
        hops: Annotated[int, strawberry.argument(description="How many calls to follow around each hit, 0 to 20.")] = 0,
        first: First = 10,
        after: After = None,
    ) -> SearchConnection:
        """A page of hits."""
        context, asked = info.context, filters or SearchFilters()
        size = check_first(first, context.app.limits.page)
        behind = read_cursor(after)[0] + 1 + _SLACK if after else 0
        result = await context.run(
            search,
            context.store,
            context.app.embedder,
            query,
            reranker=context.app.reranker,
            limit=min(behind + size + 1, MAX_LIMIT),
            sources=asked.sources,
            terms=to_terms(context, licenses, Use.INDEX_ONLY, asked.licenses),
            kinds=asked.kinds,
            paths=asked.paths,
            hops=hops,
            exclude_tests=asked.exclude_tests,
        )
        return _connection(result, stretch(result.hits, lambda hit: hit.id, first=size, after=after))


def _connection(result: SearchResult, page: Stretch[SearchHit]) -> SearchConnection:
    return SearchConnection(
        edges=[_edge(cursor, hit) for cursor, hit in page.items],
        page_info=page.page_info,
        coverage=to_coverage(result.coverage),
        notes=list(result.notes),
    )


def _edge(cursor: str, hit: SearchHit) -> SearchEdge:
    return SearchEdge(
        cursor=cursor,
        score=hit.score,
        components=[ScorePart(signal=signal, value=value) for signal, value in hit.components.items()],
        summary=hit.summary,
        paths=[_path(path) for path in hit.paths],
        symbol_id=hit.id,
    )


def _path(path: CallPath) -> FoundPath:
    return FoundPath(
        direction=path.direction,
        end=strawberry.ID(path.end),
        license=path.license or None,
        confidence=path.confidence,
        steps=[
            FoundCall(
                caller=step.caller,
                callee=step.callee,
                path=step.path,
                line=step.line,
                method=step.method,
                confidence=step.confidence,
            )
            for step in path.steps
        ],
    )
