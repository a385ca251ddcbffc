"""The log as it is read: each record with the nodes that came with it, as they are now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.log import Record
from graph.ports import GraphStore, Row
from graph.statements import load

type Tie = tuple[str, str, str]
"""A relation: its type, start and end."""

_PAGE = 500
_PROPERTIES = 7
"""Of a record: its id, and what it says."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An appended node as it is kept: its labels without `Node`, in order, and its properties without `id`."""

    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A record with what is kept of the nodes it tells of, by id, and of the relations among appended nodes that start there.

    `strange` says that the record carries more than a record does, `withheld` the ids of nodes that are there and not shown.
    """

    record: Record
    nodes: Mapping[str, Kept] = field(default_factory=dict)
    relations: tuple[Tie, ...] = ()
    strange: bool = False
    withheld: frozenset[str] = frozenset()

    @property
    def content(self) -> dict[str, Any]:
        """What the record says; empty where it is no JSON object."""
        try:
            found = json.loads(self.record.content)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def seals(self) -> dict[str, str]:
        """The digest of each node that came with the record, by id."""
        return _object(self.content.get("nodes"))

    @property
    def tells(self) -> tuple[Tie, ...]:
        """The relations that came with the record."""
        listed = self.content.get("relations")
        ties = [one for one in listed if isinstance(one, list) and len(one) == 3] if isinstance(listed, list) else []
        return tuple((str(type_), str(start), str(end)) for type_, start, end in ties)

    @property
    def removed(self) -> frozenset[str]:
        """The ids of nodes that went with the record."""
        return frozenset(str(one) for one in self.content.get("removed") or ())


def read_entries(store: GraphStore, *, after: int = 0) -> Iterator[Entry]:
    """The log's records from that sequence on, with their nodes; what has gone since is not among them."""
    while True:
        rows = store.run(load("read/log_records"), after=after, limit=_PAGE)
        yield from _with_nodes(store, [_entry(row) for row in rows])
        if len(rows) < _PAGE:
            return
        after = rows[-1]["sequence"]


def _entry(row: Row) -> Entry:
    texts = (_text(row[name]) for name in ("at", "kind", "content", "previous", "digest"))
    return Entry(Record(row["sequence"], *texts), strange=row["properties"] > _PROPERTIES)


def _with_nodes(store: GraphStore, bare: list[Entry]) -> Iterator[Entry]:
    ids = sorted({id_ for one in bare for id_ in one.seals})
    nodes: dict[str, Kept] = {}
    relations: dict[str, list[Tie]] = {}
    for start in range(0, len(ids), _PAGE):
        part = ids[start : start + _PAGE]
        for row in store.run(load("read/appended_nodes"), ids=part):
            labels = tuple(label for label in row["labels"] if label != "Node")
            nodes[row["id"]] = Kept(labels, {key: value for key, value in row["properties"].items() if key != "id"})
        for row in store.run(load("read/appended_relations"), ids=part):
            relations.setdefault(row["start"], []).append((row["type"], row["start"], row["end"]))
    for one in bare:
        seals = one.seals
        kept = {id_: nodes[id_] for id_ in seals if id_ in nodes}
        yield replace(one, nodes=kept, relations=tuple(sorted(tie for id_ in seals for tie in relations.get(id_, ()))))


def _text(value: object) -> str:
    """A tampered record may hold anything; what is no text seals nothing."""
    return value if isinstance(value, str) else repr(value)


def _object(value: object) -> dict[str, str]:
    return {str(key): str(one) for key, one in value.items()} if isinstance(value, dict) else {}
