"""Which files answers may rest on: not on tests, examples, generated and vendored ones, unless their source's entry says so."""

from collections.abc import Iterable

from graph.ids import file_id
from graph.ports import GraphStore
from graph.statements import load
from queries.views import SymbolView

_KINDS = {"test": "tests", "example": "examples", "generated": "generated files", "vendored": "copies of others' code"}


def sound(store: GraphStore, found: Iterable[SymbolView]) -> tuple[list[SymbolView], tuple[str, ...]]:
    """Those that answers may rest on, in their order, and a note on the others. A graph that does not say admits its files."""
    wanted = list(found)
    files = {one.id: file_id(one.source, one.path) for one in wanted}
    rows = {row["id"]: row for row in store.run(load("read/grounds"), ids=sorted(set(files.values())))}
    kept = [one for one in wanted if rows.get(files[one.id], {}).get("grounds") is not False]
    left = [rows[files[one.id]] for one in wanted if rows.get(files[one.id], {}).get("grounds") is False]
    if not left:
        return kept, ()
    kinds = [told for key, told in _KINDS.items() if any(row[key] for row in left)]
    why = f"they are in {', '.join(kinds)}" if kinds else "their source is not there for answers, or asks for better files"
    return kept, (f"{len(left)} symbol{'s' if len(left) > 1 else ''} left out of the evidence: {why}",)
