"""Finding a symbol or any node in the schema, and listing symbols."""

from typing import Annotated

import strawberry

from api.connections import check_first
from api.context import Info
from api.measures import Least, Measure
from api.nodes import Node, to_node, to_source
from api.symbols import After, First, Symbol, SymbolConnection, to_symbol, to_symbols
from graph.errors import InputError, NotFoundError
from queries.measures import ranked
from queries.symbols import find_symbol, list_symbols, node


@strawberry.type
class LookupQuery:
    """The fields that look things up."""

    @strawberry.field(description="A symbol by its id, or by its dotted name or any ending of it (`Session.send`).")
    async def symbol(self, info: Info, name: str | None = None, id: strawberry.ID | None = None) -> Symbol:  # noqa: A002
        """One symbol."""
        context = info.context
        if (name is None) == (id is None):
            raise InputError("give either `name` or `id`")
        if id is not None:
            return to_symbol(await context.symbols.load(id))
        return to_symbol(await context.run(find_symbol, context.store, name or ""))

    @strawberry.field(description="Any node by its id; null when there is none.")
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002
        """One node."""
        context = info.context
        try:
            return to_symbol(await context.symbols.load(id))
        except NotFoundError:
            pass
        source = await context.sources.load(id)
        if source is not None:
            return to_source(source)
        try:
            return to_node(await context.run(node, context.store, id))
        except NotFoundError:
            return None

    @strawberry.field(description="Symbols in the order of their ids.")
    async def symbols(
        self,
        info: Info,
        source: Annotated[str, strawberry.argument(description="A source's id.")] = "",
        kind: Annotated[str, strawberry.argument(description="module, class, function, method, …")] = "",
        path: Annotated[str, strawberry.argument(description="What the path starts with.")] = "",
        first: First = 20,
        after: After = None,
    ) -> SymbolConnection:
        """A page of symbols."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        page = await context.run(
            list_symbols, context.store, source=source, kind=kind, path=path, first=size, after=after or ""
        )
        return to_symbols(page, after)

    @strawberry.field(description="The symbols with most of a measure, those with as much in the order of their ids.")
    async def symbols_by(
        self,
        info: Info,
        measure: Measure,
        source: Annotated[str, strawberry.argument(description="A source's id.")] = "",
        kind: Annotated[str, strawberry.argument(description="module, class, function, method, …")] = "",
        path: Annotated[str, strawberry.argument(description="What the path starts with.")] = "",
        least: Least | None = None,
        first: First = 20,
    ) -> list[Symbol]:
        """The first of an order."""
        context = info.context
        size = check_first(first, context.app.limits.page)
        asked: dict[str, int] = vars(least) if least else {}
        found = await context.run(
            ranked, context.store, measure.value, source=source, kind=kind, path=path, least=asked, limit=size
        )
        return [to_symbol(one.symbol) for one in found]
