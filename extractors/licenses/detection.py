"""What one file says of its licence, joined from every way of reading: tags, whole texts, standard notices, short statements.

Nothing is concluded here but within the file: a statement that names a family (BSD) is narrowed by a text or tag of the same
file. What stays open goes on as `names`, to be narrowed by what the file's surroundings say (`conclusions.py`).
"""

import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.licenses import headers
from extractors.licenses.names import Candidates
from extractors.licenses.notices import Notice, is_choice, notices
from extractors.licenses.passages import Passage, passages, spoken, words
from extractors.licenses.scopes import Scope, scope_at, scopes
from extractors.licenses.texts import TextMatch, found_texts, library_version
from graph.facts import NOASSERTION
from graph.licensing.expressions import bare_ids, joined, license_ids

RULES = 3
"""Raised whenever the same text would give other statements."""

_CODE = (".py", ".pyi", ".pyx", ".pxd")
_STANDARD_NOTICE = 1200
_LONG, _LONG_TEXT = 200, 8000
_TITLE_ABOVE, _PREFACE = 3, 15
_LONGEST_TERMS, _SHORT_TERMS = 200_000, 4_000
_TITLE = re.compile(r"(?:\S+ ){0,5}\(?licen[cs]e\)?(?: \S+){0,4}$", re.IGNORECASE)
_SIGNS = " \t#*;/%|.:!=-_"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file. `expression` is SPDX, `NOASSERTION` while `names` (joined by `operator`) leave it open.

    `method` is `spdx-header`, `spdx-snippet`, `license-text`, `license-notice` or `license-reference`. `files` are globs of the
    files that it is for, where a licence file says that a part of it is for those alone.
    """

    expression: str
    method: str
    line: int
    end_line: int
    names: tuple[Candidates, ...] = ()
    operator: str = "AND"
    files: tuple[str, ...] = ()


def version() -> str:
    """What detects: `name@version date`. The date is that of the library's data."""
    library = library_version()
    year, month, *_ = library.split(".")
    return f"codecraft-licenses@{RULES}+licenseclassifier.{library} {year}-{int(month):02}-01"


def statements(path: str, text: str, *, is_terms: bool = False) -> tuple[Statement, ...]:
    """All that a file states, in the order of its lines. `is_terms` tells that it is a licence file: all of it is read."""
    is_code = path.endswith(_CODE)
    is_terms = is_terms or (not is_code and _holds_terms(text))
    found = [Statement(claim, method, line, line) for line, claim, method in headers.tags(text)]
    places = _Places(text) if is_code and not is_terms else None
    for passage in passages(text, whole=is_terms):
        if places is not None:
            passage = spoken(text, passage)  # noqa: PLW2901
        read = list(_in_passage(passage, places, is_terms=is_terms))
        whole = [one for one in read if one.method == "license-text"]
        found = [
            tag for tag in found if not any(one.line < tag.line < one.end_line for one in whole)
        ]  # a licence's own example
        found += read
    return tuple(sorted(_narrowed(found), key=lambda one: (one.line, one.end_line)))


def _holds_terms(text: str) -> bool:
    """Whether most of a text that is no code is licences."""
    if len(text) > (_LONGEST_TERMS if next(passages(text), None) else _SHORT_TERMS):
        return False
    known = sum(one.end - one.start for one in found_texts(text) if not one.is_short or 2 * (one.end - one.start) > len(text))
    return 2 * known > len(text)


@lru_cache(maxsize=512)
def terms(text: str) -> tuple[Statement, ...]:
    """All that a licence file states, each part for the files that it is for."""
    found = scopes(text)
    return tuple(_scoped(statements("", text, is_terms=True), found)) if found else statements("", text, is_terms=True)


def _scoped(said: Sequence[Statement], found: tuple[Scope, ...]) -> Iterator[Statement]:
    """The statements with the files that they are for; what a stanza's `License:` says stands for the text that repeats it."""
    for one in said:
        scope = scope_at(one.end_line, found)  # the library may start a text at the end of what is above it
        if scope is None:
            yield one
        elif not bare_ids(one.expression) <= bare_ids(scope.expression) or scope.expression == NOASSERTION:
            yield replace(one, files=scope.files)
    for scope in found:
        if scope.expression != NOASSERTION:
            yield Statement(scope.expression, "license-notice", scope.license_line, scope.end_line, files=scope.files)


def narrow(statement: Statement, known: Sequence[str]) -> Statement:
    """The statement with each open name settled by the expressions that are known around it, if they leave one way only."""
    if not statement.names:
        return statement
    ids = frozenset(id_ for expression in known for id_ in license_ids(expression))
    settled = [next(iter(names)) for one in statement.names if len(names := one if len(one) == 1 else one & ids) == 1]
    if len(settled) != len(statement.names):
        return statement
    return replace(statement, expression=joined(settled, statement.operator), names=())


