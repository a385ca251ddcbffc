"""What an attribute of a value can be. Each (value, attribute) has one node, so every reader shares the work."""

import builtins
from collections.abc import Callable
from typing import Any

from extractors.languages.python.linking.classes import descendants, is_enum, is_subclass, member, mixed_with, mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.results import result_of
from extractors.languages.python.linking.values import (
    ACCESSORS,
    OPAQUE,
    Bound,
    Class,
    Closure,
    Container,
    External,
    Function,
    Instance,
    Known,
    Made,
    Module,
    Opaque,
    Partial,
    Produced,
    Reference,
    Super,
    Value,
    Wrapped,
)

_SUBCLASS_LIMIT = 12
_NAME_DEPTH = 8


class Attributes:
    """Attribute nodes of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.nodes = project.attributes
        self.waiting: dict[str, list[tuple[Instance, int, bool]]] = {}
        self.undefined: list[tuple[Instance, str, int]] = []
        self.empty: list[tuple[Instance | Reference, str, int]] = []
        project.attribute = self.node
        project.field = self.field

    def node(self, value: Value, name: str) -> int:
        """The node of a value's attribute."""
        key = (value, name)
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = self.project.solver.node()
            connect = _CONNECT.get(type(value))
            if connect is not None:
                connect(self, value, name, node)
        return node

    def field(self, cls: Class, name: str) -> int:
        """The node of an attribute that is set on a class's instances."""
        node = cls.fields.get(name)
        if node is None:
            node = cls.fields[name] = self.project.solver.node()
            for instance, reader, is_open in self.waiting.get(name, ()):
                if is_subclass(instance.cls, cls) or (is_open and is_subclass(cls, instance.cls)):
                    self.project.solver.edge(node, reader)
        return node

    def reconnect(self, changed: set[Class]) -> None:
        """Add what a late base class brings."""
        for (value, name), node in list(self.nodes.items()):
            cls = value.cls if isinstance(value, Instance | Reference | Super) else None
            if cls in changed:
                _CONNECT[type(value)](self, value, name, node)

    def complete(self) -> bool:
        """After solving, what nothing defines: `__getattr__` gives it, subclasses and their other bases do; whether any did."""
        undefined, self.undefined = self.undefined, []
        empty, self.empty = self.empty, []
        asked = False
        beside: dict[Class, list[tuple[Class, Class]]] = {}
        for value, name, node in undefined:
            dynamic = member(value.cls, "__getattr__")
            if isinstance(dynamic, tuple) and not _is_defined(value.cls, name):
                self.project.solver.watch(dynamic[1], _DynamicAttribute(self.project, value, node))
                asked = True
            if value.known is not Known.EXACT and not self.project.solver.of(node):
                if value.cls not in beside:
                    beside[value.cls] = list(mixed_with(value.cls))
                asked = _of_mixed(self, beside[value.cls], name, node) or asked
        for open_value, name, node in empty:
            if not self._holds(open_value.cls, name):
                asked = _of_subclasses(self, open_value, name, node) or asked
        return asked

    def _holds(self, cls: Class, name: str) -> bool:
        """Whether a class gives an attribute a value of its own: `None` and an annotation are none."""
        holder = member(cls, name)
        return isinstance(holder, tuple) and bool(self.project.solver.of(holder[1]))

    def bind(self, source: int, receiver: Value, target: int) -> None:
        """Let what a class holds reach a reader as its receiver sees it."""
        self.project.solver.watch(source, _Bind(self.project, receiver, target))


