"""The parts of a file that may speak of licences, and a text's words without its line breaks and comment signs."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Every licence and every notice that we can read holds one of these. Looking in a lower-cased text costs next to nothing.
_STEMS = (
    "licen",
    "permission",
    "redistrib",
    "public domain",
    "gpl",
    "freely",
    "spdx",
    "grants ",
    "gnu ",
    "can use this",
    "wtfpl",
    # short licences say no more than such a phrase
    "may be used",
    "may be copied",
    "may be distributed",
    "are permitted",
    "is permitted",
    "permitted to",
    "welcome to use",
    "you may copy",
    "you may use",
    "what you want",
    "freedom to use",
    "remains intact",
    "and/or modification",
    "to copyright",
    "erlaubnis",
)
_HIT = re.compile(r"licen[cs]|warrant|copyright|" + "|".join(map(re.escape, _STEMS[1:])))
_AROUND = 14
"""Lines around a word that are looked at, and the whole comment or string that it stands in."""
_BLOCK = 1200
_LONGEST = 200_000
_COMMENT = re.compile(r"""^[ \t]*(?:(?:[#*;%|>!:]+|//+!?|--+|/\*+!?|<!--+|\{#|\.\.|["']{3}|REM\b|dnl\b|\(\*)[ \t]*)*""")
_SIGN = re.compile(r"[ \t]*(?:#|//|\*|;|--|%|\.\.|REM\b|dnl\b)")
_CLOSING = re.compile(r"""[ \t]*(?:\*+/|-->|#\}|\*\)|["']{3}|[#*|]+)?[ \t]*$""")

# What reStructuredText writes after the words of a link, which would part a name from its version.
_LINKED = re.compile(r"`__?(?!\w)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole lines. `start` is the offset of its first character, `line` its first line's number."""

    text: str
    start: int
    line: int


@dataclass(frozen=True, slots=True)
class Words:
    """A passage on one line: no comment signs, single blanks, an empty line as ` ¶ `. `starts` and `lines` go in parallel."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """The number of the line that a character of `text` stood on."""
        return self.lines[max(bisect_right(self.starts, offset) - 1, 0)]


def passages(text: str, *, whole: bool = False) -> Iterator[Passage]:
    """Where a text may speak of licences; all of it when `whole`, and nothing when no word of it sounds like one."""
    if whole:
        yield Passage(text[:_LONGEST], 0, 1)
        return
    lowered = text.lower()
    if not any(stem in lowered for stem in _STEMS):
        return
    lines = text.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    if len(lowered) != len(text):  # a few letters grow when they are lowered
        hits = [number for number, line in enumerate(lines) if _HIT.search(line.lower())]
    else:
        hits = sorted({bisect_right(offsets, match.start()) - 1 for match in _HIT.finditer(lowered)})
    for first, last in _merged(_blocks(lines, hits)):
        start = offsets[first]
        yield Passage(text[start : min(offsets[last], start + _LONGEST)], start, first + 1)


def words(passage: Passage) -> Words:
    """The passage's words on one line."""
    parts: list[str] = []
    starts: list[int] = []
    lines: list[int] = []
    length = 0
    for number, line in enumerate(passage.text.split("\n"), start=passage.line):
        plain = " ".join(_LINKED.sub("", _CLOSING.sub("", _COMMENT.sub("", line, count=1))).split()) or "¶"
        starts.append(length)
        lines.append(number)
        parts.append(plain)
        length += len(plain) + 1
    return Words(" ".join(parts), tuple(starts), tuple(lines))


def _blocks(lines: list[str], hits: list[int]) -> Iterator[tuple[int, int]]:
    """A range of lines for each hit, the end left out: those around it, and all of the comment or string that it stands in."""
    reached = -1
    for hit in hits:
        if hit < reached - _AROUND:  # in the block of the last hit
            continue
        inside = _in_comment if _SIGN.match(lines[hit]) else _in_string
        first, last = hit, hit + 1
        while first > 0 and hit - first < _BLOCK and inside(lines[first - 1]):
            first -= 1
        while last < len(lines) and last - hit < _BLOCK and inside(lines[last]):
            last += 1
        if inside is _in_string and (last - hit >= _BLOCK or last == len(lines)):  # no string: code
            first, last = hit, hit + 1
        reached = last
        yield max(min(first, hit - _AROUND), 0), min(max(last, hit + _AROUND + 1), len(lines))


def _in_comment(line: str) -> bool:
    return not line.strip() or bool(_SIGN.match(line))


def _in_string(line: str) -> bool:
    return '"""' not in line and "'''" not in line


def _merged(ranges: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges joined where they touch."""
    pending: tuple[int, int] | None = None
    for first, last in ranges:
        if pending and first <= pending[1]:
            pending = (min(first, pending[0]), max(last, pending[1]))
            continue
        if pending:
            yield pending
        pending = (first, last)
    if pending:
        yield pending
