"""What a traced process wrote (`runtime/exact_recorder.py`), read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec


class Instruction(NamedTuple):
    """An instruction at its place in the source; `rank` numbers the calls that one expression compiles to."""

    line: int | None
    end_line: int | None
    column: int | None
    end_column: int | None
    name: str
    rank: int


class Code(NamedTuple):
    """A code object: file, qualified name, first line and flags as the interpreter says them."""

    path: str
    qualified_name: str
    first_line: int
    flags: int


class Edge(NamedTuple):
    """Codes by number; `how` and `label` as the recorder's tables are called."""

    caller: int
    called: int
    times: int
    how: str
    label: str
    instruction: Instruction


class Record(msgspec.Struct):
    """One process."""

    codes: dict[int, Code]
    edges: list[Edge]
    executed: list[tuple[int, list[Instruction]]]


def read_records(folder: Path) -> Iterator[Record]:
    """The records of all processes."""
    for path in sorted(folder.glob("*.json")):
        yield msgspec.json.decode(path.read_bytes(), type=Record)
