"""From the records of processes to the rows that `benchmarks/calls/truth.py` reads."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.calls.traces.kinds import called_name, kind_of
from benchmarks.calls.traces.records import Edge, Instruction, Record
from benchmarks.calls.traces.syntax import Defined, SourceFile

_LAZY = 0x20 | 0x80 | 0x200
"""Flags of code objects: generator, coroutine, asynchronous generator."""
_WRAPPED = ("wrapped", "partial")

type Key = tuple[Any, ...]
type Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Located:
    """A code object of an indexed file."""

    path: str
    file: SourceFile
    place: Defined
    flags: int
    is_generator_expression: bool

    @property
    def shown(self) -> Row:
        return {"path": self.path, "qualname": self.place.qualified_name, "line": self.place.line}


@dataclass(slots=True)
class Rows:
    """The tables, each row under what makes it one; `lost` are code objects that the source does not show."""

    calls: dict[Key, Row] = field(default_factory=dict)
    also: dict[Key, Row] = field(default_factory=dict)
    executed: dict[Key, Row] = field(default_factory=dict)
    other: dict[Key, Row] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    def write(self, folder: Path) -> None:
        """As files of JSON lines."""
        tables = {"calls": self.calls, "also": self.also, "executed": self.executed, "executed_other": self.other}
        for name, table in tables.items():
            lines = [json.dumps(table[key]) + "\n" for key in sorted(table)]
            (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")


def rows(records: Iterable[Record], traced: Path, indexed: Path) -> Rows:
    """The rows of all records. `traced` is the import root that ran, `indexed` its copy without tests."""
    found, files = Rows(), _Files(traced, indexed)
    for record in records:
        codes: dict[int, _Located] = {}
        for number, (path, name, first_line, flags) in record.codes.items():
            if (opened := files.open(path)) is not None:
                place = opened[1].place(name, first_line)
                if place is None:
                    found.lost.append(f"{opened[0]}:{first_line} {name}")
                else:
                    codes[number] = _Located(*opened, place, flags, name.endswith("<genexpr>"))
        for edge in record.edges:
            if edge.caller in codes and edge.called in codes and edge.instruction.line is not None:
                _add_call(found, edge, codes[edge.caller], codes[edge.called])
        for number, instructions in record.executed:
            if number in codes:
                _add_executed(found, codes[number], instructions)
    for key in found.calls.keys() & found.also.keys():
        del found.also[key]
    return found


class _Files:
    def __init__(self, traced: Path, indexed: Path) -> None:
        self._traced, self._indexed = traced.resolve(), indexed
        self._read: dict[str, tuple[str, SourceFile] | None] = {}

    def open(self, path: str) -> tuple[str, SourceFile] | None:
        """A traced file by its path from the root, and what it holds; None for one that is not indexed."""
        if path not in self._read:
            self._read[path] = None
            if Path(path).is_relative_to(self._traced):
                relative = Path(path).relative_to(self._traced)
                if (self._indexed / relative).is_file():
                    self._read[path] = relative.as_posix(), SourceFile((self._indexed / relative).read_bytes())
        return self._read[path]


def _add_call(found: Rows, edge: Edge, caller: _Located, callee: _Located) -> None:
    if not callee.place.qualified_name or callee.place.is_class or callee.is_generator_expression:
        return
    last = callee.place.qualified_name.rpartition(".")[2]
    # A lazy body starts where somebody resumes it; its call is the one that made it.
    begins_later = bool(callee.flags & _LAZY) and not last.startswith("__")
    if last == "__del__" or (begins_later and edge.how in ("started", "outside")):
        return
    kind, visible, call = kind_of(edge, caller.file, callee.place.qualified_name)
    table = found.calls
    if edge.how == "outside" and edge.label in _WRAPPED:
        kind, visible = "callback", False
    elif edge.how in ("outside", "resolved") or edge.label == "wrapped-inside":
        table, visible = found.also, False
    line, end_line, column, end_column, _, _ = edge.instruction
    name, at = "", line
    if call is not None and kind != "decorator":
        line, column, name, at = call.lineno, call.col_offset, called_name(call), call.func.end_lineno
    key = (caller.path, *caller.place[:2], callee.path, *callee.place[:2], line, column, end_line, end_column, kind)
    row = table.setdefault(
        key,
        {
            "caller": caller.shown, "callee": callee.shown, "line": line, "column": column, "end_line": end_line,
            "end_column": end_column, "at": at, "name": name, "count": 0, "visible": visible, "kind": kind,
        },
    )  # fmt: skip
    row["count"] += edge.times
    row["visible"] |= visible


def _add_executed(found: Rows, code: _Located, instructions: Iterable[Instruction]) -> None:
    for instruction in instructions:
        line, end_line, column, end_column, operation, _ = instruction
        if line is None:
            continue
        call = code.file.call(instruction) if operation.startswith("CALL") else None
        row: Row = {"path": code.path, "line": line, "column": column, "end_line": end_line, "end_column": end_column}
        if call is None:
            row |= {"op": operation, "caller": code.shown}
            found.other[code.path, line, column, end_line, end_column, operation, *code.place[:2]] = row
        else:
            row |= {"line": call.lineno, "column": call.col_offset, "at": call.func.end_lineno, "name": called_name(call)}
            row |= {"caller": code.shown}
            key = (code.path, call.lineno, call.col_offset, end_line, end_column, row["at"], row["name"], *code.place[:2])
            found.executed[key] = row
