"""Files that changed on disk after they were indexed."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from graph.ports import GraphStore
from graph.statements import load

_ON_DISK = frozenset({"directory", "installed"})


@dataclass(frozen=True, slots=True)
class Staleness:
    """Ids of files: `stale` ones differ from what was indexed or are gone; `unchecked` ones are not here or cannot be read."""

    stale: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()


def of_files(store: GraphStore, file_ids: Iterable[str]) -> Staleness:
    """Compare files with the disk, as far as they come from a folder. Pinned sources cannot go stale."""
    wanted = sorted(set(file_ids))
    if not wanted:
        return Staleness()
    stale: list[str] = []
    unchecked: list[str] = []
    for row in store.run(load("read/file_states"), ids=wanted):
        if row["kind"] not in _ON_DISK:
            continue
        root = Path(row["location"] or "")
        if not row["location"] or not root.is_dir():
            unchecked.append(row["id"])
            continue
        digest = _digest(root / row["path"])
        if digest is None:
            unchecked.append(row["id"])
        elif digest != row["digest"]:
            stale.append(row["id"])
    return Staleness(tuple(stale), tuple(unchecked))


def of_source(store: GraphStore, source: str) -> Staleness:
    """Compare all of a source's files with the disk."""
    return of_files(store, [row["id"] for row in store.run(load("read/source_files"), source=source)])


def _digest(path: Path) -> str | None:
    """The digest of a file's bytes, empty for a file that is gone, None for one that cannot be read."""
    try:
        with path.open("rb") as opened:
            return f"sha256:{file_digest(opened, 'sha256').hexdigest()}"
    except FileNotFoundError:
        return ""
    except OSError:
        return None