def _in_passage(passage: Passage, places: "_Places | None", *, is_terms: bool) -> Iterator[Statement]:
    texts = [
        one
        for one in found_texts(passage.text)
        if not one.is_short or places is None or places.states(_first_line(passage, one.start))
    ]
    spans = [(_starting(passage, one), _line(passage, one.end), one) for one in texts]
    short = words(_without(passage, spans))
    said = [one for one in notices(short) if places is None or places.states(short.line_at(one.start))]
    if whole := [first for first, _, one in spans if not one.is_short and (is_terms or one.end - one.start > _LONG_TEXT)]:
        said = [one for one in said if short.line_at(one.start) < whole[0]]  # a licence's words about itself state nothing
    for first, last, one in spans:
        if not (one.is_short and any(_covers(short, notice, first, last) for notice in said)):
            yield Statement(one.expression, "license-notice" if _is_notice(one) else "license-text", first, last)
    for notice in said:
        first, last = short.line_at(notice.start), short.line_at(max(notice.end - 1, notice.start))
        if not any(
            start <= first and last <= end and not (one.is_short and len(notice.names) > 1) for start, end, one in spans
        ):
            yield _stated(notice, first, last)


def _without(passage: Passage, spans: Sequence[tuple[int, int, TextMatch]]) -> Passage:
    """The passage with empty lines where whole texts and long notices stand: what they say is known already."""
    lines = passage.text.split("\n")
    for first, last, one in spans:
        if one.end - one.start > _LONG:
            lines[first - passage.line : last - passage.line + 1] = [""] * (last - first + 1)
    return Passage("\n".join(lines), passage.start, passage.line)


def _covers(short: object, notice: Notice, first: int, last: int) -> bool:
    line_at = short.line_at  # type: ignore[attr-defined]
    return len(notice.names) > 1 and line_at(notice.start) <= first and last <= line_at(max(notice.end - 1, 0))


def _stated(notice: Notice, first: int, last: int) -> Statement:
    method = "license-reference" if notice.refers and not all(len(ids) == 1 for ids in notice.names) else "license-notice"
    return narrow(Statement(NOASSERTION, method, first, last, notice.names, notice.operator), ())


def _is_notice(match: TextMatch) -> bool:
    return match.is_short or (
        match.end - match.start < _STANDARD_NOTICE and bool(re.match(r"[AL]?GPL|Apache-2|MPL-2", match.expression))
    )


def _narrowed(found: list[Statement]) -> list[Statement]:
    """Open names settled within the file; one that says less than another of the file is left out."""
    known = [one.expression for one in found if one.expression != NOASSERTION]
    settled = [narrow(one, known) for one in found]
    firm = {one.expression for one in settled if not one.names}
    excepted = {expression.partition(" WITH ")[0] for expression in firm if " WITH " in expression}
    settled = [one for one in settled if one.expression not in excepted or one.method == "license-text"]
    return [one for one in settled if not one.names or not firm or not _is_vaguer(one, firm)]


def _is_vaguer(one: Statement, firm: set[str]) -> bool:
    ids = {id_ for expression in firm for id_ in license_ids(expression)}
    return all(name & ids for name in one.names)


def _starting(passage: Passage, match: TextMatch) -> int:
    """The line on which a text starts; of a long one its title: what the library takes for its copyright can be a preface."""
    first = _first_line(passage, match.start)
    if match.end - match.start > _LONG_TEXT:
        for number, line in enumerate(passage.text.split("\n")[first - passage.line :][:_PREFACE], start=first):
            if " " in line.strip(_SIGNS) and _TITLE.match(line.strip(_SIGNS)):
                return number
    return first


def _first_line(passage: Passage, offset: int) -> int:
    """The line on which a text starts, with its title above it."""
    text = passage.text
    while offset < len(text) and text[offset].isspace():  # the library starts a match at the end of the line before it
        offset += 1
    line = passage.line + text.count("\n", 0, offset)
    above = text[: text.rfind("\n", 0, offset) + 1].split("\n")[:-1]
    for up, written in enumerate(reversed(above[-_TITLE_ABOVE:]), start=1):
        if written.strip(_SIGNS):
            return line - up if _TITLE.match(written.strip(_SIGNS)) else line
    return line


def _line(passage: Passage, offset: int) -> int:
    text = passage.text
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return passage.line + text.count("\n", 0, offset)


class _Places:
    """Where code is only talk: comments, and strings that stand alone (docstrings)."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._talk: set[int] | None = None

    def states(self, line: int) -> bool:
        """Whether what stands on a line may be meant as a statement about the file."""
        written = self._lines[line - 1].lstrip() if line <= len(self._lines) else ""
        if written.startswith(("#", "__license__", "__licence__")):
            return True
        if self._talk is None:
            self._talk = _talk(self._text)
        return line in self._talk


def _talk(text: str) -> set[int]:
    """The lines of comments and docstrings; every line when the text is no Python that can be read."""
    lines: set[int] = set()
    fresh = True
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and fresh):
                lines.update(range(token.start[0], token.end[0] + 1))
            if token.type not in (tokenize.COMMENT, tokenize.NL):
                fresh = token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING)
    except (tokenize.TokenError, SyntaxError):
        return lines or set(range(1, text.count("\n") + 2))
    return lines


def offers_choice(text: str) -> bool:
    """Whether a licence file offers a choice of licences, by what it says outside of texts and of parts for some files."""
    lines = text.split("\n")
    for one in terms(text):
        if one.method == "license-text":
            lines[one.line - 1 : one.end_line] = [""] * (one.end_line - one.line + 1)
    for part in scopes(text):
        lines[part.line - 1 : part.end_line] = [""] * (part.end_line - part.line + 1)
    return is_choice("\n".join(lines))
