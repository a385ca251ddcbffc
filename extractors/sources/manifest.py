"""A manifest: a TOML file that lists sources under review. docs/sources.md says what an entry holds.

Only approved entries are opened; `waiting` names the others.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extractors.sources import open_sources
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.listed import Listed
from extractors.sources.manifests.reading import Listing, read_listing
from extractors.sources.reading.documentation import is_page
from extractors.sources.reading.options import Options
from graph.errors import CodeCraftError
from graph.ports import Source

FORM = "a *.toml manifest of sources"


def accepts(location: str) -> bool:
    """Whether a location is a manifest's path."""
    return location.endswith(".toml") and ":" not in location[2:] and not Path(location).is_dir()


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The sources of the approved entries, in their order. Raises InputError naming the file and the entry."""
    listing = read_listing(Path(location).expanduser())
    found: list[Source] = []
    for number, entry in enumerate(listing.entries, start=1):
        if entry.review.state == "approved":
            found.append(open_entry(listing, number, options))
    return tuple(found)


def open_entry(listing: Listing, number: int, options: Options, *, before: str = "") -> Listed:
    """The source of one approved entry; the first has number 1. `before` is as in `Listed`. Raises InputError, SourceError."""
    entry, where = listing.entries[number - 1], listing.where(number)
    try:
        [opened] = open_sources(listing.location(entry), _options(entry, options))
    except CodeCraftError as error:
        raise type(error)(f"{where}: {error}") from error
    return Listed(opened, entry, str(listing.file.resolve()), where, before)


def _options(entry: Entry, options: Options) -> Options:
    """What the entry's kind of source is told: which files it means, and of a release which archive."""
    suffixes = options.suffixes
    if entry.content != "all":
        suffixes = tuple(one for one in suffixes if is_page(f"page{one}") is (entry.content == "documents"))
    return replace(options, sha256=entry.sha256, suffixes=suffixes)


def waiting(listing: Listing) -> Iterator[tuple[int, Entry]]:
    """The entries that are not approved, with their numbers."""
    for number, entry in enumerate(listing.entries, start=1):
        if entry.review.state != "approved":
            yield number, entry
