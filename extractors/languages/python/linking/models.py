"""Models of built-ins and of the standard library: what their calls do with the project's values."""

from collections.abc import Callable, Mapping

from extractors.languages.python.flow import STARRED
from extractors.languages.python.linking.calls import Arguments, Calls, Site
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.protocols import Await, Iterate, call_method
from extractors.languages.python.linking.values import (
    OPAQUE,
    Container,
    External,
    Function,
    Instance,
    Native,
    Partial,
    Produced,
    Reference,
    Super,
    Value,
    Wrapped,
)

type Model = Callable[["Models", Site, Arguments], None]

_STRINGS = "capitalize casefold center expandtabs format join ljust lower lstrip removeprefix removesuffix replace rjust rstrip"
_TEXT = frozenset(f"{_STRINGS} strip swapcase title translate upper zfill".split())
_CLASS_LIKE = frozenset(
    ["str", "bytes", "int", "float", "complex", "bool", "bytearray", "memoryview", "range", "slice", "object"]
)


class Models:
    """Connects calls of external names to what they do."""

    def __init__(self, project: Project, calls: Calls) -> None:
        self.project, self.calls = project, calls
        calls.external_call = self.external
        calls.native_call = self.native
        self.open_sites: dict[str, list[Site]] = {}
        self.returns: dict[str, str] = {}

    def external(self, site: Site, value: External, arguments: Arguments) -> None:
        """A site calls an external name."""
        model = MODELS.get(value.name)
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
            site.targets.setdefault(self.project.external(f"builtins.{_type_of(receiver)}.{value.name}"), None)
            method = CONTAINER_METHODS.get(value.name)
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
                solver.watch(arguments.positional[0], _Wrap(self.project, kind, site.result))

    def _register(self, site: Site, arguments: Arguments, function: Function) -> None:
        """`functools.singledispatch`: an implementation is called where the generic function is."""
        solver = self.project.solver
        if arguments.positional:
            last = arguments.positional[-1]
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


class _Wrap:
    __slots__ = ("kind", "project", "target")

    def __init__(self, project: Project, kind: str, target: int) -> None:
        self.project, self.kind, self.target = project, kind, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Wrapped) and self.kind in {"property", "setter", "deleter"}:
            value = value.inner
        self.project.solver.add(self.target, self.project.wrapped(self.kind, value))


def _type_of(container: Container) -> str:
    return container.kind if container.kind in {"list", "dict", "tuple", "set", "generator"} else "list"


def _wrap(kind: str) -> Model:
    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.watch(models.argument(arguments, 0, "fget"), _Wrap(models.project, kind, site.result))
        if kind == "property" and (setter := models.argument(arguments, 1, "fset")):
            models.project.solver.watch(setter, _Wrap(models.project, "setter", site.result))

    return model


def _same(index: int = 0, name: str = "") -> Model:
    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.edge(models.argument(arguments, index, name), site.result)

    return model


def _decorator(models: Models, site: Site, arguments: Arguments) -> None:
    """A decorator that takes a function, or options and then the function, and gives the function."""
    solver = models.project.solver
    if arguments.positional:
        solver.edge(arguments.positional[0], site.result)
    solver.add(site.result, models.project.external("<identity>"))


def _collect(kind: str) -> Model:
    def model(models: Models, site: Site, arguments: Arguments) -> None:
        source = models.argument(arguments, 0)
        container = models.give(site, kind, models.elements(site, source) if source else 0)
        if kind == "dict":
            if source:
                models.project.solver.watch(source, Merge(models.project, container))
            for name, node in arguments.named:
                if name:
                    models.project.solver.edge(node, models.project.item(container, repr(name)))
        elif source:
            models.project.solver.watch(source, _Copy(models, container))

    return model


class Merge:
    """Copies a dict, or pairs, into a dict."""

    __slots__ = ("container", "project")

    def __init__(self, project: Project, container: Container) -> None:
        self.project, self.container = project, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container) and value is not self.container:
            project = self.project
            if value.kind == "dict":
                for key in list(value.items):
                    project.solver.edge(value.items[key], project.item(self.container, key))
                project.solver.edge(value.any, self.container.any)
            else:
                project.solver.watch(value.all, _Pair(self.project, self.container))


class _Pair:
    """Takes the second of each pair as a dict's value."""

    __slots__ = ("container", "project")

    def __init__(self, project: Project, container: Container) -> None:
        self.project, self.container = project, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container):
            self.project.read_item(value, "1", self.container.any)


