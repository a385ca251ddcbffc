"""What the language calls by itself: iteration, `with`, `await`, unpacking, subscripts. Operators have a file of their own."""

from collections.abc import Collection

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import is_enum, member
from extractors.languages.python.linking.project import Owner
from extractors.languages.python.linking.values import (
    OPAQUE,
    Container,
    External,
    Instance,
    Made,
    Native,
    Opaque,
    Produced,
    Reference,
    Value,
)


def call_method(  # noqa: PLR0913  what a call needs, and how sure it is
    calls: Calls,
    caller: Owner,
    line: int,
    receiver: Instance,
    name: str,
    arguments: Arguments,
    result: int,
    *,
    among: Collection[Value] = (),
) -> bool:
    """Call a special method that the project defines; False when its class has none.

    `among` are all the values that the receiver can be: the more there are, the less sure is the call.
    """
    if not isinstance(member(receiver.cls, name), tuple):
        return False
    site = calls.implicit(caller, line, calls.project.attribute(receiver, name), arguments, result)
    site.among, site.method = among, name
    return True


class Iterate:
    """`for`, comprehensions, `yield from`: the elements of what is iterated."""

    __slots__ = ("caller", "calls", "is_async", "line", "seen", "target")

    def __init__(self, calls: Calls, caller: Owner, target: int, line: int, *, is_async: bool = False) -> None:
        self.calls, self.caller, self.target, self.line, self.is_async = calls, caller, target, line, is_async
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        solver = self.calls.project.solver
        if isinstance(value, Container):
            if value.kind != "dict":
                solver.edge(value.all, self.target)
        elif isinstance(value, Produced):
            solver.edge(value.yields, self.target)
        elif isinstance(value, Instance):
            self.instance(value)
        elif isinstance(value, Opaque | External | Native):
            solver.add(self.target, OPAQUE)
        elif isinstance(value, Made):
            solver.add(self.target, value if value.name == "builtins.str" else OPAQUE)
        elif isinstance(value, Reference) and any(isinstance(base, External) for base in value.cls.mro or ()):
            solver.add(self.target, value.cls.exact)  # an Enum's members

    def instance(self, value: Instance) -> None:
        """What an object's own iterator gives."""
        calls, solver = self.calls, self.calls.project.solver
        iterator = solver.node()
        start = "__aiter__" if self.is_async else "__iter__"
        if call_method(calls, self.caller, self.line, value, start, Arguments(), iterator, among=self.seen):
            solver.watch(iterator, _Next(self))
        else:
            call_method(calls, self.caller, self.line, value, "__getitem__", Arguments(), self.target, among=self.seen)
            content = calls.project.content(value.cls)
            if content is not None and content.kind != "dict":
                solver.edge(content.all, self.target)


class _Next:
    """The elements that an iterator gives; all that is iterated competes, whatever makes its iterator."""

    __slots__ = ("loop", "seen")

    def __init__(self, loop: Iterate) -> None:
        self.loop = loop
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        loop = self.loop
        calls, solver = loop.calls, loop.calls.project.solver
        if isinstance(value, Instance):
            if loop.is_async:
                awaited = solver.node()
                call_method(calls, loop.caller, loop.line, value, "__anext__", Arguments(), awaited, among=loop.seen)
                solver.watch(awaited, Await(calls, loop.caller, loop.target, loop.line))
            else:
                call_method(calls, loop.caller, loop.line, value, "__next__", Arguments(), loop.target, among=loop.seen)
        elif isinstance(value, Container):
            solver.edge(value.all, loop.target)
        elif isinstance(value, Produced):
            solver.edge(value.yields, loop.target)


class Await:
    """The result of a coroutine."""

    __slots__ = ("caller", "calls", "line", "seen", "target")

    def __init__(self, calls: Calls, caller: Owner, target: int, line: int, seen: set[Value] | None = None) -> None:
        self.calls, self.caller, self.target, self.line = calls, caller, target, line
        self.seen = set() if seen is None else seen  # what gives itself to be awaited is followed once

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        solver = self.calls.project.solver
        if isinstance(value, Produced):
            solver.edge(value.result, self.target)
        elif isinstance(value, Container):
            solver.edge(value.all, self.target)
        elif isinstance(value, Instance):
            iterator = solver.node()
            if call_method(self.calls, self.caller, self.line, value, "__await__", Arguments(), iterator):
                solver.watch(iterator, Await(self.calls, self.caller, self.target, self.line, self.seen))
        elif isinstance(value, Opaque):
            solver.add(self.target, value)


