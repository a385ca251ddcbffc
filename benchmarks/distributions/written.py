"""What a file holds, counted with `ast` alone: nothing here is shared with the extractor that it judges."""

import ast
import warnings
from collections import Counter
from dataclasses import dataclass, field

_KINDS: dict[type, str] = {
    ast.ClassDef: "class",
    ast.FunctionDef: "function",
    ast.AsyncFunctionDef: "function",
    ast.Lambda: "lambda",
}


@dataclass(slots=True)
class Written:
    """Definitions as (kind, line, end line); calls by the line on which the called expression ends; decorators; imports.

    A decorator's line is where its expression begins; an import is the (first, last) line of its statement.
    """

    definitions: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    calls: Counter[int] = field(default_factory=Counter)
    decorators: Counter[int] = field(default_factory=Counter)
    imports: list[tuple[int, int]] = field(default_factory=list)

    @property
    def call_sites(self) -> int:
        """Calls and decorators: a decorator calls what it names with what stands below it."""
        return self.calls.total() + self.decorators.total()


def written(data: bytes) -> Written | str:
    """The counts, or why Python's own parser refuses the bytes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError, LookupError) as error:
        return _reason(error)
    found = Written()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        _note(found, node)
        pending.extend(ast.iter_child_nodes(node))
    return found


def _note(found: Written, node: ast.AST) -> None:
    if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        found.definitions[_KINDS[type(node)], node.lineno, node.end_lineno or node.lineno] += 1
        if not isinstance(node, ast.Lambda):
            found.decorators.update(decorator.lineno for decorator in node.decorator_list)
    elif isinstance(node, ast.Call):
        found.calls[node.func.end_lineno or node.func.lineno] += 1
    elif isinstance(node, ast.Import | ast.ImportFrom):
        found.imports.append((node.lineno, node.end_lineno or node.lineno))


def _reason(error: BaseException) -> str:
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    for cause, marks in _CAUSES.items():
        if any(mark in message for mark in marks):
            return cause
    return message.split("\n")[0] or type(error).__name__


_CAUSES = {
    "Python 2": (
        "Missing parentheses in call to",
        "multiple exception types must be parenthesized",
        "leading zeros in decimal integer literals",
        "'<>'",
        "inconsistent use of tabs",
        "invalid decimal literal",
        "invalid hexadecimal literal",
    ),
    "encoding": ("codec", "encoding", "Non-UTF-8", "unknown encoding"),
    "NUL": ("null bytes",),
}
