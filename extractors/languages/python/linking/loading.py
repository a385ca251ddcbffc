"""From recorded flow to nodes, edges and watchers.

Every file is read twice: first what names, imports and class statements say, so that the class hierarchy is there before
anything is called; then everything else.
"""

import builtins
import sys
from collections.abc import Callable
from typing import Any

from extractors.languages.python.flow import ANY_INDEX, SPREAD_KEY, STARRED, UNKNOWN_KEY, Flow, Op, Pass, Place, Scope, decode
from extractors.languages.python.linking.annotations import Annotations
from extractors.languages.python.linking.calls import Arguments, Calls, DecoratorResult
from extractors.languages.python.linking.hierarchy import AddBase, AddMetaclass
from extractors.languages.python.linking.models import Merge
from extractors.languages.python.linking.passing import note_passing
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.protocols import (
    Await,
    Catch,
    Enter,
    Generated,
    Item,
    Iterate,
    Operate,
    Raise,
    Reflect,
    Rest,
    SetItem,
    Slice,
    Unpack,
)
from extractors.languages.python.linking.stores import Load, Store
from extractors.languages.python.linking.values import Class, Function, Module, Value
from graph.facts import FileFacts, Kind

_BUILTINS = frozenset(dir(builtins))
_KEY_LIMIT = 64
_FIRST = frozenset({Op.IMPORT, Op.DEFINE, Op.COPY, Op.LOAD})