class _Copy:
    """Copies a sequence with its indexes."""

    __slots__ = ("container", "models")

    def __init__(self, models: Models, container: Container) -> None:
        self.models, self.container = models, container

    def fire(self, value: Value) -> None:
        if isinstance(value, Container) and value.kind != "dict" and value is not self.container:
            project = self.models.project
            for key in list(value.items):
                project.solver.edge(value.items[key], project.item(self.container, key))


def _map(models: Models, site: Site, arguments: Arguments) -> None:
    result = models.project.solver.node()
    sources = tuple(models.elements(site, node) for node in arguments.positional[1:] if node < STARRED)
    for node in arguments.positional:
        if node < STARRED:
            models.call_back(site, node, sources, result)
    models.give(site, "list", result)


def _filter(models: Models, site: Site, arguments: Arguments) -> None:
    elements = models.elements(site, models.argument(arguments, 1))
    models.call_back(site, models.argument(arguments, 0), (elements,), 0)
    models.give(site, "list", elements)


def _ordered(models: Models, site: Site, arguments: Arguments) -> None:
    elements = models.elements(site, models.argument(arguments, 0))
    if key := models.argument(arguments, 9, "key"):
        models.call_back(site, key, (elements,), 0)
    models.give(site, "list", elements)


def _extreme(models: Models, site: Site, arguments: Arguments) -> None:
    solver = models.project.solver
    plain = [node for node in arguments.positional if node < STARRED]
    elements = models.elements(site, plain[0]) if len(plain) == 1 else solver.node()
    if len(plain) > 1:
        for node in plain:
            solver.edge(node, elements)
    if key := models.argument(arguments, 9, "key"):
        models.call_back(site, key, (elements,), 0)
    solver.edge(elements, site.result)


def _reduce(models: Models, site: Site, arguments: Arguments) -> None:
    solver = models.project.solver
    elements = models.elements(site, models.argument(arguments, 1))
    solver.edge(models.argument(arguments, 2), site.result)
    solver.edge(elements, site.result)
    models.call_back(site, models.argument(arguments, 0), (site.result, elements), site.result)


def _pairs(models: Models, site: Site, arguments: Arguments) -> None:
    """`enumerate` and `zip`: tuples of elements."""
    project = models.project
    pair = project.container("tuple")
    sources = [node for node in arguments.positional if node < STARRED]
    for index, node in enumerate(sources):
        project.solver.edge(models.elements(site, node), project.item(pair, str(index)))
    outer = project.container("list")
    project.solver.add(outer.any, pair)
    project.solver.add(site.result, outer)


def _enumerate(models: Models, site: Site, arguments: Arguments) -> None:
    project = models.project
    pair = project.container("tuple")
    source = models.argument(arguments, 0, "iterable")
    project.solver.edge(models.elements(site, source), project.item(pair, "1"))
    outer = project.container("list")
    project.solver.add(outer.any, pair)
    project.solver.add(site.result, outer)


def _next(models: Models, site: Site, arguments: Arguments) -> None:
    models.project.solver.watch(models.argument(arguments, 0), _CallSpecial(models, site, "__next__"))
    models.project.solver.edge(models.argument(arguments, 1), site.result)


def _iter(models: Models, site: Site, arguments: Arguments) -> None:
    models.project.solver.watch(models.argument(arguments, 0), _CallSpecial(models, site, "__iter__"))


def _special(name: str) -> Model:
    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.watch(models.argument(arguments, 0), _CallSpecial(models, site, name))
        made = {"__str__": "str", "__repr__": "str", "__len__": "int", "__format__": "str", "__hash__": "int"}.get(name)
        if made:
            models.project.solver.add(site.result, models.project.made(f"builtins.{made}"))

    return model


class _CallSpecial:
    """A built-in function that calls a special method of its argument."""

    __slots__ = ("models", "name", "seen", "site")

    def __init__(self, models: Models, site: Site, name: str) -> None:
        self.models, self.site, self.name = models, site, name
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        solver, site = self.models.project.solver, self.site
        if isinstance(value, Instance):
            call_method(self.models.calls, site.caller, site.line, value, self.name, Arguments(), site.result)
        elif isinstance(value, Container):
            if self.name == "__next__":
                solver.edge(value.all, site.result)
            elif self.name in {"__iter__", "__reversed__"}:
                solver.add(site.result, value)
        elif isinstance(value, Produced):
            if self.name == "__next__":
                solver.edge(value.yields, site.result)
            elif self.name == "__iter__":
                solver.add(site.result, value)


