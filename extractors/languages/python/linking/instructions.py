"""One file's instructions as nodes, edges and watchers."""

from collections.abc import Callable
from typing import Any

from extractors.languages.python.flow import ANY_INDEX, SPREAD_KEY, STARRED, UNKNOWN_KEY, Op, Scope
from extractors.languages.python.linking.annotations import Annotations
from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.choices import Choose
from extractors.languages.python.linking.decorating import DecoratorResult
from extractors.languages.python.linking.elements import EQUAL, GREATER, LESS, Comparison, How
from extractors.languages.python.linking.hierarchy import AddBase, AddMetaclass, BaseParameters
from extractors.languages.python.linking.invocations import Invocation, LookUp
from extractors.languages.python.linking.merging import Merge
from extractors.languages.python.linking.modules import absolute
from extractors.languages.python.linking.narrowing import Narrow, Tested, TestedFor
from extractors.languages.python.linking.operators import Operate, Reflect
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.protocols import (
    Await,
    Catch,
    Enter,
    Generated,
    GetClassItem,
    Item,
    Iterate,
    Raise,
    Rest,
    SetItem,
    Slice,
    Unpack,
)
from extractors.languages.python.linking.stores import Delete, Load, Store
from extractors.languages.python.linking.values import Class, Function, Module

_KEY_LIMIT = 64
_COMPARED = {"__eq__": EQUAL, "__ne__": EQUAL, "__lt__": LESS, "__le__": LESS, "__gt__": GREATER, "__ge__": GREATER}


class File:
    """One file's instructions with its nodes and strings."""

    def __init__(self, project: Project, calls: Calls, loads: list[Load], module: Module, strings: list[str]) -> None:
        self.project, self.calls, self.loads, self.solver = project, calls, loads, project.solver
        self.module, self.strings = module, strings
        self.nodes = module.nodes
        self.owner: Owner = module
        self.annotations = Annotations(project, module.nodes)
        self.decorated: set[int] = set()
        self.written: dict[int, int] = {}
        """By the slot of a decorator's result, the node of the definition that stands below it."""

    def hierarchy(self, cls: Class, scope: Scope) -> None:
        for index, (base, line) in enumerate(scope.bases):
            annotation = base
            while isinstance(annotation, list) and annotation[0] == "[":
                annotation = annotation[1]
            if isinstance(annotation, int) and annotation:
                self.solver.watch(self.nodes[annotation], AddBase(self.project, cls, line, index))
                if isinstance(base, list):
                    parameters = BaseParameters(self.project, self.annotations, cls, base[2:])
                    self.solver.watch(self.nodes[annotation], parameters)
                    self._get_item(annotation, cls, line)
        for name, slot in scope.keywords:
            if name >= 0 and self.strings[name] != "metaclass":
                cls.keywords.append((self.strings[name], self.nodes[slot]))
            elif name >= 0:
                self.solver.watch(self.nodes[slot], AddMetaclass(self.project, cls))

    def _get_item(self, base: int, cls: Class, line: int) -> None:
        """`Base[parameter]` among the bases calls what the base defines for that."""
        owner: Owner = cls.parent  # type: ignore[assignment]  # a scope's value is always an Owner
        self.solver.watch(self.nodes[base], GetClassItem(self.calls, owner, line))

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
                if target == node:
                    self.annotations.restrict(parameter.annotation, target)
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
            else:
                pairs.append(("", 0 if self._is_own_rest(node) else node))
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


def _copy(file: File, op: list[Any]) -> None:
    target, source = file.nodes[op[1]], file.nodes[op[2]]
    owner = file.owner
    if isinstance(owner, Function) and target == owner.result and source in owner.parameters and source not in owner.rest:
        index = owner.parameters.index(source)
        if index or not owner.is_method or owner.is_static:
            return  # given back from each call's own argument
    (file.project.fixed if op[2] in file.decorated else file.project.moving).add(target)
    file.solver.edge(source, target)


def _define(file: File, op: list[Any]) -> None:
    value = file.module.scopes[op[2]]
    node = file.nodes[op[1]]
    file.project.fixed.add(node)
    file.solver.add(node, value.reference if isinstance(value, Class) else value)


def _load(file: File, op: list[Any]) -> None:
    load = Load(file.project, file.owner, file.nodes[op[1]], file.nodes[op[2]], file.strings[op[3]], op[4])
    file.loads.append(load)
    file.solver.watch(load.base, load)


