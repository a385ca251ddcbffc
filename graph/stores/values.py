"""Values as callers get them: plain Python, the same from every engine.

A node is `{"labels": […sorted], "properties": {…}}`, a relation `{"type": …, "properties": {…}}`, a path
`{"nodes": […], "relations": […]}`; dates and times are ISO 8601 text, a duration is
`{"months": …, "days": …, "nanoseconds": …}`.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

_NODE = {"_id", "_labels"}
_RELATION = {"_id", "_source", "_target", "_type"}


def plain(value: Any) -> Any:
    """The embedded engine's value as plain Python."""
    match value:
        case list() | tuple():
            return [plain(one) for one in value]
        case dict():
            return _map(value)
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value


def _map(value: dict[str, Any]) -> dict[str, Any]:
    keys = value.keys()
    if keys >= _NODE:
        return {"labels": sorted(value["_labels"]), "properties": _without(value, _NODE)}
    if keys >= _RELATION:
        return {"type": value["_type"], "properties": _without(value, _RELATION)}
    if keys == {"nodes", "edges"}:
        return {"nodes": plain(value["nodes"]), "relations": plain(value["edges"])}
    if keys == {"months", "days", "nanos"}:
        return {"months": value["months"], "days": value["days"], "nanoseconds": value["nanos"]}
    return {key: plain(one) for key, one in value.items()}


def _without(value: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    return {key: plain(one) for key, one in sorted(value.items()) if key not in keys}
