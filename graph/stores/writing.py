"""The statements that write, found by what their headers say they write: a new label or relation is a new file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Protocol

from graph.errors import StoreError
from graph.facts import Edge, Node
from graph.ports import Row
from graph.statements import Statement, load, load_all
from graph.stores.columns import LISTS, HoldsSeparatorError, columns
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


def write_nodes(tx: Transaction, nodes: Iterable[Node], there: Collection[str]) -> int:
    """Write each node by the statement for its labels; how many there were. `there` are the ids that are stored already."""
    new: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Node]] = defaultdict(list)
    others: dict[frozenset[str], list[Node]] = defaultdict(list)
    count = 0
    for node in nodes:
        count += 1
        names = tuple(node.properties)
        if node.id not in there and _creating(node.labels, names):
            new[node.labels, names].append(node)
        else:
            others[frozenset(node.labels)].append(node)
    for (labels, names), group in new.items():
        if statement := _creating(labels, names):
            for part in parts(group):
                others[frozenset(labels)] += _create_nodes(tx, statement, names, part)
    for kinds, group in others.items():
        for part in parts(group):
            rows = [{"id": node.id, "properties": {**node.properties, "id": node.id}} for node in part]
            _run(tx, _node_statement(kinds), {"rows": rows}, len(part), "a node")
    return count


def add_nodes(tx: Transaction, nodes: Sequence[Node]) -> None:
    """Add nodes that no source owns, in their order, by the statement for their labels. Raises StoreError."""
    for labels, group in groupby(nodes, key=lambda node: frozenset(node.labels)):
        added = list(group)
        rows = [{**node.properties, "id": node.id} for node in added]
        _run(tx, _adding(labels), {"rows": rows}, len(rows), "a node")


def write_edges(tx: Transaction, edges: Iterable[tuple[Edge, int | None]]) -> int:
    """Add relations, each with the fingerprint that it carries; how many there were.

    The caller sees to it that none is there yet. Raises StoreError when an end is missing.
    """
    groups: dict[tuple[str, ...], list[tuple[Edge, int | None]]] = defaultdict(list)
    for one in edges:
        groups[one[0].type, *one[0].properties].append(one)
    count = 0
    for (type_, *names), group in groups.items():
        statement = _edge_statement(type_, tuple(names))
        for part in parts(group):
            count += _create_edges(tx, statement, names, part)
    return count


def parts[T](rows: Sequence[T], size: int = ROWS) -> Iterator[Sequence[T]]:
    """The rows in pieces that a statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _create_nodes(tx: Transaction, statement: Statement, names: Sequence[str], nodes: Sequence[Node]) -> Sequence[Node]:
    """Create nodes that all have the properties; gives those that hold what texts are joined by, as a docstring can."""
    values = dict(zip(names, zip(*[node.properties.values() for node in nodes], strict=True), strict=True))
    values["id"] = tuple(node.id for node in nodes)
    try:
        given = columns(_named(statement, "properties"), values)
    except HoldsSeparatorError:
        if len(nodes) == 1:
            return nodes
        half = len(nodes) // 2
        return [*_create_nodes(tx, statement, names, nodes[:half]), *_create_nodes(tx, statement, names, nodes[half:])]
    _run(tx, statement, given, len(nodes), "a node")
    return ()


def _create_edges(tx: Transaction, statement: Statement, names: Sequence[str], edges: Sequence[tuple[Edge, int | None]]) -> int:
    """Create relations of one type that all have the properties; how many there were."""
    kinds = _named(statement, "properties")
    values = dict(zip(names, zip(*[edge.properties.values() for edge, _ in edges], strict=True), strict=False))
    if any(not all(column) if kinds[name] in LISTS else None in column for name, column in values.items()):
        # What says nothing is no property, so these are of several groups.
        said = [(Edge(edge.type, edge.start, edge.end, stored_properties(edge.properties)), mark) for edge, mark in edges]
        return write_edges(tx, said)
    values |= {
        "starts": tuple(edge.start for edge, _ in edges),
        "ends": tuple(edge.end for edge, _ in edges),
        "fingerprint": tuple(mark for _, mark in edges),
    }
    try:
        given = columns({"starts": "text", "ends": "text", "fingerprint": "", **kinds}, values)
    except HoldsSeparatorError as error:
        raise StoreError(str(error)) from error
    _run(tx, statement, given, len(edges), f"an end of a {statement.header['relation']} relation")
    return len(edges)


def _run(tx: Transaction, statement: Statement, parameters: Mapping[str, object], wanted: int, what: str) -> None:
    written = tx.run(statement, parameters)
    count = written[0]["written"] if written else 0
    if count != wanted:
        raise StoreError(f"{what} is missing: {count} of {wanted} rows were written by {statement.name}; index again")


def _node_statement(labels: frozenset[str]) -> Statement:
    found = next((one for one in _with_header("labels") if _named(one, "labels").keys() == labels), None)
    if found is None:
        raise StoreError(f"nothing writes nodes with the labels {', '.join(sorted(labels))}: add a file under cypher/write")
    return found


def _adding(labels: frozenset[str]) -> Statement:
    found = next((one for one in _with_header("adds") if _named(one, "adds").keys() == labels), None)
    if found is None:
        raise StoreError(f"nothing appends nodes with the labels {', '.join(sorted(labels))}: add a file under cypher/write")
    return found


@cache
def _creating(labels: tuple[str, ...], properties: tuple[str, ...]) -> Statement | None:
    """The statement that creates nodes with these labels and properties without looking for them, if there is one."""
    return next(
        (
            one
            for one in _with_header("new_labels")
            if _named(one, "new_labels").keys() == set(labels) and _named(one, "properties").keys() >= set(properties)
        ),
        None,
    )


@cache
def _edge_statement(type_: str, properties: tuple[str, ...]) -> Statement:
    """The statement that names all the properties and as few others as can be."""
    candidates = [one for one in _with_header("relation") if one.header["relation"] == type_]
    if not candidates:
        raise StoreError(f"nothing writes {type_} relations: add a file under cypher/write")
    candidates.sort(key=lambda one: len(_named(one, "properties")))
    unknown = set(properties) - _named(candidates[-1], "properties").keys()
    if unknown:
        raise StoreError(f"{candidates[-1].name} does not write {', '.join(sorted(unknown))}: name it there")
    return next(one for one in candidates if _named(one, "properties").keys() >= set(properties))


@cache
def _with_header(key: str) -> tuple[Statement, ...]:
    return tuple(statement for statement in load_all("write") if key in statement.header)


def _named(statement: Statement, key: str) -> dict[str, str]:
    """What a header lists, and of properties how they are handed over: `text`, `float`, `numbers`, `texts` or as they are."""
    listed = (part.split() for part in statement.header.get(key, "").split(",") if part.strip())
    return {name: kind[0] if kind else "" for name, *kind in listed}
