"""Callers, callees and call paths in the schema."""

from typing import TYPE_CHECKING, Annotated

import strawberry
from strawberry.relay import PageInfo

from api.connections import Stretch
from api.context import Info
from api.coverage import CallStep, Coverage, to_coverage, to_step
from queries.calls import CallHit, CallResult
from queries.paths import PathResult

if TYPE_CHECKING:
    from api.symbols import Symbol


@strawberry.type(description="A caller or callee, with the calls between it and the symbol that was asked about.")
class CallEdge:
    """As `queries.calls.CallHit`."""

    cursor: str
    hop: int
    line: int
    method: str = strawberry.field(description="How it was resolved: observed, exact, inferred, dispatch, jedi or ambiguous.")
    confidence: float = strawberry.field(description="The product over the steps.")
    candidates: int = strawberry.field(description="How many targets compete where its own call is surest; 1 if none does.")
    path: list[strawberry.ID] = strawberry.field(description="Ids in the order of the calls, the caller first.")
    steps: list[CallStep]
    symbol_id: strawberry.Private[str]

    @strawberry.field
    async def node(self, info: Info) -> Annotated["Symbol", strawberry.lazy("api.symbols")]:
        """The caller or callee."""
        return await load_symbol(info, self.symbol_id)


@strawberry.type(description="Callers or callees: nearest first, then surest, then by id.")
class CallConnection:
    """A page of `queries.calls.CallResult`."""

    edges: list[CallEdge]
    page_info: PageInfo
    total_count: int | None = strawberry.field(description="How many there are in all; null when that is not known.")
    coverage: Coverage


@strawberry.type(description="One chain of calls.")
class CallPath:
    """As `queries.paths.CallPath`."""

    confidence: float
    steps: list[CallStep]
    symbol_ids: strawberry.Private[list[str]]

    @strawberry.field
    async def symbols(self, info: Info) -> list[Annotated["Symbol", strawberry.lazy("api.symbols")]]:
        """The symbols in the order of the calls."""
        return [await load_symbol(info, symbol_id) for symbol_id in self.symbol_ids]


@strawberry.type(
    description="The shortest chains of calls between two symbols. None found means as much as the coverage allows."
)
class CallPaths:
    """As `queries.paths.PathResult`."""

    paths: list[CallPath]
    max_hops: int
    coverage: Coverage


async def load_symbol(info: Info, symbol_id: str) -> "Symbol":
    """A symbol, looked up together with the others that this request asks for."""
    from api.symbols import to_symbol  # noqa: PLC0415 (a symbol has callers, and a caller is a symbol)

    return to_symbol(await info.context.symbols.load(symbol_id))


def to_connection(result: CallResult, page: Stretch[CallHit]) -> CallConnection:
    """A page of calls as its type."""
    return CallConnection(
        edges=[_edge(cursor, hit) for cursor, hit in page.items],
        page_info=page.page_info,
        total_count=result.coverage.total,
        coverage=to_coverage(result.coverage),
    )


def to_paths(found: PathResult) -> CallPaths:
    """The value as its type."""
    return CallPaths(
        paths=[
            CallPath(
                confidence=path.confidence,
                steps=[to_step(step) for step in path.steps],
                symbol_ids=[view.id for view in path.symbols],
            )
            for path in found.paths
        ],
        max_hops=found.max_hops,
        coverage=to_coverage(found.coverage),
    )


def _edge(cursor: str, hit: CallHit) -> CallEdge:
    return CallEdge(
        cursor=cursor,
        hop=hit.hop,
        line=hit.line,
        method=hit.method,
        confidence=hit.confidence,
        candidates=hit.candidates,
        path=[strawberry.ID(one) for one in hit.path],
        steps=[to_step(step) for step in hit.steps],
        symbol_id=hit.symbol.id,
    )
