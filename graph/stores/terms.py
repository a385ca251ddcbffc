"""Which of a source's vectors are under which licence: read from the graph when a search first asks, kept until it changes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.statements import load
from graph.stores.values import Ask
from graph.stores.vectors import Rows, VectorSet


@dataclass(frozen=True, slots=True)
class _Codes:
    """For row i of a set, `expressions[codes[i]]` is its licence; empty for a symbol that has none."""

    vectors: VectorSet
    revision: int
    expressions: tuple[str, ...]
    codes: npt.NDArray[np.int32]

    def within(self, licenses: Collection[str]) -> Rows | None:
        wanted = [code for code, expression in enumerate(self.expressions) if expression in licenses]
        if len(wanted) == len(self.expressions):
            return None
        return np.flatnonzero(np.isin(self.codes, wanted))


class LicensedRows:
    """The licences of the vectors of one store. `read` runs a statement on what is committed."""

    def __init__(self, read: Ask) -> None:
        self._read = read
        self._codes: dict[str, _Codes] = {}
        self._revisions: dict[str, int] = {}

    def forget(self, source: str) -> None:
        """What a source's symbols are under may have changed."""
        self._revisions[source] = self._revisions.get(source, 0) + 1
        self._codes.pop(source, None)

    def within(self, sets: Mapping[str, VectorSet], licenses: Collection[str]) -> dict[str, Rows | None]:
        """By source, which rows are under one of the expressions: None for all; a source without any is left out."""
        admitted = frozenset(licenses)
        found: dict[str, Rows | None] = {}
        mixed: list[str] = []
        said = {row["id"]: row["licenses"] for row in self._read(load("read/source_terms"), {})}
        for source in sets:
            expressions = said.get(source)
            if not expressions or not (admitted >= {*expressions} or admitted.isdisjoint(expressions)):
                mixed.append(source)
            elif admitted >= {*expressions}:
                found[source] = None
        for source in mixed:
            rows = self._coded(source, sets[source]).within(admitted)
            if rows is None or len(rows):
                found[source] = rows
        return found

    def _coded(self, source: str, vectors: VectorSet) -> _Codes:
        revision = self._revisions.get(source, 0)
        held = self._codes.get(source)
        if held and held.vectors is vectors and held.revision == revision:
            return held
        rows = self._read(load("read/symbol_licenses"), {"sources": [source]})
        licenses = {row["id"]: row["license"] or "" for row in rows}
        under = [licenses.get(id_, "") for id_ in vectors.ids]
        expressions = tuple(sorted(set(under)))
        code = {expression: number for number, expression in enumerate(expressions)}
        made = _Codes(vectors, revision, expressions, np.array([code[one] for one in under], np.int32))
        # A commit since the reading may have changed what was read: then it serves this search alone.
        if self._revisions.get(source, 0) == revision:
            self._codes[source] = made
        return made
