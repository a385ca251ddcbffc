"""When an entry is to be looked at again."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.reading import Listing
from graph.ports import GraphStore, Row
from graph.statements import load

_DAYS = {"daily": 1, "weekly": 7, "monthly": 30}
_MANY = 100_000


def last_refreshes(store: GraphStore) -> dict[tuple[str, str], str]:
    """The day of the last refresh by (manifest, entry)."""
    rows = store.run(load("read/refreshes"), limit=_MANY)
    return {(row["manifest"] or "", row["entry"] or ""): str(row["last"])[:10] for row in rows}


def last_looked_at(entry: Entry, listing: Listing, rows: list[Row], refreshes: Mapping[tuple[str, str], str]) -> str:
    """The day on which an entry was last indexed or refreshed; empty where it never was. `rows` are its stored sources."""
    days = [row["refreshed"] or "" for row in rows]
    return max([*days, refreshes.get((str(listing.file.resolve()), entry.location), "")], default="")


def due_on(entry: Entry, last: str) -> date | None:
    """The day on which an entry is due; today for one that was never looked at, None for one without a schedule."""
    days = _DAYS.get(entry.refresh)
    if days is None:
        return None
    return date.fromisoformat(last) + timedelta(days=days) if last else today()


def today() -> date:
    """The day, in UTC as everywhere in the graph."""
    return datetime.now(UTC).date()
