"""Calls that end at a name from outside the graph and may yet mean a symbol within it.

Another version of its distribution is indexed than the caller was linked against, or the name is the public spelling of
something whose definition nobody could follow (a lazy module, a name made at run time).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.ports import GraphStore
from graph.statements import load
from queries.views import SymbolView


@dataclass(frozen=True, slots=True)
class OutsideCall:
    """A call of a dotted name from outside, `name` its last part. `located` says that its definition is known."""

    caller: str
    path: str
    callee: str
    name: str
    located: bool
    lines: tuple[int, ...]


def calls_outside(store: GraphStore, names: Sequence[str], limit: int) -> tuple[list[OutsideCall], bool]:
    """Calls of outside names by their last parts, and whether there are more than the limit."""
    if not names:
        return [], False
    rows = store.run(load("read/calls_outside_by_name"), names=list(names), limit=limit + 1)
    found = [
        OutsideCall(row["caller"], row["path"] or "", row["callee"], row["name"], bool(row["kind"]), tuple(row["lines"] or ()))
        for row in rows[:limit]
    ]
    return found, len(rows) > limit


def may_mean(call: OutsideCall, targets: Iterable[SymbolView]) -> bool:
    """Whether one of the targets can be what is called: it has that name, or the name is open and of the same package."""
    package = call.callee.partition(".")[0]
    return any(
        target.qualified_name in (call.callee, f"{call.callee}.{target.name}")
        if call.located
        else target.qualified_name.partition(".")[0] == package
        for target in targets
        if not target.external
    )
