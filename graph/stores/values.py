"""Values as callers get them: plain Python, the same from every engine.

A node is `{"labels": […sorted], "properties": {…}}`, a relation `{"type": …, "properties": {…}}`, a path
`{"nodes": […], "relations": […]}`; dates and times are ISO 8601 text, a duration is
`{"months": …, "days": …, "nanoseconds": …}`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from graph.ports import Row
from graph.statements import Statement

type Ask = Callable[[Statement, Mapping[str, object]], list[Row]]
"""Runs a statement with its parameters on what is committed."""

_SIMPLE = frozenset({str, int, float, bool, type(None)})
_NODE = {"_id", "_labels"}
_RELATION = {"_id", "_source", "_target", "_type"}


def plain(value: Any) -> Any:
    """An engine's value as plain Python: Grafeo's marked dictionaries and the Neo4j driver's objects alike."""
    match value:
        case None | str() | int() | float():
            return value
        case list() | tuple() if not hasattr(value, "months"):
            return [plain(one) for one in value]
        case dict():
            return _map(value)
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date() | time():
            return value.isoformat()
        case _:
            return _driver_value(value)


def plain_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row of an engine as plain Python: most hold nothing but simple values."""
    if _SIMPLE.issuperset(map(type, row.values())):
        return row
    return {key: plain(value) for key, value in row.items()}


def _map(value: dict[str, Any]) -> dict[str, Any]:
    keys = value.keys()
    if keys >= _NODE:
        return _node(value["_labels"], value.items())
    if keys >= _RELATION:
        return _relation(value["_type"], value.items())
    if keys == {"nodes", "edges"}:
        return {"nodes": plain(value["nodes"]), "relations": plain(value["edges"])}
    if keys == {"months", "days", "nanos"}:
        return {"months": value["months"], "days": value["days"], "nanoseconds": value["nanos"]}
    return {key: one if type(one) in _SIMPLE else plain(one) for key, one in value.items()}


def _driver_value(value: Any) -> Any:
    if hasattr(value, "labels"):
        return _node(value.labels, value.items())
    if hasattr(value, "relationships"):
        return {"nodes": [plain(one) for one in value.nodes], "relations": [plain(one) for one in value.relationships]}
    if hasattr(value, "start_node"):
        return _relation(value.type, value.items())
    if hasattr(value, "months"):
        nanoseconds = value.seconds * 1_000_000_000 + value.nanoseconds
        return {"months": value.months, "days": value.days, "nanoseconds": nanoseconds}
    if hasattr(value, "to_native"):
        return value.to_native().isoformat()
    return value


def _node(labels: Iterable[str], items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"labels": sorted(labels), "properties": _properties(items)}


def _relation(type_: str, items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {"type": type_, "properties": _properties(items)}


def _properties(items: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    return {key: plain(one) for key, one in sorted(items, key=lambda item: item[0]) if not key.startswith("_")}
