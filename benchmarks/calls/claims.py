"""What a linked project claims about calls, in the terms that a trace speaks: places and lines."""

import re
from collections import defaultdict
from dataclasses import dataclass

from benchmarks.calls.truth import Place
from graph.facts import Claim, Kind, LinkedFacts, Symbol

_LAMBDA = re.compile(r"<lambda\d+>$")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim at one line. `ends` are the functions that it names: of a class, those that making an instance starts."""

    caller: Place
    target: Place
    ends: frozenset[Place]
    line: int
    method: str
    confidence: float
    shown: str
    names: frozenset[str]
    """What the call would be called in the source: the function's name, or its class's."""


class Project:
    """The symbols, classes and claims of one linked project."""

    def __init__(self, linked: LinkedFacts) -> None:
        self.symbols = {symbol.id: symbol for symbol in linked.symbols}
        self.places = {symbol.id: _place(symbol) for symbol in linked.symbols}
        self.known = set(self.places.values())
        self.bases: dict[str, list[str]] = defaultdict(list)
        self.members: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for symbol in linked.symbols:
            self.members[symbol.parent][symbol.qualified_name.rpartition(".")[2]].append(symbol.id)
        for claim in linked.claims:
            if claim.type == "INHERITS":
                self.bases[claim.start].append(claim.end)
        self.overridden = self._overridden()
        self.claims = [one for claim in linked.claims if claim.type == "CALLS" for one in self._claimed(claim)]
        self.unresolved = {(self.places[site.caller], site.line, site.name): site.reason for site in linked.unresolved}

    def _claimed(self, claim: Claim) -> list[Claimed]:
        target = self.symbols.get(claim.end)
        if target is None or claim.start not in self.places:
            return []
        names = {target.qualified_name.rpartition(".")[2]}
        ends = self.started(target.id)
        of_class = target.definition.kind is not Kind.CLASS and target.parent in self.symbols
        if of_class and names & {"__init__", "__new__", "__call__"}:
            names.add(self.symbols[target.parent].qualified_name.rpartition(".")[2])
        if not ends:
            return []
        start, end = self.places[claim.start], self.places[target.id]
        shown = f"{self.symbols[claim.start].qualified_name} -> {target.qualified_name}"
        return [
            Claimed(start, end, ends, line, claim.method.value, claim.confidence, shown, frozenset(names))
            for line in claim.lines
        ]

    def started(self, symbol: str) -> frozenset[Place]:
        """What a call runs of the project's own code: the function, or of a class the nearest `__new__` and `__init__`."""
        if self.symbols[symbol].definition.kind is not Kind.CLASS:
            return frozenset({self.places[symbol]})
        found = (self._inherited(symbol, name, set()) for name in ("__new__", "__init__"))
        return frozenset(self.places[one] for one in found if one)

    def _inherited(self, cls: str, name: str, seen: set[str]) -> str:
        if cls in seen:
            return ""
        seen.add(cls)
        if own := self.members[cls].get(name):
            return own[-1]
        return next((found for base in self.bases[cls] if (found := self._inherited(base, name, seen))), "")

    def _overridden(self) -> dict[Place, set[Place]]:
        """For each method, those of the ancestors of its class that it overrides."""
        found: dict[Place, set[Place]] = defaultdict(set)
        for cls in list(self.bases):
            ancestors = self._ancestors(cls, set())
            for name, own in self.members[cls].items():
                for ancestor in ancestors:
                    for other in self.members[ancestor].get(name, ()):
                        for one in own:
                            found[self.places[one]].add(self.places[other])
        return found

    def _ancestors(self, cls: str, seen: set[str]) -> set[str]:
        for base in self.bases.get(cls, ()):
            if base not in seen:
                seen.add(base)
                self._ancestors(base, seen)
        return seen


def _place(symbol: Symbol) -> Place:
    if symbol.definition.kind is Kind.MODULE:
        return (symbol.path, 0, "")
    name = symbol.qualified_name.rpartition(".")[2]
    return (symbol.path, symbol.definition.line, _LAMBDA.sub("<lambda>", name))
