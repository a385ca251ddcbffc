"""The parts of a file that may speak of licences, and a text's words without its line breaks and comment signs."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

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
_HITS = ("licenc", "licens", "warrant", "copyright", *(stem for stem in _STEMS[1:] if "copyright" not in stem))
_AROUND = 14
"""Lines around a word that are looked at, and the whole comment or string that it stands in."""
_BLOCK = 1200
_NEAR = 40
"""Lines of a comment or string around such a word: no licence says less often what it is."""
_LONGEST = 200_000
_COMMENT = re.compile(r"""^[ \t]*(?:(?:[#*;%|>!:]+|//+!?|--+|/\*+!?|<!--+|\{#|\.\.|["']{3}|REM\b|dnl\b|\(\*)[ \t]*)*""")
_WORD = re.compile(r"[^\W_]")
_SIGN = re.compile(r"[ \t]*(?:#|//|\*|;|--|%|\.\.|REM\b|dnl\b)")
_CLOSING = re.compile(r"""[ \t]*(?:\*+/|-->|#\}|\*\)|["']{3}|[#*|]+)?[ \t]*$""")

# A comment or string of Python, also one that nobody closes.
_TALK = re.compile(
    r'''#[^\n]*+|"""(?:[^\\"]++|\\.|"(?!""))*+(?:""")?|\'{3}(?:[^\\\']++|\\.|\'(?!\'\'))*+(?:\'{3})?'''
    r"""|"(?:[^"\\\n]++|\\.)*+"?|\'(?:[^\'\\\n]++|\\.)*+\'?""",
    re.DOTALL,
)

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
    for first, last in _merged(_blocks(lines, _hits(text, lines, offsets))):
        start = offsets[first]
        yield Passage(text[start : min(offsets[last], start + _LONGEST)], start, first + 1)


def spoken(text: str, passage: Passage) -> Passage:
    """What a passage of Python code may say of licences: its comments and strings around words that sound like one.

    Beside each, the next line of code with a word stays, so that what is told apart by code still is. Other lines are empty,
    those at the ends left out; nothing is left when no word sounds like a licence.
    """
    lines = passage.text.split("\n")
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
    talk = {number for number, line in enumerate(lines) if line.lstrip().startswith("__licen")}
    for match in _TALK.finditer(text, 0, passage.start + len(passage.text)):
        if (end := match.end() - passage.start) > 0:
            first = max(bisect_right(offsets, match.start() - passage.start) - 1, 0)
            talk.update(range(first, bisect_right(offsets, end - 1)))
    kept = {
        number
        for hit in talk.intersection(_hits(passage.text, lines, offsets))
        for number in range(hit - _NEAR, hit + _NEAR + 1)
    } & talk
    if not any(stem in lines[number].lower() for number in kept for stem in _STEMS):
        return Passage("", passage.start, passage.line)
    kept |= set(_bordering(lines, kept))
    first, last = min(kept), max(kept)
    left = "\n".join(line if number in kept else "" for number, line in enumerate(lines[: last + 1]) if number >= first)
    return Passage(left, passage.start + offsets[first], passage.line + first)


def _hits(text: str, lines: Sequence[str], offsets: Sequence[int]) -> list[int]:
    """The lines with a word that sounds like a licence, looked for one by one: a pattern of all takes twice as long."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters grow when they are lowered
        return [number for number, line in enumerate(lines) if any(word in line.lower() for word in _HITS)]
    return sorted({bisect_right(offsets, place) - 1 for word in _HITS for place in _places(lowered, word)})


def _places(lowered: str, word: str) -> Iterator[int]:
    at = lowered.find(word)
    while at >= 0:
        yield at
        at = lowered.find(word, at + 1)


def _bordering(lines: Sequence[str], kept: Set[int]) -> Iterator[int]:
    """The nearest lines with a word before and after each run of kept ones."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        inside = False
        for number in order:
            if number in kept:
                inside = True
            elif inside and _WORD.search(lines[number]):
                yield number
                inside = False


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
