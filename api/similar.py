"""Code that is like a symbol, in the schema."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.calls import load_symbol
from api.context import Info
from api.coverage import Coverage, to_coverage
from queries.similar import SimilarResult, SimilarSymbol

if TYPE_CHECKING:
    from api.symbols import Symbol


@strawberry.type(description="How a similar symbol uses what was asked for.")
class Use:
    """As `queries.similar.Use`."""

    relation: str = strawberry.field(
        description="CALLS, RAISES, CATCHES, INHERITS, OVERRIDES, DECORATED_BY, REFERENCES or IMPORTS."
    )
    used: strawberry.ID
    line: int
    confidence: float


@strawberry.type(description="A symbol that is like the one asked about.")
class Similarity:
    """As `queries.similar.SimilarSymbol`."""

    method: str = strawberry.field(
        description="near-duplicate (by tokens, across all sources) or semantic (by vectors, in its source)."
    )
    score: float = strawberry.field(
        description="Share of shingles in common, or cosine: scores of the two methods do not compare."
    )
    tokens: int = strawberry.field(description="Tokens of the shorter of the two; 0 for classes.")
    uses: list[Use]
    symbol_id: strawberry.Private[str]

    @strawberry.field
    async def symbol(self, info: Info) -> Annotated["Symbol", strawberry.lazy("api.symbols")]:
        """The symbol that is similar."""
        return await load_symbol(info, self.symbol_id)


@strawberry.type(description="What is like a symbol: near-duplicates first, then semantic neighbours, best first.")
class SimilarSymbols:
    """As `queries.similar.SimilarResult`."""

    hits: list[Similarity]
    total_count: int | None
    coverage: Coverage


def to_similar(result: SimilarResult) -> SimilarSymbols:
    """The value as its type."""
    return SimilarSymbols(
        hits=[_hit(hit) for hit in result.hits], total_count=result.coverage.total, coverage=to_coverage(result.coverage)
    )


def _hit(hit: SimilarSymbol) -> Similarity:
    uses = [
        Use(relation=one.relation, used=strawberry.ID(one.used), line=one.line, confidence=one.confidence) for one in hit.uses
    ]
    return Similarity(method=hit.method, score=hit.score, tokens=hit.tokens, uses=uses, symbol_id=hit.symbol.id)
