"""SPDX's licence texts, each as it is, with its blanks filled, wrapped anew, and as a comment: is it read as itself.

The texts are those of the npm package `spdx-license-list`, which a person downloads (`npm pack spdx-license-list@6.12.0`): they
are not ours to keep here.
"""

import json
import re
import tarfile
import textwrap
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from extractors.licenses.detection import statements
from graph.licensing.expressions import normalise

PACKAGE = "spdx-license-list@6.12.0"
_BLANK = re.compile(
    r"<(?:year|owner|copyright holders?|name of author|organization)>|\[(?:yyyy|name of copyright owner)\]", re.IGNORECASE
)
_WIDTH = 68


@dataclass(frozen=True, slots=True)
class Text:
    """A licence's text and the ids that have this very text (`GPL-2.0-only` and `GPL-2.0-or-later` share one)."""

    id: str
    text: str
    same: frozenset[str]


@dataclass(frozen=True, slots=True)
class Result:
    """How a way of writing did: how many of how many were right, which were not and what they were read as, CPU ms each."""

    way: str
    right: int
    total: int
    misses: tuple[str, ...]
    mean_ms: float
    worst_ms: float


def read(package: Path) -> list[Text]:
    """The texts in the package's archive."""
    with tarfile.open(package) as archive:
        entries = {
            Path(member.name).stem: json.loads(stream.read())["licenseText"]
            for member in archive
            if "/licenses/" in member.name and (stream := archive.extractfile(member))
        }
    groups: dict[str, set[str]] = defaultdict(set)
    for id_, text in entries.items():
        groups[" ".join(text.lower().split())] |= {form for one in (id_, normalise(id_)) for form in _forms(one)}
    return [Text(id_, text, frozenset(groups[" ".join(text.lower().split())])) for id_, text in sorted(entries.items())]


def _forms(expression: str) -> set[str]:
    """GNU's two forms share one text, with an exception too."""
    return {expression, expression.replace("-only", "-or-later"), expression.replace("-or-later", "-only")}


def measured(texts: list[Text]) -> Iterator[Result]:
    """Each way of writing the texts."""
    for way, (path, change) in _WAYS.items():
        misses, times = [], []
        for one in texts:
            written = change(one.text)
            began = time.process_time()
            found = {statement.expression for statement in statements(path, written)}
            times.append(1000 * (time.process_time() - began))
            if not (len(found) == 1 and found <= one.same):
                misses.append(f"{one.id} (read as {', '.join(sorted(found)) or 'nothing'})")
        yield Result(way, len(texts) - len(misses), len(texts), tuple(misses), sum(times) / len(times), max(times))


def _filled(text: str) -> str:
    return _BLANK.sub(lambda match: "2021" if "y" in match.group()[1:3].lower() else "Ada Example", text)


def _wrapped(text: str) -> str:
    return "\n\n".join(
        textwrap.fill(" ".join(part.split()), _WIDTH, break_on_hyphens=False, break_long_words=False)
        for part in re.split(r"\n\s*\n", text)
    )


def _comment(text: str) -> str:
    head = "".join(f"# {line}".rstrip() + "\n" for line in _wrapped(text).split("\n"))
    return f"{head}\n\ndef add(a, b):\n    return a + b\n"


def _middle(text: str) -> str:
    code = "\n".join(f"value_{number} = {number}" for number in range(60))
    lines = "".join(f"// {line}".rstrip() + "\n" for line in text.split("\n"))
    return f"{code}\n{lines}{code}\n"


_WAYS: dict[str, tuple[str, Callable[[str], str]]] = {
    "as SPDX writes it": ("text.txt", lambda text: text),
    "with its blanks filled": ("text.txt", _filled),
    "wrapped anew": ("text.txt", _wrapped),
    "as a Python file's head": ("module.py", _comment),
    "as a comment amid other code": ("module.js", _middle),
}
