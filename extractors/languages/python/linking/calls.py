"""Call sites: which functions they reach, and how arguments and results flow."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from extractors.languages.python.flow import STARRED, Pass, Shape
from extractors.languages.python.linking.choices import OfClass
from extractors.languages.python.linking.classes import held_below, member, mro
from extractors.languages.python.linking.decorating import Close
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.results import result_of
from extractors.languages.python.linking.values import (
    ACCESSORS,
    OPAQUE,
    Bound,
    Choice,
    Class,
    Closure,
    Container,
    External,
    Function,
    Instance,
    Known,
    Made,
    Native,
    Opaque,
    Partial,
    Reference,
    Value,
    Wrapped,
)

_MOST_OVERRIDES = 8
"""So many overrides take a call's arguments too."""
IMPLICIT = 3
"""The shape of a call that the source does not write as one: an operator, an iteration, a `with`."""


class Arguments:
    """Argument nodes; those spread with `*` carry STARRED, a named one without a name is spread with `**`."""

    __slots__ = ("named", "positional")

    def __init__(self, positional: tuple[int, ...] = (), named: tuple[tuple[str, int], ...] = ()) -> None:
        self.positional, self.named = positional, named


class Site:
    """One place that calls. `targets` are functions, classes and externals in the order they were found."""

    __slots__ = (
        "among",
        "arguments",
        "caller",
        "calls",
        "decorated",
        "function",
        "is_choice",
        "line",
        "method",
        "name",
        "opaque",
        "result",
        "seen",
        "settled",
        "shape",
        "targets",
    )

    def __init__(self, calls: "Calls", caller: Owner, function: int, arguments: Arguments, result: int) -> None:
        self.calls, self.caller, self.function = calls, caller, function
        self.arguments, self.result = arguments, result
        self.line, self.name, self.shape = 0, "", int(Shape.OTHER)
        self.targets: dict[Function | Class | External, Value | None] = {}
        self.seen: set[Value] = set()
        self.opaque = False
        self.settled = 0  # how many targets were known before anything was guessed
        self.is_choice = False  # whether the source computes which attribute is called
        self.decorated = 0
        self.among: Collection[Value] = ()  # of a call that the language makes: what its receiver can be
        self.method = ""  # and which method it calls

    def fire(self, value: Value) -> None:
        """A value that may be called here."""
        if value not in self.seen:
            self.seen.add(value)
            self.calls.call(self, value, self.arguments)