def _store(file: File, op: list[Any]) -> None:
    base, value = file.nodes[op[1]], file.nodes[op[3]]
    file.project.stored.append((file.owner, base, file.strings[op[2]], op[4]))
    file.solver.watch(base, Store(file.project, file.calls, file.owner, file.strings[op[2]], value, op[4]))


def _item(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Item(file.calls, file.owner, file.nodes[op[1]], file.key(op[3]), op[4]))


def _set_item(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[1]], SetItem(file.calls, file.owner, file.key(op[2]), file.nodes[op[3]], op[4]))


def _sequence(file: File, op: list[Any]) -> None:
    project, solver = file.project, file.solver
    container = project.container(file.strings[op[2]])
    solver.add(file.nodes[op[1]], container)
    known = len(op[3]) <= _KEY_LIMIT
    for index, slot in enumerate(op[3]):
        if slot >= ANY_INDEX:
            solver.edge(file.nodes[slot - ANY_INDEX], container.any)
        elif slot >= STARRED:
            solver.watch(file.nodes[slot - STARRED], Iterate(file.calls, file.owner, container.any, op[4]))
            known = False
        elif slot:
            node = file.nodes[slot]
            solver.edge(node, project.item(container, str(index)) if known else container.any)


def _mapping(file: File, op: list[Any]) -> None:
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


def _call(file: File, op: list[Any]) -> None:
    arguments = file.arguments(op[3], op[4])
    where = (op[5], file.strings[op[6]], op[7])
    file.calls.site(file.owner, file.nodes[op[2]], arguments, file.nodes[op[1]], where)


def _decorate(file: File, op: list[Any]) -> None:
    target, value = file.nodes[op[1]], file.nodes[op[3]]
    file.decorated.add(op[1])
    where = (op[4], file.strings[op[5]], op[6])
    result = file.solver.node()
    # What decorators further up are given is no longer what is written below them.
    written = file.written[op[1]] = file.written.get(op[3], value)
    file.solver.watch(result, DecoratorResult(file.project, file.nodes[op[2]], value, target))
    file.calls.site(file.owner, file.nodes[op[2]], Arguments((value,)), result, where, decorated=written)


def _iterate(file: File, op: list[Any]) -> None:
    watcher = Iterate(file.calls, file.owner, file.nodes[op[1]], op[3], is_async=bool(op[4]))
    file.solver.watch(file.nodes[op[2]], watcher)


def _await(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Await(file.calls, file.owner, file.nodes[op[1]], op[3]))


def _yield(file: File, op: list[Any]) -> None:
    if isinstance(file.owner, Function):
        file.solver.edge(file.nodes[op[1]], file.owner.yields)


def _yield_from(file: File, op: list[Any]) -> None:
    source = file.nodes[op[2]]
    if isinstance(file.owner, Function):
        file.solver.watch(source, Iterate(file.calls, file.owner, file.owner.yields, op[3]))
    file.solver.watch(source, Generated(file.calls, file.nodes[op[1]]))


def _enter(file: File, op: list[Any]) -> None:
    watcher = Enter(file.calls, file.owner, file.nodes[op[1]], op[3], is_async=bool(op[4]))
    file.solver.watch(file.nodes[op[2]], watcher)


def _operate(file: File, op: list[Any]) -> None:
    left, right = file.nodes[op[2]], file.nodes[op[3]]
    names = (file.strings[op[4]], file.strings[op[5]] if op[5] >= 0 else "")
    if names[0] == "__contains__":
        file.project.look_ups.append(LookUp(file.owner, left, right, op[6]))
        file.project.comparisons.append(Comparison(file.owner, How.MEMBER, right, left, EQUAL, op[6]))
    elif names[0] in _COMPARED:
        file.project.comparisons.append(Comparison(file.owner, How.SIDES, left, right, _COMPARED[names[0]], op[6]))
    operate = Operate(file.calls, file.owner, file.nodes[op[1]], (left, right), names, op[6])
    file.solver.watch(left, operate)
    if operate.reflected and right:
        file.solver.watch(right, Reflect(operate))


def _type(file: File, op: list[Any]) -> None:
    file.annotations.flow(op[2], file.nodes[op[1]], file.owner_class())


