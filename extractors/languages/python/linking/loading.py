"""From recorded flow to nodes, edges and watchers.

Every file is read twice: first what names, imports and class statements say, so that the class hierarchy is there before
anything is called; then everything else.
"""

import builtins
import sys

from extractors.languages.python.flow import Flow, Op, Pass, Place, Scope, decode
from extractors.languages.python.linking.calls import Calls
from extractors.languages.python.linking.instructions import HANDLERS, File
from extractors.languages.python.linking.passing import note_passing
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.stores import Load
from extractors.languages.python.linking.unfinished import note_unfinished
from extractors.languages.python.linking.values import Class, Function, Module, Value
from graph.facts import FileFacts, Kind

_BUILTINS = frozenset(dir(builtins))
_FIRST = frozenset({Op.IMPORT, Op.DEFINE, Op.COPY, Op.LOAD})


class Loader:
    """Loads one project's files."""

    def __init__(self, project: Project, calls: Calls) -> None:
        self.project, self.calls, self.modules = project, calls, project.modules
        self.loads: list[Load] = []

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
        for scope in flow.scopes:
            for mention in scope.mentions:
                mention[0] = sys.intern(flow.strings[mention[0]])
        module.mentions = flow.scopes[0].mentions
        module.exports, module.exports_open = flow.exports, flow.exports_open
        module.origins = {
            one.alias: (one.level, one.module, one.name) for one in facts.imports if not one.scope and one.name not in {"", "*"}
        }
        annotated = _annotated(facts)
        for scope in flow.scopes[1:]:
            value = self._scope(module, scope, facts)
            if isinstance(value, Class):
                value.annotated = annotated.get(scope.name, [])
            module.scopes.append(value)
        self._note_stars(module, flow)

    def _scope(self, module: Module, scope: Scope, facts: FileFacts) -> Value:
        parent = module.scopes[scope.parent]
        symbol = module.symbols[scope.definition]
        definition = facts.definitions[scope.definition]
        if scope.place == Place.CLASS:
            cls = Class(module, _light(scope), parent, symbol)
            cls.names = {sys.intern(name): module.nodes[slot] for name, slot in scope.names.items()}
            self.project.classes.append(cls)
            self.project.class_names.setdefault(scope.simple_name, []).append(cls)
            return cls
        function = Function(module, _light(scope), parent, symbol)
        names = {text.rpartition(".")[2] for text in definition.decorators}
        function.is_method = isinstance(parent, Class) and scope.place == Place.FUNCTION
        function.owner = parent if isinstance(parent, Class) else parent.owner if isinstance(parent, Function) else None
        function.is_static = "staticmethod" in names
        function.is_abstract = "abstractmethod" in names
        function.is_as_written = names <= _KEEP_PARAMETERS
        function.is_class = "classmethod" in names or scope.simple_name in {"__init_subclass__", "__class_getitem__"}
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
        return self.modules.imported(importer, level, name)

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
        file = File(self.project, self.calls, self.loads, module, [sys.intern(text) for text in flow.strings])
        for scope, owner in zip(flow.scopes, module.scopes, strict=True):
            file.owner = owner  # type: ignore[assignment]  # a scope's value is always an Owner
            if not isinstance(owner, Function):
                if first and isinstance(owner, Class):
                    file.hierarchy(owner, scope)
                ops = [op for op in scope.ops if (op[0] in _FIRST) == first]
            elif first:
                note_passing(owner, scope, module)
                note_unfinished(owner, scope, module, flow)
                continue
            else:
                file.function(owner, scope)
                ops = scope.ops
            for op in ops:
                HANDLERS[op[0]](file, op)

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


_KEEP_PARAMETERS = {"staticmethod", "classmethod", "abstractmethod", "override"}


def _annotated(facts: FileFacts) -> dict[str, list[str]]:
    """Annotated attributes by the class they are in, in one pass: generated files hold thousands of classes."""
    found: dict[str, list[str]] = {}
    for definition in facts.definitions:
        if definition.kind is Kind.ATTRIBUTE and definition.signature:
            cls, _, name = definition.qualified_name.rpartition(".")
            found.setdefault(cls, []).append(name)
    return found


def _light(scope: Scope) -> Scope:
    """The scope without its instructions, which are read again later."""
    return Scope(
        scope.place, scope.name, scope.parent, scope.definition, scope.line, scope.parameters, scope.result, scope.yields,
        is_async=scope.is_async, decorators=scope.decorators, bases=scope.bases, is_fallback=scope.is_fallback,
        is_typing=scope.is_typing, mentions=scope.mentions,
    )  # fmt: skip
