"""Cypher statements as files: `cypher/<folder>/<name>.cypher`, each with a header of `// key: value` lines.

Known keys: `title` (required), `parameters` (comma-separated names), and for rules `severity`, `rationale`, `remedy`.
A value may go on over further `//   ` lines that are indented by at least two blanks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from graph.errors import InputError, NotFoundError

_HEADER = re.compile(r"^//\s?(?P<key>[a-z_]+):\s*(?P<value>.*)$")
_CONTINUED = re.compile(r"^//\s{2,}(?P<value>\S.*)$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A Cypher text with its header. `parameters` are the names that the text expects as `$name`."""

    name: str
    text: str
    title: str = ""
    parameters: tuple[str, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)


def parse_statement(name: str, source: str) -> Statement:
    """A statement from its file's text. Raises InputError when there is no Cypher in it."""
    header: dict[str, str] = {}
    body: list[str] = []
    key = ""
    for line in source.splitlines():
        if not body and (match := _HEADER.match(line)):
            key = match["key"]
            header[key] = match["value"].strip()
        elif not body and key and (more := _CONTINUED.match(line)):
            header[key] = f"{header[key]} {more['value'].strip()}".strip()
        elif (line.strip() and not line.lstrip().startswith("//")) or body:
            body.append(line)
    text = "\n".join(body).strip().rstrip(";").strip()
    if not text:
        raise InputError(f"{name} holds no Cypher statement: write one, for example MATCH (n:Module) RETURN n.id LIMIT 5")
    parameters = tuple(part.strip() for part in header.get("parameters", "").split(",") if part.strip())
    return Statement(name, text, header.get("title", ""), parameters, header)


@cache
def load(name: str) -> Statement:
    """The shipped statement `read/callers`, `rules/copyleft_through_calls` … Raises NotFoundError."""
    folder, _, stem = name.rpartition("/")
    resource = _root().joinpath(*folder.split("/"), f"{stem}.cypher")
    if not resource.is_file():
        raise NotFoundError(f"there is no statement {name}: see the files under cypher/")
    return parse_statement(name, resource.read_text(encoding="utf-8"))


@cache
def load_all(folder: str) -> tuple[Statement, ...]:
    """Every shipped statement of one folder (`schema`, `write`, `read`, `rules`), by name."""
    names = sorted(
        entry.name.removesuffix(".cypher") for entry in _root().joinpath(folder).iterdir() if entry.name.endswith(".cypher")
    )
    return tuple(load(f"{folder}/{name}") for name in names)


def _root() -> Traversable:
    return files("cypher")
