"""The statements that write, found by what their headers say they write: a new label or relation is a new file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Protocol

from graph.errors import StoreError
from graph.facts import Edge, Node
from graph.ports import Row
from graph.statements import Statement, load, load_all
from graph.stores.difference import stored_properties

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
    groups: dict[frozenset[str], list[Node]] = defaultdict(list)
    for node in nodes:
        groups[frozenset(node.labels)].append(node)
    for labels, group in groups.items():
        for part in parts(group):
            rows = [{"id": node.id, "properties": {**node.properties, "id": node.id}} for node in part]
            _run(tx, _node_statement(labels), rows, len(part), "a node")
    return sum(len(group) for group in groups.values())


def write_edges(tx: Transaction, edges: Iterable[tuple[Edge, int | None]]) -> int:
    """Add relations, each with the fingerprint that it carries; how many there were.

    The caller sees to it that none is there yet. Raises StoreError when an end is missing.
    """
    groups: dict[str, list[tuple[Edge, int | None]]] = defaultdict(list)
    for edge, fingerprint in edges:
        groups[edge.type].append((edge, fingerprint))
    for type_, group in groups.items():
        statement = _edge_statement(type_)
        for part in parts(group):
            _run(tx, statement, _by_start(statement, part), len(part), f"an end of a {type_} relation")
    return sum(len(group) for group in groups.values())


def parts[T](rows: Sequence[T], size: int = ROWS) -> Iterator[Sequence[T]]:
    """The rows in pieces that a statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _by_start(statement: Statement, edges: Sequence[tuple[Edge, int | None]]) -> list[dict[str, object]]:
    """Relations as rows, one for each start: what an engine must look up, and take over from Python, it does once."""
    known = frozenset(part.strip() for part in statement.header.get("properties", "").split(","))
    ends: dict[str, list[dict[str, object]]] = defaultdict(list)
    for edge, fingerprint in edges:
        if not known.issuperset(edge.properties):
            unknown = ", ".join(sorted(set(edge.properties) - known))
            raise StoreError(f"{statement.name} does not write {unknown}: name it there")
        ends[edge.start].append({**stored_properties(edge.properties), "end": edge.end, "fingerprint": fingerprint})
    return [{"start": start, "ends": each} for start, each in ends.items()]


def _run(tx: Transaction, statement: Statement, rows: Sequence[Mapping[str, object]], wanted: int, what: str) -> None:
    written = tx.run(statement, {"rows": rows})
    count = written[0]["written"] if written else 0
    if count != wanted:
        raise StoreError(f"{what} is missing: {count} of {wanted} rows were written by {statement.name}; index again")


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
