"""The statements that write, found by what their headers say they write: a new label or relation is a new file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from graph.errors import StoreError
from graph.facts import Edge, Node
from graph.ports import Row
from graph.statements import Statement, load, load_all

ROWS = 5_000
"""Rows that one statement writes."""


class Transaction(Protocol):
    """An open transaction of an engine."""

    def run(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        """Run one statement. Raises StoreError."""
        ...


def ask(tx: Transaction, name: str, ids: Collection[str], **parameters: object) -> list[Row]:
    """The rows that a statement gives for the ids, a part at a time."""
    statement = load(f"write/{name}")
    return [row for part in parts(list(ids)) for row in tx.run(statement, {"ids": part, **parameters})]


def tell(tx: Transaction, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Give the rows to a statement, a part at a time."""
    for part in parts(rows):
        tx.run(load(f"write/{name}"), {"rows": part})


def write_nodes(tx: Transaction, nodes: Iterable[Node]) -> int:
    """Write each node by the statement for its labels; how many there were."""
    groups: dict[frozenset[str], list[dict[str, object]]] = defaultdict(list)
    for node in nodes:
        groups[frozenset(node.labels)].append({"id": node.id, "properties": {**node.properties, "id": node.id}})
    for labels, rows in groups.items():
        _write(tx, _node_statement(labels), rows, "a node")
    return sum(len(rows) for rows in groups.values())


def write_edges(tx: Transaction, edges: Iterable[Edge]) -> int:
    """Write each relation by the statement for its type; how many there were. Raises StoreError when an end is missing."""
    groups: dict[str, list[dict[str, object]]] = defaultdict(list)
    for edge in edges:
        groups[edge.type].append({"start": edge.start, "end": edge.end, "properties": dict(edge.properties)})
    for type_, rows in groups.items():
        _write(tx, _edge_statement(type_), rows, f"an end of a {type_} relation")
    return sum(len(rows) for rows in groups.values())


def parts[T](rows: Sequence[T], size: int = ROWS) -> Iterator[Sequence[T]]:
    """The rows in pieces that a statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _write(tx: Transaction, statement: Statement, rows: Sequence[Mapping[str, object]], what: str) -> None:
    for part in parts(rows):
        written = tx.run(statement, {"rows": part})
        count = written[0]["written"] if written else 0
        if count != len(part):
            raise StoreError(f"{what} is missing: {count} of {len(part)} rows were written by {statement.name}; index again")


def _node_statement(labels: frozenset[str]) -> Statement:
    if statement := _statements("labels").get(labels):
        return statement
    raise StoreError(f"nothing writes nodes with the labels {', '.join(sorted(labels))}: add a file under cypher/write")


def _edge_statement(type_: str) -> Statement:
    if statement := _statements("relation").get(frozenset((type_,))):
        return statement
    raise StoreError(f"nothing writes {type_} relations: add a file under cypher/write")


@cache
def _statements(key: str) -> dict[frozenset[str], Statement]:
    return {
        frozenset(part.strip() for part in statement.header[key].split(",")): statement
        for statement in load_all("write")
        if key in statement.header
    }
