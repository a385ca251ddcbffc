"""What the heads of files say: all above a file's first code speaks of the whole file."""

import re
from collections.abc import Iterator, Sequence

from extractors.licenses import detection
from extractors.licenses.detection import Statement
from graph.facts import NOASSERTION, Document
from graph.licensing.expressions import bare_ids

HEAD_CHARACTERS = 8000
HEAD = 6000
"""Characters of a file that are read where a source has nothing else that speaks for it."""
VENDORED = ("vendor", "third_party", "thirdparty", "3rdparty", "extern", "bundled", "node_modules")
_ASIDE = ("/test", "/example", "/doc", "/benchmark", "/setup.py")
_FILES = 30


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


def gnu_notices(documents: Sequence[Document]) -> Iterator[str]:
    """What the files' own GNU notices say, of the first few that have one."""
    noticed = [
        document for document in own_files(documents) if "General Public" in document.text and "ater version" in document.text
    ]
    for document in noticed[:_FILES]:
        for statement in detection.statements(document.path, document.text[:HEAD]):
            if statement.expression != NOASSERTION:
                yield statement.expression


def heads_of(documents: Sequence[Document], fits: set[str]) -> Iterator[tuple[str, Statement]]:
    """What the first files' heads say, if it fits what is declared (ids without GNU's forms)."""
    for document in documents[:_FILES]:
        for one in detection.statements(document.path, document.text[:HEAD]):
            if is_head(one, document.text) and (not fits or fits & bare_ids(one.expression)):
                yield document.path, one


def own_files(documents: Sequence[Document], suffixes: tuple[str, ...] = (".py",)) -> list[Document]:
    """The code files without tests, examples and what was taken over from elsewhere."""
    return [one for one in documents if one.path.endswith(suffixes) and not _is_aside(one.path)]


def _is_aside(path: str) -> bool:
    return any(word in f"/{path.lower()}" for word in (*_ASIDE, *VENDORED))
