"""Entries that are not approved: one line each, with the command that decides about them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from extractors.sources import manifest
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.reading import read_listing


def tell_waiting(locations: Sequence[str], tell: Callable[[str], None]) -> None:
    """Say of each manifest's entries that are not approved that they are left out. Raises InputError."""
    for location in locations:
        if manifest.accepts(location):
            for _, entry in manifest.waiting(read_listing(Path(location).expanduser())):
                tell(f"left out {entry.title}: {_why(entry, location)}")


def _why(entry: Entry, location: str) -> str:
    review = entry.review
    command = f"codecraft sources review {entry.title} --approve --by NAME"
    if location != "sources.toml":
        command += f" --manifest {location}"
    if review.state == "proposed":
        return f"it is proposed, not approved: {command}" + (f" ({review.reason})" if review.reason else "")
    return f"{review.state} by {review.reviewer} on {review.date}: {review.reason}"
