"""What an unknown value may be, by the attributes that are used of it: `shape.area()`, `shape.corners` fit few classes.

A last resort, after everything that the source says. What follows from a guess is marked: call sites and loads keep the number
of values that were known before.
"""

import collections
import io
import pathlib
import re
from collections.abc import Iterable, Sequence

from extractors.languages.python.linking.calls import Calls
from extractors.languages.python.linking.classes import descendants, mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.stores import Load
from extractors.languages.python.linking.values import Class, External, Function, Instance, Opaque

_CANDIDATES = 3
_COMMON = frozenset(
    name
    for kind in (
        str, bytes, int, float, list, dict, set, tuple, type, property, BaseException, OSError, type(re), io.TextIOWrapper,
        io.BytesIO, pathlib.Path, re.Pattern, re.Match, collections.deque, collections.OrderedDict, type(lambda: 0),
    )
    for name in dir(kind)
)  # fmt: skip


class Guesses:
    """Guesses of a project's unknown values."""

    def __init__(self, project: Project, calls: Calls, loads: Sequence[Load]) -> None:
        self.project, self.calls, self.loads = project, calls, loads
        self.load_of = {load.target: load for load in loads}
        self.defining: dict[str, list[Class]] = {}
        for cls in project.classes:
            for name in dict.fromkeys((*cls.names, *cls.fields)):
                self.defining.setdefault(name, []).append(cls)
        self._fitting: dict[tuple[str, ...], list[Class]] = {}
        self._attributes: dict[Class, tuple[frozenset[str], bool]] = {}

    def settle(self) -> None:
        """Keep what is known, so that all that comes is told from it."""
        for site in self.calls.sites:
            site.settled = len(site.targets)
        self.project.settled.update((load.base, len(self.project.solver.of(load.base))) for load in self.loads)

    def guess(self) -> bool:
        """Add the classes that fit each unknown value; whether there were any."""
        solver = self.project.solver
        used: dict[int, dict[str, None]] = {}
        passed_on: dict[int, set[Class]] = {}
        for load in self.loads:
            if all(isinstance(value, Opaque) for value in solver.of(load.base)):
                origin = self._origin(load.base)
                used.setdefault(origin, {})[load.name] = None
                if (delegating := _delegating(load)) is not None:
                    passed_on.setdefault(origin, set()).add(delegating)
        found = False
        self._fitting.clear()
        self._attributes.clear()
        for node, names in used.items():
            for cls in self._fit(tuple(names)):
                if cls not in passed_on.get(node, ()):
                    solver.add(node, cls.declared)
                    found = True
        return found

    def _origin(self, node: int) -> int:
        """The attribute that a value was read from, which all its readers share; else the value's own node."""
        load = self.load_of.get(node)
        values = self.project.solver.of(load.base) if load is not None else {}
        if load is None or len(values) != 1:
            return node
        (value,) = values
        return self.project.attribute(value, load.name) if isinstance(value, Instance) else node

    def _fit(self, names: tuple[str, ...]) -> list[Class]:
        """What fits, looked up once for the same names: many values have only one or two of them."""
        found = self._fitting.get(names)
        if found is None:
            found = self._fitting[names] = self.fitting(names)
        return found

    def fitting(self, names: Iterable[str]) -> list[Class]:
        """The topmost classes that have all of some attributes; none when they are too many or the names too common."""
        telling = [name for name in names if name not in _COMMON and not name.startswith("__")]
        if not telling or any(name not in self.defining for name in telling):
            return []
        rarest = min(telling, key=lambda name: len(self.defining[name]))
        fitting: dict[Class, None] = {}
        for cls in self.defining[rarest]:
            for heir in (cls, *descendants(cls)):
                if heir not in fitting and self._has_all(heir, names):
                    fitting[heir] = None
        topmost = [cls for cls in fitting if not any(base in fitting for base in mro(cls)[1:])]
        return topmost if len(topmost) <= _CANDIDATES else []

    def _has_all(self, cls: Class, names: Iterable[str]) -> bool:
        held = self._attributes.get(cls)
        if held is None:
            held = self._attributes[cls] = _attributes(cls)
        own, is_open = held
        return all(name in own or (is_open and name in _COMMON) for name in names)


def _attributes(cls: Class) -> tuple[frozenset[str], bool]:
    """The names that a class and its instances have, and whether a base outside may bring more."""
    order = mro(cls)
    own = frozenset().union(*(names for base in order if isinstance(base, Class) for names in (base.names, base.fields)))
    return own, any(isinstance(base, External) for base in order)


def _delegating(load: Load) -> Class | None:
    """The class whose method uses the attribute of its own name of something else: that is another class's, which it wraps."""
    owner = load.owner
    if not isinstance(owner, Function) or not owner.is_method or owner.scope.simple_name != load.name:
        return None
    return owner.owner
