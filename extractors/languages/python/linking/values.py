"""Abstract values: what a name or an expression can stand for. Each is made once, so that identity is equality."""

from enum import IntEnum
from typing import Any

from extractors.languages.python.flow import Scope


class Value:
    """Anything that propagates."""

    __slots__ = ()


class Known(IntEnum):
    """How much is known of an instance's class: it was seen being made, it is declared, or it is a method's own `self`."""

    EXACT = 0
    DECLARED = 1
    SELF = 2


class Module(Value):
    """A module of the project, or a folder that is a namespace package (`path` is empty then)."""

    __slots__ = (
        "exports", "exports_open", "folder", "id", "mentions", "name", "names", "nodes", "origins", "outside_stars", "path",
        "scopes", "star_sources", "stars", "symbols",
    )  # fmt: skip

    def __init__(self, name: str, path: str, folder: str) -> None:
        self.name, self.path, self.folder = name, path, folder
        self.id = ""
        self.names: dict[str, int] = {}
        self.stars: dict[str, int] = {}
        self.mentions: list[list[Any]] = []  # as flow.Scope has them
        self.origins: dict[str, tuple[int, str, str]] = {}  # level, module and name of what `from` imports bind
        self.outside_stars: list[str] = []
        self.star_sources: list[Module] = []
        self.exports: list[str] | None = None
        self.exports_open = False
        self.symbols: list[str] = []
        self.nodes: list[int] = []
        self.scopes: list[Value] = []


class Function(Value):
    """A function or lambda. `owner` is the class around it, `method` whether it is directly in that class."""

    __slots__ = (
        "by_name", "calls_outer", "fields", "gives_back", "id", "is_abstract", "is_as_written", "is_class", "is_method",
        "is_static", "keeps_outer", "keywords_parameter", "module", "owner", "parameters", "parent", "passes_to",
        "positions", "rest", "rest_parameter", "result", "scope", "wrappers", "yields",
    )  # fmt: skip

    def __init__(self, module: Module, scope: Scope, parent: Value, symbol: str) -> None:
        self.module, self.scope, self.parent, self.id = module, scope, parent, symbol
        self.owner: Class | None = None
        self.is_method = self.is_static = self.is_class = self.is_abstract = False
        self.parameters: list[int] = []
        self.result = self.yields = 0
        self.rest: dict[int, Container] = {}
        self.by_name: dict[str, int] = {}
        self.positions = self.rest_parameter = self.keywords_parameter = 0
        self.fields: dict[str, int] = {}
        self.gives_back: list[int] = []  # parameters that are returned as they are
        self.is_as_written = True  # whether no decorator may have changed which arguments it takes
        self.keeps_outer = False  # whether it reads a parameter of the function around it
        self.calls_outer = False  # whether it calls one
        self.passes_to = 0  # the outer function's parameter that this one calls for its result
        self.wrappers: list[tuple[Function, int]] = []  # inner functions that are returned, with the parameter each passes to


class Class(Value):
    """A class as such: `reference` is its value, `exact`, `declared` and `own` its instances."""

    __slots__ = (
        "annotated", "bases", "below", "children", "content", "declared", "exact", "fields", "id", "keywords", "metaclass",
        "module", "mro", "names", "own", "own_reference", "parent", "places", "reference", "scope",
    )  # fmt: skip

    def __init__(self, module: Module, scope: Scope, parent: Value, symbol: str) -> None:
        self.module, self.scope, self.parent, self.id = module, scope, parent, symbol
        self.names: dict[str, int] = {}
        self.fields: dict[str, int] = {}
        self.bases: list[Class | External] = []
        self.places: list[int] = []  # of the bases, in the class statement
        self.children: list[Class] = []
        self.below: list[Class] | None = None  # all subclasses, once they were asked for
        self.mro: list[Class | External] | None = None
        self.annotated: list[str] = []
        self.metaclass: list[Class] = []
        self.keywords: list[tuple[str, int]] = []  # of the class statement, with the nodes of their values
        self.content: Container | None = None  # the elements of its instances, where it derives from a list, dict or set
        self.reference = Reference(self, own=False)
        self.own_reference = Reference(self, own=True)
        self.exact = Instance(self, Known.EXACT)
        self.declared = Instance(self, Known.DECLARED)
        self.own = Instance(self, Known.SELF)


