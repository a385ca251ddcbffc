"""A pinned sdist as a folder, and whether the targets of its questions are in it."""

import ast
import io
import shutil
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.pinned import Pin, content
from benchmarks.retrieval.questions import Question, Repository, Target
from graph.errors import InputError

CACHE = user_cache_path("codecraft") / "retrieval"

type Spans = dict[str, list[tuple[int, int]]]
"""The first (a decorator's) and last lines of the definitions of each dotted name of a file."""


def checkout(repository: Repository, cache: Path) -> Path:
    """The folder of the unpacked sdist. Raises SourceError, NotFoundError, InputError for a missing target."""
    folder = unpacked(repository.pin, cache)
    check_targets(folder, repository.questions)
    return folder


def unpacked(pin: Pin, cache: Path) -> Path:
    """The folder of a pinned sdist, made once. Raises SourceError, NotFoundError."""
    folder = cache / pin.sha256[:16] / pin.filename.removesuffix(".tar.gz")
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            with tarfile.open(fileobj=io.BytesIO(content(pin, cache)), mode="r:gz") as archive:
                archive.extractall(scratch, filter="data")
            (top,) = Path(scratch).iterdir()
            shutil.move(top, folder)
    return folder


def check_targets(folder: Path, questions: Sequence[Question]) -> None:
    """Raises InputError for the first target that is not a definition of its name at its line."""
    spans: dict[str, Spans] = {}
    for question in questions:
        for target in question.targets:
            if target.path not in spans:
                path = folder / target.path
                if not path.is_file():
                    raise InputError(f"{question.text!r}: {folder.name} has no file {target.path}")
                spans[target.path] = definitions(path.read_text(encoding="utf-8"))
            _check(target, question, spans[target.path])


def definitions(text: str) -> Spans:
    """The classes, functions and assigned names of a module, nested ones under dotted names."""
    spans: Spans = {}
    for name, start, end in _definitions(ast.parse(text).body, ""):
        spans.setdefault(name, []).append((start, end))
    return spans


def _check(target: Target, question: Question, spans: Spans) -> None:
    found = spans.get(target.name, [])
    if not any(start <= target.line <= end for start, end in found):
        at = ", ".join(f"{start}-{end}" for start, end in found)
        there = f"it is defined at {at}" if found else "nothing of that name is defined there"
        raise InputError(f"{question.text!r}: {target} is no definition: {there}")


def _definitions(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[str, int, int]]:
    for node in body:
        end = node.end_lineno or node.lineno
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                first = min((each.lineno for each in node.decorator_list), default=node.lineno)
                yield prefix + node.name, first, end
                yield from _definitions(node.body, f"{prefix}{node.name}.")
            case ast.Assign():
                yield from ((prefix + each.id, node.lineno, end) for each in node.targets if isinstance(each, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield prefix + name, node.lineno, end
            case ast.If() | ast.Try() | ast.With() | ast.For() | ast.While():
                for field in ("body", "orelse", "finalbody"):
                    yield from _definitions(getattr(node, field, []), prefix)
                for handler in getattr(node, "handlers", []):
                    yield from _definitions(handler.body, prefix)
