"""Where code objects and call expressions stand in a source file, by its syntax."""

import ast
from collections import defaultdict
from typing import NamedTuple

from benchmarks.calls.traces.records import Instruction

_INLINE = ("<genexpr>", "<listcomp>", "<dictcomp>", "<setcomp>")

type _Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


class Defined(NamedTuple):
    """A definition by its dotted name within the file and its `def` line; ("", 0) is the module."""

    qualified_name: str
    line: int
    end_line: int = 0
    is_class: bool = False


MODULE = Defined("", 0)


class SourceFile:
    """One parsed file. Columns are UTF-8 offsets, as in `ast` and in code objects."""

    def __init__(self, text: bytes) -> None:
        self._calls: dict[tuple[int | None, int | None], ast.Call] = {}
        self.decorators: dict[tuple[int | None, ...], ast.expr] = {}
        """Decorators by line, end line, column and end column."""
        self._defined: dict[tuple[str, int], list[Defined]] = defaultdict(list)
        self._all: list[Defined] = []
        self._visit(ast.parse(text), "")

    def _visit(self, node: ast.AST, around: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = around
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                inner = f"{around}.{_name(child)}".lstrip(".")
                self._note(child, inner)
            elif isinstance(child, ast.Call):
                self._calls[child.end_lineno, child.end_col_offset] = child
            self._visit(child, inner)

    def _note(self, node: _Definition, name: str) -> None:
        decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
        for one in decorators:
            self.decorators[one.lineno, one.end_lineno, one.col_offset, one.end_col_offset] = one
        defined = Defined(name, node.lineno, node.end_lineno or node.lineno, isinstance(node, ast.ClassDef))
        self._all.append(defined)
        for first in {node.lineno, min([node.lineno, *(one.lineno for one in decorators)])}:
            self._defined[name, first].append(defined)

    def call(self, at: Instruction) -> ast.Call | None:
        """The call expression that an instruction belongs to.

        Both end at one place, but a method's call begins at its name, and a `with` statement may end where a call in it does.
        """
        found = self._calls.get((at.end_line, at.end_column))
        begins = (at.line or 0, at.column or 0)
        return found if found is not None and begins >= (found.lineno, found.col_offset) else None

    def place(self, qualified_name: str, first_line: int) -> Defined | None:
        """What a code object belongs to: that of a comprehension to the definition around it. None if it is not here."""
        parts = [one for one in qualified_name.replace(".<locals>", "").split(".") if one != "<module>"]
        inline = bool(parts) and _is_inline(parts[-1])
        name = ".".join(one for one in parts if not _is_inline(one))
        if not name:
            return MODULE
        if not inline and (found := self._defined.get((name, first_line))):
            return found[0]
        around = [one for one in self._all if one.qualified_name == name and first_line <= one.end_line]
        within = [one for one in around if one.line <= first_line]
        return max(within or around, key=lambda one: one.line, default=None)


def _name(node: _Definition) -> str:
    return "<lambda>" if isinstance(node, ast.Lambda) else node.name


def _is_inline(part: str) -> bool:
    return part in _INLINE or part.startswith("<generic")