def _super(models: Models, site: Site, arguments: Arguments) -> None:
    """`super()`, or `super(Class, self)`."""
    solver = models.project.solver
    if arguments.positional:
        receiver = models.argument(arguments, 1)
        solver.watch(models.argument(arguments, 0), _SuperOf(models.project, site.result, receiver))
        return
    caller = site.caller
    if isinstance(caller, Function) and caller.owner is not None:
        cls, method = caller.owner, caller
        while not method.is_method and isinstance(method.parent, Function):
            method = method.parent
        receiver_value: Value = cls.own_reference if method.is_class or method.scope.name.endswith("__new__") else cls.own
        solver.add(site.result, Super(cls, receiver_value))


class _SuperOf:
    """`super(Class, self)`: after the class in its own order."""

    __slots__ = ("project", "receiver", "target")

    def __init__(self, project: Project, target: int, receiver: int) -> None:
        self.project, self.target, self.receiver = project, target, receiver

    def fire(self, value: Value) -> None:
        if isinstance(value, Reference):
            known = self.project.solver.of(self.receiver)
            is_class = any(isinstance(other, Reference) for other in known)
            receiver = value.cls.own_reference if is_class else value.cls.own
            self.project.solver.add(self.target, Super(value.cls, receiver))


def _partial(models: Models, site: Site, arguments: Arguments) -> None:
    function = models.argument(arguments, 0)
    models.project.solver.add(site.result, Partial(function, list(arguments.positional[1:]), list(arguments.named)))


def _wraps(models: Models, site: Site, _arguments: Arguments) -> None:
    models.project.solver.add(site.result, models.project.external("<identity>"))


def _identity(models: Models, site: Site, arguments: Arguments) -> None:
    models.project.solver.edge(models.argument(arguments, 0), site.result)


def _type(models: Models, site: Site, arguments: Arguments) -> None:
    if len(arguments.positional) == 1:
        models.project.solver.watch(models.argument(arguments, 0), _TypeOf(models.project, site.result))


class _TypeOf:
    __slots__ = ("project", "target")

    def __init__(self, project: Project, target: int) -> None:
        self.project, self.target = project, target

    def fire(self, value: Value) -> None:
        if isinstance(value, Instance):
            reference = value.cls.own_reference if value.known == 2 else value.cls.reference
            self.project.solver.add(self.target, reference)


def _getattr(models: Models, site: Site, arguments: Arguments) -> None:
    models.project.solver.edge(models.argument(arguments, 2), site.result)


def _run_target(name: str, index: int) -> Model:
    """Something that calls a function it is given, later."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        function = models.argument(arguments, index, name)
        if function:
            given = models.argument(arguments, 9, "args")
            positional = (given + STARRED,) if given else arguments.positional[index + 1 :]
            models.call_back(site, function, positional, 0)
        models.project.solver.add(site.result, OPAQUE)

    return model


def _run(models: Models, site: Site, arguments: Arguments) -> None:
    """`asyncio.run` and the like give a coroutine's result."""
    models.project.solver.watch(models.argument(arguments, 0), Await(models.calls, site.caller, site.result, site.line))


def _nothing(_models: Models, _site: Site, _arguments: Arguments) -> None:
    return


def _default_dict(models: Models, site: Site, arguments: Arguments) -> None:
    container = models.give(site, "dict", 0)
    models.call_back(site, models.argument(arguments, 0, "default_factory"), (), container.any)


def _chain(models: Models, site: Site, arguments: Arguments) -> None:
    container = models.give(site, "list", 0)
    for node in arguments.positional:
        if node < STARRED:
            models.project.solver.edge(models.elements(site, node), container.any)


