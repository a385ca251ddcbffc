"""What annotations say: the values that a type expression stands for."""

from functools import partial
from typing import Any, TypeGuard

from extractors.languages.python.linking.classes import mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import (
    Bound,
    Class,
    Closure,
    Container,
    External,
    Function,
    Instance,
    Module,
    Produced,
    Reference,
    Value,
)

_ELEMENTS = {
    "list": "list", "List": "list", "set": "set", "Set": "set", "frozenset": "set", "FrozenSet": "set", "deque": "list",
    "Deque": "list", "Sequence": "list", "MutableSequence": "list", "Iterable": "list", "Iterator": "list",
    "Collection": "list", "Generator": "list", "AsyncIterator": "list", "AsyncIterable": "list", "AsyncGenerator": "list",
    "ContextVar": "contextvars.ContextVar", "Queue": "queue.Queue", "SimpleQueue": "queue.SimpleQueue", "WeakSet": "set",
    "KeysView": "list", "ValuesView": "list", "LifoQueue": "queue.LifoQueue", "PriorityQueue": "queue.PriorityQueue",
    "AbstractSet": "set", "MutableSet": "set", "Reversible": "list", "Container": "list",
}  # fmt: skip
_MAPPINGS = {
    "dict",
    "Dict",
    "Mapping",
    "MutableMapping",
    "defaultdict",
    "DefaultDict",
    "OrderedDict",
    "ChainMap",
    "WeakKeyDictionary",
    "WeakValueDictionary",
}
_WITHIN = {"Optional", "Union", "ClassVar", "Final", "Annotated", "Required", "NotRequired", "ReadOnly", "TypeGuard"}
_CLASSES = {"type", "Type"}
_AWAITED = {"Awaitable", "Coroutine", "Future", "Task"}
_SILENT = {"Any", "Callable", "Literal", "object", "NoReturn", "Never", "TypeVar", "Hashable", "Protocol", "Generic"}


class Annotations:
    """Type expressions of one file: `nodes` maps its slots, `owner` is the class that `Self` means."""

    def __init__(self, project: Project, nodes: list[int]) -> None:
        self.project, self.nodes = project, nodes

    def flow(self, annotation: Any, target: int, owner: Class | None) -> None:
        """Let instances of an annotation's classes reach a node."""
        if isinstance(annotation, int):
            if annotation:
                self.project.solver.watch(self.nodes[annotation], _Instances(self.project, target, owner))
        elif annotation[0] == "|":
            for part in annotation[1:]:
                self.flow(part, target, owner)
        else:
            base = annotation[1]
            if isinstance(base, int) and base:
                watcher = _Subscripted(self, annotation[2:], target, owner)
                self.project.solver.watch(self.nodes[base], watcher)

    def restrict(self, annotation: Any, target: int) -> None:
        """Let only what an annotation allows reach a node, where it names classes of the project and plain ones only."""
        classes = self._named(annotation)
        if classes and not any(isinstance(cls, Class) and _is_protocol(cls) for cls in classes):
            is_plain = any(isinstance(cls, External) for cls in classes)
            self.project.solver.admit(target, partial(_allows_plain if is_plain else _allows, frozenset(classes)))

    def _named(self, annotation: Any) -> list[Class | External] | None:
        """The classes of the project and plain ones that a type expression names; None where it names anything else."""
        if isinstance(annotation, list):
            is_generic = annotation[0] == "["
            if is_generic and not self._is_union(annotation[1]):
                return self._named(annotation[1])
            parts = [self._named(part) for part in annotation[1 + is_generic :]]
            return None if None in parts else [cls for part in parts for cls in part or ()]
        if not annotation:
            return []
        values = self.project.solver.of(self.nodes[annotation])
        classes = [value.cls if isinstance(value, Reference) else value for value in values if _is_named(value)]
        return classes if classes and len(classes) == len(values) else None

    def _is_union(self, base: Any) -> bool:
        values = self.project.solver.of(self.nodes[base]) if isinstance(base, int) else ()
        return any(isinstance(value, External) and value.name.rpartition(".")[2] in {"Optional", "Union"} for value in values)

    def classes(self, annotation: Any, target: int) -> None:
        """Let an annotation's classes themselves reach a node, as `type[X]` has it."""
        if isinstance(annotation, int):
            if annotation:
                self.project.solver.edge(self.nodes[annotation], target)
        elif annotation[0] == "|":
            for part in annotation[1:]:
                self.classes(part, target)


