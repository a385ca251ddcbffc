"""What the store holds of a manifest's entries, and taking out what no longer stands in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.sources.distributions.identity import pypi_id, without_credentials
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.places import package_name, place, split
from extractors.sources.manifests.reading import Listing
from extractors.sources.package import archive_of
from graph.log import Draft, record
from graph.ports import FactsCache, GraphStore, Row
from graph.statements import load
from graph.withdrawal import Leaving, Removed, leaving, withdraw

_MANY = 100_000


def stored_sources(store: GraphStore) -> list[Row]:
    """Every source of the store with the word by which it is there."""
    return store.run(load("read/governed_sources"), limit=_MANY)


def is_of(row: Row, entry: Entry, listing: Listing) -> bool:
    """Whether a stored source is what an entry points at, whoever had it indexed."""
    return _is_listed(row, entry, listing) or _is_same_place(row, entry, listing)


@dataclass(frozen=True, slots=True)
class Remover:
    """Takes sources out: of the store, the facts cache and the folder of verified `downloads`. `by` is who has it done."""

    store: GraphStore
    cache: FactsCache
    downloads: Path
    by: str

    def entry(self, listing: Listing, number: int, reason: str, decision: Draft) -> Iterator[Removed]:
        """What the store holds of an entry, unless another approved entry lists it, too.

        The decision is recorded with the first that goes, or by itself.
        """
        rows = self._rows_of(listing, number)
        if not rows:
            record(self.store, decision.kind, decision.content, decision.nodes, decision.edges, shared=decision.shared)
        for position, row in enumerate(rows):
            yield self._remove(row, reason, () if position else (decision,))

    def would_remove(self, listing: Listing, number: int) -> Iterator[Leaving]:
        """What `entry` would take out; nothing is changed."""
        for row in self._rows_of(listing, number):
            yield leaving(self.store, row["id"])

    def unlisted(self, listing: Listing) -> Iterator[Removed]:
        """What the manifest once listed and does not any more, or has rejected or withdrawn since.

        What a refresh proposed again stays as it was approved until somebody decides.
        """
        states = {entry.location: entry.review.state for entry in listing.entries}
        for row in stored_sources(self.store):
            state = states.get(row["entry"], "no longer listed")
            if row["manifest"] == str(listing.file.resolve()) and state not in ("approved", "proposed"):
                yield self._remove(row, f"{state} in {listing.file}")

    def superseded(self, manifest: str, entry: str, kept: str) -> Iterator[Removed]:
        """What an entry gave before it gave another release or revision."""
        for row in stored_sources(self.store):
            if (row["manifest"], row["entry"]) == (manifest, entry) and row["id"] != kept:
                yield self._remove(row, f"superseded by {kept}")

    def _rows_of(self, listing: Listing, number: int) -> list[Row]:
        entry = listing.entries[number - 1]
        others = [one for one in listing.entries if one is not entry and one.review.state == "approved"]
        return [
            row
            for row in stored_sources(self.store)
            if is_of(row, entry, listing) and not any(_is_listed(row, one, listing) for one in others)
        ]

    def _remove(self, row: Row, reason: str, also: Sequence[Draft] = ()) -> Removed:
        removed = withdraw(self.store, self.cache, row["id"], by=self.by, reason=reason, also=also)
        if row["kind"] == "package" and (archive := archive_of(self.downloads, str(row["revision"] or ""))):
            archive.unlink(missing_ok=True)
        return removed


def _is_listed(row: Row, entry: Entry, listing: Listing) -> bool:
    return (row["manifest"], row["entry"]) == (str(listing.file.resolve()), entry.location)


def _is_same_place(row: Row, entry: Entry, listing: Listing) -> bool:
    location, kind = listing.location(entry), place(entry.location)
    if kind == "directory":
        return bool(row["location"] == str(Path(location).resolve()))
    if kind == "git":
        base, revision = split(without_credentials(location))
        there, stored = split(row["location"] or "")
        return bool(there == base and revision in ("", stored, row["revision"]))
    name = package_name(entry.location)
    version = entry.revision or split(location)[1]
    if version:
        return bool(row["id"] == pypi_id(name, version))
    return bool(row["kind"] in ("package", "installed") and str(row["id"]).startswith(f"{pypi_id(name)}@"))