class Generated:
    """`yield from`: elements go to the generator's own, its result to the expression."""

    __slots__ = ("solver_edge", "target")

    def __init__(self, calls: Calls, target: int) -> None:
        self.solver_edge, self.target = calls.project.solver.edge, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Produced):
            self.solver_edge(value.result, self.target)


class Enter:
    """`with`: `__enter__` and `__exit__`, and what the first gives."""

    __slots__ = ("caller", "calls", "is_async", "line", "seen", "target")

    def __init__(self, calls: Calls, caller: Owner, target: int, line: int, *, is_async: bool) -> None:
        self.calls, self.caller, self.target, self.line, self.is_async = calls, caller, target, line, is_async
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        calls, solver = self.calls, self.calls.project.solver
        if isinstance(value, Produced):
            solver.edge(value.yields, self.target)
        elif isinstance(value, Made | Opaque):
            solver.add(self.target, value)
        elif isinstance(value, Instance):
            entered = solver.node() if self.is_async else self.target
            start, end = ("__aenter__", "__aexit__") if self.is_async else ("__enter__", "__exit__")
            if not call_method(calls, self.caller, self.line, value, start, Arguments(), entered, among=self.seen):
                solver.add(self.target, value)
            elif self.is_async:
                solver.watch(entered, Await(calls, self.caller, self.target, self.line))
            call_method(calls, self.caller, self.line, value, end, Arguments(), 0, among=self.seen)


class Item:
    """`base[key]`."""

    __slots__ = ("caller", "calls", "key", "line", "seen", "target")

    def __init__(self, calls: Calls, caller: Owner, target: int, key: str | None, line: int) -> None:
        self.calls, self.caller, self.target, self.key, self.line = calls, caller, target, key, line
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        solver = self.calls.project.solver
        if isinstance(value, Container):
            is_index = self.key is not None and self.key.startswith("-") and value.kind != "dict"
            self.calls.project.read_item(value, None if is_index else self.key, self.target)
            if value.factory:
                self.calls.implicit(self.caller, self.line, value.factory, Arguments(), value.any)
        elif isinstance(value, Instance):
            caller, arguments = self.caller, Arguments((0,))
            if not call_method(self.calls, caller, self.line, value, "__getitem__", arguments, self.target, among=self.seen):
                self._content(value)
        elif isinstance(value, Reference):
            GetClassItem(self.calls, self.caller, self.line).fire(value)
            solver.add(self.target, value.cls.exact if is_enum(value.cls) else value)  # Class[type] is the class
        elif isinstance(value, Made):
            solver.add(self.target, value if value.name in {"builtins.str", "builtins.bytes"} else OPAQUE)
        elif isinstance(value, External | Opaque):
            solver.add(self.target, value)  # List[int] of typing

    def _content(self, value: Instance) -> None:
        """An instance of a class that derives from a list or dict."""
        project = self.calls.project
        if (content := project.content(value.cls)) is not None:
            project.read_item(content, self.key if content.kind == "dict" else None, self.target)
            call_method(self.calls, self.caller, self.line, value, "__missing__", Arguments((0,)), self.target)


class GetClassItem:
    """`Class[parameter]`."""

    __slots__ = ("caller", "calls", "line")

    def __init__(self, calls: Calls, caller: Owner, line: int) -> None:
        self.calls, self.caller, self.line = calls, caller, line

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference) and isinstance(member(value.cls, "__class_getitem__"), tuple):
            method = self.calls.project.attribute(value, "__class_getitem__")
            self.calls.implicit(self.caller, self.line, method, Arguments((0,)), 0)


