"""What says that a program wrote a file: its name, words in its head, lines that nobody would write."""

import re
from collections.abc import Iterator

from graph.quality.signals import Seen, Signal

_HEAD = 1_500
_LINES = 25
_WIDE = 250
"""Characters in a line, on average, from which nobody wrote it by hand."""

_NAMES = re.compile(r"(_pb2(_grpc)?\.pyi?|\.min\.\w+|(^|/)(package-lock\.json|[\w.-]+\.lock))$")
_WORDS = re.compile(
    r"@generated\b|\bdo not (edit|modify)\b|\b(auto(matically)?[- ]?)generated\b"
    r"|\bgenerated (by|from) (the protocol buffer compiler|grpc|swagger|openapi|thrift|antlr|cython|flatbuffers|smithy)",
    re.IGNORECASE,
)
# Words in a template that a program fills are not in what stands before its first statement.
_CODE = re.compile(r"^((import|from|def|class|async|if|try|with)\b|@\w|\w+\s*[:=])")


def signals(seen: Seen) -> Iterator[Signal]:
    """What says so."""
    if why := _why(seen):
        yield Signal("generated", 0.5, why)


def _why(seen: Seen) -> str:
    if named := _NAMES.search(seen.path):
        return f"its name ends in {named[0].rpartition('/')[2]}"
    head = seen.text[:_HEAD]
    small = head.lower()
    if "generated" in small or "do not " in small:
        for number, line in enumerate(head.split("\n")[:_LINES], start=1):
            if _CODE.match(line):
                break
            if found := _WORDS.search(line):
                return f"line {number} says “{found[0]}”"
    if len(seen.text) > _WIDE * 8 and len(seen.text) > _WIDE * max(1, seen.facts.lines):
        return f"its lines have over {_WIDE} characters on average"
    return ""
