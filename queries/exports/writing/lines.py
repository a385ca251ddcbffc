"""Edges as lines."""

from dataclasses import astuple

import msgspec

from queries.edges import CallEdge, ImportEdge


def edge_line(edge: CallEdge | ImportEdge, *, as_json: bool) -> str:
    """One line with its end: for people, or one JSON object."""
    if as_json:
        return f"{msgspec.json.encode(edge).decode()}\n"
    start, end = astuple(edge)[:2]
    return f"{start} → {end}  {edge.path}:{edge.line}  {edge.method} {edge.confidence:.2f}\n"
