"""The folder of an embedded store: what is in it, which format it has, and who has it open."""

import json
import os
from collections.abc import Buffer, Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import InputError, NotFoundError, StoreError

FORMAT = 1
DATABASE = "graph.grafeo"
VECTORS = "vectors"
WORDS = "words"
_WRITING = ".writing"
_ABOUT = "store.json"
_OPENED = "opened-by"


def prepare(folder: Path, engine: str) -> None:
    """Make the folder and its description where there is none. Raises InputError, StoreError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise InputError(f"{folder} is a file: give --store a folder") from error
    except OSError as error:
        raise InputError(f"{folder} cannot be made ({error.strerror}): give --store another folder") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{folder} cannot be written: give --store another folder, or change its permissions")
    about = folder / _ABOUT
    if about.exists():
        _check(about)
        return
    if strange := sorted(path.name for path in folder.iterdir() if path.name not in (DATABASE, VECTORS, WORDS, _OPENED)):
        raise InputError(f"{folder} holds other things ({strange[0]}): give --store an empty folder or one of ours")
    text = {"format": FORMAT, "engine": f"grafeo {engine}", "created": datetime.now(UTC).isoformat(timespec="seconds")}
    scratch = about.with_suffix(_WRITING)
    scratch.write_text(json.dumps(text, indent=2) + "\n", encoding="utf-8")
    scratch.replace(about)


def require(folder: Path) -> None:
    """Check that a store is there. Raises NotFoundError, InputError, StoreError; makes nothing."""
    if folder.is_file():
        raise InputError(f"{folder} is a file: give --store a folder")
    if not (folder / _ABOUT).exists() or not (folder / DATABASE).exists():
        raise NotFoundError(f"there is no store at {folder}: index something first: codecraft index PATH")
    _check(folder / _ABOUT)


def write_whole(path: Path, parts: Iterable[Buffer]) -> None:
    """Write a file that is named by its content so that it is there whole or not at all, also after a crash."""
    if path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    scratch = path.with_suffix(_WRITING)
    with scratch.open("wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)


def remove_others(folder: Path, names: Collection[str]) -> None:
    """Remove the files that nothing names any more: they end as their folder is called."""
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name not in names and path.suffix in (f".{folder.name}", _WRITING):
            path.unlink(missing_ok=True)


def enter(folder: Path) -> None:
    """Leave our process id, for the message of those who come while we are here. A folder we cannot write stays as it is."""
    with suppress(OSError):
        (folder / _OPENED).mkdir(exist_ok=True)
        (folder / _OPENED / str(os.getpid())).touch()


def leave(folder: Path) -> None:
    """Take our process id away."""
    with suppress(OSError):
        (folder / _OPENED / str(os.getpid())).unlink()


def occupants(folder: Path) -> list[int]:
    """The running processes that have the store open, as far as they could say so."""
    with suppress(OSError):
        return sorted(int(path.name) for path in (folder / _OPENED).iterdir() if path.name.isdigit() and _runs(int(path.name)))
    return []


def _check(about: Path) -> None:
    try:
        version = int(json.loads(about.read_text(encoding="utf-8"))["format"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{about} is damaged: remove the folder {about.parent} and index again") from error
    if version > FORMAT:
        raise StoreError(f"{about.parent} was written by a newer CodeCraft (format {version}): upgrade, or use another --store")
    if version < FORMAT:
        raise StoreError(f"{about.parent} has the old format {version}: remove the folder and index again")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