class _Bind:
    """Turns functions into bound methods and properties into their values."""

    __slots__ = ("project", "receiver", "target")

    def __init__(self, project: Project, receiver: Value, target: int) -> None:
        self.project, self.receiver, self.target = project, receiver, target

    def fire(self, value: Value) -> None:
        project, receiver, target = self.project, self.receiver, self.target
        if isinstance(value, Function):
            if value.is_static:
                project.solver.add(target, value)
            elif value.is_class:
                project.solver.add(target, project.bound(value, _class_of(receiver)))
            elif isinstance(receiver, Instance):
                project.solver.add(target, project.bound(value, receiver))
            else:
                project.solver.add(target, value)
        elif isinstance(value, Wrapped):
            self._unwrap(value)
        elif isinstance(value, Closure):
            self._decorated(value)
        elif isinstance(value, Instance) and self._describe(value):
            return
        else:
            project.solver.add(target, value)

    def _decorated(self, value: Closure) -> None:
        project, receiver, target = self.project, self.receiver, self.target
        is_described = isinstance(value.wrapper, Instance) and self._describe(value.wrapper)
        if not isinstance(receiver, Instance):
            project.solver.add(target, value)
            return
        if is_described and isinstance(value.original, Function):
            # A property of the project's own making; what it gives is told apart by the function it was put around.
            project.solver.edge(result_of(project, value.original, receiver), target)
        project.solver.add(target, bound_closure(project, value, receiver))

    def _describe(self, value: Instance) -> bool:
        """A descriptor's `__get__` gives what a reader sees; False for any other object."""
        holder = member(value.cls, "__get__")
        if isinstance(holder, tuple):
            self.project.solver.watch(holder[1], _Describe(self.project, value, self.receiver, self.target))
        return isinstance(holder, tuple)

    def _unwrap(self, value: Wrapped) -> None:
        project, receiver, target = self.project, self.receiver, self.target
        inner = value.inner
        if isinstance(inner, Closure) and isinstance(inner.wrapper, Function):
            inner = inner.wrapper
        if value.kind == "static" or not isinstance(inner, Function):
            project.solver.add(target, inner)
        elif value.kind == "class":
            project.solver.add(target, project.bound(inner, _class_of(receiver)))
        elif value.kind == "property" and isinstance(receiver, Instance):
            project.getters.setdefault(target, []).append(inner)
            project.solver.edge(result_of(project, inner, receiver), target)
        elif not isinstance(receiver, Instance):
            project.solver.add(target, value)


class _Describe:
    """Calls a descriptor's `__get__` with the object or the class that it is read from."""

    __slots__ = ("descriptor", "project", "receiver", "target")

    def __init__(self, project: Project, descriptor: Instance, receiver: Value, target: int) -> None:
        self.project, self.descriptor, self.receiver, self.target = project, descriptor, receiver, target

    def fire(self, value: Value) -> None:
        project, solver = self.project, self.project.solver
        if isinstance(value, Function):
            read, owner = solver.node(), solver.node()
            if isinstance(self.receiver, Instance):
                solver.add(read, self.receiver)
            solver.add(owner, _class_of(self.receiver))
            project.enter(value, self.descriptor, (read, owner))
            project.getters.setdefault(self.target, []).append(value)
            solver.edge(result_of(project, value, self.descriptor), self.target)


def bound_closure(project: Project, value: Closure, receiver: Value) -> Closure:
    """A decorated method with its receiver."""
    original = value.original
    if isinstance(original, Function):
        original = project.bound(original, receiver)
    elif isinstance(original, Closure):
        original = bound_closure(project, original, receiver)
    return project.closure(value.wrapper, original, receiver)


def _class_of(receiver: Value) -> Value:
    if isinstance(receiver, Instance):
        return receiver.cls.own_reference if receiver.known is Known.SELF else receiver.cls.reference
    return receiver


def _of_module(attributes: Attributes, value: Module, name: str, node: int) -> None:
    solver = attributes.project.solver
    found = value.names.get(name) or value.stars.get(name)
    if found:
        solver.edge(found, node)
        return
    submodule = attributes.project.modules.submodule(value, name)
    if submodule is not None:
        solver.add(node, submodule)
        return
    getter = value.names.get("__getattr__")
    if getter:
        solver.watch(getter, _Bind(attributes.project, value, node))
    elif value.outside_stars:
        solver.add(node, attributes.project.external(f"{value.outside_stars[0]}.{name}"))


