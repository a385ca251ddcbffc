"""The graph's edges as records for other programs, with dotted names from the import root."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.ports import GraphStore, Row
from graph.statements import load

_PAGE = 2000


@dataclass(frozen=True, slots=True)
class CallEdge:
    """One caller and one callee, at the first line of the caller's file that says so."""

    caller: str
    callee: str
    path: str
    line: int
    method: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ImportEdge:
    """One module and one that it imports from, at the first line that says so. `kind` is runtime, typing, lazy or optional."""

    importer: str
    imported: str
    path: str
    line: int
    kind: str
    method: str
    confidence: float


def calls(store: GraphStore, source: str = "") -> Iterator[CallEdge]:
    """Every call edge of one source, or of all, in the order of the callers' ids."""
    for ids in _pages(store, source, kind=""):
        for row in store.run(load("read/call_edges"), ids=ids):
            yield CallEdge(row["caller"], row["callee"], row["path"], row["line"], row["method"], row["confidence"])


def imports(store: GraphStore, source: str = "") -> Iterator[ImportEdge]:
    """Every module with each module that it imports from, in the order of the importers' ids."""
    for ids in _pages(store, source, kind="module"):
        for row in store.run(load("read/import_edges"), ids=ids):
            if _is_of_module(row):
                yield ImportEdge(
                    row["importer"], row["target"], row["path"], row["line"], row["kind"], row["method"], row["confidence"]
                )


def _pages(store: GraphStore, source: str, *, kind: str) -> Iterator[list[str]]:
    """Symbol ids in order, a page at a time, so that memory does not grow with the graph."""
    after = ""
    while True:
        rows = store.run(load("read/symbols_page"), after=after, source=source, kind=kind, path="", limit=_PAGE)
        if not rows:
            return
        after = rows[-1]["id"]
        yield [row["id"] for row in rows]


def _is_of_module(row: Row) -> bool:
    """Whether an import's end is a module. What a name from outside is cannot always be told; how it is imported can."""
    names = row["names"] or ()
    return row["target_kind"] == "module" or (bool(row["external"]) and (not names or "" in names or "*" in names))
