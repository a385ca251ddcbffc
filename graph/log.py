"""The provenance log: what was done, as records of which each seals the one before it.

A record's `content` names the nodes that were appended with it and the digest of each, so that a change to one of them is
found too. What may have to go one day (a text, an answer past its time) is such a node: without it the chain still holds.
"""

import hashlib
import json
import random
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.errors import ExistsError, StoreError
from graph.facts import Edge, Node, Property
from graph.ports import Addition, GraphStore, Read, Row
from graph.statements import load

GENESIS = "sha256:" + "0" * 64
"""What the first record has for `previous`."""

_TRIES = 200
_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Head:
    """The last record: what holds the whole log. A log without records has sequence 0."""

    sequence: int = 0
    digest: str = GENESIS


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was kept elsewhere: every later state of the log must go through it. `where` says who kept it."""

    head: Head
    where: str


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. `sequence` counts from 1, `at` is ISO 8601 in UTC, `content` canonical JSON.

    `digest` is of all the others.
    """

    sequence: int
    at: str
    kind: str
    content: str
    previous: str
    digest: str

    @property
    def id(self) -> str:
        """Of its node."""
        return f"record:{self.sequence}"

    @property
    def node(self) -> Node:
        """As it is stored."""
        names = ("sequence", "at", "kind", "content", "previous", "digest")
        return Node(self.id, ("Record",), {name: getattr(self, name) for name in names})


@dataclass(frozen=True, slots=True)
class Draft:
    """A record before it has its place in the log, with the nodes and relations it tells of.

    `content` is what JSON can say, without personal data; the record adds `nodes` (a digest by id), `relations` and `removed`.
    `shared` and `removed` are as in `GraphStore.append`.
    """

    kind: str
    content: Mapping[str, Any]
    nodes: Sequence[Node] = ()
    edges: Sequence[Edge] = ()
    shared: Sequence[Node] = ()
    removed: Collection[str] = ()

    @property
    def text(self) -> str:
        """The content that is sealed."""
        told = dict(self.content)
        if self.nodes:
            told["nodes"] = {node.id: node_digest(node.labels, node.properties) for node in self.nodes}
        if self.edges:
            told["relations"] = sorted([edge.type, edge.start, edge.end] for edge in self.edges)
        if self.removed:
            told["removed"] = sorted(self.removed)
        return canonical(told)


def record(
    store: GraphStore,
    kind: str,
    content: Mapping[str, Any],
    nodes: Sequence[Node] = (),
    edges: Sequence[Edge] = (),
    *,
    shared: Sequence[Node] = (),
    removed: Collection[str] = (),
) -> Record:
    """Append a record as `Draft` has it, in one transaction with what it tells of. Writers that come at once take turns.

    Raises ExistsError for a node that is there, InputError, StoreError.
    """
    draft = Draft(kind, content, nodes, edges, shared, removed)
    for _ in range(_TRIES):
        head = log_head(store)
        new = _sealed_now(head, draft)
        added = _added(draft, new)
        try:
            store.append(added.nodes, added.edges, shared=added.shared, removed=added.removed)
        except ExistsError as error:
            if log_head(store) == head:
                raise _refused(store, new, error) from error
            time.sleep(random.uniform(0, _PAUSE))  # noqa: S311  # so that writers who met do not meet again
            continue
        return new
    raise StoreError("the log is being written all the time: try again later")


def drawn_up(drafts: Sequence[Draft], read: Read) -> Addition:
    """The drafts as the log's next records, for a replacement that is being written: `read` gives the state they follow."""
    head = _head(read(load("read/log_head")))
    added: list[Addition] = []
    for draft in drafts:
        new = _sealed_now(head, draft)
        added.append(_added(draft, new))
        head = Head(new.sequence, new.digest)
    shared = {node.id: node for one in added for node in one.shared}
    return Addition(
        nodes=[node for one in added for node in one.nodes],
        edges=[edge for one in added for edge in one.edges],
        shared=[*shared.values()],
        removed=[id_ for one in added for id_ in one.removed],
    )


def log_head(store: GraphStore) -> Head:
    """The last record of the log."""
    return _head(store.run(load("read/log_head")))


def sealed(head: Head, at: str, kind: str, content: str) -> Record:
    """The record that follows the head."""
    sequence = head.sequence + 1
    return Record(sequence, at, kind, content, head.digest, record_digest(sequence, at, kind, content, head.digest))


def record_digest(sequence: int, at: str, kind: str, content: str, previous: str) -> str:
    """What seals a record: over all it says, and the digest of the one before it."""
    return _digest(canonical({"sequence": sequence, "at": at, "kind": kind, "content": content, "previous": previous}))


def node_digest(labels: Iterable[str], properties: Mapping[str, Property]) -> str:
    """What seals a node that a record tells of."""
    said = {key: value for key, value in properties.items() if key != "id" and value is not None and value != []}
    return _digest(canonical({"labels": sorted(set(labels) - {"Node"}), "properties": said}))


def canonical(value: object) -> str:
    """The one JSON text of a value: keys in order, no blanks, characters as they are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _sealed_now(head: Head, draft: Draft) -> Record:
    return sealed(head, datetime.now(UTC).isoformat(timespec="milliseconds"), draft.kind, draft.text)


def _added(draft: Draft, new: Record) -> Addition:
    tells = [Edge("RECORDS", new.id, node.id, {}) for node in draft.nodes]
    return Addition([*draft.nodes, new.node], [*draft.edges, *tells], draft.shared, draft.removed)


def _head(rows: Sequence[Row]) -> Head:
    return Head(rows[0]["sequence"], rows[0]["digest"]) if rows else Head()


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _refused(store: GraphStore, new: Record, error: ExistsError) -> Exception:
    """Whether a node is there already, or the log has records that its head does not know of."""
    if store.run(load("read/node"), id=new.id):
        return StoreError(f"the log already has a {new.id} that its head does not know of: run codecraft audit verify")
    return error
