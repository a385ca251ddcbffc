"""What documentation says of a symbol."""

from dataclasses import dataclass

from graph.errors import InputError
from graph.ports import GraphStore
from graph.statements import load

MAX_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class DocumentedIn:
    """A section that names a symbol, with how sure that is. `license` is its page's, an SPDX expression."""

    id: str
    title: str
    path: str
    line: int
    end_line: int
    text: str
    license: str
    method: str
    confidence: float


def documentation_of(store: GraphStore, symbol_id: str, *, limit: int = 20) -> list[DocumentedIn]:
    """The sections that name a symbol, the surest first. Raises InputError."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"limit can be 1 to {MAX_LIMIT}, not {limit}")
    rows = store.run(load("read/documentation_of"), id=symbol_id, limit=limit)
    return [DocumentedIn(**{**row, "title": row["title"] or "", "license": row["license"] or ""}) for row in rows]