class SetItem:
    """`base[key] = value`."""

    __slots__ = ("caller", "calls", "key", "line", "seen", "value")

    def __init__(self, calls: Calls, caller: Owner, key: str | None, value: int, line: int) -> None:
        self.calls, self.caller, self.key, self.value, self.line = calls, caller, key, value, line
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        project = self.calls.project
        if isinstance(value, Container):
            project.solver.edge(self.value, value.any if self.key is None else project.item(value, self.key))
        elif isinstance(value, Instance):
            arguments = Arguments((0, self.value))
            if call_method(self.calls, self.caller, self.line, value, "__setitem__", arguments, 0, among=self.seen):
                return
            if (content := project.content(value.cls)) is not None:
                keyed = self.key is not None and content.kind == "dict"
                project.solver.edge(self.value, project.item(content, self.key) if keyed and self.key else content.any)


class Slice:
    """`base[first:]`: part of a sequence."""

    __slots__ = ("container", "first", "item")

    def __init__(self, calls: Calls, caller: Owner, target: int, first: int, line: int) -> None:
        self.item = Item(calls, caller, target, None, line)
        self.first = first
        self.container: Container | None = None

    def fire(self, value: Value) -> None:
        """Take one new value."""
        project, target = self.item.calls.project, self.item.target
        if isinstance(value, Instance):
            self.item.fire(value)
        elif not isinstance(value, Container) or value.kind == "dict" or not self.first:
            project.solver.add(target, value)
        else:
            if self.container is None:
                self.container = project.container(value.kind)
                project.solver.add(target, self.container)
            if self.first < 0:
                project.solver.edge(value.all, self.container.any)
                return
            project.solver.edge(value.any, self.container.any)
            for key, node in list(value.items.items()):
                if key.isdigit() and int(key) >= self.first:
                    project.solver.edge(node, project.item(self.container, str(int(key) - self.first)))


class Raise:
    """`raise Kind` makes an instance."""

    __slots__ = ("caller", "calls", "line")

    def __init__(self, calls: Calls, caller: Owner, line: int) -> None:
        self.calls, self.caller, self.line = calls, caller, line

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            node = self.calls.project.solver.node()
            self.calls.implicit(self.caller, self.line, node, Arguments(), 0)
            self.calls.project.solver.add(node, value)


class Unpack:
    """One target of a tuple assignment; a negative index counts from the end."""

    __slots__ = ("index", "iterate")

    def __init__(self, iterate: Iterate, index: int) -> None:
        self.iterate, self.index = iterate, index

    def fire(self, value: Value) -> None:
        project = self.iterate.calls.project
        if isinstance(value, Container) and value.kind != "dict":
            if self.index >= 0:
                project.read_item(value, str(self.index), self.iterate.target)
            elif value.kind == "tuple" and value.items:
                project.read_item(value, str(len(value.items) + self.index), self.iterate.target)
            else:
                project.read_item(value, None, self.iterate.target)
        else:
            self.iterate.fire(value)


class Rest:
    """The starred target of a tuple assignment: the elements from an index on."""

    __slots__ = ("container", "index", "iterate")

    def __init__(self, iterate: Iterate, container: Container, index: int) -> None:
        self.iterate, self.container, self.index = iterate, container, index

    def fire(self, value: Value) -> None:
        project = self.iterate.calls.project
        if isinstance(value, Container) and value.kind != "dict":
            project.solver.edge(value.any, self.container.any)
            for key, node in list(value.items.items()):
                if key.isdigit() and int(key) >= self.index:
                    project.solver.edge(node, project.item(self.container, str(int(key) - self.index)))
        else:
            self.iterate.fire(value)


class Catch:
    """`except Kind as error`: an instance of each kind."""

    __slots__ = ("calls", "seen", "target")

    def __init__(self, calls: Calls, target: int) -> None:
        self.calls, self.target = calls, target
        self.seen: set[Container] = set()  # a tuple that holds itself, or comes to, is followed once

    def fire(self, value: Value) -> None:
        project = self.calls.project
        if isinstance(value, Reference):
            project.solver.add(self.target, value.cls.declared)
        elif isinstance(value, External):
            project.solver.add(self.target, project.made(value.name))
        elif isinstance(value, Container) and value not in self.seen:
            self.seen.add(value)
            project.solver.watch(value.all, self)
