"""What a class statement calls: the metaclass, `__init_subclass__` of the bases, `__set_name__` of what the class holds."""

from extractors.languages.python.linking.calls import Arguments, Calls, Site
from extractors.languages.python.linking.classes import is_subclass, member
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.protocols import call_method
from extractors.languages.python.linking.values import Class, Function, Instance, Reference, Super, Value

_UNKNOWN = (0, 0, 0)  # name, bases and namespace


def create_classes(project: Project, calls: Calls) -> None:
    """Add the calls of all class statements."""
    sets_names = any("__set_name__" in cls.names for cls in project.classes)
    for cls in project.classes:
        where: tuple[Owner, int] = (cls.parent, cls.scope.line)  # type: ignore[assignment]  # a scope's value is always an Owner
        call_metaclass(calls, where, cls)
        if any(isinstance(base, Class) and isinstance(member(base, "__init_subclass__"), tuple) for base in cls.bases):
            hook = project.attribute(Super(cls, cls.reference), "__init_subclass__")
            calls.implicit(*where, hook, Arguments((), tuple(cls.keywords)), 0)
        if sets_names:
            for node in tuple(cls.names.values()):
                project.solver.watch(node, _SetName(calls, where))


def call_metaclass(calls: Calls, where: tuple[Owner, int], cls: Class) -> None:
    """A class is made: what its metaclass defines for it is called."""
    for meta in cls.metaclass:
        if any(other is not meta and is_subclass(other, meta) for other in cls.metaclass):
            continue
        for name, receiver in (("__prepare__", meta.reference), ("__new__", meta.reference), ("__init__", cls.reference)):
            holder = member(meta, name)
            if isinstance(holder, tuple):
                site = calls.implicit(*where, 0, Arguments(_UNKNOWN, tuple(cls.keywords)), 0)
                calls.project.solver.watch(holder[1], _Method(calls, site, receiver))


class _Method:
    """Calls a metaclass's method."""

    __slots__ = ("calls", "receiver", "site")

    def __init__(self, calls: Calls, site: Site, receiver: Reference) -> None:
        self.calls, self.site, self.receiver = calls, site, receiver

    def fire(self, value: Value) -> None:
        if isinstance(value, Function):
            self.site.targets.setdefault(value, self.receiver)
            self.calls.enter(value, self.receiver, self.site.arguments)


class _SetName:
    """Tells a descriptor its name."""

    __slots__ = ("calls", "where")

    def __init__(self, calls: Calls, where: tuple[Owner, int]) -> None:
        self.calls, self.where = calls, where

    def fire(self, value: Value) -> None:
        if isinstance(value, Instance):
            call_method(self.calls, *self.where, value, "__set_name__", Arguments((0, 0)), 0)


class MadeByType:
    """`type(name, bases, namespace)` makes a class like its bases."""

    __slots__ = ("site",)

    def __init__(self, site: Site) -> None:
        self.site = site

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            call_metaclass(self.site.calls, (self.site.caller, self.site.line), value.cls)
            self.site.calls.project.solver.add(self.site.result, value)
