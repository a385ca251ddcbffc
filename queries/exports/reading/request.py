"""What every export is told."""

from dataclasses import dataclass, field

from graph.ports import GraphStore
from queries.filters import find_sources
from queries.judgements import Given


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted of an export.

    `sources` are names or ids of indexed sources, none for all. `at` is the time that the document states (ISO 8601, UTC).

    `entries` are the sources that reachability starts from. `lines_as_json` asks for JSON where a format has lines.
    `given` are the facts that rules judge by.
    """

    tool: str
    version: str
    at: str
    sources: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    min_confidence: float = 0.0
    with_files: bool = False
    lines_as_json: bool = False
    given: Given = field(default_factory=Given)

    def chosen(self, store: GraphStore) -> tuple[str, ...]:
        """The ids of the chosen sources, none for all. Raises NotFoundError."""
        return find_sources(store, self.sources)
