"""How sure a claim is, from the evidence for it: one rule that a person can check against the reliability table.

What tells right from wrong is how many targets compete at the site and whether a value from outside also reaches it, more than
the way in which they were found (measured against traced calls, decision 077).
"""

from dataclasses import dataclass
from enum import StrEnum

from graph.facts import Method


class Found(StrEnum):
    """How a site's targets were found, surest first."""

    NAME = "name"
    """The name itself says it: a definition, an import, an attribute of a module or class, `super()`, `self`."""
    VALUE = "value"
    """Values that flow to the site say it."""
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
    """How many are not."""
    overrides: int = 0
    """How many methods of subclasses could stand for the target."""
    outside: bool = False
    """Whether a value of which nothing is known reaches the site too."""
    is_method: bool = False
    """Whether the target was looked up on its receiver; a function or class that is passed about is not."""
    is_abstract: bool = False
    """Whether the target is made to be overridden."""
    is_implicit: bool = False
    """Whether the language calls, at an operator, a loop, a property …"""
    is_cut: bool = False
    """Whether more values came than are kept."""
    told_by_jedi: bool = False
    """Whether only Jedi knows the receiver's class."""

    @property
    def candidates(self) -> int:
        """How many targets compete."""
        return self.own + self.foreign + self.overrides

    @property
    def method(self) -> Method:
        """The claim's method."""
        if self.is_cut or self.found is Found.GUESS:
            return Method.AMBIGUOUS
        if self.found is Found.OVERRIDE:
            return Method.DISPATCH
        if self.found is Found.NAME and self.own + self.foreign == 1:
            return Method.EXACT
        return Method.JEDI if self.told_by_jedi else Method.INFERRED

    @property
    def confidence(self) -> float:
        """The share of such claims that is right, 0 to 1."""
        if self.is_cut:
            return min(0.3, 1.5 / self.candidates)
        if self.found is Found.GUESS:
            return 0.45 / self.candidates
        if self.found is Found.OVERRIDE:
            sure = _OVERRIDING_ABSTRACT if self.is_abstract else _OVERRIDING
        else:
            sure = self._alone() * _overridden(self.overrides, is_abstract=self.is_abstract)
        if self.own > 1:
            sure *= self._among()
        if self.outside:
            sure *= self._beside_unknown()
        if self.foreign and not (self.is_method and self.own == 1):
            sure *= _BESIDE_FOREIGN
        return min(sure, 0.9) if self.told_by_jedi else sure

    def _alone(self) -> float:
        """A single target."""
        if self.found is Found.NAME and self.own == 1:
            return 0.99
        return 0.96 if self.is_method else 0.91

    def _among(self) -> float:
        """Several targets: each is right about as often, however many there are."""
        if self.is_implicit:
            return 0.5 if self.own == 2 else 0.3
        if self.found is Found.NAME:
            return 0.55 if self.own == 2 else 0.3
        return 0.75 if self.own == 2 else 0.63

    def _beside_unknown(self) -> float:
        """What a value of which nothing is known takes away: little where the receiver's class says the method."""
        if self.is_implicit:
            return (0.8 if self.is_method else 0.25) if self.own == 1 else 0.3
        if self.is_method:
            return 1.0 if self.own == 1 else 0.9
        return 0.9 if self.own == 1 else 0.6


_OVERRIDING_ABSTRACT = 0.75
_OVERRIDING = 0.35
_BESIDE_FOREIGN = 0.6


def _overridden(overrides: int, *, is_abstract: bool) -> float:
    """A method that subclasses override: the more do, the less often it is the one that runs.

    It stays above half also where it never runs, being abstract: who asks for its callers means these calls too.
    """
    if is_abstract:
        return 0.6
    return {0: 1.0, 1: 0.97, 2: 0.88, 3: 0.88, 4: 0.88}.get(overrides, 0.65)
