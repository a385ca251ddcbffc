"""Nodes and relations as columns: what an engine must take over from Python, it takes over in a few large values.

Taking over a text costs ten times what cutting it out of another does, and a list as much as two texts; a list of floats alone
would become a vector of singles. So all texts of a statement come as one, each once, and a property gives the places of its own
in it; lists of a property come as one too, and `…_at` says where each begins and the last one ends.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any

LISTS = frozenset({"numbers", "texts"})
"""The kinds of properties that are lists."""

_SEPARATOR = "\0"


class HoldsSeparatorError(ValueError):
    """A text holds what texts are joined by, so that it could not be cut out again."""


def columns(kinds: Mapping[str, str], values: Mapping[str, Sequence[Any]]) -> dict[str, object]:
    """A statement's parameters: `values` by property, handed over as its kind says; a property without values is null.

    A kind is `text`, `float`, `texts` or `numbers` (lists of them), or nothing for what is handed over as it is. Raises
    HoldsSeparatorError.
    """
    made: dict[str, object] = {}
    texts: dict[str, int] = {}
    for name, kind in kinds.items():
        column = values.get(name)
        made[name] = None if column is None else _column(kind, column, texts)
        if kind in LISTS:
            made[f"{name}_at"] = None if column is None else list(accumulate(map(len, column), initial=0))
    return {**made, "texts": _joined(texts), "separator": _SEPARATOR}


def _column(kind: str, column: Sequence[Any], texts: dict[str, int]) -> object:
    match kind:
        case "text":
            return [texts.setdefault(text, len(texts)) for text in column]
        case "float":
            places = {value: texts.setdefault(repr(float(value)), len(texts)) for value in set(column)}
            return [places[value] for value in column]
        case "texts":
            return _joined(tuple(chain.from_iterable(column)))
        case "numbers":
            return list(chain.from_iterable(column))
        case _:
            return list(column)


def _joined(texts: Collection[str]) -> str:
    whole = _SEPARATOR.join(texts)
    if whole.count(_SEPARATOR) > max(len(texts) - 1, 0):
        raise HoldsSeparatorError(f"a text to store holds a NUL character: {whole[:100]!r}")
    return whole
