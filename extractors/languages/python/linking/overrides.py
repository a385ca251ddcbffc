"""Virtual calls: the methods of subclasses that can stand for the one that a call names."""

from collections.abc import Iterable
from functools import cached_property

from extractors.languages.python.linking.calls import Site
from extractors.languages.python.linking.classes import descendants, held_below, is_subclass, member, mro
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.values import (
    Bound,
    Class,
    Closure,
    External,
    Function,
    Instance,
    Known,
    Reference,
    Value,
    Wrapped,
)


class Overrides:
    """Looks up overrides once for each class and name."""

    def __init__(self, project: Project, sites: Iterable[Site]) -> None:
        self.project = project
        self._sites = sites
        self._known: dict[tuple[Class, str], tuple[Function, ...]] = {}
        self._runs: dict[tuple[Function, Function], bool | None] = {}

    def of(self, cls: Class, name: str) -> tuple[Function, ...]:
        """What the subclasses of a class define under a name, nearest first."""
        found = self._known.get((cls, name))
        if found is None:
            functions = dict.fromkeys(
                function for _, node in held_below(cls, name) for function in functions_at(self.project, node)
            )
            found = self._known[cls, name] = tuple(functions)
        return found

    def classes(self, receivers: Iterable[Value], name: str, held: Class | External) -> list[Class]:
        """The classes that subclasses of a receiver hold under a name that it holds a class under: `parser = Json`."""
        kept = held.reference if isinstance(held, Class) else held
        found: dict[Class, None] = {}
        for receiver in receivers:
            if not isinstance(receiver, Instance | Reference) or not is_open(receiver):
                continue
            holder = member(receiver.cls, name)
            if isinstance(holder, tuple) and kept in self.project.solver.of(holder[1]):
                for _, node in held_below(receiver.cls, name):
                    values = self.project.solver.of(node)
                    found.update((value.cls, None) for value in values if isinstance(value, Reference))
        return list(found)

    def top(self, cls: Class, method: Function) -> Function:
        """The method of the topmost class that a class's method overrides, or itself."""
        name = method.scope.simple_name
        held = [entry.names[name] for entry in mro(cls) if isinstance(entry, Class) and name in entry.names]
        return next((one for node in reversed(held) for one in functions_at(self.project, node)), method)

    def runs(self, caller: Owner, receiver: Value | None, override: Function | Class) -> bool | None:
        """Whether a class that has an override inherits the method that calls it on its own `self`; None for any other call."""
        is_own = (isinstance(receiver, Instance) and receiver.known is Known.SELF) or isinstance(receiver, Reference)
        if isinstance(override, Class):
            return None
        method = caller
        while isinstance(method, Function) and not method.is_method:
            method = method.parent  # type: ignore[assignment]  # a scope's parent is always an Owner
        if not is_own or not isinstance(method, Function) or method.owner is None or override.owner is None:
            return None
        key = (method, override)
        if key not in self._runs:
            self._runs[key] = self._find_runs(method, override)
        return self._runs[key]

    def _find_runs(self, method: Function, override: Function) -> bool | None:
        called, owner = override.owner, method.owner
        if called is None or owner is None or not is_subclass(called, owner):
            return None
        name = override.scope.simple_name
        return any(
            isinstance(found := member(cls, name), tuple) and found[0] is called and self._reaches(cls, method)
            for cls in (called, *descendants(called))
        )

    def _reaches(self, cls: Class, method: Function) -> bool:
        """Whether a class has a method, or has one in its place that calls it."""
        held = member(cls, method.scope.simple_name)
        if not isinstance(held, tuple):
            return False
        waiting, seen = functions_at(self.project, held[1]), set[Function]()
        if held[0] is method.owner or method in waiting:
            return True
        while waiting:
            one = waiting.pop()
            if one is method:
                return True
            if one not in seen:
                seen.add(one)
                waiting += self._continued.get(one, ())
        return False

    @cached_property
    def _continued(self) -> dict[Function, list[Function]]:
        """Methods that call what they override."""
        found: dict[Function, list[Function]] = {}
        for site in self._sites:
            caller = site.caller
            if isinstance(caller, Function) and caller.is_method and caller.owner is not None:
                for target in site.targets:
                    if (
                        isinstance(target, Function)
                        and target.is_method
                        and target.scope.simple_name == caller.scope.simple_name
                    ):
                        found.setdefault(caller, []).append(target)
        return found


def is_open(receiver: Value | None) -> bool:
    """Whether an object of a subclass can be the receiver: it is declared, or a method's own `self` or `cls`."""
    if isinstance(receiver, Instance):
        return receiver.known is not Known.EXACT
    return isinstance(receiver, Reference) and receiver.own


def functions_at(project: Project, node: int) -> list[Function]:
    """The functions that a class defines at a node, decorated or not."""
    found = (function_of(value) for value in project.solver.of(node))
    return [function for function in found if function is not None]


def function_of(value: Value) -> Function | None:
    """The function below descriptors and decorators."""
    while not isinstance(value, Function):
        if isinstance(value, Wrapped):
            value = value.inner
        elif isinstance(value, Closure):
            value = value.original
        elif isinstance(value, Bound):
            value = value.function
        else:
            return None
    return value
