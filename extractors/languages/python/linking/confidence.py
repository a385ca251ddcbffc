"""How sure a claim is, from the evidence for it: one rule that a person can check against the reliability table.

What tells right from wrong is how many targets compete at the site and whether a value from outside also reaches it, more than
the way in which they were found (measured against traced calls, decision 077).
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from graph.facts import Method

_SOME = 8
"""So many callables that are passed about that each of them may be meant, in spite of others that are out of sight."""
_MANY = 5
"""So many overrides that each is one of a family, and hardly ever all of them are meant."""
_LARGE = 24
"""So many that a test meets few of them."""


class Found(StrEnum):
    """How a site's targets were found, surest first."""

    NAME = "name"
    """The name itself says it: a definition, an import, an attribute of a module or class, `super()`, `self`."""
    VALUE = "value"
    """Values that flow to the site say it."""
    WRAPPED = "wrapped"
    """A wrapper calls what its decorator was put around."""
    CHOICE = "choice"
    """The source computes the attribute's name; all that fit are targets."""
    OVERRIDE = "override"
    """A subclass of what the site says brings it."""
    CALLBACK = "callback"
    """Something outside was handed the target and calls it."""
    GUESS = "guess"
    """Only the attributes that are used tell which classes fit."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one target at one site."""

    found: Found
    own: int = 1
    """How many of the site's targets are the project's; for a target outside, all of them."""
    foreign: int = 0
    """How many are not; of a call that the language makes, how many built-in types could take it."""
    overrides: int = 0
    """How many methods of subclasses could stand for the target."""
    outside: bool = False
    """Whether a value of which nothing is known reaches the site too."""
    is_method: bool = False
    """Whether the site reads the target from what has it; one that is passed about and then called is not."""
    is_handed: bool = False
    """Whether the site calls a parameter, or a function that an object keeps: callers out of sight may give others."""
    is_class: bool = False
    """Whether the target is a class."""
    is_bound: bool = False
    """Whether the target comes with its receiver: a bound method, or an object that can be called."""
    is_loose: bool = False
    """Whether the target is a lambda, a function of the caller's own or of a class as such, or one that an object keeps."""
    is_own: bool = False
    """Of an override: whether a class that has it also runs the calling method, so that its `self` can be of that class."""
    is_near: bool = False
    """Of an override: whether it stands in the same module as the method that it overrides."""
    is_shadowed: bool = False
    """Of an override: whether every class that has it has another method in place of the calling one."""
    is_fallback: bool = False
    """Whether the target is defined for a special case, under a name that another target is commonly defined by."""
    is_wrapper: bool = False
    """Whether the target is what a decorator puts around another target of the site."""
    overrides_rival: bool = False
    """Whether the target overrides another target of the site."""
    has_overriding_rival: bool = False
    """Whether another target of the site overrides it."""
    is_abstract: bool = False
    """Whether the target is made to be overridden."""
    is_implicit: bool = False
    """Whether the language calls, at an operator, a loop, a property …"""
    is_cut: bool = False
    """Whether more values came than are kept."""
    told_by_jedi: bool = False
    """Whether only Jedi knows the receiver's class."""
    is_sole: bool = False
    """Whether no other place in the code is likely to call the target: code is seldom dead, so this one does (decision 150)."""

    candidates: int = field(init=False, compare=False)
    """How many targets compete."""
    method: Method = field(init=False, compare=False)
    """The claim's method."""
    confidence: float = field(init=False, compare=False)
    """The share of such claims that is right, 0 to 1."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "candidates", max(1, self.own + self.foreign + self.overrides))
        object.__setattr__(self, "method", self._method())
        object.__setattr__(self, "confidence", self._confidence())

    def _method(self) -> Method:
        if self.is_cut or self.found is Found.GUESS:
            return Method.AMBIGUOUS
        if self.found is Found.OVERRIDE:
            return Method.DISPATCH
        if self.found is Found.NAME and self.own + self.foreign == 1:
            return Method.EXACT
        return Method.JEDI if self.told_by_jedi else Method.INFERRED

    def _confidence(self) -> float:
        if self.is_cut:
            return 0.55 if self.has_overriding_rival else 0.4
        if self.is_wrapper:
            return 0.45
        if self.is_fallback:
            return 0.07
        if self.own > 1 and self.found is Found.CHOICE:
            return 0.9 if self.is_sole else 0.2  # what is called by its name is seldom also meant by a computed one
        if self.own > 1 and self.found is Found.WRAPPED:
            return 0.5 if self.outside else 0.9
        sure = self._guessed() if self.found is Found.GUESS else self._implicit() if self.is_implicit else self._written()
        if self.found is Found.OVERRIDE:
            sure = 0.67 if self.is_class else sure * self._overriding()  # who names another class wants that one made
        elif self.is_abstract:
            # It never runs itself; but who asks for its callers means these calls too.
            sure *= 0.56
        elif self.overrides and self.found is not Found.GUESS:
            sure *= 0.97 if self.found is Found.NAME or self.is_implicit or self.overrides < _MANY else 0.65
        return min(sure, 0.9) if self.told_by_jedi else sure

    def _overriding(self) -> float:
        """An override, as a share of what its base's method is."""
        if self.is_implicit:
            return 0.92 if self.is_own else 0.1
        if self.is_shadowed:
            return 0.35
        if self.is_own and self.is_sole and (self.overrides <= _LARGE or self.is_abstract):
            return 0.96
        if self.is_own:
            return 0.7 if self.overrides > 1 or self.is_abstract else 0.6 if self.is_near else 0.45
        if self.is_abstract:
            return 0.67 if self.overrides <= _MANY else 0.4
        return {1: 0.45, 2: 0.75, 3: 0.6}.get(self.overrides, 0.2)

    def _written(self) -> float:
        """A call that the source writes."""
        if self.is_method or self.found is Found.NAME:
            return self._read()
        if self.is_sole and not (self.foreign or self.is_bound or self.is_class or (self.is_loose and self.own == 1)):
            return 0.9 if self.own > 1 or self.outside else 0.95
        if self.is_class and not self.outside and not self.foreign:
            return 0.95 if self.own == 1 else 0.93
        if self.own == 1:
            return self._handed()
        return self._several()

    def _several(self) -> float:
        """One of several targets that are passed about and then called."""
        if self.own > 2 and self.foreign and not self.outside and not self.is_handed:
            return 0.5  # a table that also holds functions from outside
        if self.outside and not self.foreign and not self.is_bound and 2 < self.own <= _SOME:
            return 0.6 if self.is_class else 0.52
        sure = 0.85 if not self.is_handed and self.own == 2 else 0.7 if self.own == 2 else 0.55
        return sure * (0.7 if self.outside or self.foreign else 1.0)

    def _read(self) -> float:
        """A target that the site reads from what has it."""
        if self.own == 1:
            if self.foreign:
                return 0.94 if self.is_method else 0.4
            return 0.99 if self.found is Found.NAME else 0.97
        if self.has_overriding_rival and self.is_method:
            return 0.85
        if self.own == 2:
            return self._read_of_two()
        if self.foreign and self.own < _MANY:
            return 0.55
        return 0.6 * (0.7 if self.foreign else 0.9 if self.outside else 1.0)

    def _read_of_two(self) -> float:
        """One of two targets that the site reads: an override beside its base is surer than one of two strangers."""
        if self.foreign:
            return 0.33 if self.found is Found.NAME else 0.53
        if self.found is Found.NAME:
            return 0.55
        return 0.65 if not self.overrides_rival else 0.88 if self.outside else 0.91

    def _handed(self) -> float:
        """The only target that is passed about and then called."""
        if self.foreign:
            return 0.4 if self.is_class else 0.55
        if self.outside:
            return 0.75
        if self.is_bound:
            return 0.93
        if self.is_handed:
            return 0.7 if self.is_loose else 0.93
        return 0.8 if self.is_loose else 0.95

    def _implicit(self) -> float:
        """A call that the language makes: whether it happens hangs on all that the receiver can be."""
        if self.own > 2 or self.foreign > 1 or (self.own > 1 and self.foreign):
            return 0.15
        if not self.is_method:
            return 0.2 if self.outside or self.own > 1 or self.foreign else 0.7
        if self.own == 1:
            return 0.72 if self.foreign else 0.88 if self.outside else 0.98 if self.found is Found.NAME else 0.96
        if self.has_overriding_rival:
            return 0.9
        return 0.3 if self.overrides_rival else 0.45 if self.outside else 0.6

    def _guessed(self) -> float:
        """One that fits the attributes that are used of its receiver."""
        if self.foreign or self.own > 1:
            return 0.25
        return 0.7 if self.is_implicit else 0.91


evidence_of = cache(Evidence)
"""Evidence made once for the same arguments: places are much like each other."""


@cache
def override_of(evidence: Evidence, runs: bool | None, *, is_near: bool, is_class: bool) -> Evidence:  # noqa: FBT001  unknown is a third answer
    """The evidence for what overrides a target; `runs` is what `Overrides.runs` says of it."""
    return replace(
        evidence, found=Found.OVERRIDE, is_own=bool(runs), is_shadowed=runs is False, is_near=is_near, is_class=is_class
    )


@cache
def by_jedi(evidence: Evidence) -> Evidence:
    """The evidence where only Jedi knows the receiver's class."""
    return replace(evidence, told_by_jedi=True)


@cache
def sole(evidence: Evidence) -> Evidence:
    """The evidence where no other place in the code is likely to call the target."""
    return replace(evidence, is_sole=True)
