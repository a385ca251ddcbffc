"""Sections of a reStructuredText document: headings, and names of code in roles, literals and Sphinx's directives.

A reader of headings and names alone: docutils runs directives, knows none of Sphinx's roles and takes a hundred times as long.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.languages.markdown.headings import Heading, sections
from extractors.languages.markdown.names import mention
from graph.facts import Mention, Section

_RULE = re.compile(r"^([!-/:-@\[-`{-~])\1+\s*$")
_ROLE = re.compile(
    r":(?:py:)?(func|class|meth|mod|attr|exc|data|obj|const|any|property):`([^`]+)`|``([^`]+)``|(?<![`:\w])`([^`<]+)`(?![`_])"
)
_DIRECTIVE = re.compile(
    r"^\s*\.\.\s+(?:py:)?(auto)?(module|class|function|method|exception|data|attribute|currentmodule|property|decorator)::\s*([\w.]+)"
)


def read(text: str) -> tuple[Section, ...]:
    """The document's sections. Levels are in the order in which their underlines first come."""
    lines = text.split("\n")
    return sections(lines, list(_headings(lines)), list(_mentions(lines)))


def _headings(lines: Sequence[str]) -> Iterator[Heading]:
    styles: list[str] = []
    for place in range(1, len(lines)):
        title, rule = lines[place - 1], lines[place]
        match = _RULE.match(rule)
        if (
            not match
            or not title.strip()
            or title[0].isspace()
            or _RULE.match(title)
            or len(rule.rstrip()) < len(title.rstrip())
        ):
            continue
        over = place > 1 and lines[place - 2].rstrip() == rule.rstrip()
        style = match[1] * (2 if over else 1)
        if style not in styles:
            styles.append(style)
        yield Heading(_ROLE.sub(_said, title).strip(), styles.index(style) + 1, place - 1 if over else place)


def _said(match: re.Match[str]) -> str:
    return next(group for group in match.groups()[1:] if group)


def _mentions(lines: Sequence[str]) -> Iterator[Mention]:
    module = ""
    for number, line in enumerate(lines, start=1):
        if match := _DIRECTIVE.match(line):
            auto, kind, name = match.groups()
            if kind in ("module", "currentmodule"):
                module = name
            if kind != "currentmodule":
                yield from mention(name, "auto" if auto else kind, number, module)
            continue
        for role, target, literal, text in _ROLE.findall(line):
            yield from mention(target or literal or text, role, number, module)
