"""From headings and mentions to sections: a section reaches to the next heading, of whatever level."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.facts import Mention, Section

_LONGEST_TITLE = 200
_NO_SLUG = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A title where it stands; `line` counts from 1, `level` too."""

    title: str
    level: int
    line: int


def sections(lines: Sequence[str], headings: Sequence[Heading], mentions: Sequence[Mention]) -> tuple[Section, ...]:
    """The sections of a document in order; what comes before the first heading is one without a title if it says anything."""
    ordered = sorted(headings, key=lambda one: one.line)
    if not ordered or (ordered[0].line > 1 and any(line.strip() for line in lines[: ordered[0].line - 1])):
        ordered.insert(0, Heading("", 1, 1))
    taken: dict[str, int] = {}
    found = []
    for place, heading in enumerate(ordered):
        end = ordered[place + 1].line - 1 if place + 1 < len(ordered) else max(len(lines), 1)
        while end > heading.line and not lines[end - 1].strip():
            end -= 1
        text = "\n".join(lines[heading.line - 1 : end])
        within = tuple(one for one in mentions if heading.line <= one.line <= end)
        if text.strip():
            found.append(
                Section(
                    heading.title[:_LONGEST_TITLE], slug(heading.title, taken), heading.level, heading.line, end, text, within
                )
            )
    return tuple(found)


def slug(title: str, taken: dict[str, int]) -> str:
    """A title as the fragment that GitHub gives it; a title that comes again is numbered."""
    plain = _NO_SLUG.sub("", title.strip().lower()).replace(" ", "-") or "top"
    taken[plain] = taken.get(plain, -1) + 1
    return f"{plain}-{taken[plain]}" if taken[plain] else plain
