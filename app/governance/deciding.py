"""A person's decision about an entry: written into the manifest, carried out in the store, and recorded."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.governance.proposing import POLICY
from app.governance.standing import Remover
from extractors.sources.manifests.editing import find_entry, review_entry
from extractors.sources.manifests.entry import Entry, Review
from extractors.sources.manifests.reading import Listing, read_listing
from extractors.sources.manifests.refusals import refused_by_license, refused_by_place
from graph.errors import InputError
from graph.licensing.expressions import normalise
from graph.withdrawal import Removed, act, log_act


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about an entry, and what it took out of the store."""

    manifest: str
    number: int
    entry: str
    name: str
    state: str
    reviewer: str
    date: str
    reason: str
    removed: tuple[Removed, ...] = ()


def check_decision(file: Path, name: str, review: Review) -> tuple[Listing, int]:
    """The entry that is meant, if it can be decided so. Raises InputError, NotFoundError, AmbiguousError."""
    listing = read_listing(file)
    number = find_entry(listing, name)
    entry = listing.entries[number - 1]
    if review.state == "approved":
        _refuse(entry, review)
    elif not review.reason:
        raise InputError(f"{listing.where(number)}: say why with --reason")
    if review.state == "withdrawn" and entry.review.state != "approved":
        raise InputError(f"{listing.where(number)} is {entry.review.state}, not approved: there is nothing to withdraw")
    return listing, number


def decide(listing: Listing, number: int, review: Review, remover: Remover | None) -> Decision:
    """Write the decision, then take out of the store what is no longer approved. Raises InputError, StoreError.

    The manifest is first: a source that is still there without approval is found again by `sources audit` and `index`.
    """
    entry = listing.entries[number - 1]
    listing = review_entry(listing.file, number, review)
    removed: tuple[Removed, ...] = ()
    about = _about(listing, entry, review)
    if remover is not None and review.state == "approved":
        log_act(remover.store, "review", about)
    elif remover is not None:
        removed = tuple(remover.entry(listing, number, review.reason, act("review", about)))
    return Decision(
        manifest=str(listing.file),
        number=number,
        entry=entry.location,
        name=entry.title,
        state=review.state,
        reviewer=review.reviewer,
        date=str(review.date),
        reason=review.reason,
        removed=removed,
    )


def _about(listing: Listing, entry: Entry, review: Review) -> dict[str, str]:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    about = {"at": at, "by": review.reviewer, "entry": entry.location, "manifest": str(listing.file.resolve())}
    return about | {"outcome": review.state, "reason": review.reason}


def _refuse(entry: Entry, review: Review) -> None:
    """What the policy refuses is not approved by the way. Raises InputError."""
    expression = entry.license or entry.expected_license
    found = refused_by_place(entry)
    if found is None and expression and not entry.internal:
        found = refused_by_license(normalise(expression))
    if found is not None and found.kind not in review.accept:
        raise InputError(f"{entry.title}: {found}")
    kind, _, reason = entry.review.reason.partition(": ")
    unread = not (expression or entry.internal)
    if unread and entry.review.state == "rejected" and entry.review.reviewer == POLICY and kind not in review.accept:
        # Nothing of the entry says why; what was read when it was added did.
        raise InputError(f"{entry.title}: {kind} is refused by policy, as {reason}: say --accept {kind} and --reason WHY")