class Loader:
    """Loads one project's files."""

    def __init__(self, project: Project, calls: Calls) -> None:
        self.project, self.calls, self.modules = project, calls, project.modules
        self.loads: list[Load] = []
        self.imported: dict[str, Module] = {}

    def declare(self, module: Module, facts: FileFacts) -> None:
        """Make a file's scopes, names and nodes."""
        if not facts.flow:
            return
        flow = decode(facts.flow)
        first = self.project.solver.reserve(flow.slots)
        nodes = list(range(first, first + flow.slots))
        nodes[0] = 0
        for slot, target in zip(flow.aliases[::2], flow.aliases[1::2], strict=True):
            nodes[slot] = nodes[target]
        module.nodes = nodes
        module.names = {sys.intern(name): nodes[slot] for name, slot in flow.scopes[0].names.items()}
        module.scopes = [module]
        module.exports, module.exports_open = flow.exports, flow.exports_open
        for scope in flow.scopes[1:]:
            module.scopes.append(self._scope(module, scope, facts))
        self._note_stars(module, flow)

    def _scope(self, module: Module, scope: Scope, facts: FileFacts) -> Value:
        parent = module.scopes[scope.parent]
        symbol = module.symbols[scope.definition]
        definition = facts.definitions[scope.definition]
        if scope.place == Place.CLASS:
            cls = Class(module, _light(scope), parent, symbol)
            cls.names = {sys.intern(name): module.nodes[slot] for name, slot in scope.names.items()}
            prefix = scope.name + "."
            cls.annotated = [
                d.qualified_name[len(prefix) :]
                for d in facts.definitions
                if d.kind is Kind.ATTRIBUTE and d.signature and d.qualified_name.rpartition(".")[0] == scope.name
            ]
            self.project.classes.append(cls)
            return cls
        function = Function(module, _light(scope), parent, symbol)
        names = {text.rpartition(".")[2] for text in definition.decorators}
        function.is_method = isinstance(parent, Class) and scope.place == Place.FUNCTION
        function.owner = parent if isinstance(parent, Class) else parent.owner if isinstance(parent, Function) else None
        function.is_static = "staticmethod" in names
        function.is_abstract = "abstractmethod" in names
        last = scope.name.rpartition(".")[2]
        function.is_class = "classmethod" in names or last in {"__init_subclass__", "__class_getitem__"}
        self._parameters(module, function)
        return function

    def _parameters(self, module: Module, function: Function) -> None:
        scope, project = function.scope, self.project
        function.result, function.yields = module.nodes[scope.result], module.nodes[scope.yields]
        for index, parameter in enumerate(scope.parameters):
            node = module.nodes[parameter.slot]
            project.parameter_nodes.add(node)
            function.parameters.append(node)
            if parameter.how <= Pass.EITHER:
                function.positions += 1
            if parameter.how in (Pass.EITHER, Pass.KEYWORD):
                function.by_name[sys.intern(parameter.name)] = index
            elif parameter.how == Pass.REST:
                function.rest_parameter = node
            elif parameter.how == Pass.KEYWORDS:
                function.keywords_parameter = node
            if parameter.how in (Pass.REST, Pass.KEYWORDS):
                container = project.container("tuple" if parameter.how == Pass.REST else "dict")
                function.rest[node] = container
                project.solver.add(node, container)

    def _note_stars(self, module: Module, flow: Flow) -> None:
        module.star_sources = []
        for scope in flow.scopes:
            for op in scope.ops:
                if op[0] == Op.STAR:
                    name = flow.strings[op[2]]
                    found = self.find(module, op[1], name)
                    if found is not None:
                        module.star_sources.append(found)
                    elif not op[1]:
                        module.outside_stars.append(name)

    def find(self, importer: Module, level: int, name: str) -> Module | None:
        """The project's module that an import means."""
        if level:
            return self.modules.relative(importer, level, name)
        return self.modules.find(name, importer)

    def link_stars(self, modules: list[Module]) -> None:
        """Bring names through star imports, to a fixpoint."""
        importers = [module for module in modules if module.star_sources]
        changed = True
        while changed:
            changed = False
            for module in importers:
                for source in module.star_sources:
                    for name, node in self._public(source):
                        if name not in module.names and name not in module.stars:
                            module.stars[name] = node
                            changed = True

    def _public(self, module: Module) -> list[tuple[str, int]]:
        everything = {**module.stars, **module.names}
        if module.exports is None or module.exports_open:
            listed = set(module.exports or ())
            return [(n, node) for n, node in everything.items() if not n.startswith("_") or n in listed]
        result = []
        for name in module.exports:
            node = everything.get(name)
            if node is None and (submodule := self.modules.submodule(module, name)) is not None:
                node = module.stars[name] = self.project.solver.node()
                self.project.solver.add(node, submodule)
            if node is not None:
                result.append((name, node))
        return result

    def load(self, module: Module, facts: FileFacts, *, first: bool) -> None:
        """Load a file's instructions: those of names and classes first, then all others."""
        if not facts.flow:
            return
        flow = decode(facts.flow)
        if first:
            self._free_names(module, flow)
        file = _File(self, module, [sys.intern(text) for text in flow.strings])
        for scope, owner in zip(flow.scopes, module.scopes, strict=True):
            file.owner = owner  # type: ignore[assignment]  # a scope's value is always an Owner
            if first:
                if isinstance(owner, Class):
                    file.hierarchy(owner, scope)
            elif isinstance(owner, Function):
                file.function(owner, scope)
            is_body = not isinstance(owner, Function)
            if first and isinstance(owner, Function):
                note_passing(owner, scope, module)
            for op in scope.ops:
                if (is_body and op[0] in _FIRST) == first:
                    _HANDLERS[op[0]](file, op)

    def _free_names(self, module: Module, flow: Flow) -> None:
        solver = self.project.solver
        for name, slot in flow.free.items():
            node = module.nodes[slot]
            source = module.stars.get(name)
            if source is not None:
                solver.edge(source, node)
                self.project.fixed.add(node)
            elif name in _BUILTINS:
                solver.add(node, self.project.external(f"builtins.{name}"))
                self.project.fixed.add(node)
            elif name in {"__name__", "__file__", "__doc__"}:
                solver.add(node, self.project.made("builtins.str"))
            elif module.outside_stars:
                solver.add(node, self.project.external(f"{module.outside_stars[-1]}.{name}"))
            else:
                self.project.unknown_names.add(node)


