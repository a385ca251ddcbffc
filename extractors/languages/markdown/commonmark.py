"""Sections of a Markdown document, through markdown-it: headings, and names of code in backticks or mkdocstrings' blocks."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extractors.languages.markdown.headings import Heading, sections
from extractors.languages.markdown.names import mention
from graph.facts import Mention, Section

_PARSER = MarkdownIt("commonmark")
_GENERATED = re.compile(r"^:::\s+([\w.]+)\s*$")


def read(text: str) -> tuple[Section, ...]:
    """The document's sections."""
    headings: list[Heading] = []
    mentions: list[Mention] = []
    tokens = _PARSER.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open" and token.map:
            headings.append(Heading(_plain(tokens[place + 1]), int(token.tag[1]), token.map[0] + 1))
        elif token.type == "inline" and token.map:
            mentions += _mentions(token, token.map[0] + 1)
    return sections(text.split("\n"), headings, mentions)


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline")).strip()


def _mentions(inline: Token, line: int) -> Iterator[Mention]:
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            line += 1
        elif child.type == "code_inline":
            yield from mention(child.content, "", line)
        elif child.type == "text" and (match := _GENERATED.match(child.content)):
            yield from mention(match[1], "auto", line)
