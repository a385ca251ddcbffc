"""How long what names or quotes people is kept: by the list of sources, the environment, and what is said for once."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from extractors.sources.manifests.reading import read_listing
from graph.ports import GraphStore
from queries.privacy.retention import Limits, Overdue, overdue, purge, read_limits


def limits_in_force(manifest: Path, environment: Sequence[str], said: Sequence[str] = ()) -> Limits:
    """The limits, the later ones before the earlier. A list that is not there says none. Raises InputError."""
    listed = read_listing(manifest).retention.limits if manifest.is_file() else ()
    return read_limits([*listed, *environment, *said])


def purge_overdue(store: GraphStore, limits: Limits) -> Overdue:
    """Remove what is past its limit; what that was. Raises StoreError."""
    found = overdue(store, limits, datetime.now(UTC))
    if found.anything:
        purge(store, found, limits)
    return found
