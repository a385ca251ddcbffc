"""What is learned from: a docstring's first paragraphs, each with the definition that it describes, without its docstring."""

import ast
import hashlib
import inspect
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from graph.texts import embedding_text

MOST_A_PACKAGE = 8_000
"""So that no package drowns the others."""
LEFT_OUT = re.compile(
    r"(^|/)(tests?|testing|_?vendor(ed)?|third_party|_?externals?|extern|_distutils)(/|$)|_pb2(_grpc)?\.py$|\.data/"
)
"""Paths of tests, of copies of other packages, and of generated code."""

_FEWEST_WORDS = 3
_LONGEST_QUERY = 400
_HEAD = 4_000
_OTHER_LICENSE = re.compile(
    r"General Public License|Mozilla Public License|Creative Commons|\b[AL]?GPL\b|\bMPL[ -]2", re.IGNORECASE
)
_NO_PROSE = re.compile(r"^\s*(>>>|[.:@*-]|\w+:$)|^\s*[-=~]{3,}\s*$", re.MULTILINE)

type _Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Pair:
    """A description in words and the text that is embedded for what it describes. `paragraph` counts from 1."""

    query: str
    code: str
    name: str
    function: bool
    paragraph: int = 1


def pairs_of_wheel(wheel: Path) -> list[Pair]:
    """The pairs of a wheel's modules, at most `MOST_A_PACKAGE`, in an order that does not depend on the packages."""
    pairs: list[Pair] = []
    with ZipFile(wheel) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".py") and not LEFT_OUT.search(name):
                pairs += pairs_of_module(name, archive.read(name).decode("utf-8", "replace"))
    return sorted(distinct(pairs), key=_key)[:MOST_A_PACKAGE]


def pairs_of_module(path: str, text: str, *, any_license: bool = False) -> Iterator[Pair]:
    """The pairs of one file; none for a text that does not parse.

    None either for one whose head names a licence that is not permissive, unless `any_license`.
    """
    if not any_license and _OTHER_LICENSE.search(text[:_HEAD]):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    lines = text.splitlines()
    for qualified_name, node in _definitions(tree, _module_name(path)):
        for paragraph, paragraph_text in enumerate(_paragraphs(node), 1):
            query = " ".join(paragraph_text.split())[:_LONGEST_QUERY]
            if len(query.split()) >= _FEWEST_WORDS and not _NO_PROSE.search(paragraph_text):
                code = embedding_text(qualified_name, _without_docstring(node, lines))
                yield Pair(query, code, qualified_name, not isinstance(node, ast.ClassDef), paragraph)


def distinct(pairs: list[Pair]) -> list[Pair]:
    """The pairs whose description and whose code occur for the first time: a second one could not be told apart."""
    queries: set[str] = set()
    codes: set[tuple[int, str]] = set()
    found = []
    for pair in pairs:
        code = pair.paragraph, pair.code.partition("\n")[2]
        if pair.query not in queries and code not in codes:
            found.append(pair)
        queries.add(pair.query)
        codes.add(code)
    return found


def _definitions(node: ast.AST, prefix: str) -> Iterator[tuple[str, _Definition]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            name = f"{prefix}.{child.name}"
            yield name, child
            yield from _definitions(child, name)
        elif isinstance(child, ast.If | ast.Try | ast.With):
            yield from _definitions(child, prefix)


def _paragraphs(node: _Definition) -> list[str]:
    """The first two; only prose is learned from, no list of parameters, example or directive."""
    return inspect.cleandoc(ast.get_docstring(node, clean=False) or "").split("\n\n", 2)[:2]


def _without_docstring(node: _Definition, lines: list[str]) -> str:
    docstring = node.body[0]
    start, end = docstring.lineno - 1, docstring.end_lineno or docstring.lineno
    return "\n".join(lines[node.lineno - 1 : start] + lines[end : node.end_lineno])


def _module_name(path: str) -> str:
    return ".".join(PurePosixPath(path).with_suffix("").parts).removesuffix(".__init__")


def _key(pair: Pair) -> str:
    return hashlib.sha256(pair.code.encode()).hexdigest()
