"""What documentation says of a symbol, in the schema."""

import strawberry

from queries.documentation import DocumentedIn


@strawberry.type(description="A section of a README or of docs/ that names the symbol.")
class DocumentationSection:
    """As `queries.documentation.DocumentedIn`."""

    id: strawberry.ID
    title: str
    path: str
    line: int
    end_line: int
    text: str
    license: str | None = strawberry.field(description="Its page's SPDX expression.")
    method: str = strawberry.field(description="exact, or inferred where only the ending of a name is given.")
    confidence: float


def to_section(one: DocumentedIn) -> DocumentationSection:
    """The value as its type."""
    return DocumentationSection(
        id=strawberry.ID(one.id),
        title=one.title,
        path=one.path,
        line=one.line,
        end_line=one.end_line,
        text=one.text,
        license=one.license or None,
        method=one.method,
        confidence=one.confidence,
    )
