"""Calls of what is outside the project: which model says what such a call does with the project's values."""

from collections.abc import Callable, Mapping

from extractors.languages.python.flow import STARRED
from extractors.languages.python.linking.calls import Arguments, Calls, Site
from extractors.languages.python.linking.elements import Comparison, How
from extractors.languages.python.linking.invocations import Invocation
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.protocols import Iterate
from extractors.languages.python.linking.values import (
    OPAQUE,
    Container,
    External,
    Function,
    Native,
    Produced,
    Reference,
    Value,
    Wrapped,
)

type Model = Callable[["Models", Site, Arguments], None]
type ContainerMethod = Callable[["Models", Site, Arguments, Container], None]

_STRINGS = "capitalize casefold center expandtabs format join ljust lower lstrip removeprefix removesuffix replace rjust rstrip"
_TEXT = frozenset(f"{_STRINGS} strip swapcase title translate upper zfill".split())
_CLASS_LIKE = frozenset(
    ["str", "bytes", "int", "float", "complex", "bool", "bytearray", "memoryview", "range", "slice", "object"]
)


class Models:
    """Connects calls of external names to what they do."""

    def __init__(
        self, project: Project, calls: Calls, functions: Mapping[str, Model], methods: Mapping[str, ContainerMethod]
    ) -> None:
        self.project, self.calls = project, calls
        self.functions, self.methods = functions, methods
        project.container_methods = methods
        calls.external_call = self.external
        calls.native_call = self.native
        self.open_sites: dict[str, list[Site]] = {}
        self.returns: dict[str, str] = {}

    def external(self, site: Site, value: External, arguments: Arguments) -> None:
        """A site calls an external name."""
        model = self.functions.get(value.name)
        if model is not None:
            model(self, site, arguments)
            return
        solver = self.project.solver
        if value.name.endswith(".__new__"):
            solver.watch(self.argument(arguments, 0, "cls"), _New(self.project, site.result))
        elif value.name.startswith("builtins.") and value.name[9:] in _CLASS_LIKE:
            solver.add(site.result, self.project.made(value.name))
        elif value.is_member and (kind := _text_kind(value.name)):
            solver.add(site.result, self.project.made(kind))
        elif value.name in self.returns:
            self._give(site, self.returns[value.name])
        else:
            self.open_sites.setdefault(value.name, []).append(site)

    def settle(self, returns: Mapping[str, str]) -> None:
        """Let calls of the open names give what is known of them: a class's object, or something unknown (empty)."""
        for name, returned in returns.items():
            self.returns[name] = returned
            for site in self.open_sites.pop(name, ()):
                self._give(site, returned)

    def _give(self, site: Site, returned: str) -> None:
        value = self.project.made(returned) if returned else OPAQUE
        self.project.solver.add(site.result, value)

    def native(self, site: Site, value: Native, arguments: Arguments) -> None:
        """A site calls a method of a built-in object."""
        receiver = value.receiver
        if isinstance(receiver, Container):
            site.targets.setdefault(self.project.external(f"{_type_of(receiver)}.{value.name}"), None)
            method = self.methods.get(value.name)
            if method is not None:
                method(self, site, arguments, receiver)
        elif isinstance(receiver, Produced):
            site.targets.setdefault(self.project.external(f"builtins.{receiver.kind}.{value.name}"), None)
            if value.name in {"send", "__next__"}:
                self.project.solver.edge(receiver.yields, site.result)
        elif isinstance(receiver, Wrapped):
            self._property(site, arguments, receiver, value.name)
        elif isinstance(receiver, Function) and value.name == "register":
            self._register(site, arguments, receiver)

    def _property(self, site: Site, arguments: Arguments, receiver: Wrapped, name: str) -> None:
        solver = self.project.solver
        site.targets.setdefault(self.project.external(f"builtins.property.{name}"), None)
        if name in {"setter", "deleter", "getter"}:
            solver.add(site.result, receiver)
            if arguments.positional:
                kind = "property" if name == "getter" else name
                solver.watch(self.argument(arguments, 0), Wrap(self.project, kind, site.result))

    def _register(self, site: Site, arguments: Arguments, function: Function) -> None:
        """`functools.singledispatch`: an implementation is called where the generic function is."""
        solver = self.project.solver
        if arguments.positional and (last := arguments.positional[-1]) < STARRED:
            solver.edge(last, site.result)
            field = function.fields.setdefault("<registered>", 0) or solver.node()
            function.fields["<registered>"] = field
            solver.edge(last, field)
        if not isinstance(site.result, int):
            return
        solver.add(site.result, self.project.native(function, "register"))

    def argument(self, arguments: Arguments, index: int, name: str = "") -> int:
        """The node of an argument by position or name; 0 without one."""
        if index < len(arguments.positional) and arguments.positional[index] < STARRED:
            return arguments.positional[index]
        return next((node for key, node in arguments.named if key == name), 0) if name else 0

    def call_back(self, site: Site, function: int, positional: tuple[int, ...], result: int) -> None:
        """The external calls a function it was given, on behalf of the caller."""
        self.calls.implicit(site.caller, site.line, function, Arguments(positional), result)

    def invoke(self, site: Site, node: int, names: tuple[str, ...]) -> None:
        """The external calls the first of some special methods of what it was given."""
        if node:
            self.project.invocations.append(Invocation(site.caller, node, names, site.line))

    def compare(self, site: Site, how: How, sides: tuple[int, int], names: tuple[str, ...]) -> None:
        """The external compares what it was given."""
        self.project.comparisons.append(Comparison(site.caller, how, *sides, names, site.line))

    def order(self, site: Site, elements: int, key: int, names: tuple[str, ...]) -> None:
        """The external puts elements in order, by what a key function gives for them if there is one."""
        if key:
            given = self.project.solver.node()
            self.call_back(site, key, (elements,), given)
            elements = given
        self.compare(site, How.AMONG, (elements, 0), names)

    def elements(self, site: Site, source: int) -> int:
        """A node with the elements of an iterable."""
        node = self.project.solver.node()
        self.project.solver.watch(source, Iterate(self.calls, site.caller, node, site.line))
        return node

    def give(self, site: Site, kind: str, elements: int) -> Container:
        """Let a call give a new container of elements."""
        container = self.project.container(kind)
        self.project.solver.edge(elements, container.any)
        self.project.solver.add(site.result, container)
        return container


def _text_kind(name: str) -> str:
    """What a method of `str` or `bytes` gives when that is text."""
    owner, _, method = name.rpartition(".")
    if owner not in {"builtins.str", "builtins.bytes"}:
        return ""
    other = {"encode": "builtins.bytes", "decode": "builtins.str"}.get(method, "")
    return owner if method in _TEXT else other


class _New:
    """`object.__new__(cls)`."""

    __slots__ = ("project", "target")

    def __init__(self, project: Project, target: int) -> None:
        self.project, self.target = project, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            self.project.solver.add(self.target, value.cls.own if value.own else value.cls.exact)


class Wrap:
    """Turns functions into what a built-in decorator makes of them."""

    __slots__ = ("kind", "project", "target")

    def __init__(self, project: Project, kind: str, target: int) -> None:
        self.project, self.kind, self.target = project, kind, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Wrapped) and self.kind in {"property", "setter", "deleter"}:
            value = value.inner
        self.project.solver.add(self.target, self.project.wrapped(self.kind, value))


def _type_of(container: Container) -> str:
    if "." in container.kind:
        return container.kind
    return f"builtins.{container.kind if container.kind in {'list', 'dict', 'tuple', 'set', 'generator'} else 'list'}"