MODELS: dict[str, Model] = {
    "<identity>": _identity,
    "builtins.staticmethod": _wrap("static"),
    "builtins.classmethod": _wrap("class"),
    "builtins.property": _wrap("property"),
    "functools.cached_property": _wrap("property"),
    "abc.abstractproperty": _wrap("property"),
    "builtins.super": _super,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.sorted": _ordered,
    "builtins.min": _extreme,
    "builtins.max": _extreme,
    "builtins.zip": _pairs,
    "builtins.enumerate": _enumerate,
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.reversed": _collect("list"),
    "builtins.list": _collect("list"),
    "builtins.tuple": _collect("tuple"),
    "builtins.set": _collect("set"),
    "builtins.frozenset": _collect("set"),
    "builtins.dict": _collect("dict"),
    "builtins.type": _type,
    "builtins.getattr": _getattr,
    "builtins.len": _special("__len__"),
    "builtins.repr": _special("__repr__"),
    "builtins.str": _special("__str__"),
    "builtins.hash": _special("__hash__"),
    "builtins.abs": _special("__abs__"),
    "builtins.format": _special("__format__"),
    "builtins.bool": _special("__bool__"),
    "builtins.isinstance": _nothing,
    "builtins.issubclass": _nothing,
    "builtins.print": _nothing,
    "builtins.setattr": _nothing,
    "builtins.hasattr": _nothing,
    "collections.OrderedDict": _collect("dict"),
    "collections.deque": _collect("list"),
    "collections.defaultdict": _default_dict,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "functools.wraps": _wraps,
    "functools.update_wrapper": _same(0, "wrapper"),
    "functools.lru_cache": _decorator,
    "functools.cache": _same(),
    "functools.singledispatch": _same(),
    "functools.total_ordering": _same(),
    "functools.reduce": _reduce,
    "contextlib.contextmanager": _same(),
    "contextlib.asynccontextmanager": _same(),
    "abc.abstractmethod": _same(),
    "typing.cast": _same(1, "val"),
    "typing.overload": _same(),
    "typing.final": _same(),
    "typing.no_type_check": _same(),
    "typing.runtime_checkable": _same(),
    "typing_extensions.deprecated": _wraps,
    "warnings.deprecated": _wraps,
    "enum.unique": _same(),
    "dataclasses.dataclass": _decorator,
    "dataclasses.replace": _same(),
    "types.coroutine": _same(),
    "copy.copy": _same(),
    "copy.deepcopy": _same(),
    "itertools.chain": _chain,
    "itertools.islice": _collect("list"),
    "itertools.cycle": _collect("list"),
    "threading.Thread": _run_target("target", 1),
    "threading.Timer": _run_target("function", 1),
    "multiprocessing.Process": _run_target("target", 1),
    "atexit.register": _run_target("func", 0),
    "asyncio.run": _run,
    "asyncio.create_task": _same(),
    "asyncio.ensure_future": _same(),
    "asyncio.wait_for": _same(),
    "asyncio.to_thread": _run_target("func", 0),
    "weakref.ref": _nothing,
    "weakref.proxy": _same(),
}


type ContainerMethod = Callable[[Models, Site, Arguments, Container], None]


def _add(index: int) -> ContainerMethod:
    def method(models: Models, _site: Site, arguments: Arguments, container: Container) -> None:
        models.project.solver.edge(models.argument(arguments, index), container.any)

    return method


def _extend(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    if source := models.argument(arguments, 0):
        models.project.solver.edge(models.elements(site, source), container.any)


def _update(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    source = models.argument(arguments, 0)
    if container.kind != "dict":
        _extend(models, site, arguments, container)
        return
    if source:
        models.project.solver.watch(source, Merge(models.project, container))
    for name, node in arguments.named:
        if name:
            models.project.solver.edge(node, models.project.item(container, repr(name)))


def _read(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    models.project.solver.edge(container.all, site.result)
    if container.kind == "dict":
        models.project.solver.edge(models.argument(arguments, 1), site.result)


def _set_default(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    default = models.argument(arguments, 1)
    models.project.solver.edge(default, container.any)
    models.project.solver.edge(container.all, site.result)


def _values(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    models.give(site, "list", container.all)


def _items(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    project = models.project
    pair = project.container("tuple")
    project.solver.edge(container.all, project.item(pair, "1"))
    outer = models.give(site, "list", 0)
    project.solver.add(outer.any, pair)


def _copy(models: Models, site: Site, _arguments: Arguments, container: Container) -> None:
    models.project.solver.add(site.result, container)


def _sort(models: Models, site: Site, arguments: Arguments, container: Container) -> None:
    if key := models.argument(arguments, 9, "key"):
        models.call_back(site, key, (container.all,), 0)


CONTAINER_METHODS: dict[str, ContainerMethod] = {
    "append": _add(0),
    "appendleft": _add(0),
    "add": _add(0),
    "insert": _add(1),
    "extend": _extend,
    "update": _update,
    "pop": _read,
    "popleft": _read,
    "popitem": _read,
    "get": _read,
    "setdefault": _set_default,
    "values": _values,
    "items": _items,
    "copy": _copy,
    "union": _copy,
    "difference": _copy,
    "sort": _sort,
    "__getitem__": _read,
}
