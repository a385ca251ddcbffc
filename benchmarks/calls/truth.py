"""Calls that really happened: the record that a traced package's own tests leave, as files.

A folder for each package holds `root` (the import root to index), `calls.jsonl` (calls between the package's own functions),
`also.jsonl` (what happened through a decorator or through code outside: right when it is claimed, not asked for),
`executed.jsonl` (call expressions that ran) and `executed_other.jsonl` (other operations that ran). Lines count from 1,
columns are 0-based UTF-8 offsets.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.calls.traces.listed import listed

CACHE = user_cache_path("codecraft") / "traces"
TRUTH = CACHE / "truth"
"""Where `python -m benchmarks.calls.traces` writes by default."""

type Place = tuple[str, int, str]
"""A symbol by its file, the line of its `def` (0 for a module) and its last name."""
type Edge = tuple[Place, Place, int]
"""A call: caller, callee and the line of the calling expression."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call that happened. `lines` are those that may be said of it: where its expression starts, where its name stands."""

    caller: Place
    callee: Place
    lines: frozenset[int]
    kind: str
    visible: bool
    count: int
    name: str
    """What the calling expression calls, its last part; empty for a computed target."""
    qualname: str

    @property
    def line(self) -> int:
        """Where the called name stands."""
        return max(self.lines)


@dataclass(slots=True)
class Truth:
    """What one package's tests did."""

    name: str
    root: Path
    calls: list[Call]
    also: list[Call]
    executed: dict[tuple[Place, int], set[str]] = field(default_factory=dict)
    """The names called at a line of a caller, for call expressions that ran."""
    ran: set[tuple[Place, int]] = field(default_factory=set)
    """Lines of a caller on which anything ran."""


def packages(folder: Path, names: list[str]) -> list[str]:
    """The packages that a truth folder holds, or those of the names that it does; `dev` and `held_out` stand for sets."""
    sets: dict[str, list[str]] = defaultdict(list)
    for one in listed():
        sets[one.of_set].append(one.name)
    if (folder / "SETS.json").is_file():
        sets.update(json.loads((folder / "SETS.json").read_text("utf-8")))
    wanted = [one for name in names for one in sets.get(name, [name])]
    return sorted(path.parent.name for path in folder.glob("*/root") if not wanted or path.parent.name in wanted)


def read_truth(folder: Path) -> Truth:
    """One package's record."""
    truth = Truth(
        folder.name,
        folder / (folder / "root").read_text("utf-8").strip(),
        [_call(row) for row in _rows(folder / "calls.jsonl")],
        [_call(row) for row in _rows(folder / "also.jsonl")],
    )
    for row in _rows(folder / "executed.jsonl"):
        caller = _place(row["caller"])
        for line in {row["line"], row["at"]}:
            truth.executed.setdefault((caller, line), set()).add(row["name"])
            truth.ran.add((caller, line))
    for row in _rows(folder / "executed_other.jsonl"):
        truth.ran.add((_place(row["caller"]), row["line"]))
    return truth


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _call(row: dict[str, Any]) -> Call:
    lines = {row["line"], row.get("at", row["line"])}
    if not row["visible"]:
        lines |= {row["line"], row["end_line"]}
    place, callee = _place(row["caller"]), _place(row["callee"])
    return Call(
        place,
        callee,
        frozenset(lines),
        row["kind"],
        row["visible"],
        row["count"],
        row.get("name", ""),
        row["callee"]["qualname"],
    )


def _place(end: dict[str, Any]) -> Place:
    return (end["path"], end["line"], end["qualname"].rpartition(".")[2])
