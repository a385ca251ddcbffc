"""How much of what a file offers is documented."""

from collections.abc import Iterator

from graph.facts import Kind
from graph.quality.signals import Seen, Signal

_OFFERED = frozenset({Kind.CLASS, Kind.FUNCTION, Kind.METHOD, Kind.PROPERTY})
_FEW = 3
"""Public definitions below which a share says nothing."""


def signals(seen: Seen) -> Iterator[Signal]:
    """What the docstrings say."""
    public = [
        one
        for one in seen.facts.definitions
        if one.kind in _OFFERED and not one.qualified_name.startswith("_") and "._" not in one.qualified_name
    ]
    if len(public) < _FEW:
        return
    said = sum(bool(one.docstring) for one in public)
    if (cost := round(0.2 * (1 - said / len(public)), 2)) > 0:
        yield Signal("docs", cost, f"{said} of {len(public)} public definitions have a docstring")
