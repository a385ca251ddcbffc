"""A store as one asker may see it: what belongs to sources that are kept for other tenants is as if it were not there.

This is the one place that narrows by tenant, so that no query can forget to. Rows that name anything of a hidden source are
left out, and counted: an answer that lacks them must not read as safe. Why counts may be told says docs/decisions/219.
"""

import re
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from os.path import commonprefix
from typing import Any

from graph.errors import InputError, NotFoundError, ReadOnlyError
from graph.facts import Batch, Change, Edge, Matrix, Node, Scored
from graph.ports import GraphStore, Row, SearchedLabel, Told
from graph.statements import Statement, load

_MORE = 4
_LOG = re.compile(r"(answer|consent):[0-9a-f]+([#/]\w+)?|record:\d+|withdrawn:\S+|activity:(?!ingest:)[a-z]+:[0-9a-f]+")
"""Ids of what the provenance log tells of."""
_NOTHING = object()


def hidden_sources(store: GraphStore, tenant: str) -> frozenset[str]:
    """The ids of the sources that are kept for others than the tenant; empty for nobody in particular."""
    rows = store.run(load("read/source_tenants"))
    return frozenset(row["id"] for row in rows if row["tenants"] and tenant not in row["tenants"])


class TenantView:
    """A store for reading, narrowed to what a tenant may see.

    The provenance log is part of it only with `log`, and where nothing is hidden: its texts tell of every source.
    """

    def __init__(self, store: GraphStore, tenant: str, *, log: bool = True) -> None:
        """Nothing is asked of the store yet."""
        self.name = store.name
        self._store = store
        self._tenant = tenant
        self._log = log
        self._hidden: frozenset[str] = frozenset()
        self._looked = False
        self._counted = threading.local()

    @property
    def withheld(self) -> int:
        """How many rows were left out in this thread."""
        return int(getattr(self._counted, "rows", 0))

    @property
    def still(self) -> bool:
        """As the store."""
        return self._store.still

    @property
    def _narrows(self) -> bool:
        return bool(self._hidden) or not self._log

    def ensure_schema(self) -> None:
        """Nothing: what is seen through a view is there already."""

    def replace(self, batch: Batch, told: Told | None = None) -> Change:  # noqa: ARG002
        """Refused. Raises ReadOnlyError."""
        raise ReadOnlyError("what one tenant sees is for reading only: open the store itself")

    def append(
        self,
        nodes: Sequence[Node],  # noqa: ARG002
        edges: Sequence[Edge] = (),  # noqa: ARG002
        *,
        shared: Sequence[Node] = (),  # noqa: ARG002
        removed: Collection[str] = (),  # noqa: ARG002
    ) -> None:
        """Refused. Raises ReadOnlyError."""
        raise ReadOnlyError("what one tenant sees is for reading only: open the store itself")

    def run(self, statement: Statement, **parameters: object) -> list[Row]:
        """Run a shipped reading statement. Raises InputError for any other, whose rows nobody can vouch for."""
        if not self._looked:
            self._look()
        self._refuse_unknown(statement)
        before = self._hidden
        given: dict[str, Any] = {}
        for name, value in parameters.items():
            given[name] = self._without_hidden(value)
            if given[name] is _NOTHING:
                return []
        limit = given.get("limit")
        asked = limit
        while True:
            rows = self._store.run(statement, **(given if limit is None else {**given, "limit": asked}))
            self._look()
            seen = [self._seen(row) for row in rows]
            kept = [row for row in seen if row is not None]
            # What is left out takes nobody's place.
            if not isinstance(limit, int) or not isinstance(asked, int) or len(kept) >= limit or len(rows) < asked:
                break
            asked *= _MORE
        if self._hidden != before:
            return self.run(statement, **parameters)
        self._counted.rows = self.withheld + len(seen) - len(kept)
        return [self._without_examples(statement, row) for row in (kept[:limit] if isinstance(limit, int) else kept)]

    def nearest(
        self,
        vector: Matrix,
        *,
        limit: int,
        sources: Collection[str] = (),
        among: Collection[str] = (),
        licenses: Collection[str] | None = None,
    ) -> list[Scored]:
        """As the store, among what may be seen."""
        chosen = self._chosen(sources)
        if chosen is None:
            return []
        found = self._store.nearest(vector, limit=limit, sources=chosen, among=among, licenses=licenses)
        return self._scored(found)

    def match_text(
        self,
        words: Sequence[str],
        *,
        limit: int,
        sources: Collection[str] = (),
        licenses: Collection[str] | None = None,
        label: SearchedLabel = "Symbol",
    ) -> list[Scored]:
        """As the store, among what may be seen."""
        chosen = self._chosen(sources)
        if chosen is None:
            return []
        return self._scored(self._store.match_text(words, limit=limit, sources=chosen, licenses=licenses, label=label))

    def embedding_models(self) -> Mapping[str, str]:
        """As the store, of the sources that may be seen."""
        models = self._store.embedding_models()
        self._look()
        return {source: model for source, model in models.items() if source not in self._hidden}

    def close(self) -> None:
        """Nothing: whoever opened the store closes it."""

    def _look(self) -> None:
        """See what is hidden now. What once was stays so: rows may be of a moment before."""
        if self._looked and self._store.still:
            return
        self._hidden |= hidden_sources(self._store, self._tenant)
        self._looked = True
        names = sorted(self._hidden, key=len, reverse=True)
        self._start = commonprefix(names)  # noqa: RUF071 (by character is what is wanted)
        # An id ends where no further character of a version or a folder follows; a tombstone's goes on with the time.
        any_of = "|".join(map(re.escape, names))
        self._naming = re.compile(rf"(?:{any_of})(?![\w+%/@-]|\.\w)|withdrawn:(?:{any_of})@")

    def _refuse_unknown(self, statement: Statement) -> None:
        if not self._narrows:
            return
        try:
            shipped = load(statement.name)
        except NotFoundError:
            shipped = None
        if shipped != statement:
            raise InputError("Cypher of your own is not narrowed to a tenant: ask as the operator, without CODECRAFT_TENANT")
        if statement.header.get("for") == "operator":
            raise InputError(
                "the provenance log is the operator's: ask on the command line, without a tenant (CODECRAFT_TENANT)"
            )

    def _chosen(self, sources: Collection[str]) -> Collection[str] | None:
        """The sources to look in, empty for all; None where none is left."""
        self._look()
        if not self._hidden:
            return sources
        there = sources or [row["id"] for row in self._store.run(load("read/source_tenants"))]
        return [one for one in there if one not in self._hidden] or None

    def _scored(self, found: list[Scored]) -> list[Scored]:
        self._look()
        return [one for one in found if not self._names_hidden(one.id)]

    def _names_hidden(self, text: str) -> bool:
        if not self._narrows:
            return False
        if _LOG.fullmatch(text):
            return True
        return bool(self._hidden) and self._start in text and self._naming.search(text) is not None

    def _without_hidden(self, value: object) -> object:
        """A parameter without what is hidden; `_NOTHING` where it asks for that alone."""
        if isinstance(value, str):
            return _NOTHING if self._names_hidden(value) else value
        if isinstance(value, list | tuple | set | frozenset):
            return [one for one in value if not (isinstance(one, str) and self._names_hidden(one))]
        return value

    def _seen(self, row: Row) -> Row | None:
        """The row with lists that lack what is hidden; None where a single value names it."""
        seen = self._value(row) if self._narrows else row
        return None if seen is _NOTHING else seen

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return _NOTHING if self._names_hidden(value) else value
        if isinstance(value, dict):
            held = {name: self._value(one) for name, one in value.items()}
            return _NOTHING if any(one is _NOTHING for one in held.values()) else held
        if isinstance(value, list):
            return list(self._listed(value))
        return value

    def _listed(self, values: list[Any]) -> Iterator[Any]:
        for one in values:
            seen = self._value(one)
            if seen is not _NOTHING:
                yield seen

    def _without_examples(self, statement: Statement, row: Row) -> Row:
        """Examples of what blocks a rule are texts that need not say whose they are: with anything hidden, none is given."""
        return {**row, "examples": []} if self._hidden and statement.name.startswith("rules/blockers/") else row
