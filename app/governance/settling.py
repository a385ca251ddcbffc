"""After an index: what an entry gave before, and what a list does not hold any more, is taken out of the store."""

from collections.abc import Callable, Sequence
from pathlib import Path

from app.governance.standing import Remover
from extractors.sources import manifest
from extractors.sources.manifests.listed import Listed
from extractors.sources.manifests.reading import read_listing
from graph.ports import Source

type Tell = Callable[[str], None]


def settle(source: Source, kept: str, remover: Remover, tell: Tell) -> None:
    """Take out the releases and revisions that the source's entry gave before the one that is `kept`."""
    if isinstance(source, Listed):
        for one in remover.superseded(source.manifest, source.entry.location, kept):
            tell(f"removed {one.source}: superseded by {kept}")


def settle_lists(locations: Sequence[str], remover: Remover, tell: Tell) -> None:
    """Take out what the lists among the locations do not hold any more."""
    for location in locations:
        if manifest.accepts(location):
            for one in remover.unlisted(read_listing(Path(location).expanduser())):
                tell(f"removed {one.source}: no longer approved in {location}")
