"""What a value can be where a test found it to be of some classes."""

from extractors.languages.python.linking.classes import is_subclass, mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import (
    Class,
    Container,
    External,
    Instance,
    Known,
    Opaque,
    Reference,
    Value,
)


class Narrow:
    """Lets through what can be of the tested classes; `declared` gives their instances where nothing else is known."""

    __slots__ = ("are_classes", "groups", "kinds", "project", "target", "values")

    def __init__(self, project: Project, target: int, *, are_classes: bool) -> None:
        self.project, self.target, self.are_classes = project, target, are_classes
        self.kinds: dict[Class | External, None] = {}
        self.groups: set[Container] = set()
        self.values: dict[Value, None] = {}

    def take(self, value: Value) -> None:
        """A value that is tested."""
        if value not in self.values:
            self.values[value] = None
            for kind in self.kinds:
                self._pass(value, kind)

    def allow(self, kind: Class | External) -> None:
        """A class that is tested for."""
        if kind not in self.kinds:
            self.kinds[kind] = None
            for value in self.values:
                self._pass(value, kind)

    def declared(self) -> bool:
        """Take the tested classes for granted where no value passed; whether that brought something."""
        solver = self.project.solver
        if solver.of(self.target):
            return False
        for kind in self.kinds:
            if isinstance(kind, External):
                if not self.are_classes and kind.name != "builtins.object":
                    solver.add(self.target, self.project.made(kind.name))
            else:
                solver.add(self.target, kind.reference if self.are_classes else kind.declared)
        return bool(solver.of(self.target))

    def _pass(self, value: Value, kind: Class | External) -> None:
        if isinstance(kind, External):
            cls = value.cls if isinstance(value, Instance) else None
            if cls is None or kind in mro(cls) or _is_open(kind, cls):
                self.project.solver.add(self.target, value)
        elif isinstance(value, Reference if self.are_classes else Instance):
            if is_subclass(value.cls, kind):
                self.project.solver.add(self.target, value)
            elif is_subclass(kind, value.cls) and not (isinstance(value, Instance) and value.known is Known.EXACT):
                self.project.solver.add(self.target, kind.reference if self.are_classes else kind.declared)
        elif isinstance(value, Reference) and any(is_subclass(meta, kind) for meta in value.cls.metaclass):
            self.project.solver.add(self.target, value)


def _is_open(kind: External, cls: Class) -> bool:
    """Whether a class may be of an external one without naming it: protocols are, and what other externals derive from."""
    return not kind.name.startswith("builtins.") or any(
        isinstance(base, External) and not base.name.startswith("builtins.") for base in mro(cls)
    )


class Tested:
    """Hands on what is tested."""

    __slots__ = ("narrow",)

    def __init__(self, narrow: Narrow) -> None:
        self.narrow = narrow

    def fire(self, value: Value) -> None:
        if not isinstance(value, Opaque):
            self.narrow.take(value)


class TestedFor:
    """Hands on the classes that are tested for, one or a tuple of them."""

    __slots__ = ("narrow",)

    def __init__(self, narrow: Narrow) -> None:
        self.narrow = narrow

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            self.narrow.allow(value.cls)
        elif isinstance(value, External):
            self.narrow.allow(value)
        elif isinstance(value, Container) and value not in self.narrow.groups:
            self.narrow.groups.add(value)  # a tuple can hold itself where it is built up in a loop
            self.narrow.project.solver.watch(value.all, self)
