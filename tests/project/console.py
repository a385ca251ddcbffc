"""The commands that a document tells its reader to type."""

import re
from dataclasses import dataclass

_FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typed:
    """A command after `$` in a ```console block, with what the document shows that it prints."""

    command: str
    shown: tuple[str, ...]


def typed_in(document: str) -> list[Typed]:
    """Every command of a Markdown text in order. A command that ends in a backslash goes on in the next line."""
    found: list[Typed] = []
    for block in _FENCE.findall(document):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", " ").partition("\n")
            found.append(Typed(re.sub(r"\s+#\s.*$", "", command).strip(), tuple(output.splitlines())))
    return found
