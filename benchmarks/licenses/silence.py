"""Files that say nothing of licences, and what is read into them."""

import re
import sysconfig
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.licenses.detection import statements

_WORDS = re.compile(r"licen[cs]|copyright|spdx|\bgpl|public domain|warrant|all rights reserved", re.IGNORECASE)
_TEMPTING = re.compile(r"permission|licen[cs]e_|commit|\bmit\b|redistribut|apache|bsd|isc\b|free", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Silence:
    """How many files were read, how many lines of findings there are in them and where; CPU milliseconds a file."""

    what: str
    files: int
    found: tuple[str, ...]
    mean_ms: float
    worst_ms: float


def measured(count: int) -> Iterator[Silence]:
    """Files of Python's own library without a word of licences, and those of them with words that sound like it."""
    library = Path(sysconfig.get_path("stdlib"))
    silent: list[tuple[str, str]] = []
    tempting: list[tuple[str, str]] = []
    for path in sorted(library.rglob("*.py")):
        if "site-packages" in path.parts:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if not _WORDS.search(text):
            (tempting if _TEMPTING.search(text) else silent).append((path.relative_to(library).as_posix(), text))
    yield _read("without licence words", silent[:count])
    yield _read("without licence words, with words that sound like one", tempting[:count])


def _read(what: str, files: list[tuple[str, str]]) -> Silence:
    found, times = [], []
    for path, text in files:
        began = time.process_time()
        said = statements(path, text)
        times.append(1000 * (time.process_time() - began))
        found += [f"{path}:{one.line} {one.expression}" for one in said]
    return Silence(what, len(files), tuple(found), sum(times) / max(len(times), 1), max(times, default=0.0))
