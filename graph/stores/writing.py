"""The statements that write, found by what their headers say they write: a new label or relation is a new file."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain, groupby
from typing import Any, Protocol

from graph.errors import StoreError
from graph.facts import Edge, Node, Property
from graph.ports import Row
from graph.statements import Statement, load, load_all
from graph.stores.difference import stored_properties

ROWS = 5_000
"""Rows that one statement writes."""

_SEPARATOR = "\0"


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
    groups: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        creates = node.id not in there and not _holds_separator(node)
        statement = _creating(node.labels, tuple(node.properties)) if creates else None
        groups[(statement.name if statement else "", *sorted(node.labels))].append(node)
    for (creating, *labels), group in groups.items():
        statement = load(creating) if creating else _node_statement(frozenset(labels))
        for part in parts(group):
            if creating:
                _run(tx, statement, {"rows": _alike(statement, part), "separator": _SEPARATOR}, len(part), "a node")
            else:
                rows = [{"id": node.id, "properties": {**node.properties, "id": node.id}} for node in part]
                _run(tx, statement, {"rows": rows}, len(part), "a node")
    return sum(len(group) for group in groups.values())


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
    groups: dict[str, list[tuple[Edge, int | None]]] = defaultdict(list)
    for edge, fingerprint in edges:
        groups[_edge_statement(edge.type, tuple(edge.properties)).name].append((edge, fingerprint))
    for name, group in groups.items():
        statement = load(name)
        for part in parts(group):
            rows = {"rows": _by_start(statement, part), "separator": _SEPARATOR}
            _run(tx, statement, rows, len(part), f"an end of a {statement.header['relation']} relation")
    return sum(len(group) for group in groups.values())


def parts[T](rows: Sequence[T], size: int = ROWS) -> Iterator[Sequence[T]]:
    """The rows in pieces that a statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def _alike(statement: Statement, nodes: Sequence[Node]) -> list[dict[str, object]]:
    """Nodes as rows, one for each set of properties, of which each is a column."""
    groups: dict[tuple[str, ...], list[tuple[Property, ...]]] = defaultdict(list)
    for node in nodes:
        properties = {**node.properties, "id": node.id}
        groups[tuple(properties)].append(tuple(properties.values()))
    kinds = _named(statement, "properties")
    return [_columns(kinds, names, values) for names, values in groups.items()]


def _by_start(statement: Statement, edges: Sequence[tuple[Edge, int | None]]) -> list[dict[str, object]]:
    """Relations as rows, one for each start and set of properties: what an engine must take over from Python, it does once.

    `ends` and each property of a row are columns, one value a relation.
    """
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for edge, fingerprint in edges:
        said = edge.properties
        values = said.values()
        if None in values or [] in values:
            said = stored_properties(said)
        groups[edge.start, *said].append((edge.end, fingerprint, *said.values()))
    kinds = {"ends": "text", "fingerprint": "", **_named(statement, "properties")}
    return [
        {"start": start, **_columns(kinds, ("ends", "fingerprint", *names), values)}
        for (start, *names), values in groups.items()
    ]


def _columns(kinds: Mapping[str, str], names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, object]:
    """Each property as one column, handed over as a statement's header says.

    Texts and floats are joined to one text: taking over a text costs ten times what cutting it out of another does, and a list
    of floats alone would become a vector of singles. Lists are joined to one (`numbers`, or `texts` as a text), and
    `…_at` says where each begins and the last one ends: taking over a list costs as much as two texts.
    """
    columns: dict[str, object] = {}
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        kind = kinds[name]
        if kind in ("numbers", "texts"):
            columns[f"{name}_at"] = list(accumulate(map(len, values), initial=0))
            values = tuple(chain.from_iterable(values))  # noqa: PLW2901
        if kind in ("text", "texts"):
            columns[name] = _joined(values)
        elif kind == "float":
            columns[name] = _joined([repr(float(value)) for value in values])
        else:
            columns[name] = list(values)
    return columns


def _holds_separator(node: Node) -> bool:
    """Whether a text of the node, such as a docstring, holds what texts are joined by."""
    return any(
        _SEPARATOR in (value if isinstance(value, str) else "".join(map(str, value)))
        for value in node.properties.values()
        if isinstance(value, str | list)
    )


def _joined(texts: Sequence[str]) -> str:
    whole = _SEPARATOR.join(texts)
    if whole.count(_SEPARATOR) >= len(texts):
        raise StoreError(f"a text to store holds a NUL character: {whole[:100]!r}")
    return whole


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