def _import(file: File, op: list[Any]) -> None:
    modules, solver, project = file.project.modules, file.solver, file.project
    _, slot, level, module_string, name_string, line, is_top = op
    target, name = file.nodes[slot], file.strings[module_string]
    project.fixed.add(target)
    if name_string < 0:
        found = modules.imported(file.module, 0, name.partition(".")[0] if is_top else name)
        solver.add(target, found or project.external(name.partition(".")[0] if is_top else name))
        return
    attribute = file.strings[name_string]
    found = modules.imported(file.module, level, name)
    if found is None:
        outside = project.external(f"{name}.{attribute}" if not level else f"{absolute(file.module, level, name)}.{attribute}")
        solver.add(target, outside)
    elif found is file.module and found.names.get(attribute) == target:
        submodule = modules.submodule(found, attribute)
        if submodule is not None:
            solver.add(target, submodule)
    else:
        if (getter := found.names.get("__getattr__")) and not found.path.endswith("__init__.py"):
            file.calls.implicit(file.owner, line, getter, Arguments((0,)), 0)  # asked for `__path__`
        solver.edge(project.attribute(found, attribute), target)
        if attribute in found.names and (submodule := modules.submodule(found, attribute)) is not None:
            own = found.names[attribute]
            if not solver.of(own) and own not in project.fixed:
                solver.add(target, submodule)


def _catch(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Catch(file.calls, file.nodes[op[1]]))


def _constant(file: File, op: list[Any]) -> None:
    name = file.strings[op[2]]
    if name in {"str", "bytes"}:
        file.solver.add(file.nodes[op[1]], file.project.made(f"builtins.{name}"))


def _unpack(file: File, op: list[Any]) -> None:
    iterate = Iterate(file.calls, file.owner, file.nodes[op[1]], op[4])
    file.solver.watch(file.nodes[op[2]], Unpack(iterate, op[3]))


def _rest(file: File, op: list[Any]) -> None:
    container = file.project.container("list")
    file.solver.add(file.nodes[op[1]], container)
    iterate = Iterate(file.calls, file.owner, container.any, op[4])
    file.solver.watch(file.nodes[op[2]], Rest(iterate, container, op[3]))


def _raise(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[1]], Raise(file.calls, file.owner, op[2]))


def _raises(file: File, op: list[Any]) -> None:
    file.project.raised.append((file.owner, file.nodes[op[1]], file.nodes[op[2]], op[3], bool(op[4])))


def _catches(file: File, op: list[Any]) -> None:
    file.project.caught.append((file.owner, file.nodes[op[1]], op[2]))


def _slice(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[2]], Slice(file.calls, file.owner, file.nodes[op[1]], op[3], op[4]))


def _star(_file: File, _op: list[Any]) -> None:
    return


def _narrow(file: File, op: list[Any]) -> None:
    narrow = Narrow(file.project, file.nodes[op[1]], are_classes=bool(op[4]))
    file.project.narrowings.append(narrow)
    file.solver.watch(file.nodes[op[2]], Tested(narrow))
    file.solver.watch(file.nodes[op[3]], TestedFor(narrow))


def _invoke(file: File, op: list[Any]) -> None:
    names = tuple(file.strings[op[2]].split())
    file.project.invocations.append(Invocation(file.owner, file.nodes[op[1]], names, op[3]))


def _choose(file: File, op: list[Any]) -> None:
    affixes = (file.strings[op[3]], file.strings[op[4]])
    file.solver.watch(file.nodes[op[2]], Choose(file.project, file.nodes[op[1]], affixes))


def _look_up(file: File, op: list[Any]) -> None:
    file.project.look_ups.append(LookUp(file.owner, file.nodes[op[1]], file.nodes[op[2]], op[3]))


def _delete(file: File, op: list[Any]) -> None:
    file.solver.watch(file.nodes[op[1]], Delete(file.project, file.calls, file.owner, file.strings[op[2]], op[3]))


HANDLERS: dict[int, Callable[[File, list[Any]], None]] = {
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
    Op.RAISES: _raises,
    Op.CATCHES: _catches,
    Op.SLICE: _slice,
    Op.NARROW: _narrow,
    Op.INVOKE: _invoke,
    Op.CHOOSE: _choose,
    Op.DELETE: _delete,
    Op.LOOK_UP: _look_up,
}
