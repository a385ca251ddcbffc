"""Models of Python's built-in functions."""

from extractors.languages.python.flow import STARRED
from extractors.languages.python.linking.calls import Arguments, Site
from extractors.languages.python.linking.classes import first_method
from extractors.languages.python.linking.creation import MadeByType
from extractors.languages.python.linking.elements import GREATER, LESS
from extractors.languages.python.linking.merging import CopyItems, Merge
from extractors.languages.python.linking.models import Model, Models, Wrap
from extractors.languages.python.linking.operators import Operate
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.protocols import call_method
from extractors.languages.python.linking.values import (
    ACCESSORS,
    Container,
    Function,
    Instance,
    Produced,
    Reference,
    Super,
    Value,
)


def wrap(kind: str) -> Model:
    """A built-in decorator: `staticmethod`, `classmethod`, `property`."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.watch(models.argument(arguments, 0, "fget"), Wrap(models.project, kind, site.result))
        if kind == "property":
            for index, (name, accessor) in enumerate((("fset", "setter"), ("fdel", "deleter")), 1):
                if node := models.argument(arguments, index, name):
                    models.project.solver.watch(node, Wrap(models.project, accessor, site.result))

    return model


def _keep_accessors(models: Models, site: Site, arguments: Arguments) -> None:
    """`super().__init__(fget)` in a class that derives from `property`."""
    cls = site.caller.owner if isinstance(site.caller, Function) else None
    if cls is not None:
        for index, name in enumerate(ACCESSORS):
            models.project.solver.edge(models.argument(arguments, index, name), models.project.field(cls, name))


def same(index: int = 0, name: str = "") -> Model:
    """A call that gives one of its arguments."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.project.solver.edge(models.argument(arguments, index, name), site.result)

    return model


def collect(kind: str) -> Model:
    """A call that makes a container of an iterable."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        source = models.argument(arguments, 0)
        container = models.give(site, kind, models.elements(site, source) if source else 0)
        if kind in {"list", "tuple"}:
            models.invoke(site, source, ("__len__", "__length_hint__"))
        elif kind == "set" and source:
            models.invoke(site, container.any, ("__hash__",))
        if kind == "dict":
            if source:
                models.project.solver.watch(source, Merge(models.project, container))
            for name, node in arguments.named:
                if name:
                    models.project.solver.edge(node, models.project.item(container, repr(name)))
        elif source:
            models.project.solver.watch(source, CopyItems(models.project, container))

    return model


def _from_keys(models: Models, site: Site, arguments: Arguments) -> None:
    """`dict.fromkeys`."""
    models.invoke(site, models.elements(site, models.argument(arguments, 0)), ("__hash__",))
    models.give(site, "dict", models.argument(arguments, 1))


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
    models.order(site, elements, models.argument(arguments, 9, "key"), LESS)
    models.give(site, "list", elements)


def _extreme(names: tuple[str, ...]) -> Model:
    """`min` or `max`."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        solver = models.project.solver
        plain = [node for node in arguments.positional if node < STARRED]
        elements = models.elements(site, plain[0]) if len(plain) == 1 else solver.node()
        if len(plain) > 1:
            for node in plain:
                solver.edge(node, elements)
        models.order(site, elements, models.argument(arguments, 9, "key"), names)
        solver.edge(elements, site.result)

    return model


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
    models.project.solver.watch(models.argument(arguments, 0), _CallSpecial(models, site, ("__next__",)))
    models.project.solver.edge(models.argument(arguments, 1), site.result)


def _iter(models: Models, site: Site, arguments: Arguments) -> None:
    models.project.solver.watch(models.argument(arguments, 0), _CallSpecial(models, site, ("__iter__",)))


def _special(names: str, made: str = "") -> Model:
    """A function that calls the first of some special methods of its argument."""
    methods = tuple(names.split())

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        node = models.argument(arguments, 0)
        if methods[0] in _PASSED_ON:
            models.project.solver.watch(node, _CallSpecial(models, site, methods))
        else:
            models.invoke(site, node, methods)
        if made:
            models.project.solver.add(site.result, models.project.made(f"builtins.{made}"))

    return model


