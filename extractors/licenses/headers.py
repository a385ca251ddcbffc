"""Licences that a file states itself, by `SPDX-License-Identifier` tags. Source: SPDX 2.3, annex E; REUSE 3.3."""

import re
from collections.abc import Iterator

from graph.licensing.expressions import normalise

# REUSE-IgnoreStart
_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*(?P<expression>.*)")
# REUSE-IgnoreEnd
_IGNORE_START, _IGNORE_END = "REUSE-Ignore" + "Start", "REUSE-Ignore" + "End"
_SNIPPET_START, _SNIPPET_END = "SPDX-Snippet" + "Begin", "SPDX-Snippet" + "End"
_COMMENT = re.compile(r"""^[^\w"']*("{3}|'{3})?[^\w"']*$""")
_CLOSING = re.compile(r"\s*(?:\*/|-->|\"\"\"|'''|#}|#+|\*\)|%}|}}|\])\s*$")


def tags(text: str) -> Iterator[tuple[int, str, str]]:
    """The line, the expression and the method (`spdx-header`, `spdx-snippet`) of each tag in a comment."""
    if "SPDX-License-Identifier:" not in text:
        return
    ignored, snippet = False, False
    for number, line in enumerate(text.split("\n"), start=1):
        ignored = (ignored or _IGNORE_START in line) and _IGNORE_END not in line
        snippet = (snippet or _SNIPPET_START in line) and _SNIPPET_END not in line
        match = _TAG.search(line)
        # code before the tag means that the line talks about tags and states none
        if match and not ignored and _COMMENT.match(line[: match.start()]):
            expression = _CLOSING.sub("", match["expression"]).strip()
            yield number, normalise(expression), "spdx-snippet" if snippet else "spdx-header"
