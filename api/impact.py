"""What a change can break, in the schema."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.calls import load_symbol
from api.context import Info
from api.coverage import Coverage, to_coverage
from queries import impact as found

if TYPE_CHECKING:
    from api.symbols import Symbol


@strawberry.type(description="A symbol that a change can break, and how it depends on what changed.")
class Affected:
    """As `queries.impact.Affected`."""

    relation: str = strawberry.field(
        description="How it depends on the next symbol of `path`: CALLS, INSTANTIATES, INHERITS, OVERRIDES, REFERENCES, TESTS, "
        "IMPORTS, RAISES, CATCHES, DECORATED_BY or CALLS_OVERRIDDEN."
    )
    hop: int
    line: int
    method: str
    confidence: float
    path: list[strawberry.ID] = strawberry.field(description="Ids from it to what changed.")
    symbol_id: strawberry.Private[str]

    @strawberry.field
    async def symbol(self, info: Info) -> Annotated["Symbol", strawberry.lazy("api.symbols")]:
        """The symbol that can break."""
        return await load_symbol(info, self.symbol_id)


@strawberry.type(description="The affected symbols of one file.")
class AffectedFile:
    """As `queries.impact.AffectedFile`."""

    path: str
    source: strawberry.ID
    in_tests: bool = strawberry.field(description="Whether the file belongs to a test suite, by its path.")
    symbols: list[Affected]


@strawberry.type(description="Everything that a change can break, by file: the nearest dependents first, tests last.")
class Impact:
    """As `queries.impact.ImpactResult`."""

    files: list[AffectedFile]
    total_count: int | None
    coverage: Coverage


def to_impact(result: found.ImpactResult) -> Impact:
    """The value as its type."""
    return Impact(
        files=[
            AffectedFile(
                path=file.path,
                source=strawberry.ID(file.source),
                in_tests=file.in_tests,
                symbols=[_affected(hit) for hit in file.symbols],
            )
            for file in result.files
        ],
        total_count=result.coverage.total,
        coverage=to_coverage(result.coverage),
    )


def _affected(hit: found.Affected) -> Affected:
    return Affected(
        relation=hit.relation,
        hop=hit.hop,
        line=hit.line,
        method=hit.method,
        confidence=hit.confidence,
        path=[strawberry.ID(one) for one in hit.path],
        symbol_id=hit.symbol.id,
    )