def _light(scope: Scope) -> Scope:
    """The scope without its instructions, which are read again later."""
    return Scope(
        scope.place, scope.name, scope.parent, scope.definition, scope.line, scope.parameters, scope.result, scope.yields,
        is_async=scope.is_async, decorators=scope.decorators, bases=scope.bases,
    )  # fmt: skip


class _File:
    """One file's instructions with its nodes and strings."""

    def __init__(self, loader: Loader, module: Module, strings: list[str]) -> None:
        self.loader, self.module, self.strings = loader, module, strings
        self.project, self.calls, self.solver = loader.project, loader.calls, loader.project.solver
        self.nodes = module.nodes
        self.owner: Owner = module
        self.annotations = Annotations(loader.project, module.nodes)
        self.decorated: set[int] = set()

    def hierarchy(self, cls: Class, scope: Scope) -> None:
        for index, (base, line) in enumerate(scope.bases):
            annotation = base
            while isinstance(annotation, list) and annotation[0] == "[":
                annotation = annotation[1]
            if isinstance(annotation, int) and annotation:
                self.solver.watch(self.nodes[annotation], AddBase(self.project, cls, line, index))
        for name, slot in scope.keywords:
            if name >= 0 and self.strings[name] == "metaclass":
                self.solver.watch(self.nodes[slot], AddMetaclass(self.project, cls))

    def function(self, function: Function, scope: Scope) -> None:
        owner = function.owner
        if function.is_method and not function.is_static and scope.parameters and isinstance(owner, Class):
            is_class = function.is_class or scope.name.endswith(".__new__")
            self.solver.add(function.parameters[0], owner.own_reference if is_class else owner.own)
        for parameter, node in zip(scope.parameters, function.parameters, strict=True):
            target = function.rest[node].any if node in function.rest else node
            if parameter.default:
                self.solver.edge(self.nodes[parameter.default], target)
            if parameter.annotation:
                self.annotations.flow(parameter.annotation, target, owner)
        if scope.returns:
            if scope.yields and isinstance(scope.returns, list) and scope.returns[0] == "[" and len(scope.returns) > 2:
                self.annotations.flow(scope.returns[2], function.yields, owner)
            else:
                self.annotations.flow(scope.returns, function.result, owner)

    def owner_class(self) -> Class | None:
        owner = self.owner
        return owner if isinstance(owner, Class) else owner.owner if isinstance(owner, Function) else None

    def key(self, number: int) -> str | None:
        return None if number < 0 else self.strings[number]

    def arguments(self, slots: list[int], named: list[int]) -> Arguments:
        positional = tuple(self._argument(slot) for slot in slots)
        pairs = []
        for name, slot in zip(named[::2], named[1::2], strict=True):
            node = self.nodes[slot]
            if name >= 0:
                pairs.append((self.strings[name], node))
            elif not self._is_own_rest(node):
                pairs.append(("", node))
        return Arguments(positional, tuple(pairs))

    def _argument(self, slot: int) -> int:
        if slot < STARRED:
            return self.nodes[slot]
        node = self.nodes[slot - STARRED]
        return STARRED if self._is_own_rest(node) else node + STARRED

    def _is_own_rest(self, node: int) -> bool:
        """Whether a wrapper passes its own `*args` on, which would mix the arguments of all that it wraps."""
        owner = self.owner
        return isinstance(owner, Function) and node in owner.rest and isinstance(owner.parent, Function)


def _copy(file: _File, op: list[Any]) -> None:
    target, source = file.nodes[op[1]], file.nodes[op[2]]
    owner = file.owner
    if isinstance(owner, Function) and target == owner.result and source in owner.parameters and source not in owner.rest:
        index = owner.parameters.index(source)
        if index or not owner.is_method or owner.is_static:
            return  # given back from each call's own argument
    (file.project.fixed if op[2] in file.decorated else file.project.moving).add(target)
    file.solver.edge(source, target)


def _define(file: _File, op: list[Any]) -> None:
    value = file.module.scopes[op[2]]
    node = file.nodes[op[1]]
    file.project.fixed.add(node)
    file.solver.add(node, value.reference if isinstance(value, Class) else value)


