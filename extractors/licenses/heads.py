"""Where a file's head ends: what is said above its first code speaks of the whole file."""

import re

from extractors.licenses.detection import Statement

HEAD_CHARACTERS = 8000


def is_head(statement: Statement, text: str) -> bool:
    """Whether a statement stands before the file's code, or says by itself that it is about the file."""
    if statement.method == "spdx-header" or statement.line == 1:
        return True
    if statement.method == "spdx-snippet":
        return False
    return statement.line <= _head_end(text)


def _head_end(text: str) -> int:
    """The last line before a file's first code: of comments, its docstring, imports and names such as `__license__`."""
    quote = ""
    for number, line in enumerate(text[:HEAD_CHARACTERS].split("\n"), start=1):
        written = line.strip()
        if quote:
            quote = "" if quote in written else quote
            continue
        opened = re.match(r"[rRuUbB]?(\"{3}|'{3})", written)
        if opened:
            quote = opened[1] if opened[1] not in written[opened.end() :] else ""
        elif written and not re.match(r"#|from |import |__\w+__\s*=|[)\],]|[\"']|try:|except |if TYPE_CHECKING", written):
            return number
    return len(text) if len(text) <= HEAD_CHARACTERS else text.count("\n", 0, HEAD_CHARACTERS)
