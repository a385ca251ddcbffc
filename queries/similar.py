"""Code that is like a symbol, and of that what uses something: near-duplicates first, then semantic neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graph.errors import InputError
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.coverage import Coverage, Gaps, stale_files, within
from queries.views import SymbolView, views

METHODS = ("near-duplicate", "semantic")
CALLING = ("CALLS",)
USING = ("CALLS", "CATCHES", "DECORATED_BY", "IMPORTS", "INHERITS", "OVERRIDES", "RAISES", "REFERENCES")
MAX_LIMIT = 1_000
_NEIGHBOURS = 10_000


@dataclass(frozen=True, slots=True)
class Use:
    """How a symbol uses what was asked for: the relation's type, its end's id, the first line that says so, how sure it is."""

    relation: str
    used: str
    line: int
    confidence: float


@dataclass(frozen=True, slots=True)
class SimilarSymbol:
    """A symbol that is like the one asked about.

    `score` is the share of shingles in common of a `near-duplicate`, the cosine of a `semantic` neighbour: they do not compare.
    `tokens` are those of the shorter of the two, 0 for classes.
    """

    symbol: SymbolView
    method: str
    score: float
    tokens: int
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True, slots=True)
class SimilarResult:
    """What is like `symbol`. Where a use was asked for, `coverage` says which calls of what is similar are not known."""

    symbol: SymbolView
    hits: tuple[SimilarSymbol, ...]
    coverage: Coverage = field(default_factory=Coverage)


def similar(
    store: GraphStore,
    symbol: SymbolView,
    *,
    method: str = "",
    using: str = "",
    relations: Sequence[str] = USING,
    min_score: float = 0.0,
    limit: int = 20,
) -> SimilarResult:
    """What is like a symbol, by one `method` or both, best first; with `using`, only what relates to something of that name.

    `using` is a dotted name or its ending (`dumps`, `json.dumps`), `relations` the types that count. Raises InputError.
    """
    if method and method not in METHODS:
        raise InputError(f"{method} is no kind of similarity: give {' or '.join(METHODS)}")
    if not 1 <= limit <= MAX_LIMIT:
        raise InputError(f"limit can be 1 to {MAX_LIMIT}, not {limit}")
    before = store.withheld
    every = store.run(load("read/similar"), id=symbol.id, limit=_NEIGHBOURS)
    near = [row for row in every if row["method"] == (method or row["method"]) and row["score"] >= min_score]
    uses = _uses(store, symbol, using, relations) if using else {}
    kept = [row for row in near if not using or row["id"] in uses]
    shown = views(store, [row["id"] for row in kept[:limit]])
    hits = tuple(_hit(row, shown[row["id"]], uses.get(row["id"], [])) for row in kept[:limit] if row["id"] in shown)
    gaps = _calls_unknown(store, [row["id"] for row in near if row["id"] not in uses], using, relations)
    covered = _coverage(store, symbol, hits, gaps, len(kept))
    return SimilarResult(symbol, hits, replace(covered, withheld=store.withheld - before))


def _uses(store: GraphStore, symbol: SymbolView, name: str, relations: Sequence[str]) -> dict[str, list[Use]]:
    rows = store.run(
        load("read/similar_using"),
        id=symbol.id,
        name=name.strip(),
        suffix=f".{name.strip()}",
        types=list(relations),
        limit=_NEIGHBOURS,
    )
    found: dict[str, list[Use]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(Use(row["relation"], row["used"], row["line"] or 0, row["confidence"] or 0.0))
    return found


def _calls_unknown(store: GraphStore, ids: Sequence[str], using: str, relations: Sequence[str]) -> Gaps:
    """Unresolved calls, in what is similar and was left out, of a name such as the one asked for."""
    if not using or "CALLS" not in relations or not ids:
        return Gaps()
    name = using.strip().rpartition(".")[2]
    sites = tuple(site for site in within(store, ids).sites if site.name in ("", name))
    return Gaps(len(sites), sites)


def _coverage(store: GraphStore, symbol: SymbolView, hits: Sequence[SimilarSymbol], gaps: Gaps, total: int) -> Coverage:
    return Coverage(
        resolved=sum(len(hit.uses) for hit in hits),
        unresolved=gaps.count,
        sites=gaps.sites,
        truncated=len(hits) < total,
        total=total,
        stale=stale_files(store, [symbol, *(hit.symbol for hit in hits)]),
    )


def _hit(row: Row, view: SymbolView, uses: Sequence[Use]) -> SimilarSymbol:
    return SimilarSymbol(view, row["method"], row["score"], row["tokens"] or 0, tuple(uses))