def _load(file: _File, op: list[Any]) -> None:
    load = Load(file.project, file.owner, file.nodes[op[1]], file.nodes[op[2]], file.strings[op[3]], op[4])
    file.loader.loads.append(load)
    file.solver.watch(load.base, load)


def _store(file: _File, op: list[Any]) -> None:
    base, value = file.nodes[op[1]], file.nodes[op[3]]
    file.solver.watch(base, Store(file.project, file.calls, file.owner, file.strings[op[2]], value, op[4]))


def _item(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Item(file.calls, file.owner, file.nodes[op[1]], file.key(op[3]), op[4]))


def _set_item(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[1]], SetItem(file.calls, file.owner, file.key(op[2]), file.nodes[op[3]], op[4]))


def _sequence(file: _File, op: list[Any]) -> None:
    project, solver = file.project, file.solver
    container = project.container(file.strings[op[2]])
    solver.add(file.nodes[op[1]], container)
    known = len(op[3]) <= _KEY_LIMIT
    for index, slot in enumerate(op[3]):
        if slot >= ANY_INDEX:
            solver.edge(file.nodes[slot - ANY_INDEX], container.any)
        elif slot >= STARRED:
            solver.watch(file.nodes[slot - STARRED], Iterate(file.calls, file.owner, container.any, 0))
            known = False
        elif slot:
            node = file.nodes[slot]
            solver.edge(node, project.item(container, str(index)) if known else container.any)


def _mapping(file: _File, op: list[Any]) -> None:
    project, solver = file.project, file.solver
    container = project.container("dict")
    solver.add(file.nodes[op[1]], container)
    entries = op[2]
    known = len(entries) <= 2 * _KEY_LIMIT
    for key, slot in zip(entries[::2], entries[1::2], strict=True):
        node = file.nodes[slot]
        if key == SPREAD_KEY:
            solver.watch(node, Merge(project, container))
        elif node:
            text = file.key(key) if known and key != UNKNOWN_KEY else None
            solver.edge(node, container.any if text is None else project.item(container, text))


def _call(file: _File, op: list[Any]) -> None:
    arguments = file.arguments(op[3], op[4])
    where = (op[5], file.strings[op[6]], op[7])
    file.calls.site(file.owner, file.nodes[op[2]], arguments, file.nodes[op[1]], where)


def _decorate(file: _File, op: list[Any]) -> None:
    target, value = file.nodes[op[1]], file.nodes[op[3]]
    file.decorated.add(op[1])
    where = (op[4], file.strings[op[5]], op[6])
    result = file.solver.node()
    file.solver.watch(result, DecoratorResult(file.project, value, target))
    file.calls.site(file.owner, file.nodes[op[2]], Arguments((value,)), result, where, decorated=value)


def _iterate(file: _File, op: list[Any]) -> None:
    watcher = Iterate(file.calls, file.owner, file.nodes[op[1]], op[3], is_async=bool(op[4]))
    file.solver.watch(file.nodes[op[2]], watcher)


def _await(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Await(file.calls, file.owner, file.nodes[op[1]], op[3]))


def _yield(file: _File, op: list[Any]) -> None:
    if isinstance(file.owner, Function):
        file.solver.edge(file.nodes[op[1]], file.owner.yields)


def _yield_from(file: _File, op: list[Any]) -> None:
    source = file.nodes[op[2]]
    if isinstance(file.owner, Function):
        file.solver.watch(source, Iterate(file.calls, file.owner, file.owner.yields, op[3]))
    file.solver.watch(source, Generated(file.calls, file.nodes[op[1]]))


def _enter(file: _File, op: list[Any]) -> None:
    watcher = Enter(file.calls, file.owner, file.nodes[op[1]], op[3], is_async=bool(op[4]))
    file.solver.watch(file.nodes[op[2]], watcher)


