"""Symbols by name, by id and a page at a time, and any node with what it is related to."""

from base64 import b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.ports import GraphStore
from graph.statements import load
from queries.names import find_symbol
from queries.views import SymbolView, views

__all__ = [
    "NodeView",
    "Page",
    "Relation",
    "SymbolView",
    "find_symbol",
    "from_cursor",
    "list_symbols",
    "members",
    "node",
    "symbol",
    "to_cursor",
]

PAGE_LIMIT = 1000
"""The largest page that a listing gives."""

_HIDDEN = frozenset({"vector", "search_text", "sketch", "fingerprint"})
"""Properties that serve the store alone."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How many relations of one type a node has on one side."""

    type: str
    outgoing: bool
    count: int


@dataclass(frozen=True, slots=True)
class NodeView:
    """Any node: its labels and properties (vectors and search words left out) and a summary of its relations."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Page[T]:
    """A stretch of a longer list. `cursors` has an opaque text for each item that survives indexing its source again."""

    items: tuple[T, ...]
    cursors: tuple[str, ...]
    has_next: bool


def symbol(store: GraphStore, symbol_id: str) -> SymbolView:
    """The symbol with an id. Raises NotFoundError."""
    found = views(store, [symbol_id]).get(symbol_id)
    if found is None:
        raise NotFoundError(f"there is no symbol {symbol_id}: search for it by name, or index its source first")
    return found


def node(store: GraphStore, node_id: str) -> NodeView:
    """Any node by its id. Raises NotFoundError."""
    rows = store.run(load("read/node"), id=node_id)
    if not rows:
        raise NotFoundError(f"there is no node {node_id}: see docs/graph.md for how ids read")
    row = rows[0]
    relations = [
        Relation(type=found["type"], outgoing=outgoing, count=found["count"])
        for outgoing, statement in ((True, "read/relations_out"), (False, "read/relations_in"))
        for found in store.run(load(statement), id=node_id)
    ]
    properties = {key: value for key, value in sorted(row["properties"].items()) if key not in _HIDDEN}
    return NodeView(row["id"], tuple(label for label in row["labels"] if label != "Node"), properties, tuple(relations))


def list_symbols(
    store: GraphStore, *, source: str = "", kind: str = "", path: str = "", first: int = 50, after: str = ""
) -> Page[SymbolView]:
    """Symbols in the order of their ids, narrowed by source id, kind and the start of their path."""
    rows = store.run(
        load("read/symbols_page"), after=from_cursor(after), source=source, kind=kind, path=path, limit=_page_size(first) + 1
    )
    return _page(store, [row["id"] for row in rows], first)


def members(store: GraphStore, symbol_id: str, *, first: int = 50, after: str = "") -> Page[SymbolView]:
    """What a module, class or function contains directly, in the order of the ids."""
    rows = store.run(load("read/members"), id=symbol_id, after=from_cursor(after), limit=_page_size(first) + 1)
    return _page(store, [row["id"] for row in rows], first)


def to_cursor(node_id: str) -> str:
    """An opaque cursor that points behind an id."""
    return urlsafe_b64encode(node_id.encode()).decode()


def from_cursor(cursor: str) -> str:
    """The id that a cursor points behind; empty for the start. Raises InputError for a text that is no cursor of ours."""
    try:
        return b64decode(cursor, altchars=b"-_", validate=True).decode()
    except ValueError as error:
        raise InputError(f"{cursor!r} is no cursor: leave `after` out, or give an `endCursor` from an earlier page") from error


def _page_size(first: int) -> int:
    if not 0 < first <= PAGE_LIMIT:
        raise InputError(f"a page can hold 1 to {PAGE_LIMIT} items, not {first}: change `first`")
    return first


def _page(store: GraphStore, ids: list[str], first: int) -> Page[SymbolView]:
    shown = ids[:first]
    found = views(store, shown)
    items = tuple(found[shown_id] for shown_id in shown if shown_id in found)
    return Page(items, tuple(to_cursor(item.id) for item in items), len(ids) > first)
