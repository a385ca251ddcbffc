"""Loads, stores and deletions of attributes."""

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import member
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.protocols import call_method
from extractors.languages.python.linking.values import Closure, Function, Instance, Module, Reference, Value, Wrapped


class Load:
    """`base.name` read somewhere."""

    __slots__ = ("base", "line", "name", "owner", "project", "target")

    def __init__(self, project: Project, owner: Owner, target: int, base: int, name: str, line: int) -> None:
        self.project, self.owner, self.target, self.base, self.name, self.line = project, owner, target, base, name, line

    def fire(self, value: Value) -> None:
        project = self.project
        project.solver.edge(project.attribute(value, self.name), self.target)


class Store:
    """`base.name = value`."""

    __slots__ = ("calls", "line", "name", "owner", "project", "value")

    def __init__(self, project: Project, calls: Calls, owner: Owner, name: str, value: int, line: int) -> None:
        self.project, self.calls, self.owner, self.name, self.value, self.line = project, calls, owner, name, value, line

    def fire(self, value: Value) -> None:
        project = self.project
        if isinstance(value, Instance):
            holder = member(value.cls, self.name)
            if isinstance(holder, tuple):
                project.solver.watch(holder[1], _Setter(self, value))
            call_method(self.calls, self.owner, self.line, value, "__setattr__", Arguments((0, self.value)), 0)
            project.solver.edge(self.value, project.field(value.cls, self.name))
        elif isinstance(value, Reference):
            self._into(value.cls.names)
        elif isinstance(value, Module):
            self._into(value.names)
        elif isinstance(value, Function):
            self._into(value.fields)

    def _into(self, names: dict[str, int]) -> None:
        node = names.get(self.name)
        if node is None:
            node = names[self.name] = self.project.solver.node()
        self.project.moving.add(node)
        self.project.solver.edge(self.value, node)


class _Setter:
    """A property's setter takes what is assigned."""

    __slots__ = ("receiver", "seen", "store")

    def __init__(self, store: Store, receiver: Instance) -> None:
        self.store, self.receiver = store, receiver
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        store = self.store
        if value in self.seen:
            return
        self.seen.add(value)
        value = _descriptor(value)
        if isinstance(value, Instance):
            call_method(store.calls, store.owner, store.line, value, "__set__", Arguments((0, store.value)), 0)
        elif isinstance(value, Wrapped) and value.kind == "setter" and isinstance(value.inner, Function):
            node = store.project.solver.node()
            arguments = Arguments((store.value,))
            store.calls.implicit(store.owner, store.line, node, arguments, 0)
            store.project.solver.add(node, store.project.bound(value.inner, self.receiver))


class Delete:
    """`del base.name`."""

    __slots__ = ("calls", "line", "name", "owner", "project")

    def __init__(self, project: Project, calls: Calls, owner: Owner, name: str, line: int) -> None:
        self.project, self.calls, self.owner, self.name, self.line = project, calls, owner, name, line

    def fire(self, value: Value) -> None:
        if not isinstance(value, Instance):
            return
        holder = member(value.cls, self.name)
        if isinstance(holder, tuple):
            self.project.solver.watch(holder[1], _Deleter(self, value))
        call_method(self.calls, self.owner, self.line, value, "__delattr__", Arguments(), 0)


class _Deleter:
    """A property's deleter, or a descriptor's."""

    __slots__ = ("delete", "receiver")

    def __init__(self, delete: Delete, receiver: Instance) -> None:
        self.delete, self.receiver = delete, receiver

    def fire(self, value: Value) -> None:
        delete, value = self.delete, _descriptor(value)
        if isinstance(value, Wrapped) and value.kind == "deleter" and isinstance(value.inner, Function):
            node = delete.project.solver.node()
            delete.calls.implicit(delete.owner, delete.line, node, Arguments(), 0)
            delete.project.solver.add(node, delete.project.bound(value.inner, self.receiver))
        elif isinstance(value, Instance):
            call_method(delete.calls, delete.owner, delete.line, value, "__delete__", Arguments(), 0)


def _descriptor(value: Value) -> Value:
    """What takes an assignment in the place of an attribute: of a function decorated with an object, that object."""
    return value.wrapper if isinstance(value, Closure) and isinstance(value.wrapper, Instance) else value
