"""What of the store may be seen on some terms: decided once for each source and licence expression, then left to the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.facts import NOASSERTION
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.policy import Decision, Use
from queries.terms import Terms

_NAMED = 3
"""How many sources or licences a note names."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What a search is narrowed to, as the store is told it.

    `sources` are those that may be seen, empty for all; `licenses` the expressions as they stand in the store, empty
    for what has none, None for all. `nothing` says that no source is left; `hidden` are those that may not be seen. `notes` say
    what was left out and why.
    """

    terms: Terms
    sources: tuple[str, ...] = ()
    licenses: frozenset[str] | None = None
    nothing: bool = False
    hidden: frozenset[str] = frozenset()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def shows(self, source: str, license_: str) -> bool:
        """Whether code of a source (empty for what is outside the index) under a licence may be seen."""
        if source and (source in self.hidden or (self.sources and source not in self.sources)):
            return False
        return not self.terms.narrows or self.decide(license_).allowed

    def decide(self, license_: str) -> Decision:
        """What was decided of an expression."""
        return self.decisions.get(license_) or self.terms.decide(license_ or NOASSERTION)


def admit(store: GraphStore, terms: Terms, sources: Sequence[str] = ()) -> Admission:
    """What is left of the sources (of all, when none are given) on the terms."""
    before = store.withheld
    rows = [row for row in store.run(load("read/source_terms")) if not sources or row["id"] in sources]
    unseen = 0 if sources else store.withheld - before
    closed = [row for row in rows if not terms.open_to(row["tenants"])]
    kept_back = [row for row in rows if row not in closed and not terms.permits(row["purpose"])]
    hidden = frozenset(row["id"] for row in (*closed, *kept_back))
    seen = [row for row in rows if row["id"] not in hidden]
    notes = (*_closed(len(closed) + unseen), *_kept_back(kept_back, terms.uses[-1]))
    chosen = tuple(row["id"] for row in seen) if hidden else tuple(sources)
    nothing = bool(hidden) and not seen
    if not terms.narrows:
        return Admission(terms, chosen, None, nothing, hidden, notes=notes)
    held = _held(store, seen)
    decisions = {one: terms.decide(one or NOASSERTION) for one in sorted(set().union(*held.values()))}
    admitted = frozenset(one for one, decision in decisions.items() if decision.allowed)
    notes += _refused(seen, held, {one: decisions[one] for one in decisions if one not in admitted})
    return Admission(terms, chosen, admitted, nothing, hidden, decisions, notes)


def _held(store: GraphStore, rows: Sequence[Row]) -> dict[str, frozenset[str]]:
    """The licence expressions of each source's symbols; empty for a symbol that has none."""
    held = {row["id"]: frozenset(row["licenses"] or ()) for row in rows}
    silent = [source for source, said in held.items() if not said]
    for row in store.run(load("read/licenses_within"), sources=silent) if silent else ():
        held[row["source"]] |= {row["license"] or ""}
    return held


def _closed(sources: int) -> tuple[str, ...]:
    # Their names are not for who asks.
    return (f"{_count(sources, 'source')} left out, open to other tenants only",) if sources else ()


def _kept_back(rows: Sequence[Row], purpose: Use) -> tuple[str, ...]:
    names = _some([f"{row['name']} is for {row['purpose']}" for row in rows])
    return (f"{_count(len(rows), 'source')} left out, not approved for {purpose}: {names}",) if rows else ()


def _refused(rows: Sequence[Row], held: Mapping[str, frozenset[str]], refused: Mapping[str, Decision]) -> tuple[str, ...]:
    """Which licences were left out, in how many sources, and why."""
    whole = sum(bool(held[row["id"]]) and held[row["id"]] <= refused.keys() for row in rows)
    part = sum(not held[row["id"]].isdisjoint(refused) and not held[row["id"]] <= refused.keys() for row in rows)
    if not refused:
        return ()
    reasons: dict[str, list[str]] = {}
    for expression, decision in refused.items():
        reasons.setdefault(f"{decision.outcome}: {decision.why}", []).append(expression or NOASSERTION)
    why = _some([reason for reason, _ in sorted(reasons.items(), key=lambda pair: -len(pair[1]))])
    amount = " and ".join(
        text for number, text in ((whole, _count(whole, "source")), (part, f"parts of {_count(part, 'source')}")) if number
    )
    return (f"{amount} left out by licence ({why})",) if amount else ()


def _some(texts: Sequence[str]) -> str:
    more = len(texts) - _NAMED
    return "; ".join(texts[:_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
