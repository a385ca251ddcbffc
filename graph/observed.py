"""Observed calls as claims: what was seen is said with confidence 1 and how often, beside what the linker had said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from graph.facts import Claim, Kind, LinkedFacts, Method, Property, Symbol, Unresolved
from graph.observations import Observations, ObservedCall, Place

OBSERVED_SITE = ", observed"
"""The end of the reason of an unresolved call site at which calls were seen: what is seen need not be all."""
_CONSTRUCTORS = frozenset({"__init__", "__new__"})
_CALLED = _CONSTRUCTORS | {"__call__"}

type _Pair = tuple[str, str]


def with_observations(linked: LinkedFacts, record: Observations, changed: Iterable[str] = ()) -> LinkedFacts:
    """The linked facts with what a record saw of their symbols; files in `changed` are told in a note."""
    if not record.calls and not record.reached and not changed:
        return linked
    symbols = _Symbols(linked)
    claims = {(claim.type, claim.start, claim.end): claim for claim in linked.claims}
    for (start, end), seen in _pairs(symbols, record.calls).items():
        lines = {one.line for one in seen}
        evidence: dict[str, Property] = {
            "calls": sum(one.count for one in seen),
            "at_least": any(one.sampled for one in seen),
            "tests": max(one.tests for one in seen),
            "observed_lines": sorted(lines),
        }
        _observe(claims, ("CALLS", start, end), lines, evidence)
    for one in record.reached:
        test, reached = symbols.id(one.test), symbols.id(one.callee)
        if test and reached and test != reached:
            _observe(claims, ("TESTS", test, reached), set(), {"direct": one.direct, "runs": one.runs})
    return replace(
        linked,
        claims=tuple(claims[key] for key in sorted(claims)),
        unresolved=tuple(_seen_sites(linked, symbols, record.calls)),
        notes=(*linked.notes, *_notes(record, tuple(changed))),
    )


def _observe(
    claims: dict[tuple[str, str, str], Claim], key: tuple[str, str, str], lines: set[int], evidence: Mapping[str, Property]
) -> None:
    """Raise the linker's claim to an observed one that still says what the linker said, or add one."""
    old = claims.get(key)
    properties: dict[str, Property] = dict(old.properties) if old else {}
    if old is not None and old.method is not Method.OBSERVED:
        properties |= {"static_method": old.method.value, "static_confidence": old.confidence}
    every = tuple(sorted({*lines, *(old.lines if old else ())}))
    claims[key] = Claim(*key, every, Method.OBSERVED, 1.0, properties | {name: one for name, one in evidence.items() if one})


class _Symbols:
    """Symbols by where a trace sees them."""

    def __init__(self, linked: LinkedFacts) -> None:
        self._by_place: dict[Place, list[str]] = defaultdict(list)
        self._by_id = {symbol.id: symbol for symbol in linked.symbols}
        self._bases: dict[str, list[str]] = defaultdict(list)
        for symbol in linked.symbols:
            self._by_place[_place(symbol)].append(symbol.id)
        for claim in linked.claims:
            if claim.type == "INHERITS":
                self._bases[claim.start].append(claim.end)
        self._made: dict[str, list[Claim]] = defaultdict(list)
        for claim in linked.claims:
            if claim.type == "CALLS" and (end := self._by_id.get(claim.end)) and end.definition.kind is Kind.CLASS:
                self._made[claim.start].append(claim)

    def id(self, place: Place) -> str:
        """The symbol at a place; empty when there is none, or no telling which."""
        found = self._by_place.get(place, ())
        return found[0] if len(found) == 1 else ""

    def made(self, start: str, end: str, line: int) -> str:
        """What a call of `end` at a line is a call of: a class, where the linker says that one with this `__init__` is made."""
        symbol = self._by_id[end]
        if symbol.qualified_name.rpartition(".")[2] not in _CONSTRUCTORS:
            return end
        classes = [claim.end for claim in self._made[start] if line in claim.lines]
        fitting = [cls for cls in classes if symbol.parent in (cls, *self._ancestors(cls))]
        return fitting[0] if len(fitting) == 1 else end

    def is_called_by_expression(self, end: str) -> bool:
        """Whether call expressions call it, not the reading of an attribute or an operator."""
        symbol = self._by_id[end]
        name = symbol.qualified_name.rpartition(".")[2]
        return symbol.definition.kind is not Kind.PROPERTY and (not name.startswith("__") or name in _CALLED)

    def _ancestors(self, cls: str) -> list[str]:
        found = list(self._bases.get(cls, ()))
        for base in found:
            found += [one for one in self._bases.get(base, ()) if one not in found]
        return found


def _place(symbol: Symbol) -> Place:
    if symbol.definition.kind is Kind.MODULE:
        return Place(symbol.path, 0, "")
    name = "<lambda>" if symbol.definition.kind is Kind.LAMBDA else symbol.qualified_name.rpartition(".")[2]
    return Place(symbol.path, symbol.definition.line, name)


def _pairs(symbols: _Symbols, calls: Iterable[ObservedCall]) -> dict[_Pair, list[ObservedCall]]:
    found: dict[_Pair, list[ObservedCall]] = defaultdict(list)
    for call in calls:
        start, end = symbols.id(call.caller), symbols.id(call.callee)
        if start and end:
            found[start, symbols.made(start, end, call.line)].append(call)
    return found


def _seen_sites(linked: LinkedFacts, symbols: _Symbols, calls: Iterable[ObservedCall]) -> list[Unresolved]:
    """Unresolved sites; marked are those seen to call: by name, or as the only one on a line of unexplained calls."""
    told = {(claim.start, claim.end, line) for claim in linked.claims if claim.type == "CALLS" for line in claim.lines}
    seen: dict[tuple[str, int], set[str]] = defaultdict(set)
    for (start, end), pair in _pairs(symbols, calls).items():
        for call in pair:
            if (start, end, call.line) not in told and symbols.is_called_by_expression(end):
                seen[start, call.line].add(call.callee.name)
    sites = Counter((site.caller, site.line) for site in linked.unresolved)

    def marked(site: Unresolved) -> bool:
        names = seen.get((site.caller, site.line), set())
        return site.name in names or (bool(names) and sites[site.caller, site.line] == 1)

    return [replace(site, reason=site.reason + OBSERVED_SITE) if marked(site) else site for site in linked.unresolved]


def _notes(record: Observations, changed: tuple[str, ...]) -> list[str]:
    notes = []
    if changed:
        shown = ", ".join(changed[:3]) + (" …" if len(changed) > 3 else "")
        notes.append(f"observed calls of {len(changed)} changed files are left out, trace again to have them: {shown}")
    if record.left_out:
        notes.append(f"{record.left_out:,} functions that tests reached through many others are not kept as TESTS")
    return notes
