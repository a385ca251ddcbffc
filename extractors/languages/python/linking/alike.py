"""Places that are alike are weighed once: six of seven places of networkx say what another has said before."""

from collections.abc import Sequence

from extractors.languages.python.linking.confidence import Evidence
from extractors.languages.python.linking.overrides import Overrides
from extractors.languages.python.linking.values import Closure, Function, Instance, Known, Reference, Value
from extractors.languages.python.linking.weighing import Place, Target, weigh

type _Weighed = Sequence[tuple[Target, Evidence]]


class Weighed:
    """The evidence of places by all that weighing looks at: who calls only where it minds the caller."""

    def __init__(self, overrides: Overrides) -> None:
        self.overrides = overrides
        self._known: dict[object, _Weighed | None] = {}  # None where it hangs on the caller

    def of(self, place: Place) -> _Weighed:
        """Each target and each override that its receiver allows, with its evidence."""
        key: object = _key(place)
        found = self._known.get(key)
        if found is not None:
            return found
        if key in self._known or _minds_caller(place):
            self._known[key] = None
            key = (place.caller, key)
            found = self._known.get(key)
        if found is None:
            found = self._known[key] = tuple(weigh(place, self.overrides))
        return found

    def forget(self) -> None:
        """Let go of what was weighed: it is large."""
        self._known.clear()


def _key(place: Place) -> object:
    return (
        place.name,
        tuple(place.targets),
        tuple(place.targets.values()),
        tuple(place.receivers),
        tuple(value for value in place.values if type(value) is Closure),  # of values, weighing looks at decorators only
        frozenset(place.guessed),
        tuple(place.given),
        frozenset(place.misfits),
        (place.is_exact, place.is_handed, place.outside, place.is_implicit, place.is_cut, place.found),
    )


def _minds_caller(place: Place) -> bool:
    """Whether it matters who calls: for what is nearer, for its own functions, for overrides on its own `self` or `cls`."""
    return (
        place.is_cut
        or any(isinstance(target, Function) and isinstance(target.parent, Function) for target in place.targets)
        or any(_is_own(one) for one in place.targets.values())
        or any(_is_own(one) for one in place.receivers)
    )


def _is_own(receiver: Value | None) -> bool:
    return receiver.known is Known.SELF if isinstance(receiver, Instance) else isinstance(receiver, Reference) and receiver.own
