"""One document's text to facts, through LibCST, with positions taken from `ast`."""

import ast
import re
import sys
import warnings
from collections.abc import Mapping
from typing import Any

from extractors.languages.python import flow, statements
from extractors.languages.python.functions import docstring
from extractors.languages.python.pieces import parse_pieces
from extractors.languages.python.recorder import Mismatch, Recorder
from extractors.languages.python.syntax import cst, parse_module
from graph.facts import Definition, Diagnostic, Document, FileFacts, Kind

_SIZE_LIMIT = 8_000_000
_LINE_LIMIT = 1_000_000
_OPEN_LIMIT = 720
_RECURSION_LIMIT = 6_000
_CODING = re.compile(r"^([ \t\f]*#.*?coding[:=][ \t]*)([-\w.]+)", re.MULTILINE)


class _Unreadable(Exception):  # noqa: N818
    def __init__(self, code: str, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.code, self.line = code, line


def read(document: Document, language: str) -> FileFacts:
    """The document's facts."""
    text = document.text.removeprefix("\ufeff")
    lines = _count_lines(text)
    try:
        recorder = _walk(text)
    except _Unreadable as error:
        diagnostic = Diagnostic(document.path, error.code, str(error), error.line)
        return FileFacts(document.digest, language, (), diagnostics=(diagnostic,), lines=lines)
    record = recorder.finish()
    definitions = (_module(recorder, lines), *_without_shadowed(recorder, record))
    return FileFacts(document.digest, language, definitions, tuple(recorder.imports), (), flow.encode(record), lines)


def _count_lines(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n") + (not text.endswith(("\n", "\r")) and bool(text))


def _walk(text: str) -> Recorder:
    _check_size(text)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
    try:
        recorder = _paired(text)
        if recorder is not None:
            return recorder
        module = _parse_module(text)
        return _record(text, module, None, _positions(module))
    except RecursionError:
        raise _Unreadable("too-deep", "nested too deeply to read; it is left out") from None
    finally:
        sys.setrecursionlimit(limit)


def _paired(text: str) -> Recorder | None:
    """What a walk with both trees records; None where one of them cannot be had or they differ."""
    tree = _parse_tree(text)
    if tree is None:
        return None
    try:
        module = parse_pieces(text, tree)
    except Exception:
        module = _parse_module(text)  # which says what is wrong with it, and where
    try:
        return _record(text, module, tree, None)
    except Mismatch:
        return None


def _check_size(text: str) -> None:
    if len(text) > _SIZE_LIMIT:
        raise _Unreadable("too-large", f"{len(text):,} characters; files over {_SIZE_LIMIT:,} are left out")
    for number, line in enumerate(text.split("\n") if len(text) > _LINE_LIMIT else (), 1):
        if len(line) > _LINE_LIMIT:
            raise _Unreadable("too-large", f"{len(line):,} characters on one line; over {_LINE_LIMIT:,} it is left out", number)
    if "\0" in text:
        raise _Unreadable("syntax-error", "a NUL character; not Python source", text.count("\n", 0, text.index("\0")) + 1)
    if sum(map(text.count, "([{")) > _OPEN_LIMIT and _deepest(text) > _OPEN_LIMIT:
        raise _Unreadable("too-deep", "brackets are nested too deeply to read; it is left out")


def _deepest(text: str) -> int:
    """How many brackets are open at once, at most; those in strings count."""
    depth = deepest = 0
    for character in re.findall(r"[(\[{)\]}]", text):
        depth += 1 if character in "([{" else -1
        deepest = max(deepest, depth)
    return deepest


def _parse_tree(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError:
        return None
    except ValueError:
        return None
    except MemoryError:
        raise _Unreadable("too-deep", "nested too deeply to read; it is left out") from None


def _parse_module(text: str) -> cst.Module:
    try:
        return parse_module(text)
    except cst.ParserSyntaxError as error:
        raise _Unreadable("syntax-error", error.message.split("\n")[0], error.raw_line) from None
    except RecursionError:
        raise
    except Exception as error:
        raise _Unreadable("syntax-error", f"{type(error).__name__}: {error}".split("\n")[0], 1) from None


def _positions(module: cst.Module) -> Mapping[cst.CSTNode, tuple[int, int]]:
    # Few files need this, and it takes long to import.
    from libcst.metadata import MetadataWrapper, PositionProvider  # noqa: PLC0415

    found: Any = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    return {node: (span.start.line, span.end.line) for node, span in found.items()}


def _record(text: str, module: cst.Module, tree: ast.Module | None, lines_of: Any) -> Recorder:
    recorder = Recorder(text, module, lines_of)
    recorder.docstring = docstring(module, tree)
    statements.block(recorder, module.body, tree.body if tree is not None else None)
    return recorder


def _module(recorder: Recorder, lines: int) -> Definition:
    exports = () if recorder.exports is None or recorder.exports_open else tuple(recorder.exports)
    digest = recorder.digest(1, len(recorder.lines))
    docstring, statements = recorder.docstring, recorder.statements
    return Definition("", Kind.MODULE, 1, max(lines, 1), digest, docstring=docstring, exports=exports, statements=statements)


def _without_shadowed(recorder: Recorder, record: flow.Flow) -> list[Definition]:
    """Definitions in order of their lines, less the variables that are also a function or a class."""
    real = {d.qualified_name for d in recorder.definitions if d.kind not in (Kind.VARIABLE, Kind.ATTRIBUTE)}
    kept = [
        index
        for index, definition in enumerate(recorder.definitions)
        if definition.kind not in (Kind.VARIABLE, Kind.ATTRIBUTE) or definition.qualified_name not in real
    ]
    place = {old: new + 1 for new, old in enumerate(kept)}
    for scope in record.scopes:
        scope.definition = place[scope.definition] if scope.definition >= 0 else 0
    return [recorder.definitions[index] for index in kept]
