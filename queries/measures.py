"""How large, how complex and how connected symbols are, and which are so most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.errors import InputError
from graph.ports import GraphStore, Row
from graph.statements import load
from queries import coverage
from queries.filters import check_kinds
from queries.views import SymbolView, views

LIKELY = 0.5
"""The least confidence of a call that counts in `fan_in` and `fan_out`."""
SURE = 0.9
"""The least confidence of a call that counts as sure."""
MEASURES = ("complexity", "statements", "lines", "parameters", "fan_in", "fan_out")
"""What symbols can be ordered by."""
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Fan:
    """How many other symbols are at the far side of calls: `likely` and `sure` ones, and call sites that may add some.

    `open` are, for callers, unresolved sites anywhere that call by the symbol's name; for callees those in the symbol itself.
    """

    likely: int = 0
    sure: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers of one symbol, as graph.facts.Definition counts those that derive from its text; 0 where one does not apply.

    `importers` are the modules that import it, `imported` the modules that it imports, outside ones included.
    """

    complexity: int = 0
    statements: int = 0
    lines: int = 0
    parameters: int = 0
    fan_in: Fan = Fan()
    fan_out: Fan = Fan()
    importers: int = 0
    imported: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """A symbol with its numbers."""

    symbol: SymbolView
    measures: Measures


def measures_of(store: GraphStore, ids: Iterable[str]) -> dict[str, Measures]:
    """The numbers of those of the ids that are in the graph."""
    wanted = sorted(set(ids))
    return _measures(store, views(store, wanted)) if wanted else {}


def ranked(
    store: GraphStore,
    measure: str = "complexity",
    *,
    source: str = "",
    kind: str = "",
    path: str = "",
    least: Mapping[str, int] | None = None,
    limit: int = 10,
) -> tuple[Measured, ...]:
    """The symbols with most of a measure, those with as much in the order of their ids.

    `least` maps measures to what a symbol must reach; `path` is what its path starts with. Raises InputError.
    """
    for name in (measure, *(least or {})):
        if name not in MEASURES:
            raise InputError(f"there is no measure {name!r}: choose from {', '.join(MEASURES)}")
    if not 1 <= limit <= _MOST:
        raise InputError(f"limit can be 1 to {_MOST}, not {limit}")
    check_kinds([kind] if kind else [])
    asked = {name: (least or {}).get(name, 0) for name in MEASURES}
    rows = store.run(
        load("read/symbols_by_measure"),
        measure=measure, source=source, kind=kind, path=path, confidence=LIKELY, limit=limit, **asked,
    )  # fmt: skip
    found = views(store, [row["id"] for row in rows])
    numbers = _measures(store, found)
    return tuple(Measured(found[row["id"]], numbers[row["id"]]) for row in rows if row["id"] in found)


def _measures(store: GraphStore, symbols: Mapping[str, SymbolView]) -> dict[str, Measures]:
    gaps = coverage.towards_each(store, {id_: [view] for id_, view in symbols.items()})
    rows = store.run(load("read/measures"), ids=sorted(symbols), likely=LIKELY, sure=SURE)
    return {row["id"]: _of(row, gaps[row["id"]].count) for row in rows if row["id"] in gaps}


def _of(row: Row, open_callers: int) -> Measures:
    return Measures(
        complexity=row["complexity"] or 0,
        statements=row["statements"] or 0,
        lines=row["end_line"] - row["line"] + 1 if row["line"] else 0,
        parameters=row["parameters"] or 0,
        fan_in=Fan(row["likely_callers"], row["sure_callers"], open_callers),
        fan_out=Fan(row["likely_callees"], row["sure_callees"], row["unresolved"] or 0),
        importers=row["importers"] or 0,
        imported=row["imported"] or 0,
    )
