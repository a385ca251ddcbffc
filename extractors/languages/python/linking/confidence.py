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
    """What is known of one target at one site.

    `targets` are all that the site says, this one included; `overrides` are what subclasses could put in its place; `outside`
    says that a value of which nothing is known reaches the site too; `is_abstract` that it is made to be
    overridden; `is_cut` that more reached the site than are kept; `told_by_jedi` that only Jedi knows the receiver's class.
    """

    found: Found
    targets: int = 1
    overrides: int = 0
    outside: bool = False
    is_abstract: bool = False
    is_cut: bool = False
    told_by_jedi: bool = False

    @property
    def candidates(self) -> int:
        """How many targets compete."""
        return self.targets + self.overrides

    @property
    def method(self) -> Method:
        """The claim's method."""
        if self.is_cut or self.found is Found.GUESS:
            return Method.AMBIGUOUS
        if self.found is Found.OVERRIDE:
            return Method.DISPATCH
        if self.found is Found.NAME and self.targets == 1:
            return Method.EXACT
        return Method.JEDI if self.told_by_jedi else Method.INFERRED

    @property
    def confidence(self) -> float:
        """The share of such claims that is right, 0 to 1."""
        if self.is_cut:
            return min(0.3, 1.5 / self.targets)
        if self.found is Found.GUESS:
            return 0.45 / self.targets
        if self.found is Found.OVERRIDE:
            return (0.9 if self.is_abstract else 0.5) / float(max(1, self.overrides) ** 0.5)
        sure = _by_number(self.targets, 0.98 if self.found is Found.NAME else 0.93)
        if self.told_by_jedi:
            sure = min(sure, 0.9)
        if self.outside:
            sure *= 0.85
        return sure * 0.5 if self.is_abstract else sure


def _by_number(candidates: int, alone: float) -> float:
    return {1: alone, 2: 0.8, 3: 0.7}.get(candidates, max(0.3, 2.2 / candidates))