class Calls:
    """All call sites of a project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.sites: list[Site] = []
        self.external_call: Callable[[Site, External, Arguments], None]
        self.native_call: Callable[[Site, Native, Arguments], None]
        self._of_class: dict[tuple[int, str], int] = {}
        self._overriding: dict[tuple[Class, str], list[Function]] = {}
        self.entered: set[tuple[Function, Arguments, bool]] = set()
        project.enter = lambda function, receiver, nodes: self.enter(function, receiver, Arguments(nodes))

    def site(
        self,
        caller: Owner,
        function: int,
        arguments: Arguments,
        result: int,
        where: tuple[int, str, int],
        decorated: int = 0,
    ) -> Site:
        """A call written in the source; `where` is its line, the called name and its shape."""
        site = Site(self, caller, function, arguments, result)
        site.line, site.name, site.shape = where
        site.decorated = decorated
        self.sites.append(site)
        self.project.solver.watch(function, site)
        return site

    def implicit(self, caller: Owner, line: int, function: int, arguments: Arguments, result: int) -> Site:
        """A call that the language makes."""
        site = Site(self, caller, function, arguments, result)
        site.line, site.shape = line, IMPLICIT
        self.sites.append(site)
        self.project.solver.watch(function, site)
        return site

    def call(self, site: Site, value: Value, arguments: Arguments) -> None:
        """Let a site call a value."""
        handler = _CALL.get(type(value))
        if handler is not None:
            handler(self, site, value, arguments)

    def call_function(self, site: Site, value: Function, arguments: Arguments) -> None:
        """A plain function."""
        site.targets.setdefault(value, None)
        self.enter(value, None, arguments)
        self._result(site, value, None, arguments)

    def call_bound(self, site: Site, value: Bound, arguments: Arguments) -> None:
        """A function with its receiver."""
        site.targets.setdefault(value.function, value.receiver)
        self.enter(value.function, value.receiver, arguments)
        self._result(site, value.function, value.receiver, arguments)
        receiver = value.receiver
        if isinstance(receiver, Instance) and receiver.known is not Known.EXACT and receiver.cls.children:
            for override in self._overrides(receiver.cls, value.function):
                assert override.owner is not None
                self.enter(override, override.owner.declared, arguments)

    def _overrides(self, cls: Class, function: Function) -> list[Function]:
        """What subclasses define in a method's place, where they are few."""
        key = (cls, function.scope.simple_name)
        found = self._overriding.get(key)
        if found is None:
            found = [
                value
                for _, node in held_below(*key)
                for value in self.project.solver.of(node)
                if isinstance(value, Function) and value.owner is not None
            ]
            found = self._overriding[key] = found if len(found) <= _MOST_OVERRIDES else []
        return found

    def _result(self, site: Site, function: Function, receiver: Value | None, arguments: Arguments) -> None:
        """What a call gives; what is only passed through is taken from this call's own arguments."""
        solver = self.project.solver
        for index in function.gives_back:
            solver.edge(argument_of(function, arguments, index, receiver), site.result)
        if not function.wrappers:
            solver.edge(result_of(self.project, function, receiver), site.result)
            return
        inner = {wrapper: argument_of(function, arguments, index, receiver) for wrapper, index in function.wrappers}
        solver.watch(result_of(self.project, function, receiver), Close(self.project, inner, site.result))

    def call_closure(self, site: Site, value: Closure, arguments: Arguments) -> None:
        """A decorated callable: the wrapper is called, and gives what the original gives."""
        silent = Site(self, site.caller, 0, arguments, site.result)
        silent.line = site.line
        if isinstance(value.wrapper, Function):
            site.targets.setdefault(value.wrapper, value.receiver)
            self.enter(value.wrapper, value.receiver, arguments)
            if value.wrapper.passes_to:
                self.call(silent, value.original, arguments)
            elif value.wrapper.calls_outer:
                self.project.solver.edge(result_of(self.project, value.wrapper, value.receiver), site.result)
            else:
                self.project.solver.edge(result_of(self.project, value.wrapper, value.receiver), site.result)
                self.call(site, value.original, arguments)
            return
        silent.result = 0
        self.call_instance(site, value.wrapper, arguments, into=silent)
        self.call(site, value.original, arguments)

    def call_instance(self, site: Site, value: Instance, arguments: Arguments, into: Site | None = None) -> None:
        """An object with `__call__`; `into` takes its result in place of the site."""
        if isinstance(member(value.cls, "__call__"), tuple) or "__call__" in value.cls.fields:
            if into is not None:
                into.targets = site.targets
            self.project.solver.watch(self.project.attribute(value, "__call__"), _With(self, into or site, arguments))

    def call_external(self, site: Site, value: External, arguments: Arguments) -> None:
        """A name from outside."""
        site.targets.setdefault(value, None)
        self.external_call(site, value, arguments)

    def call_wrapped(self, site: Site, value: Wrapped, arguments: Arguments) -> None:
        """A static method within its class's body."""
        if value.kind in {"static", "class"}:
            self.call(site, value.inner, arguments)

    def call_choice(self, site: Site, value: Choice, arguments: Arguments) -> None:
        """One of several attributes."""
        site.is_choice = True
        for middle, node in value.options:
            self.project.solver.watch(node, _With(self, site, self._chosen_by(middle, arguments), value))

    def _chosen_by(self, middle: str, arguments: Arguments) -> Arguments:
        """Arguments of `visit_NAME`: where NAME is a class, the first is one of its instances."""
        first = arguments.positional[0] if arguments.positional else 0
        classes = self.project.class_names.get(middle)
        if not first or first >= STARRED or not classes:
            return arguments
        node = self._of_class.get((first, middle))
        if node is None:
            node = self._of_class[first, middle] = self.project.solver.node()
            self.project.solver.watch(first, OfClass(self.project, classes, node))
        return Arguments((node, *arguments.positional[1:]), arguments.named)

    def call_unknown(self, site: Site, _value: Value, _arguments: Arguments) -> None:
        """Something from outside of which nothing is known."""
        site.opaque = True
        self.project.solver.add(site.result, OPAQUE)

    def call_partial(self, site: Site, value: Partial, arguments: Arguments) -> None:
        """A function with arguments given before."""
        joined = Arguments((*value.positional, *arguments.positional), (*value.named, *arguments.named))
        self.project.solver.watch(value.function, _With(self, site, joined, value))

    def instantiate(self, site: Site, value: Reference, arguments: Arguments) -> None:
        """A class: its `__init__`, `__new__` and metaclass take the arguments."""
        solver, cls = self.project.solver, value.cls
        site.targets.setdefault(cls, None)
        instance = cls.own if value.own else cls.exact
        for meta in cls.metaclass:
            if isinstance(holder := member(meta, "__call__"), tuple):
                made_by = self.implicit(site.caller, site.line, 0, arguments, 0)
                solver.watch(holder[1], _Construct(self, site.result, value, arguments, made_by))
        maker = member(cls, "__new__")
        if isinstance(maker, tuple):
            made = solver.node()
            solver.watch(maker[1], _Construct(self, made, value, arguments))
            solver.watch(made, _Made(self.project, instance, site.result))
        if not isinstance(maker, tuple):
            solver.add(site.result, instance)
        starter = member(cls, "__init__")
        if isinstance(starter, tuple):
            solver.watch(starter[1], _Start(self, instance, arguments))
        elif isinstance(starter, External) and starter.name == "builtins.property":
            for name, node in zip(ACCESSORS, arguments.positional, strict=False):
                if node < STARRED:
                    solver.edge(node, self.project.field(cls, name))
        else:
            self._fill_fields(cls, arguments)

    def _fill_fields(self, cls: Class, arguments: Arguments) -> None:
        """Arguments of a class without `__init__` are its fields, as dataclasses and attrs have it, those of bases first."""
        project = self.project
        fields = {name: entry for entry in reversed(mro(cls)) if isinstance(entry, Class) for name in self._declared(entry)}
        for name, node in arguments.named:
            for written in (name, f"_{name}"):  # attrs takes a private name without its underscore
                if name and written in fields:
                    project.solver.edge(node, project.field(fields[written], written))
        for name, node in zip(fields, arguments.positional, strict=False):
            if node < STARRED:
                project.solver.edge(node, project.field(fields[name], name))

    def _declared(self, cls: Class) -> Iterable[str]:
        """The fields of a class: what it annotates; where it annotates nothing, what a decorated class assigns to names."""
        if cls.annotated or not cls.scope.decorators:
            return cls.annotated
        values = self.project.solver.of
        return [
            name
            for name, node in cls.names.items()
            if not name.startswith("__") and not any(isinstance(one, _NO_FIELDS) for one in values(node))
        ]

    def enter(self, function: Function, receiver: Value | None, arguments: Arguments) -> None:
        """Let arguments reach a function's parameters."""
        key = (function, arguments, receiver is not None)
        if key in self.entered:
            return
        self.entered.add(key)
        solver, parameters, nodes = self.project.solver, function.scope.parameters, function.parameters
        index = 0
        if receiver is not None and parameters and parameters[0].how <= Pass.EITHER:
            index = 1
            if not function.is_method:
                solver.add(nodes[0], receiver)
        for argument in arguments.positional:
            if argument >= STARRED:
                solver.watch(argument - STARRED, _Spread(self.project, function, index))
                break
            if index < len(parameters) and parameters[index].how <= Pass.EITHER:
                if index or not function.is_method or function.is_static:
                    solver.edge(argument, nodes[index])
                index += 1
            elif function.rest_parameter:
                rest = function.rest[function.rest_parameter]
                solver.edge(argument, self.project.item(rest, str(index - function.positions)))
                index += 1
        self._enter_named(function, arguments)

    def _enter_named(self, function: Function, arguments: Arguments) -> None:
        solver, nodes = self.project.solver, function.parameters
        for name, node in arguments.named:
            if not name:
                solver.watch(node, _SpreadNamed(self.project, function))
            elif (index := function.by_name.get(name)) is not None:
                solver.edge(node, nodes[index])
            elif function.keywords_parameter:
                solver.edge(node, self.project.item(function.rest[function.keywords_parameter], repr(name)))


