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
    """Every module with each module that it imports from; of several imports of the same the surest, then the first."""
    for ids in _pages(store, source, kind="module"):
        pairs: dict[tuple[str, str], list[Row]] = {}
        for row in store.run(load("read/import_edges"), ids=ids):
            pairs.setdefault((row["start"], _module(row)), []).append(row)
        for (_, imported), rows in pairs.items():
            best = min(rows, key=lambda row: (not row["kind"], -row["confidence"], row["line"]))
            line = min(row["line"] for row in rows)
            confidence = max(row["confidence"] for row in rows)
            kind = best["kind"] or "runtime"
            yield ImportEdge(best["importer"], imported, best["path"], line, kind, best["method"], confidence)


def _pages(store: GraphStore, source: str, *, kind: str) -> Iterator[list[str]]:
    """Symbol ids in order, a page at a time, so that memory does not grow with the graph."""
    after = ""
    while True:
        rows = store.run(load("read/symbols_page"), after=after, source=source, kind=kind, path="", limit=_PAGE)
        if not rows:
            return
        after = rows[-1]["id"]
        yield [row["id"] for row in rows]


def _module(row: Row) -> str:
    """The module that an import names: where a name is imported, the one that it is imported from.

    What a name from outside is cannot always be told: `from a import b` gives `a`, as running it imports `a` in any case.
    """
    target: str = row["target"]
    parent = target.rpartition(".")[0]
    if row["target_kind"] == "module" or not parent:
        return target
    if row["target_module"]:
        return str(row["target_module"])
    return target if row["binding"] in {target, target.partition(".")[0]} else parent