class Reference(Value):
    """A class used as a value; `own` is a class method's `cls`."""

    __slots__ = ("cls", "own")

    def __init__(self, cls: Class, *, own: bool) -> None:
        self.cls, self.own = cls, own


class Instance(Value):
    """An object of a class of the project."""

    __slots__ = ("cls", "known")

    def __init__(self, cls: Class, known: Known) -> None:
        self.cls, self.known = cls, known


class Bound(Value):
    """A function with its receiver."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Function, receiver: Value) -> None:
        self.function, self.receiver = function, receiver


class Closure(Value):
    """What a decorator made of a callable: the wrapper that is called, and the value that it passes calls on to."""

    __slots__ = ("depth", "original", "receiver", "wrapper")

    def __init__(self, wrapper: "Function | Instance", original: Value, receiver: Value | None) -> None:
        self.wrapper, self.original, self.receiver = wrapper, original, receiver
        self.depth: int = original.depth + 1 if isinstance(original, Closure) else 1


class Wrapped(Value):
    """What `staticmethod`, `classmethod`, `property` or a property's `setter` made of a value."""

    __slots__ = ("inner", "kind")

    def __init__(self, kind: str, inner: Value) -> None:
        self.kind, self.inner = kind, inner


ACCESSORS = ("fget", "fset", "fdel")
"""What `property` takes, in this order, and keeps under these names."""


class Super(Value):
    """What `super()` gives within a method of `cls`."""

    __slots__ = ("cls", "receiver")

    def __init__(self, cls: Class, receiver: Value) -> None:
        self.cls, self.receiver = cls, receiver


class External(Value):
    """A name outside the project: `os.path.join`. A member is a method or attribute of some object of a class out there."""

    __slots__ = ("is_member", "name")

    def __init__(self, name: str, *, is_member: bool = False) -> None:
        self.name, self.is_member = name, is_member


class Made(Value):
    """An object of a class outside the project: `name` is the class's."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Opaque(Value):
    """A value from outside of which nothing is known."""

    __slots__ = ()


OPAQUE = Opaque()


class Container(Value):
    """A list, dict, tuple … of one place in the source: nodes for elements by constant key, at any key, and for all of them."""

    __slots__ = ("all", "any", "factory", "items", "kind", "readers")

    def __init__(self, kind: str, any_node: int, all_node: int) -> None:
        self.kind, self.any, self.all = kind, any_node, all_node
        self.factory = 0  # the node of what a defaultdict calls for a missing key
        self.items: dict[str, int] = {}
        self.readers: dict[str, list[int]] = {}


class Produced(Value):
    """What calling a generator or coroutine function gives; `kind` is `generator`, `coroutine` or `async_generator`."""

    __slots__ = ("kind", "result", "yields")

    def __init__(self, kind: str, result: int, yields: int) -> None:
        self.kind, self.result, self.yields = kind, result, yields


class Native(Value):
    """A method of a built-in object that is modelled: `append` of one list."""

    __slots__ = ("name", "receiver")

    def __init__(self, receiver: Value, name: str) -> None:
        self.receiver, self.name = receiver, name


class Partial(Value):
    """`functools.partial`: a function's node with arguments given before."""

    __slots__ = ("function", "named", "positional")

    def __init__(self, function: int, positional: list[int], named: list[tuple[str, int]]) -> None:
        self.function, self.positional, self.named = function, positional, named


class Choice(Value):
    """One of several attributes, with what is computed of each one's name, and its node."""

    __slots__ = ("options",)

    def __init__(self, options: list[tuple[str, int]]) -> None:
        self.options = options