def _of_instance(attributes: Attributes, value: Instance, name: str, node: int) -> None:
    solver, cls = attributes.project.solver, value.cls
    found = False
    for entry in mro(cls):
        if isinstance(entry, Class) and name in entry.fields:
            solver.edge(entry.fields[name], node)
            found = True
    holder = member(cls, name)
    if isinstance(holder, tuple):
        attributes.bind(holder[1], value, node)
        found = True
    elif name == "__class__":
        solver.add(node, _class_of(value))
        found = True
    elif isinstance(holder, External) and holder.name == "builtins.property" and name in ACCESSORS:
        solver.edge(attributes.field(cls, name), node)  # what the class was put around
        found = True
    elif isinstance(holder, External) and not found:
        solver.add(node, _inherited(attributes.project, cls, holder, name))
    is_open = value.known is not Known.EXACT
    attributes.waiting.setdefault(name, []).append((value, node, is_open and not found))
    if is_open and isinstance(holder, tuple):
        attributes.empty.append((value, name, node))
    elif is_open:
        _of_subclasses(attributes, value, name, node)
    if not found and not name.startswith("__"):
        attributes.undefined.append((value, name, node))


def _is_defined(cls: Class, name: str) -> bool:
    """Whether a class or its instances have an attribute; what only an external base could bring is not known to be there."""
    return any(isinstance(entry, Class) and (name in entry.fields or name in entry.names) for entry in mro(cls))


def _inherited(project: Project, cls: Class, holder: External, name: str) -> Value:
    """What a class has from an external base: a method of the container that its instances are, or a name from outside."""
    content = project.content(cls) if name in project.container_methods else None
    return project.external(f"{holder.name}.{name}") if content is None else project.native(content, name)


def _of_subclasses(attributes: Attributes, value: Instance | Reference, name: str, node: int) -> bool:
    count, found = 0, False
    for child in descendants(value.cls):
        if isinstance(value, Instance) and name in child.fields:
            attributes.project.solver.edge(child.fields[name], node)
            found = True
        if name in child.names:
            attributes.bind(child.names[name], child.declared if isinstance(value, Instance) else child.reference, node)
            count += 1
        if count >= _SUBCLASS_LIMIT:
            break
    return found or count > 0


def _of_mixed(attributes: Attributes, beside: list[tuple[Class, Class]], name: str, node: int) -> bool:
    """What the other bases of its subclasses bring to a class that is made to be mixed in."""
    found = False
    for base, child in beside:
        if name in base.fields:
            attributes.project.solver.edge(base.fields[name], node)
            found = True
        if name in base.names:
            attributes.bind(base.names[name], child.declared, node)
            found = True
    return found


class _DynamicAttribute:
    """`__getattr__` gives what the class does not have."""

    __slots__ = ("project", "receiver", "target")

    def __init__(self, project: Project, receiver: Value, target: int) -> None:
        self.project, self.receiver, self.target = project, receiver, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Function):
            self.project.getters.setdefault(self.target, []).append(value)
            self.project.solver.edge(result_of(self.project, value, self.receiver), self.target)


def _of_class(attributes: Attributes, value: Reference, name: str, node: int) -> None:
    solver, cls = attributes.project.solver, value.cls
    holder = member(cls, name)
    if isinstance(holder, tuple):
        if is_enum(holder[0]) and not name.startswith("_") and not any(map(_is_statement, solver.of(holder[1]))):
            solver.add(node, cls.exact)
        attributes.bind(holder[1], value, node)
        if value.own:
            attributes.empty.append((value, name, node))
        return
    for meta in cls.metaclass:
        inherited = member(meta, name)
        if isinstance(inherited, tuple):
            solver.watch(inherited[1], _MetaMethod(attributes.project, value, node))
            return
    if isinstance(holder, External):
        solver.add(node, attributes.project.external(f"{holder.name}.{name}"))
    elif value.own:
        _of_subclasses(attributes, value, name, node)


def _is_statement(value: Value) -> bool:
    """Whether a `def` or `class` made it, not an assignment."""
    return isinstance(value, Function | Wrapped | Closure | Reference)


class _MetaMethod:
    """A metaclass's method with the class as its receiver."""

    __slots__ = ("project", "receiver", "target")

    def __init__(self, project: Project, receiver: Value, target: int) -> None:
        self.project, self.receiver, self.target = project, receiver, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Function):
            self.project.solver.add(self.target, self.project.bound(value, self.receiver))


