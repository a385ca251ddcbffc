"""The log's head, kept beside the store: who changes the graph from outside finds it hard to forget nothing.

One line for each head, `SEQUENCE DIGEST TIME`. The file stands beside the embedded store's folder (`NAME.heads`), or where
CODECRAFT_LOG_HEADS says; a server's store has one only there. To keep it on another machine is the surest.
"""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.settings import FolderAddress, Settings
from graph.errors import CodeCraftError, InputError
from graph.log import Anchor, Head, log_head
from graph.ports import GraphStore

_MOST = 1_000


def heads_file(settings: Settings) -> Path | None:
    """Where heads are kept; None for a server's store without CODECRAFT_LOG_HEADS."""
    if settings.log_heads:
        return settings.log_heads
    if isinstance(settings.store, FolderAddress):
        folder = settings.store.folder
        return folder.with_name(f"{folder.name}.heads")
    return None


def keep_head(store: GraphStore, settings: Settings) -> None:
    """Add the present head where it is a new one. What cannot be written is left: the store holds the log itself."""
    file = heads_file(settings)
    if file is None:
        return
    with suppress(OSError, CodeCraftError):
        head = log_head(store)
        line = f"{head.sequence} {head.digest}"
        if head.sequence and not _last(file).startswith(line):
            with file.open("a", encoding="utf-8") as out:
                out.write(f"{line} {datetime.now(UTC).isoformat(timespec='seconds')}\n")


def kept_heads(settings: Settings) -> list[Anchor]:
    """The heads that were kept, the last thousand. Raises InputError where the file is damaged."""
    file = heads_file(settings)
    if file is None or not file.is_file():
        return []
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[-_MOST:], start=1):
        sequence, _, rest = line.partition(" ")
        digest = rest.partition(" ")[0]
        if not (sequence.isdigit() and digest.startswith("sha256:")):
            raise InputError(f"line {number} of {file} is no head of a log: restore the file, or remove it and verify again")
        found.append(Anchor(Head(int(sequence), digest), str(file)))
    return found


def _last(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as opened:
        opened.seek(max(0, file.stat().st_size - 200))
        return opened.read().decode(errors="replace").rstrip("\n").rpartition("\n")[2]