def _operate(file: _File, op: list[Any]) -> None:
    left, right = file.nodes[op[2]], file.nodes[op[3]]
    names = (file.strings[op[4]], file.strings[op[5]] if op[5] >= 0 else "")
    operate = Operate(file.calls, file.owner, file.nodes[op[1]], (left, right), names, op[6])
    file.solver.watch(left, operate)
    if names[1] and right:
        file.solver.watch(right, Reflect(operate))


def _type(file: _File, op: list[Any]) -> None:
    file.annotations.flow(op[2], file.nodes[op[1]], file.owner_class())


def _import(file: _File, op: list[Any]) -> None:
    loader, solver, project = file.loader, file.solver, file.project
    _, slot, level, module_string, name_string, _line, is_top = op
    target, name = file.nodes[slot], file.strings[module_string]
    project.fixed.add(target)
    if name_string < 0:
        found = loader.find(file.module, 0, name.partition(".")[0] if is_top else name)
        solver.add(target, found or project.external(name.partition(".")[0] if is_top else name))
        return
    attribute = file.strings[name_string]
    found = loader.find(file.module, level, name)
    if found is None:
        outside = project.external(f"{name}.{attribute}" if not level else f"{absolute(file.module, level, name)}.{attribute}")
        solver.add(target, outside)
    elif found is file.module and found.names.get(attribute) == target:
        submodule = loader.modules.submodule(found, attribute)
        if submodule is not None:
            solver.add(target, submodule)
    else:
        solver.edge(project.attribute(found, attribute), target)
        if attribute in found.names and (submodule := loader.modules.submodule(found, attribute)) is not None:
            own = found.names[attribute]
            if not solver.of(own) and own not in project.fixed:
                solver.add(target, submodule)


def absolute(module: Module, level: int, name: str) -> str:
    """A relative import's module as a dotted name."""
    parts = module.name.split(".")
    is_package = module.path.endswith(("__init__.py", "__init__.pyi"))
    parts = parts[: len(parts) - level + is_package] if level else parts
    return ".".join(filter(None, [*parts, name])) or module.name


def _catch(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Catch(file.calls, file.nodes[op[1]]))


def _constant(file: _File, op: list[Any]) -> None:
    name = file.strings[op[2]]
    if name in {"str", "bytes"}:
        file.solver.add(file.nodes[op[1]], file.project.made(f"builtins.{name}"))


def _unpack(file: _File, op: list[Any]) -> None:
    iterate = Iterate(file.calls, file.owner, file.nodes[op[1]], op[4])
    file.solver.watch(file.nodes[op[2]], Unpack(iterate, op[3]))


def _rest(file: _File, op: list[Any]) -> None:
    container = file.project.container("list")
    file.solver.add(file.nodes[op[1]], container)
    iterate = Iterate(file.calls, file.owner, container.any, op[4])
    file.solver.watch(file.nodes[op[2]], Rest(iterate, container, op[3]))


def _raise(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[1]], Raise(file.calls, file.owner, op[2]))


def _slice(file: _File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Slice(file.calls, file.owner, file.nodes[op[1]], op[3], op[4]))


def _star(_file: _File, _op: list[Any]) -> None:
    return


_HANDLERS: dict[int, Callable[[_File, list[Any]], None]] = {
    Op.COPY: _copy,
    Op.DEFINE: _define,
    Op.LOAD: _load,
    Op.STORE: _store,
    Op.ITEM: _item,
    Op.SET_ITEM: _set_item,
    Op.SEQUENCE: _sequence,
    Op.MAPPING: _mapping,
    Op.CALL: _call,
    Op.ITERATE: _iterate,
    Op.AWAIT: _await,
    Op.YIELD: _yield,
    Op.YIELD_FROM: _yield_from,
    Op.ENTER: _enter,
    Op.OPERATE: _operate,
    Op.TYPE: _type,
    Op.IMPORT: _import,
    Op.STAR: _star,
    Op.CATCH: _catch,
    Op.CONSTANT: _constant,
    Op.UNPACK: _unpack,
    Op.REST: _rest,
    Op.DECORATE: _decorate,
    Op.RAISE: _raise,
    Op.SLICE: _slice,
}