class _Instances:
    """Turns classes into their declared instances."""

    __slots__ = ("owner", "project", "target")

    def __init__(self, project: Project, target: int, owner: Class | None) -> None:
        self.project, self.target, self.owner = project, target, owner

    def fire(self, value: Value) -> None:
        solver = self.project.solver
        if isinstance(value, Reference):
            solver.add(self.target, value.cls.declared)
        elif isinstance(value, External):
            last = value.name.rpartition(".")[2]
            if last == "Self" and self.owner is not None:
                solver.add(self.target, self.owner.own)
            elif last in _MAPPINGS or last in _ELEMENTS:
                solver.add(self.target, self.project.made(_BARE.get(last, value.name)))
            elif last in {"tuple", "Tuple"}:
                solver.add(self.target, self.project.made("builtins.tuple"))
            elif last not in _SILENT and last not in _WITHIN and last not in _CLASSES:
                solver.add(self.target, self.project.made(value.name))


_BARE = {"List": "builtins.list", "Dict": "builtins.dict", "Set": "builtins.set"}


class _Subscripted:
    """`Base[arguments]`: containers of declared elements, optional and union types, generic classes."""

    __slots__ = ("annotations", "arguments", "done", "owner", "target")

    def __init__(self, annotations: Annotations, arguments: list[Any], target: int, owner: Class | None) -> None:
        self.annotations, self.arguments, self.target, self.owner = annotations, arguments, target, owner
        self.done = False

    def fire(self, value: Value) -> None:
        project = self.annotations.project
        if isinstance(value, Reference):
            project.solver.add(self.target, value.cls.declared)
        elif isinstance(value, External) and not self.done:
            self.done = True
            self._external(value.name.rpartition(".")[2], value.name)

    def _external(self, last: str, name: str) -> None:
        annotations, arguments = self.annotations, self.arguments
        if last in _WITHIN:
            for part in arguments[:1] if last == "Annotated" else arguments:
                annotations.flow(part, self.target, self.owner)
        elif last in _CLASSES:
            for part in arguments:
                annotations.classes(part, self.target)
        elif last in {"tuple", "Tuple"}:
            self._tuple()
        elif last in _ELEMENTS or last in _MAPPINGS:
            self._collection(last)
        elif last in _AWAITED:
            result = annotations.project.solver.node()
            annotations.project.solver.add(self.target, Produced("coroutine", result, 0))
            annotations.flow(arguments[-1], result, self.owner)
        elif last not in _SILENT:
            annotations.project.solver.add(self.target, annotations.project.made(name))

    def _tuple(self) -> None:
        annotations, arguments = self.annotations, self.arguments
        container = self._container("tuple")
        for index, part in enumerate(arguments):
            annotations.flow(part, annotations.project.item(container, str(index)), self.owner)
        if len(arguments) <= 2:
            annotations.flow(arguments[0], container.any, self.owner)

    def _collection(self, last: str) -> None:
        if last in _ELEMENTS:
            self.annotations.flow(self.arguments[0], self._container(_ELEMENTS[last]).any, self.owner)
            return
        container = self._container("dict")
        if len(self.arguments) > 1:
            self.annotations.flow(self.arguments[1], container.any, self.owner)

    def _container(self, kind: str) -> Container:
        container = self.annotations.project.container(kind)
        self.annotations.project.solver.add(self.target, container)
        return container


def _is_protocol(cls: Class) -> bool:
    """Whether anything that has a class's attributes passes for it."""
    return any(isinstance(base, External) and base.name.rpartition(".")[2] == "Protocol" for base in mro(cls))


def _is_named(value: Value) -> TypeGuard[Reference | External]:
    return isinstance(value, Reference) or (isinstance(value, External) and value.name in _PLAIN)


def _allows_plain(classes: frozenset[Class | External], value: Value) -> bool:
    """Whether a value can be of one of some classes, plain ones among them: few of the project's own derive from those."""
    if not isinstance(value, Instance):
        return True
    return any(base in classes or (isinstance(base, External) and base.name not in _PLAIN) for base in mro(value.cls))


def _allows(classes: frozenset[Class | External], value: Value) -> bool:
    """Whether a value can be of one of some classes."""
    if isinstance(value, Instance):
        return any(base in classes for base in mro(value.cls))
    return not isinstance(value, _NO_OBJECTS)


_PLAIN = frozenset(f"builtins.{name}" for name in ("str", "bytes", "int", "float", "bool", "complex"))
_NO_OBJECTS = (Function, Bound, Closure, Reference, Container, Module)
