"""Attributes whose name is computed: `getattr(self, "visit_" + kind)` can be every attribute that begins so."""

from collections.abc import Iterator

from extractors.languages.python.linking.classes import descendants, is_subclass, mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Choice, Class, Instance, Known, Module, Reference, Value

_LIMIT = 256


class Choose:
    """Gives all attributes of a value between a prefix and a suffix, as one value."""

    __slots__ = ("affixes", "project", "target")

    def __init__(self, project: Project, target: int, affixes: tuple[str, str]) -> None:
        self.project, self.target, self.affixes = project, target, affixes

    def fire(self, value: Value) -> None:
        prefix, suffix = self.affixes
        names = dict.fromkeys(
            name
            for name in _names(value)
            if name.startswith(prefix) and name.endswith(suffix) and len(name) > len(prefix) + len(suffix)
        )
        if names:
            options = [
                (name[len(prefix) : len(name) - len(suffix)], self.project.attribute(value, name))
                for name in list(names)[:_LIMIT]
            ]
            self.project.solver.add(self.target, Choice(options))


class OfClass:
    """Passes on what `visit_Name` takes where methods go by the names of classes: what is no instance of any other class."""

    __slots__ = ("classes", "project", "target")

    def __init__(self, project: Project, classes: list[Class], target: int) -> None:
        self.project, self.classes, self.target = project, classes, target

    def fire(self, value: Value) -> None:
        if not isinstance(value, Instance) or value.cls in self.classes:
            self.project.solver.add(self.target, value)
            return
        for cls in self.classes:
            if value.known is not Known.EXACT and is_subclass(cls, value.cls):
                self.project.solver.add(self.target, cls.declared)


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, Module):
        yield from value.names
        yield from value.stars
    elif isinstance(value, Instance | Reference):
        heirs = () if isinstance(value, Instance) and value.known is Known.EXACT else descendants(value.cls)
        for cls in (*mro(value.cls), *heirs):
            if isinstance(cls, Class):
                yield from cls.names
