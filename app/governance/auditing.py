"""What an auditor asks of the list: every entry with where it stands, what the store holds of it, and what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.governance.schedule import due_on, last_looked_at, last_refreshes, today
from app.governance.standing import is_of, stored_sources
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.listed import governance
from extractors.sources.manifests.places import is_pinned, place, split
from extractors.sources.manifests.reading import Listing
from extractors.sources.manifests.refusals import Refusal, refused_by_license, refused_by_place
from graph.licensing.comparing import offers
from graph.licensing.expressions import normalise
from graph.ports import GraphStore, Row

_WORDS = ("purpose", "reviewer", "reviewed", "consent_by", "consent_at", "consent_for", "refresh", "expected_license")


@dataclass(frozen=True, slots=True)
class Audited:
    """One entry, or one stored source that no entry lists (`number` 0). Days read YYYY-MM-DD; what is not known is empty."""

    number: int
    entry: str
    name: str
    state: str
    reviewer: str
    reviewed: str
    reason: str
    kind: str
    pin: str
    pinned: bool
    purpose: str
    tenants: tuple[str, ...]
    license_expected: str
    license_found: str
    license_concluded: str
    consent_by: str
    consent_at: str
    consent_for: str
    refresh: str
    refreshed: str
    due: str
    yanked: bool | None
    sources: tuple[str, ...]
    problems: tuple[str, ...]


def audit(listing: Listing, store: GraphStore | None) -> list[Audited]:
    """Every entry in the file's order, then what the store holds besides; without a store nothing is known to be indexed."""
    rows = stored_sources(store) if store else []
    refreshes = last_refreshes(store) if store else {}
    found = [_entry(listing, number, rows, refreshes) for number in range(1, len(listing.entries) + 1)]
    listed = {id_ for one in found for id_ in one.sources}
    return [*found, *(_unlisted(row, listing) for row in rows if row["id"] not in listed)]


def _entry(listing: Listing, number: int, rows: list[Row], refreshes: Mapping[tuple[str, str], str]) -> Audited:
    entry = listing.entries[number - 1]
    own = [row for row in rows if is_of(row, entry, listing)]
    last = last_looked_at(entry, listing, own, refreshes)
    due = due_on(entry, last) if entry.review.state == "approved" else None
    yanked = [row["yanked"] for row in own if row["yanked"] is not None]
    consent = entry.consent
    return Audited(
        number=number,
        entry=entry.location,
        name=entry.title,
        state=entry.review.state,
        reviewer=entry.review.reviewer,
        reviewed=str(entry.review.date or ""),
        reason=entry.review.reason,
        kind=place(entry.location),
        pin=entry.revision or split(entry.location)[1],
        pinned=is_pinned(entry.location, entry.revision),
        purpose=entry.purpose.value,
        tenants=entry.tenants,
        license_expected=normalise(entry.expected_license) if entry.expected_license else "",
        license_found=" ".join(sorted({row["license"] or "" for row in own})),
        license_concluded=normalise(entry.license) if entry.license else "",
        consent_by=consent.by if consent else "",
        consent_at=str(consent.date) if consent else "",
        consent_for=consent.use if consent else "",
        refresh=entry.refresh,
        refreshed=last,
        due=str(due or ""),
        yanked=any(yanked) if yanked else None,
        sources=tuple(row["id"] for row in own),
        problems=tuple(_problems(listing, entry, own, overdue=due is not None and due < today())),
    )


def _problems(listing: Listing, entry: Entry, own: list[Row], *, overdue: bool) -> Iterator[str]:
    state = entry.review.state
    if state != "approved":
        if own:
            yield f"it is {state} and in the store"
        return
    if (kind := place(entry.location)) in ("package", "git") and not is_pinned(entry.location, entry.revision):
        yield f"a {kind} that is not pinned can mean other code tomorrow"
    if (refused := _refused(entry, own)) is not None:
        yield f"{refused.kind} is refused by policy and the review does not accept it"
    for row in own:
        yield from _problems_of(row, entry, listing)
    if overdue:
        yield "its refresh is overdue: codecraft refresh --due"


def _problems_of(row: Row, entry: Entry, listing: Listing) -> Iterator[str]:
    found = row["license"] or ""
    if entry.expected_license and not entry.license and not offers(found, entry.expected_license):
        yield f"the licence found is {found}, expected is {normalise(entry.expected_license)}"
    if row["yanked"]:
        yield f"{row['id']} was withdrawn from the package index by its authors"
    if row["manifest"] == str(listing.file.resolve()):
        yield from _differs(row, entry, listing)


def _refused(entry: Entry, own: list[Row]) -> Refusal | None:
    found = [refused_by_place(entry), *(None if entry.internal else refused_by_license(row["license"] or "") for row in own)]
    return next((one for one in found if one is not None and one.kind not in entry.review.accept), None)


def _differs(row: Row, entry: Entry, listing: Listing) -> Iterator[str]:
    """What the list says by now and the store does not."""
    said = governance(entry, str(listing.file.resolve()))
    other = [name for name in _WORDS if str(row[name] or "") != str(getattr(said, name))]
    if tuple(row["tenants"] or ()) != said.tenants:
        other.append("tenants")
    if other:
        yield f"the store does not know yet what the list says of {', '.join(other)}: index again"
    if entry.revision and entry.revision not in (row["version"], row["revision"]):
        yield f"the store holds {row['version'] or row['revision']}, the list pins {entry.revision}: index again"


def _unlisted(row: Row, listing: Listing) -> Audited:
    problems: list[str] = []
    if not row["review"]:
        problems.append("nobody's approval is recorded: index it again")
    elif row["manifest"] == str(listing.file.resolve()):
        problems.append("it is in the store and no longer listed: codecraft index removes it")
    if row["yanked"]:
        problems.append("its authors withdrew it from the package index")
    return Audited(
        number=0,
        entry=row["entry"] or row["location"] or "",
        name=row["name"] or row["id"],
        state=row["review"] or "",
        reviewer=row["reviewer"] or "",
        reviewed=row["reviewed"] or "",
        reason=row["review_reason"] or "",
        kind=row["kind"] or "",
        pin=row["revision"] or row["version"] or "",
        pinned=bool(row["pinned"]),
        purpose=row["purpose"] or "",
        tenants=tuple(row["tenants"] or ()),
        license_expected=row["expected_license"] or "",
        license_found=row["license"] or "",
        license_concluded="",
        consent_by=row["consent_by"] or "",
        consent_at=row["consent_at"] or "",
        consent_for=row["consent_for"] or "",
        refresh=row["refresh"] or "",
        refreshed=row["refreshed"] or "",
        due="",
        yanked=row["yanked"],
        sources=(row["id"],),
        problems=tuple(problems),
    )
