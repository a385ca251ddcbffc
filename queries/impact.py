"""What a change to a symbol can break: whoever calls, extends, overrides, imports, decorates with or refers to it.

The members of a class or module change with it, so they are starting points too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from graph.ports import GraphStore
from graph.statements import load
from queries import coverage
from queries.calls import check_limit
from queries.coverage import Coverage
from queries.symbols import symbol
from queries.views import SymbolView, views
from queries.walk import Reached, Step, check_hops, edges

_MEMBERS = 20_000
_NOT_FOLLOWED = frozenset({"OVERRIDES", "IMPORTS", "TESTS"})
"""What depends on these relations' start does not break for them: a caller of the override never sees the base."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A symbol that a change can break, with the `path` of ids from it to what changed.

    `relation` says how it depends on the next symbol of the path: CALLS, INSTANTIATES (it calls the constructor's class),
    INHERITS, OVERRIDES, REFERENCES, RAISES, CATCHES, DECORATED_BY, TESTS, IMPORTS, or CALLS_OVERRIDDEN (it calls a method that
    the next one overrides).
    """

    symbol: SymbolView
    relation: str
    hop: int
    line: int
    method: str
    confidence: float
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AffectedFile:
    """The affected symbols of one file, in the order of their lines. `in_tests` says that it belongs to a test suite."""

    path: str
    source: str
    in_tests: bool
    symbols: tuple[Affected, ...]


@dataclass(frozen=True, slots=True)
class ImpactResult:
    """Everything that a change to `symbol` can break, by file: files with the nearest dependents first, tests last."""

    symbol: SymbolView
    files: tuple[AffectedFile, ...]
    coverage: Coverage


def impact(store: GraphStore, symbol_id: str, *, depth: int = 3, limit: int = 200) -> ImpactResult:
    """What can break within `depth` hops. Raises NotFoundError and InputError."""
    check_hops(depth, "depth")
    check_limit(limit)
    changed = symbol(store, symbol_id)
    seeds = _with_members(store, changed.id)
    before = store.withheld
    reached, capped = _spread(store, seeds, depth)
    inner = views(store, [*seeds, *(node.id for node in reached if node.hop < depth)])
    gaps = coverage.towards(store, inner.values())
    shown = reached[:limit]
    seen = views(store, [node.id for node in shown])
    affected = [_affected(seen[node.id], node) for node in shown if node.id in seen]
    return ImpactResult(
        changed,
        _by_file(affected),
        Coverage(
            resolved=sum(max(len(node.steps[-1].lines), 1) for node in reached),
            unresolved=gaps.count,
            observed=gaps.observed,
            sites=gaps.sites,
            truncated=capped or gaps.capped or len(reached) > len(shown),
            total=None if capped else len(reached),
            stale=coverage.stale_files(store, [changed, *(hit.symbol for hit in affected)]),
            withheld=store.withheld - before,
        ),
    )


def _with_members(store: GraphStore, symbol_id: str) -> list[str]:
    """The symbol and all that it contains, directly and deeper."""
    found = {symbol_id: None}
    frontier = [symbol_id]
    while frontier and len(found) < _MEMBERS:
        rows = store.run(load("read/members_of"), ids=sorted(frontier), limit=_MEMBERS)
        frontier = [row["id"] for row in rows if row["id"] not in found]
        found |= dict.fromkeys(frontier)
    return list(found)


def _spread(store: GraphStore, seeds: list[str], depth: int) -> tuple[list[Reached], bool]:
    reached = {seed: Reached(seed, 0, (), 1.0) for seed in seeds}
    frontier, capped = seeds, len(seeds) >= _MEMBERS
    for hop in range(1, depth + 1):
        if not frontier:
            break
        statements = ["read/dependents", "read/constructors_called"]
        if hop == 1:
            statements += ["read/importers", "read/callers_of_overridden"]
        layer: dict[str, Reached] = {}
        steps, more = edges(store, statements, frontier)
        capped |= more
        for step in steps:
            _keep_surest(layer, reached, step, hop)
        reached |= dict(sorted(layer.items(), key=lambda item: (-item[1].confidence, item[0])))
        frontier = [node.id for node in layer.values() if node.steps[-1].relation not in _NOT_FOLLOWED]
    return [node for node in reached.values() if node.hop], capped


def _keep_surest(layer: dict[str, Reached], reached: dict[str, Reached], step: Step, hop: int) -> None:
    if step.start in reached:
        return
    before = reached[step.end]
    candidate = Reached(step.start, hop, (*before.steps, step), before.confidence * step.confidence)
    known = layer.get(step.start)
    if known is None or candidate.confidence > known.confidence:
        layer[step.start] = candidate


def _affected(view: SymbolView, node: Reached) -> Affected:
    own = node.steps[-1]
    path = (node.id, *(step.end for step in reversed(node.steps)))
    return Affected(view, own.relation, node.hop, own.line, own.method, node.confidence, path)


def _by_file(affected: Iterable[Affected]) -> tuple[AffectedFile, ...]:
    def place(hit: Affected) -> tuple[str, str]:
        return (hit.symbol.source, hit.symbol.path)

    ordered = sorted(affected, key=lambda hit: (*place(hit), hit.symbol.line, hit.symbol.id))
    files = [
        AffectedFile(path, source, hits[0].symbol.in_tests, hits)
        for (source, path), hits in ((key, tuple(group)) for key, group in groupby(ordered, key=place))
    ]
    return tuple(sorted(files, key=lambda file: (file.in_tests, min(hit.hop for hit in file.symbols), file.source, file.path)))
