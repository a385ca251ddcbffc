"""What of the store a search may see: decided once for each licence expression and source, then left to the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graph.facts import NOASSERTION
from graph.ports import GraphStore, Row
from graph.statements import load


@dataclass(frozen=True, slots=True)
class Admission:
    """`sources` are those that may be seen, empty for all; `licenses` the expressions as they stand in the store, None for all.

    `nothing` says that no source is left.
    """

    sources: tuple[str, ...] = ()
    licenses: frozenset[str] | None = None
    nothing: bool = False


def admit(store: GraphStore, sources: Sequence[str], allowed: Callable[[str], bool] | None) -> Admission:
    """What is left of the sources (all, when none are given) under licences that are allowed."""
    if allowed is None:
        return Admission(tuple(sources))
    rows = [row for row in store.run(load("read/source_terms")) if not sources or row["id"] in sources]
    held = expressions(store, rows)
    return Admission(tuple(sources), frozenset(one for one in held if allowed(one or NOASSERTION)))


def expressions(store: GraphStore, rows: Sequence[Row]) -> frozenset[str]:
    """The licence expressions that the symbols of the sources are under; empty for one that has none."""
    said = {expression for row in rows for expression in row["licenses"] or ()}
    silent = [row["id"] for row in rows if not row["licenses"]]
    found = store.run(load("read/licenses_within"), sources=silent) if silent else []
    return frozenset(said | {row["license"] or "" for row in found})
