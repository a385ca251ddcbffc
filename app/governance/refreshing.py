"""Looking at sources again: what is newer is taken over under the same terms, and changed terms stop it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from app.governance.schedule import due_on, last_looked_at, last_refreshes, today
from app.governance.standing import Remover, is_of, stored_sources
from extractors.sources import Options, open_source
from extractors.sources.git import Repository
from extractors.sources.manifest import open_entry
from extractors.sources.manifests.editing import change_entry, review_entry
from extractors.sources.manifests.entry import Entry, Review
from extractors.sources.manifests.places import is_pinned, place, split
from extractors.sources.manifests.reading import Listing
from extractors.sources.package import Package
from graph.errors import InputError, TermsError
from graph.ingest import Parts, ingest
from graph.ports import GraphStore, Progress, Row
from graph.withdrawal import Removed, log_act


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What looking again gave. `outcome` is unchanged, updated or stopped; `before` and `after` are pins, if there are any."""

    entry: str
    name: str
    outcome: str
    source: str
    license: str
    before: str = ""
    after: str = ""
    reason: str = ""
    yanked: bool = False
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class Refresher:
    """What a refresh is made of. The remover also says who had it run."""

    remover: Remover
    parts: Parts
    options: Options
    progress: Progress

    @property
    def store(self) -> GraphStore:
        """What is brought up to date."""
        return self.remover.store

    def due(self, listing: Listing, *, on_commit: bool = False) -> Iterator[int]:
        """The numbers of the approved entries that are due, or with `on_commit` of those that follow commits."""
        rows, refreshes = stored_sources(self.store), last_refreshes(self.store)
        for number, entry in enumerate(listing.entries, start=1):
            if entry.review.state != "approved":
                continue
            own = [row for row in rows if is_of(row, entry, listing)]
            day = due_on(entry, last_looked_at(entry, listing, own, refreshes))
            if entry.refresh == "on-commit" if on_commit else day is not None and day <= today():
                yield number

    def refresh(self, listing: Listing, number: int) -> Refreshed:
        """Look at one entry again. Raises InputError for one that is not approved, SourceError, StoreError.

        Where the terms have changed, the index stays as it is and the entry is proposed again, with the reason.
        """
        entry = listing.entries[number - 1]
        if entry.review.state != "approved":
            raise InputError(f"{listing.where(number)} is {entry.review.state}: only what is approved is refreshed")
        own = [row for row in stored_sources(self.store) if is_of(row, entry, listing)]
        found = self._newest(entry)
        try:
            return self._take_over(listing, number, found, own)
        except TermsError as error:
            reason = f"refresh on {today()}: {_without_where(str(error), listing.where(number))}"
            stopped = Review(state="proposed", date=today(), reason=reason)
            review_entry(listing.file, number, stopped)
            return self._told(listing, Refreshed(entry.location, entry.title, "stopped", "", "", entry.revision, reason=reason))

    def _newest(self, entry: Entry) -> Entry:
        """The entry with the pin that it would have today."""
        base, written = split(entry.location)
        if place(entry.location) == "package" and (entry.revision or written):
            newest = open_source(base, self.options)
            if isinstance(newest, Package):
                file = newest.find()
                if str(file.version) != (entry.revision or written):
                    sha256 = file.sha256 if entry.sha256 else ""
                    return msgspec.structs.replace(entry, location=base, revision=str(file.version), sha256=sha256)
        if place(entry.location) == "git" and entry.revision and not is_pinned(entry.location):
            followed = open_source(entry.location, self.options)
            if isinstance(followed, Repository):
                return msgspec.structs.replace(entry, revision=followed.find())
        return entry

    def _take_over(self, listing: Listing, number: int, found: Entry, own: list[Row]) -> Refreshed:
        entry = listing.entries[number - 1]
        entries = (*listing.entries[: number - 1], found, *listing.entries[number:])
        before = "" if entry.license or entry.expected_license or not own else own[-1]["license"]
        source = open_entry(replace(listing, entries=entries), number, self.options, before=before)
        report = ingest(source, self.store, self.parts, self.progress)
        names = ("location", "revision", "sha256")
        moved = {name: getattr(found, name) for name in names if getattr(found, name) != getattr(entry, name)}
        if moved:
            change_entry(listing.file, number, moved)
        made = Refreshed(
            entry=found.location,
            name=found.title,
            outcome="updated" if moved or not report.unchanged else "unchanged",
            source=report.source,
            license=report.license,
            before=_pin(entry),
            after=_pin(found),
            yanked=any(row["yanked"] for row in stored_sources(self.store) if row["id"] == report.source),
            removed=tuple(self._superseded(listing, {entry.location, found.location}, report.source)),
        )
        return self._told(listing, made)

    def _superseded(self, listing: Listing, locations: set[str], kept: str) -> Iterator[Removed]:
        for one in sorted(locations):
            yield from self.remover.superseded(str(listing.file.resolve()), one, kept)

    def _told(self, listing: Listing, made: Refreshed) -> Refreshed:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        names = ("source", "license", "before", "after", "reason", "entry", "outcome")
        said = {name: str(getattr(made, name)) for name in names if getattr(made, name)}
        log_act(self.store, "refresh", {"at": at, "by": self.remover.by, "manifest": str(listing.file.resolve()), **said})
        return made


def _pin(entry: Entry) -> str:
    return entry.revision or split(entry.location)[1]


def _without_where(message: str, where: str) -> str:
    return message.removeprefix(f"{where}: ")
