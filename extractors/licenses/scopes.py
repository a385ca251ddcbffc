"""Which files a part of a licence file is for, where it says so (decision 209).

Two forms are read. A stanza, as Debian's copyright files and the wheels of NumPy and SciPy write them, from its `Name:` or
`Files:` to the next one or a rule:

    Name: GCC runtime library libgfortran
    Files: numpy.libs/libgfortran*.so
    License: GPL-3.0-or-later WITH GCC-exception-3.1

and a sentence that says that all below it is for bundled binaries ("This binary distribution also bundles the following
software").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from graph.facts import NOASSERTION
from graph.licensing.expressions import normalise

BINARIES = ("*.so", "*.so.*", "*.pyd", "*.dll", "*.dylib", "*.exe")
"""What a binary distribution bundles where it names no files."""

_NAME = re.compile(r"^\s*(?:Name|Component|Library)\s*:\s*\S", re.IGNORECASE)
_FILES = re.compile(r"^\s*(?:Files?|Paths?)\s*:\s*(?P<files>\S.*)$", re.IGNORECASE)
_LICENSE = re.compile(r"^\s*Licen[cs]e(?:-Expression)?\s*:\s*(?P<license>\S.*?)\s*$", re.IGNORECASE)
_FIELD = re.compile(r"^\s*[A-Z][A-Za-z-]+\s*:")
_BUNDLES = re.compile(
    r"\b(?:binary|wheels?|compiled)\b[^.\n]{0,60}\b(?:also\s+|can\s+|may\s+)*(?:bundles?|includes?|contains?|ships?)\b[^.\n]{0,30}"
    r"\b(?:following|libraries|software|components)\b",
    re.IGNORECASE,
)
_PATH = re.compile(r"^[\w.*?+@\-/\[\]]+$")
_ALL = frozenset({"*", "**", "./*"})
_RULE = re.compile(r"^\s*[-=*_]{4,}\s*$")
_ROOTS = ("src/", "lib/")
_HEADING = 6
"""Lines that a stanza's fields may stand apart: a `Name:` above its `Files:`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Lines `line` to `end_line` are for the files that the globs name (a `*` crosses folders).

    `expression` is what the stanza's own `License:` says, on `license_line`; `NOASSERTION` where it has none that SPDX knows.
    """

    files: tuple[str, ...]
    line: int
    end_line: int
    expression: str = NOASSERTION
    license_line: int = 0


def scopes(text: str) -> tuple[Scope, ...]:
    """The stanzas of a text and what is bundled, in order; `files` is empty for what is for all files."""
    if not _BUNDLES.search(text) and not re.search(r"^\s*(?:Files?|Paths?)\s*:", text, re.IGNORECASE | re.MULTILINE):
        return ()
    return tuple(_parts(text.split("\n")))


def scope_at(line: int, found: tuple[Scope, ...]) -> Scope | None:
    """The part that a line lies in."""
    return next((one for one in found if one.line <= line <= one.end_line), None)


def covers(patterns: tuple[str, ...], path: str) -> bool:
    """Whether the globs name a file, going by its path from the root or from the folder that packages lie in."""
    return any(
        fnmatchcase(path, form) or path.startswith(f"{form.rstrip('/')}/")
        for pattern in patterns
        for form in (pattern, *(pattern.removeprefix(root) for root in _ROOTS if pattern.startswith(root)))
    )


def _parts(lines: list[str]) -> Iterator[Scope]:
    starts = sorted({first: (first, files) for first, files in _starts(lines)}.values())
    bundled = next((number for number, _ in enumerate(lines, start=1) if _is_bundling(lines, number)), len(lines) + 1)
    for number, (first, files) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(lines)
        if first < bundled:  # a rule ends what a stanza says, but below it all may go on about what is bundled
            last = next((at for at in range(first, last) if _RULE.match(lines[at])), last)
        expression, at = _license(lines[first - 1 : last])
        yield Scope(() if _ALL & set(files) else files, first, last, expression, first + at if at else 0)


def _is_bundling(lines: list[str], number: int) -> bool:
    return bool(_BUNDLES.search(f"{lines[number - 1]} {lines[number].strip() if number < len(lines) else ''}"))


def _starts(lines: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The first line of each part, counted from 1, and its files; nothing is for certain files above the first."""
    bundled, named = False, 0
    for number, line in enumerate(lines, start=1):
        if _is_bundling(lines, number):
            bundled = True
            yield number, BINARIES
        elif _NAME.match(line):
            named = number
            if bundled:
                yield number, BINARIES
        elif found := _FILES.match(line):
            files = _listed(found["files"], lines[number:])
            if files:
                above = named if named and number - named < _HEADING else number
                yield above, files


def _listed(first: str, below: list[str]) -> tuple[str, ...]:
    """The paths of a `Files:` field, those on the indented lines below it too; nothing where prose follows."""
    words = first.replace(",", " ").split()
    for line in below:
        if not line.strip() or _FIELD.match(line) or not line[:1].isspace():
            break
        words += line.replace(",", " ").split()
    is_list = all(_PATH.match(word) and (len(words) == 1 or re.search(r"[./*]", word)) for word in words)
    return tuple(words) if is_list else ()


def _license(lines: list[str]) -> tuple[str, int]:
    for number, line in enumerate(lines):
        if (found := _LICENSE.match(line)) and (expression := normalise(found["license"])) != NOASSERTION:
            return expression, number
    return NOASSERTION, 0
