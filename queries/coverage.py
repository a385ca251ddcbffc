"""How far an answer can be trusted: what could not be resolved, what changed since, what was cut off.

An edge that is missing from the graph must never read as safe, so every answer that follows relations carries one of these.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.ids import file_id, path_of
from graph.observed import OBSERVED_SITE
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.outside import OutsideCall, calls_outside, may_mean
from queries.staleness import of_files
from queries.views import SymbolView

SHOWN_SITES = 20
"""How many unresolved call sites are listed; all are counted."""
_SYMBOLS = 10_000
"""The most symbols whose unresolved sites are counted."""
_CONSTRUCTORS = frozenset({"__init__", "__new__", "__post_init__"})


@dataclass(frozen=True, slots=True)
class UnresolvedSite:
    """A call whose target the graph does not know. `name` is the called name's last part, empty for a computed target."""

    caller: str
    path: str
    line: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an answer rests on and what it lacks.

    `resolved` counts the sites behind the relations shown; `unresolved` those that could bear on the answer, the first of
    them in `sites`. `left_out` counts relations below the asked confidence. `total` is how many hits there are in all, None
    when that is not known; `truncated` says that fewer are shown. `stale` files changed on disk since they were indexed.
    `observed` counts those of the unresolved sites whose calls a trace saw: they may call more than was seen. `withheld` counts
    what bears on the answer and lies in sources that who asks may not see.
    """

    resolved: int = 0
    unresolved: int = 0
    sites: tuple[UnresolvedSite, ...] = ()
    left_out: int = 0
    truncated: bool = False
    total: int | None = None
    stale: tuple[str, ...] = ()
    observed: int = 0
    withheld: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.unresolved or self.left_out or self.truncated or self.stale or self.withheld)

    @property
    def summary(self) -> str:
        """The same in one sentence."""
        gaps = []
        if self.unresolved:
            seen = f" ({self.observed:,} of them seen in a trace)" if self.observed else ""
            gaps.append(f"{_count(self.unresolved, 'unresolved call site')} could add to this{seen}")
        if self.left_out:
            gaps.append(f"{_count(self.left_out, 'less sure relation')} left out")
        if self.truncated:
            gaps.append(f"cut short ({self.total} in all)" if self.total is not None else "cut short")
        if self.stale:
            gaps.append(f"{_count(len(self.stale), 'file')} changed since indexing: {', '.join(self.stale[:3])}")
        if self.withheld:
            gaps.append(f"{_count(self.withheld, 'relation')} to sources that may not be seen here")
        based = f"based on {_count(self.resolved, 'resolved site')}"
        return f"{based}; {'; '.join(gaps)}" if gaps else f"{based}; nothing is known to be missing"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Unresolved call sites: how many, and the first of them."""

    count: int = 0
    sites: tuple[UnresolvedSite, ...] = ()
    capped: bool = False
    observed: int = 0


def towards(store: GraphStore, targets: Iterable[SymbolView]) -> Gaps:
    """Sites anywhere that could mean one of the targets.

    Those are unresolved ones that call a name that it has, and calls of a name from outside that may be its public spelling.
    """
    return towards_each(store, {"": targets})[""]


def towards_each[K](store: GraphStore, targets: Mapping[K, Iterable[SymbolView]]) -> dict[K, Gaps]:
    """`towards` for several questions at once."""
    wanted = {key: list(views) for key, views in targets.items()}
    names = {key: {name for target in views for name in _called_as(target)} for key, views in wanted.items()}
    asked = sorted(set().union(*names.values()))
    rows = store.run(load("read/unresolved_by_name"), names=asked, limit=_SYMBOLS + 1) if asked else []
    sites = _sites(rows[:_SYMBOLS])
    outside, more = calls_outside(store, asked, _SYMBOLS)
    capped = more or len(rows) > _SYMBOLS
    return {
        key: _gaps(
            [site for site in sites if site.name in called]
            + [
                _possible(call, line)
                for call in outside
                if call.name in called and may_mean(call, wanted[key])
                for line in call.lines
            ],
            capped=capped,
        )
        for key, called in names.items()
    }


def within(store: GraphStore, callers: Iterable[str]) -> Gaps:
    """Unresolved sites in the given symbols."""
    return within_each(store, {"": callers})[""]


def within_each[K](store: GraphStore, callers: Mapping[K, Iterable[str]]) -> dict[K, Gaps]:
    """`within` for several questions at once."""
    inside = {key: frozenset(ids) for key, ids in callers.items()}
    asked = sorted(frozenset().union(*inside.values()))
    sites = _sites(store.run(load("read/unresolved_within"), ids=asked)) if asked else []
    return {key: _gaps([site for site in sites if site.caller in ids], capped=False) for key, ids in inside.items()}


def stale_files(store: GraphStore, symbols: Iterable[SymbolView]) -> tuple[str, ...]:
    """Which of the symbols' files changed on disk since they were indexed."""
    return stale_files_each(store, {"": symbols})[""]


def stale_files_each[K](store: GraphStore, symbols: Mapping[K, Iterable[SymbolView]]) -> dict[K, tuple[str, ...]]:
    """`stale_files` for several questions at once."""
    files = {key: {file_id(view.source, view.path) for view in seen if view.path} for key, seen in symbols.items()}
    stale = of_files(store, set().union(*files.values())).stale
    return {key: tuple(path_of(file) for file in stale if file in wanted) for key, wanted in files.items()}


def _called_as(target: SymbolView) -> tuple[str, ...]:
    """The names under which a call site would call a symbol; a constructor is called by its class's name."""
    if target.name in _CONSTRUCTORS:
        return (target.qualified_name.split(".")[-2], target.name)
    return (target.name,) if target.name and target.kind != "module" else ()


def _gaps(sites: Sequence[UnresolvedSite], *, capped: bool) -> Gaps:
    observed = sum(site.reason.endswith(OBSERVED_SITE) for site in sites)
    return Gaps(len(sites), tuple(sites[:SHOWN_SITES]), capped, observed)


def _sites(rows: Iterable[Row]) -> list[UnresolvedSite]:
    return [_site(row, text) for row in rows for text in row["sites"] or ()]


def _possible(call: OutsideCall, line: int) -> UnresolvedSite:
    return UnresolvedSite(call.caller, call.path, line, call.name, f"definition-unknown {call.callee}")


def _site(row: Row, text: str) -> UnresolvedSite:
    line, _, rest = text.partition(" ")
    name, _, reason = rest.partition(" ")
    return UnresolvedSite(row["caller"], row["path"] or "", int(line), name, reason)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