_NO_FIELDS = (Function, Closure, Wrapped, Reference)


def argument_of(function: Function, arguments: Arguments, index: int, receiver: Value | None) -> int:
    """The node of what a call gives a parameter by position or name; 0 without one."""
    place = index - (receiver is not None)
    if 0 <= place < len(arguments.positional) and all(node < STARRED for node in arguments.positional[: place + 1]):
        return arguments.positional[place]
    name = function.scope.parameters[index].name
    return next((node for key, node in arguments.named if key == name), 0)


class _With:
    """Calls what reaches a node, with given arguments, on behalf of a site."""

    __slots__ = ("arguments", "calls", "kind", "seen", "site")

    def __init__(self, calls: Calls, site: Site, arguments: Arguments, of: Partial | Choice | None = None) -> None:
        self.calls, self.site, self.arguments, self.kind = calls, site, arguments, type(of)
        self.seen: set[Value] = set()

    def fire(self, value: Value) -> None:
        if value in self.seen or type(value) is self.kind:
            return  # a partial of a partial of itself would go on without end, choices among choices are as good as all
        self.seen.add(value)
        self.calls.call(self.site, value, self.arguments)


class _Start:
    """Passes an instantiation's arguments to `__init__`."""

    __slots__ = ("arguments", "calls", "instance")

    def __init__(self, calls: Calls, instance: Instance, arguments: Arguments) -> None:
        self.calls, self.instance, self.arguments = calls, instance, arguments

    def fire(self, value: Value) -> None:
        if isinstance(value, Function):
            self.calls.enter(value, self.instance, self.arguments)


