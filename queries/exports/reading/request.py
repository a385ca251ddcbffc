"""What every export is told."""

from dataclasses import dataclass

from graph.ports import GraphStore
from queries.filters import find_sources


@dataclass(frozen=True, slots=True)
class Request:
    """`sources` are names or ids of indexed sources, none for all. `at` is the time that the document states (ISO 8601, UTC).

    `entries` are the sources that reachability starts from. `lines_as_json` asks for JSON where a format has lines.
    """

    tool: str
    version: str
    at: str
    sources: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    min_confidence: float = 0.0
    with_files: bool = False
    lines_as_json: bool = False

    def chosen(self, store: GraphStore) -> tuple[str, ...]:
        """The ids of the chosen sources, none for all. Raises NotFoundError."""
        return find_sources(store, self.sources)