def _print(models: Models, site: Site, arguments: Arguments) -> None:
    for node in arguments.positional:
        if node < STARRED:
            models.invoke(site, node, ("__str__", "__repr__"))


def _consume(made: str) -> Model:
    """A function that goes through an iterable and gives something of its own."""

    def model(models: Models, site: Site, arguments: Arguments) -> None:
        models.elements(site, models.argument(arguments, 0))
        models.project.solver.add(site.result, models.project.made(f"builtins.{made}"))

    return model


def _sum(models: Models, site: Site, arguments: Arguments) -> None:
    solver = models.project.solver
    elements = models.elements(site, models.argument(arguments, 0))
    solver.edge(elements, site.result)
    solver.edge(models.argument(arguments, 1, "start"), site.result)
    solver.watch(
        site.result, Operate(models.calls, site.caller, site.result, (site.result, elements), ("__add__", ""), site.line)
    )


_PASSED_ON = frozenset(["__next__", "__iter__", "__abs__", "__reversed__"])


class _CallSpecial:
    """A built-in function that calls a special method of its argument."""

    __slots__ = ("models", "name", "names", "seen", "site")

    def __init__(self, models: Models, site: Site, names: tuple[str, ...]) -> None:
        self.models, self.site, self.names, self.name = models, site, names, names[0]
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen:
            return
        self.seen.add(value)
        solver, site = self.models.project.solver, self.site
        if isinstance(value, Instance):
            if name := first_method(value.cls, self.names):
                result = site.result if self.name in _PASSED_ON else 0
                call_method(self.models.calls, site.caller, site.line, value, name, Arguments(), result, among=self.seen)
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


def _type(models: Models, site: Site, arguments: Arguments) -> None:
    if len(arguments.positional) == 1:
        models.project.solver.watch(models.argument(arguments, 0), _TypeOf(models.project, site.result))
    elif len(arguments.positional) > 1:
        bases = models.elements(site, models.argument(arguments, 1))
        models.project.solver.watch(bases, MadeByType(site))


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


def nothing(_models: Models, _site: Site, _arguments: Arguments) -> None:
    """A call that gives nothing of the project."""
    return


BUILT_IN: dict[str, Model] = {
    "builtins.staticmethod": wrap("static"),
    "builtins.classmethod": wrap("class"),
    "builtins.property": wrap("property"),
    "builtins.property.__init__": _keep_accessors,
    "builtins.super": _super,
    "builtins.map": _map,
    "builtins.filter": _filter,
    "builtins.sorted": _ordered,
    "builtins.min": _extreme(LESS),
    "builtins.max": _extreme(GREATER),
    "builtins.zip": _pairs,
    "builtins.enumerate": _enumerate,
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.reversed": collect("list"),
    "builtins.list": collect("list"),
    "builtins.tuple": collect("tuple"),
    "builtins.set": collect("set"),
    "builtins.frozenset": collect("set"),
    "builtins.dict": collect("dict"),
    "builtins.dict.fromkeys": _from_keys,
    "builtins.type": _type,
    "builtins.getattr": _getattr,
    "builtins.len": _special("__len__", "int"),
    "builtins.repr": _special("__repr__", "str"),
    "builtins.ascii": _special("__repr__", "str"),
    "builtins.str": _special("__str__ __repr__", "str"),
    "builtins.hash": _special("__hash__", "int"),
    "builtins.abs": _special("__abs__"),
    "builtins.round": _special("__round__", "int"),
    "builtins.dir": _special("__dir__"),
    "builtins.bytes": _special("__bytes__", "bytes"),
    "builtins.int": _special("__int__ __index__ __trunc__", "int"),
    "builtins.float": _special("__float__ __index__", "float"),
    "builtins.complex": _special("__complex__ __float__ __index__", "complex"),
    "builtins.format": _special("__format__ __str__ __repr__", "str"),
    "builtins.bool": _special("__bool__ __len__", "bool"),
    "builtins.any": _consume("bool"),
    "builtins.all": _consume("bool"),
    "builtins.sum": _sum,
    "builtins.print": _print,
    "builtins.isinstance": nothing,
    "builtins.issubclass": nothing,
    "builtins.setattr": nothing,
    "builtins.hasattr": nothing,
}
