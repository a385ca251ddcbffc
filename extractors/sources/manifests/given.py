"""A location that somebody gave to a command: whoever runs the command approves it, and that is written down."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from extractors.sources.manifests.places import is_pinned
from graph.facts import Governance, Snapshot
from graph.ports import Source


@dataclass(frozen=True, slots=True)
class Given:
    """A source with the word of the person `by` whose command it was read."""

    source: Source
    location: str
    by: str

    def read(self) -> Snapshot:
        """The source's snapshot, approved today. Raises what the source raises."""
        whole = self.source.read()
        today = datetime.now(UTC).date().isoformat()
        said = Governance(self.by, today, reason="given on the command line", pinned=is_pinned(self.location))
        return replace(whole, info=replace(whole.info, governance=said))
