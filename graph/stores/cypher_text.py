"""What can be told of a Cypher text without an engine: whether it reads only, and which parameters it expects."""

import re
from collections.abc import Mapping
from functools import lru_cache

from graph.errors import InputError, ReadOnlyError, StoreError
from graph.statements import Statement

_HIDDEN = re.compile(
    r"""'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/""", re.VERBOSE | re.DOTALL
)
_NAME = r"[^\W\d]\w*"
_PARAMETER = re.compile(rf"\$({_NAME})")
_WORD = re.compile(rf"(?<![\w$.]){_NAME}")
_BEGINS_READING = frozenset({"MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL", "SHOW", "EXPLAIN", "PROFILE", "CYPHER"})
_WRITES = frozenset(
    {"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "INSERT", "FOREACH", "ALTER", "GRANT", "REVOKE", "DENY"}
)
_READING_PROCEDURES = re.compile(r"(?:db\.(?:labels|relationshipTypes|propertyKeys|schema\.\w+)|grafeo\.[\w.]+)$")
_PROCEDURE = re.compile(rf"\bCALL\s+({_NAME}(?:\s*\.\s*{_NAME})*)\s*(?:\(|\bYIELD\b|$)", re.IGNORECASE)
_LOAD = re.compile(r"\bLOAD\s+(?:CSV|JSONL|PARQUET)\b", re.IGNORECASE)
_LABEL = re.compile(rf"[:&|!]\s*{_NAME}")
_REMEMBERED = 500
"""Texts are remembered once they were looked at: most come again and again."""
_KEY = re.compile(rf"[{{,]\s*{_NAME}\s*:")


@lru_cache(_REMEMBERED)
def refuse_writing(text: str) -> None:
    """Refuse a text that may write, that reads files, or that is several statements.

    Errs on refusing: a variable called `set` must be quoted with backticks. Raises ReadOnlyError, StoreError.
    """
    plain = _plain(text)
    if ";" in plain.rstrip().rstrip(";"):
        raise StoreError("only one statement can be run at a time: remove what follows the first ;")
    words = [word.upper() for word in _WORD.findall(plain)]
    if not words:
        raise StoreError("there is no statement to run: write one, for example MATCH (n:Module) RETURN n.id LIMIT 5")
    bare = [word.upper() for word in _WORD.findall(_KEY.sub(" ", _LABEL.sub(" : ", plain)))]
    writing = next((word for word in bare if word in _WRITES), "")
    if writing:
        raise ReadOnlyError(f"only reading is allowed here, and this statement has {writing}: ask with MATCH … RETURN")
    if _LOAD.search(plain):
        raise ReadOnlyError("only reading the graph is allowed here, and this statement reads a file: ask with MATCH … RETURN")
    for procedure in _PROCEDURE.findall(plain):
        name = re.sub(r"\s", "", procedure)
        if not _READING_PROCEDURES.match(name):
            raise ReadOnlyError(f"only reading is allowed here, and nothing says that the procedure {name} only reads")
    if words[0] not in _BEGINS_READING:
        raise StoreError(f"a statement cannot begin with {words[0]}: ask with MATCH … RETURN")


def require_parameters(statement: Statement, given: Mapping[str, object]) -> None:
    """Refuse a call without all that the text expects. Raises InputError."""
    expected = _named(statement.text).union(statement.parameters)
    if missing := sorted(expected - given.keys()):
        raise InputError(f"{statement.name or 'the statement'} needs {', '.join(f'${name}' for name in missing)}: give a value")


@lru_cache(_REMEMBERED)
def _named(text: str) -> frozenset[str]:
    """The parameters that a text names."""
    return frozenset(_PARAMETER.findall(_plain(text)))


def _plain(text: str) -> str:
    """The text with strings, quoted names and comments blanked out, so that no word in them counts."""
    return _HIDDEN.sub(lambda match: " " if match[0].startswith("/") else " _ ", text)