def _of_super(attributes: Attributes, value: Super, name: str, node: int) -> None:
    receiver = value.receiver
    cls = receiver.cls if isinstance(receiver, Instance | Reference) else value.cls
    order = list(mro(cls))
    after = order[order.index(value.cls) + 1 :] if value.cls in order else list(mro(value.cls))[1:]
    for entry in after:
        if isinstance(entry, Class):
            if name in entry.names:
                attributes.bind(entry.names[name], receiver, node)
                return
        elif name not in _OBJECT_METHODS or entry.name not in {"typing.Generic", "typing.Protocol", "abc.ABC"}:
            attributes.project.solver.add(node, _inherited(attributes.project, value.cls, entry, name))
            return
    if name in _OBJECT_METHODS:
        attributes.project.solver.add(node, attributes.project.external(f"builtins.object.{name}"))


_OBJECT_METHODS = frozenset(dir(object))


def _of_made(attributes: Attributes, value: Made, name: str, node: int) -> None:
    if value.name.startswith("builtins."):
        cls = getattr(builtins, value.name[9:], None)
        if isinstance(cls, type) and not hasattr(cls, name):
            return
    attributes.project.solver.add(node, attributes.project.external(f"{value.name}.{name}", is_member=True))


def _of_external(attributes: Attributes, value: External, name: str, node: int) -> None:
    if value.is_member:
        attributes.project.solver.add(node, OPAQUE)
        return
    if value.name.count(".") >= _NAME_DEPTH or value.name.endswith(f".{name}"):
        attributes.project.solver.add(node, OPAQUE)  # node = node.next, in a loop
        return
    attributes.project.solver.add(node, attributes.project.external(f"{value.name}.{name}"))


def _of_opaque(attributes: Attributes, _value: Opaque, _name: str, node: int) -> None:
    attributes.project.solver.add(node, OPAQUE)


def _of_native(attributes: Attributes, value: Container | Produced, name: str, node: int) -> None:
    attributes.project.solver.add(node, attributes.project.native(value, name))


def _of_function(attributes: Attributes, value: Function, name: str, node: int) -> None:
    field = value.fields.get(name)
    if field is None:
        field = value.fields[name] = attributes.project.solver.node()
    attributes.project.solver.edge(field, node)
    if name == "__wrapped__":
        attributes.project.solver.add(node, value)
    elif name == "register":
        attributes.project.solver.add(node, attributes.project.native(value, name))


def _of_bound(attributes: Attributes, value: Bound, name: str, node: int) -> None:
    if name == "__func__":
        attributes.project.solver.add(node, value.function)
    elif name == "__self__":
        attributes.project.solver.add(node, value.receiver)
    else:
        _of_function(attributes, value.function, name, node)


def _of_closure(attributes: Attributes, value: Closure, name: str, node: int) -> None:
    if isinstance(value.wrapper, Instance):
        _of_instance(attributes, value.wrapper, name, node)
    elif name == "__wrapped__":
        attributes.project.solver.add(node, value.original)
    else:
        _of_function(attributes, value.wrapper, name, node)


def _of_wrapped(attributes: Attributes, value: Wrapped, name: str, node: int) -> None:
    if _KEPT_AS.get(name) == value.kind:
        attributes.project.solver.add(node, value.inner)
    elif name in {"setter", "getter", "deleter", "__func__", "__wrapped__", "expression", "register"}:
        attributes.project.solver.add(node, attributes.project.native(value, name))


_KEPT_AS = {"fget": "property", "fset": "setter", "fdel": "deleter", "func": "property"}


def _of_partial(attributes: Attributes, value: Partial, name: str, node: int) -> None:
    if name == "func":
        attributes.project.solver.edge(value.function, node)


_CONNECT: dict[type, Callable[[Attributes, Any, str, int], None]] = {
    Module: _of_module,
    Instance: _of_instance,
    Reference: _of_class,
    Super: _of_super,
    External: _of_external,
    Made: _of_made,
    Opaque: _of_opaque,
    Container: _of_native,
    Produced: _of_native,
    Function: _of_function,
    Bound: _of_bound,
    Closure: _of_closure,
    Wrapped: _of_wrapped,
    Partial: _of_partial,
}