class _Construct:
    """Passes an instantiation's arguments to `__new__` or a metaclass's `__call__`, and takes what it gives."""

    __slots__ = ("arguments", "calls", "receiver", "site", "target")

    def __init__(self, calls: Calls, target: int, receiver: Reference, arguments: Arguments, site: Site | None = None) -> None:
        self.calls, self.target, self.receiver, self.arguments, self.site = calls, target, receiver, arguments, site

    def fire(self, value: Value) -> None:
        if isinstance(value, Function):
            if self.site is not None:
                self.site.targets.setdefault(value, None)
            self.calls.enter(value, self.receiver, self.arguments)
            project = self.calls.project
            project.solver.edge(result_of(project, value, self.receiver), self.target)


class _Made:
    """What `__new__` gives; something unknown is taken for the new instance."""

    __slots__ = ("instance", "project", "target")

    def __init__(self, project: Project, instance: Instance, target: int) -> None:
        self.project, self.instance, self.target = project, instance, target

    def fire(self, value: Value) -> None:
        self.project.solver.add(self.target, self.instance if isinstance(value, Opaque) else value)


class _Spread:
    """Spreads a sequence over the positional parameters from an index on."""

    __slots__ = ("function", "index", "project")

    def __init__(self, project: Project, function: Function, index: int) -> None:
        self.project, self.function, self.index = project, function, index

    def fire(self, value: Value) -> None:
        if not isinstance(value, Container) or value.kind == "dict":
            return
        solver, function = self.project.solver, self.function
        for place in range(self.index, function.positions):
            self.project.read_item(value, str(place - self.index), function.parameters[place])
        if function.rest_parameter:
            solver.edge(value.all, function.rest[function.rest_parameter].any)


class _SpreadNamed:
    """Spreads a dict over the parameters by name."""

    __slots__ = ("function", "project")

    def __init__(self, project: Project, function: Function) -> None:
        self.project, self.function = project, function

    def fire(self, value: Value) -> None:
        if not isinstance(value, Container) or value.kind != "dict":
            return
        function = self.function
        for name, index in function.by_name.items():
            if index or not function.is_method:
                self.project.read_item(value, repr(name), function.parameters[index])
        if function.keywords_parameter:
            rest = function.rest[function.keywords_parameter]
            for key in list(value.items):
                self.project.solver.edge(value.items[key], self.project.item(rest, key))
            self.project.solver.edge(value.any, rest.any)


_CALL: dict[type, Callable[[Calls, Site, Any, Arguments], None]] = {
    Function: Calls.call_function,
    Bound: Calls.call_bound,
    Reference: Calls.instantiate,
    Instance: Calls.call_instance,
    External: Calls.call_external,
    Native: lambda calls, site, value, arguments: calls.native_call(site, value, arguments),
    Partial: Calls.call_partial,
    Closure: Calls.call_closure,
    Wrapped: Calls.call_wrapped,
    Choice: Calls.call_choice,
    Opaque: Calls.call_unknown,
    Made: Calls.call_unknown,
}
