"""What decorators make: wrappers, told apart by what they are put around."""

from collections.abc import Collection

from extractors.languages.python.linking.classes import is_subclass
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Closure, Function, Instance, Opaque, Partial, Reference, Value


class Close:
    """Makes a returned wrapper a closure over what this call gave its decorator."""

    __slots__ = ("inner", "project", "target")

    def __init__(self, project: Project, inner: dict[Function, int], target: int) -> None:
        self.project, self.inner, self.target = project, inner, target

    def fire(self, value: Value) -> None:
        argument = self.inner.get(value, 0) if isinstance(value, Function) else 0
        if argument and isinstance(value, Function):
            self.project.solver.watch(argument, Decorated(self.project, (value,), self.target))
        else:
            self.project.solver.add(self.target, value)


class Decorated:
    """Puts wrappers, the innermost first, around each value."""

    __slots__ = ("project", "target", "wrappers")

    def __init__(self, project: Project, wrappers: tuple[Function | Instance, ...], target: int) -> None:
        self.project, self.wrappers, self.target = project, wrappers, target

    def fire(self, value: Value) -> None:
        for wrapper in self.wrappers:
            value = self.project.closure(wrapper, value)
        self.project.solver.add(self.target, value)


class DecoratorResult:
    """What a decorator gives: the function itself, or a wrapper that keeps what it wraps.

    Other functions and classes that it seems to give are those that it decorates elsewhere, a wrapper around another is put
    around this one in its place, and of a class only a decorator that is a class makes an object.
    """

    __slots__ = ("decorator", "original", "project", "put", "target")

    def __init__(self, project: Project, decorator: int, original: int, target: int) -> None:
        self.project, self.decorator, self.original, self.target = project, decorator, original, target
        self.put: set[tuple[Function | Instance, ...]] = set()

    def fire(self, value: Value) -> None:
        solver = self.project.solver
        wrappers = self._wrappers(value)
        if isinstance(value, Opaque) or self._is_of_another(value):
            solver.edge(self.original, self.target)
        elif wrappers:
            if wrappers not in self.put:
                self.put.add(wrappers)
                solver.watch(self.original, Decorated(self.project, wrappers, self.target))
        elif not isinstance(value, Partial):  # a decorator's own options, from another way of calling it
            solver.add(self.target, value)

    def _wrappers(self, value: Value) -> tuple[Function | Instance, ...]:
        """What a value keeps around something else that is decorated, the innermost first."""
        originals = self.project.solver.of(self.original)
        if value in originals:
            return ()
        if isinstance(value, Closure):
            return _around_another(value, originals)
        if isinstance(value, Instance) or (
            isinstance(value, Function) and (value.keeps_outer or "__wrapped__" in value.fields)
        ):
            return (value,)
        return ()

    def _is_of_another(self, value: Value) -> bool:
        originals = self.project.solver.of(self.original)
        if value in originals:
            return False
        if isinstance(value, Reference):
            classes = [one.cls for one in originals if isinstance(one, Reference)]
            is_made = isinstance(value.cls.parent, Function) or any(is_subclass(value.cls, cls) for cls in classes)
            return bool(classes) and not is_made
        if isinstance(value, Instance):
            makers = self.project.solver.of(self.decorator)
            is_made = value.cls.reference in makers and not any(isinstance(one, Function) for one in makers)
            return not is_made and any(isinstance(one, Reference) for one in originals)
        return isinstance(value, Function) and not (isinstance(value.parent, Function) or "__wrapped__" in value.fields)


def _around_another(value: Closure, originals: Collection[Value]) -> tuple[Function | Instance, ...]:
    """The wrappers around another decorated function; none where the decorator put them around its own or what it made."""
    kept = {one.wrapper for one in originals if isinstance(one, Closure)}
    found: list[Function | Instance] = []
    inner: Value = value
    while isinstance(inner, Closure) and inner not in originals and not (found and inner.wrapper in kept):
        found.append(inner.wrapper)
        inner = inner.original
    while isinstance(inner, Closure):
        inner = inner.original
    is_another = isinstance(inner, Function) and not isinstance(inner.parent, Function) and inner not in originals
    return tuple(reversed(found)) if is_another else ()
