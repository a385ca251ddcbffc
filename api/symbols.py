"""Symbols in the schema, with what leads to them and what they lead to."""

from typing import Annotated

import strawberry
from strawberry.relay import PageInfo

from api.calls import CallConnection, CallPaths, to_connection, to_paths
from api.connections import check_first, page_info, stretch
from api.context import Info
from api.documentation import DocumentationSection, to_section
from api.impact import Impact, to_impact
from api.measures import Measures, to_measures
from api.nodes import Node, Source, to_source
from api.similar import SimilarSymbols, to_similar
from queries.calls import Direction
from queries.documentation import documentation_of
from queries.impact import impact
from queries.paths import path
from queries.similar import CALLING, USING, similar
from queries.symbols import Page, find_symbol, members, symbol
from queries.views import SymbolView

First = Annotated[int, strawberry.argument(description="How many, 1 to 100.")]
After = Annotated[str | None, strawberry.argument(description="A cursor: what follows it is given.")]
Depth = Annotated[int, strawberry.argument(description="How many hops to follow, 1 to 20.")]
MinConfidence = Annotated[float, strawberry.argument(description="Leave out (and count) calls that are less sure, 0 to 1.")]


@strawberry.type(description="A definition, or a name from outside what is indexed (`external`).")
class Symbol(Node):
    """As `queries.views.SymbolView`."""

    name: str
    qualified_name: str = strawberry.field(description="Dotted from the import root.")
    kind: str = strawberry.field(
        description="module, class, function, method, property, lambda, variable, attribute or external."
    )
    external: bool
    module: str | None
    path: str | None
    line: int | None
    end_line: int | None
    signature: str | None
    docstring: str | None
    decorators: list[str]
    is_async: bool
    value: str | None = strawberry.field(description="A variable's right-hand side, cut short.")
    license: str | None = strawberry.field(description="An SPDX expression; null where the graph holds none.")
    distribution: str | None = strawberry.field(description="The package URL that an external name comes from.")
    in_tests: bool
    source_id: strawberry.Private[str]

    @strawberry.field(description="The project that defines it; null for an external name.")
    async def source(self, info: Info) -> Source | None:
        """Its source."""
        found = await info.context.sources.load(self.source_id) if self.source_id else None
        return to_source(found) if found else None

    @strawberry.field(description="How large, complex and connected it is.")
    async def measures(self, info: Info) -> Measures:
        """Its numbers."""
        return to_measures(await info.context.measures.load(self.id))

    @strawberry.field(description="What it contains directly, in the order of the ids.")
    async def members(self, info: Info, first: First = 20, after: After = None) -> "SymbolConnection":
        """The members of a module, class or function."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        return to_symbols(await context.run(members, context.store, self.id, first=size, after=after or ""), after)

    @strawberry.field(description="What calls it.")
    async def callers(
        self, info: Info, depth: Depth = 1, first: First = 20, after: After = None, min_confidence: MinConfidence = 0.0
    ) -> CallConnection:
        """A page of callers."""
        return await self._calls(info, "callers", depth, first, after, min_confidence)

    @strawberry.field(description="What it calls, names from outside included.")
    async def callees(
        self, info: Info, depth: Depth = 1, first: First = 20, after: After = None, min_confidence: MinConfidence = 0.0
    ) -> CallConnection:
        """A page of callees."""
        return await self._calls(info, "callees", depth, first, after, min_confidence)

    @strawberry.field(description="What a change to it can break.")
    async def impact(self, info: Info, depth: Depth = 3, first: First = 100) -> Impact:
        """Everything that depends on it."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        return to_impact(await context.run(impact, context.store, self.id, depth=depth, limit=size))

    @strawberry.field(description="Sections of documentation that name it, the surest first.")
    async def documentation(self, info: Info, first: First = 20) -> list[DocumentationSection]:
        """Where it is documented."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        return [to_section(one) for one in await context.run(documentation_of, context.store, self.id, limit=size)]

    @strawberry.field(description="What is like it, and of that what uses something: near-duplicates first.")
    async def similar(
        self,
        info: Info,
        method: Annotated[str, strawberry.argument(description="Only `near-duplicate` or only `semantic`.")] = "",
        calling: Annotated[str, strawberry.argument(description="Only what calls something of this dotted name.")] = "",
        using: Annotated[
            str, strawberry.argument(description="Only what calls, raises, extends … something of this name.")
        ] = "",
        min_score: float = 0.0,
        first: First = 20,
    ) -> SimilarSymbols:
        """Similar symbols."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        view = await context.run(symbol, context.store, self.id)
        relations = CALLING if calling else USING
        found = await context.run(
            similar,
            context.store,
            view,
            method=method,
            using=calling or using,
            relations=relations,
            min_score=min_score,
            limit=size,
        )
        return to_similar(found)

    @strawberry.field(description="The shortest chains of calls from it to another symbol, by that one's name or id.")
    async def path_to(
        self, info: Info, symbol: str, max_hops: Annotated[int, strawberry.argument(description="1 to 20.")] = 8
    ) -> CallPaths:
        """Call paths."""
        context = info.context
        end = await context.run(find_symbol, context.store, symbol)
        return to_paths(await context.run(path, context.store, self.id, end.id, max_hops=max_hops))

    async def _calls(
        self, info: Info, direction: Direction, depth: int, first: int, after: str | None, min_confidence: float
    ) -> CallConnection:
        size = check_first(first, info.context.app.limits.page)
        result = await info.context.calls.load((direction, self.id, depth, min_confidence))
        page = stretch(result.hits, lambda hit: hit.symbol.id, first=size, after=after)
        return to_connection(result, page)


@strawberry.type
class SymbolEdge:
    """One symbol of a page."""

    cursor: str
    node: Symbol


@strawberry.type(description="Symbols in the order of their ids.")
class SymbolConnection:
    """A page of symbols."""

    edges: list[SymbolEdge]
    page_info: PageInfo


def to_symbol(view: SymbolView) -> Symbol:
    """The value as its type."""
    return Symbol(
        id=strawberry.ID(view.id),
        name=view.name,
        qualified_name=view.qualified_name,
        kind=view.kind,
        external=view.external,
        module=view.module or None,
        path=view.path or None,
        line=view.line or None,
        end_line=view.end_line or None,
        signature=view.signature or None,
        docstring=view.docstring or None,
        decorators=list(view.decorators),
        is_async=view.is_async,
        value=view.value or None,
        license=view.license or None,
        distribution=view.distribution or None,
        in_tests=view.in_tests,
        source_id=view.source,
    )


def to_symbols(page: Page[SymbolView], after: str | None) -> SymbolConnection:
    """A page as its type."""
    edges = [SymbolEdge(cursor=cursor, node=to_symbol(view)) for cursor, view in zip(page.cursors, page.items, strict=True)]
    return SymbolConnection(edges=edges, page_info=page_info(page.cursors, has_next=page.has_next, has_previous=bool(after)))
