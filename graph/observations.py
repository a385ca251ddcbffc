"""Calls that were seen to happen, and how they become claims.

A record holds for the files that it was made on: what a changed file calls, or what is called in one, is left out until the
next trace. The record lies in the traced tree (`.codecraft/observations.json`) and is an input of every index of that tree.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from graph.errors import InputError

RECORD = Path(".codecraft") / "observations.json"
FORMAT = 1


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A symbol as a trace knows it: its file, the line of its definition below decorators (0: the module), its last name."""

    path: str
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class ObservedCall:
    """A call from one line. `count` is a lower bound when `sampled`; `tests` is how many tests it happened in."""

    caller: Place
    callee: Place
    line: int
    count: int
    sampled: bool = False
    tests: int = 0


@dataclass(frozen=True, slots=True)
class ObservedTest:
    """A test that reached a function, in so many of its runs; `direct` when the test itself calls it."""

    test: Place
    callee: Place
    runs: int
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Observations:
    """What traces of one tree saw. `digests` are those of the files at that time, by path; `tests` ran in the last trace."""

    digests: Mapping[str, str]
    calls: tuple[ObservedCall, ...] = ()
    reached: tuple[ObservedTest, ...] = ()
    tests: int = 0
    left_out: int = 0
    """Reached functions that are not in `reached`, which keeps the most specific ones of each test."""
    format: int = FORMAT

    @property
    def digest(self) -> str:
        """Of all that is said, to tell whether an index has seen it; empty when nothing is."""
        if not self.calls and not self.reached:
            return ""
        return "sha256:" + hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


NONE = Observations({})


def read_record(root: Path) -> Observations:
    """A tree's record; none when it was never traced. Raises InputError for one that can't be read."""
    path = root / RECORD
    if not path.is_file():
        return NONE
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Observations)
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(f"{path} cannot be read ({error}): trace again, or delete it") from error
    return found if found.format == FORMAT else NONE


def write_record(root: Path, record: Observations) -> Path:
    """Keep a tree's record, out of its version control. Raises InputError."""
    path = root / RECORD
    try:
        path.parent.mkdir(exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        part = path.with_suffix(".part")
        part.write_bytes(msgspec.json.encode(record, order="deterministic"))
        part.replace(path)
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error}): trace a tree that you can write to") from error
    return path


def merged(old: Observations, new: Observations) -> Observations:
    """Both records where files are as they were: what the new one saw again is as it saw it, the rest stays."""
    kept = {path: digest for path, digest in old.digests.items() if new.digests.get(path, digest) == digest}
    calls = {(one.caller, one.callee, one.line): one for one in _still(old.calls, kept, "caller")}
    calls |= {(one.caller, one.callee, one.line): one for one in new.calls}
    again = {one.test for one in new.reached}
    reached = [one for one in _still(old.reached, kept, "test") if one.test not in again]
    return replace(
        new,
        digests=dict(sorted((kept | dict(new.digests)).items())),
        calls=tuple(calls[key] for key in sorted(calls)),
        reached=tuple(sorted([*reached, *new.reached], key=lambda one: (one.test, one.callee))),
    )


def current(record: Observations, digests: Mapping[str, str]) -> tuple[Observations, tuple[str, ...]]:
    """What still holds of a record for files with these digests, and the paths that changed."""
    kept = {path: digest for path, digest in record.digests.items() if digests.get(path) == digest}
    changed = tuple(sorted(path for path in record.digests if path not in kept))
    calls = tuple(_still(record.calls, kept, "caller"))
    return replace(record, digests=kept, calls=calls, reached=tuple(_still(record.reached, kept, "test"))), changed


def _still[T: (ObservedCall, ObservedTest)](entries: Iterable[T], kept: Mapping[str, str], start: str) -> list[T]:
    return [one for one in entries if getattr(one, start).path in kept and one.callee.path in kept]
