"""What all parts of the linker share: the modules, the solver, the values made once, and what is kept for the claims."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cached_property
from typing import TYPE_CHECKING

from extractors.languages.python.linking.classes import mro
from extractors.languages.python.linking.modules import Modules
from extractors.languages.python.linking.solver import Solver
from extractors.languages.python.linking.values import (
    Bound,
    Class,
    Closure,
    Container,
    External,
    Function,
    Instance,
    Made,
    Module,
    Native,
    Produced,
    Value,
    Wrapped,
)

if TYPE_CHECKING:
    from extractors.languages.python.linking.elements import Comparison
    from extractors.languages.python.linking.invocations import Invocation, LookUp
    from extractors.languages.python.linking.narrowing import Narrow

_CLOSURE_DEPTH = 4
_CONTAINERS = {
    "dict": "dict", "Dict": "dict", "OrderedDict": "dict", "defaultdict": "dict", "UserDict": "dict", "DefaultDict": "dict",
    "list": "list", "List": "list", "UserList": "list", "deque": "list", "Deque": "list", "set": "set", "Set": "set",
}  # fmt: skip

type Owner = Module | Class | Function


class Project:
    """The state of one linking. `attribute` and `call` are set by the parts that provide them."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.solver = Solver()
        self.classes: list[Class] = []
        self.class_names: dict[str, list[Class]] = {}
        self.getters: dict[int, list[Function]] = {}
        self.result_nodes: dict[tuple[Function, Value | None], int] = {}
        self.fixed: set[int] = set()  # nodes that a definition or an import fills
        self.moving: set[int] = set()  # nodes that an assignment fills
        self.parameter_nodes: set[int] = set()
        self.from_jedi: set[str] = set()  # classes that only Jedi told of
        self.unknown_names: set[int] = set()
        self.raised: list[tuple[Owner, int, int, int, bool]] = []  # what is called or raised, the result, line, whether again
        self.caught: list[tuple[Owner, int, int]] = []  # classes and line
        self.stored: list[tuple[Owner, int, str, int]] = []  # base, attribute and line
        self.base_lines: dict[Class, dict[Class | External, int]] = {}
        self.changed_bases: set[Class] = set()
        self._externals: dict[tuple[str, bool], External] = {}
        self._made: dict[str, Made] = {}
        self._bound: dict[tuple[Function, Value], Bound] = {}
        self._closures: dict[tuple[Value, Value, Value | None], Closure] = {}
        self._wrapped: dict[tuple[str, Value], Wrapped] = {}
        self._native: dict[tuple[Value, str], Native] = {}
        self._produced: dict[Function, Produced] = {}
        self.settled: dict[int, int] = {}  # how many values of a node were known before anything was guessed
        self.invocations: list[Invocation] = []
        self.look_ups: list[LookUp] = []
        self.comparisons: list[Comparison] = []
        self.narrowings: list[Narrow] = []
        self.attributes: dict[tuple[Value, str], int] = {}  # the nodes of attributes that were asked for
        self.attribute: Callable[[Value, str], int]
        self.field: Callable[[Class, str], int]
        self.container_methods: Collection[str] = ()
        self.enter: Callable[[Function, Value, tuple[int, ...]], None]

    @cached_property
    def special(self) -> frozenset[str]:
        """The special methods that classes of the project define."""
        return frozenset(name for cls in self.classes for name in cls.names if name.startswith("__"))

    def release(self) -> None:
        """Let go of everything: what watches a node holds the project, and such circles would outlive the linking."""
        self.solver.release()
        vars(self).clear()

    def external(self, name: str, *, is_member: bool = False) -> External:
        """The value of a name outside the project."""
        value = self._externals.get((name, is_member))
        if value is None:
            value = self._externals[name, is_member] = External(name, is_member=is_member)
        return value

    def made(self, name: str) -> Made:
        """An object of a class outside the project."""
        value = self._made.get(name)
        if value is None:
            value = self._made[name] = Made(name)
        return value

    def bound(self, function: Function, receiver: Value) -> Bound:
        """A function with its receiver."""
        value = self._bound.get((function, receiver))
        if value is None:
            value = self._bound[function, receiver] = Bound(function, receiver)
        return value

    def closure(self, wrapper: Function | Instance, original: Value, receiver: Value | None = None) -> Closure:
        """A decorated callable; one that is decorated again and again, as in a loop, stays as it is."""
        if isinstance(original, Closure) and original.depth >= _CLOSURE_DEPTH:
            return original
        key = (wrapper, original, receiver)
        value = self._closures.get(key)
        if value is None:
            value = self._closures[key] = Closure(wrapper, original, receiver)
        return value

    def wrapped(self, kind: str, inner: Value) -> Wrapped:
        """A value that a built-in decorator wraps."""
        value = self._wrapped.get((kind, inner))
        if value is None:
            value = self._wrapped[kind, inner] = Wrapped(kind, inner)
        return value

    def native(self, receiver: Value, name: str) -> Native:
        """A modelled method of a built-in object."""
        value = self._native.get((receiver, name))
        if value is None:
            value = self._native[receiver, name] = Native(receiver, name)
        return value

    def produced(self, function: Function) -> Produced | None:
        """What calling a generator or coroutine function gives; None for a plain function."""
        scope = function.scope
        if not scope.is_async and not scope.yields:
            return None
        value = self._produced.get(function)
        if value is None:
            kind = ("async_generator" if scope.yields else "coroutine") if scope.is_async else "generator"
            value = self._produced[function] = Produced(kind, function.result, function.yields)
        return value

    def container(self, kind: str) -> Container:
        """A new container with its element nodes."""
        solver = self.solver
        container = Container(kind, solver.node(), solver.node())
        solver.edge(container.any, container.all)
        return container

    def content(self, cls: Class) -> Container | None:
        """The elements that instances of a class hold as the list, dict or set that they are; None for any other class."""
        for entry in mro(cls):
            if isinstance(entry, Class):
                for base in entry.bases:
                    if isinstance(base, External) and (found := self.content_of(entry, base)) is not None:
                        return found
        return None

    def content_of(self, cls: Class, base: External) -> Container | None:
        """What a class that derives from an external one holds; None where that is no container."""
        kind = _CONTAINERS.get(base.name.rpartition(".")[2])
        if kind is not None and cls.content is None:
            cls.content = self.container(kind)
        return cls.content if kind is not None else None

    def item(self, container: Container, key: str) -> int:
        """The node of a container's element at a constant key."""
        node = container.items.get(key)
        if node is None:
            solver = self.solver
            node = container.items[key] = solver.node()
            solver.edge(node, container.all)
            for reader in container.readers.pop(key, ()):
                solver.edge(node, reader)
        return node

    def read_item(self, container: Container, key: str | None, target: int) -> None:
        """Let what is at a key (None: at any) reach a node."""
        solver = self.solver
        if key is None:
            solver.edge(container.all, target)
            return
        solver.edge(container.any, target)
        node = container.items.get(key)
        if node is not None:
            solver.edge(node, target)
        else:
            container.readers.setdefault(key, []).append(target)
