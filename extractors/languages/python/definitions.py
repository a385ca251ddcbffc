"""Where a name of an installed distribution is defined, read from its files without running them.

People call `neo4j.GraphDatabase.driver`; what is called is defined as `neo4j._sync.driver.GraphDatabase.driver`. Following the
imports that re-export a name takes a few parsed files and gives the same answer each time, so a call leads to the very symbol
that indexing the distribution gives. What is computed at run time (lazy modules, names set by a loop) stays as it is written.
"""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from extractors.languages.python.results import class_named
from extractors.languages.python.stubs import stub_of

_KEEPING = frozenset({"staticmethod", "classmethod", "abstractmethod", "override", "final", "deprecated"})
_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Definition:
    """A canonical dotted name and what it is: `module`, `class`, `function`, or empty for a variable. `home` binds it."""

    name: str
    kind: str
    home: "_Scope | None" = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a module or class binds.

    `imported` maps a name to a module and a dotted name in it; `stars` are modules; `exports` is a literal `__all__`; `texts`
    are names of strings.
    """

    name: str
    module: str
    defined: dict[str, str] = field(default_factory=dict)
    classes: dict[str, "_Scope"] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    exports: set[str] = field(default_factory=set)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)

    def forget(self, name: str) -> str:
        """Make way for a later binding of the same name."""
        for bindings in (self.defined, self.classes, self.imported, self.functions, self.texts):
            bindings.pop(name, None)
        return name

    def gives(self, name: str) -> bool:
        """Whether a star import of this module takes a name."""
        return name in self.exports if self.exports else not name.startswith("_")


type _Seen = set[tuple[str, str]]


def definition_of(name: str) -> Definition | None:
    """Where a dotted name is defined; None when its files do not say."""
    top, *rest = name.split(".")
    try:
        return _within(top, rest, set())
    except RecursionError:
        return None


def result_of(found: Definition) -> str | None:
    """The class that a call gives, by what its definition says of its result; empty when that is none or more than one.

    None when the definition says nothing, or is decorated by something that may give another result.
    """
    if found.kind == "class":
        return found.name
    node = found.home.functions.get(found.name.rpartition(".")[2]) if found.home and found.kind == "function" else None
    if node is None or found.home is None or not all(_keeps_result(one) for one in node.decorator_list):
        return None
    home = found.home
    if isinstance(node, ast.AsyncFunctionDef):
        return "" if any(isinstance(one, ast.Yield) for one in ast.walk(node)) else "types.CoroutineType"
    if node.returns is None:
        return None
    owner = home.name if home.name != home.module else ""
    return class_named(node.returns, owner, lambda path: _class_seen(home.module, path))


def _keeps_result(decorator: ast.expr) -> bool:
    return _dotted(decorator).rpartition(".")[2] in _KEEPING


def _class_seen(module: str, path: Sequence[str]) -> str:
    """The class that a dotted name means in a module; one of the standard library by the name that its stub knows."""
    found = _within(module, path, set())
    name = found.name if found else f"builtins.{'.'.join(path)}"
    if found and found.kind == "class" and found.name.partition(".")[0] not in sys.stdlib_module_names:
        return found.name
    scope = _scope_of(module)
    origin, written = scope.imported.get(path[0], ("", "")) if scope else ("", "")
    for one in (name, ".".join(filter(None, (origin, written, *path[1:])))):
        known = stub_of(one)
        if known and known[0] == "class":
            return one
    return ""


def _within(module: str, parts: Sequence[str], seen: _Seen) -> Definition | None:
    """What a dotted name means in a module. `seen` are the (module, name) already looked at on the way."""
    scope = _scope_of(module)
    if scope is None:
        return None
    if not parts:
        return Definition(module, "module")
    name, *rest = parts
    if (module, name) not in seen:
        seen.add((module, name))
        if found := _bound(scope, name, rest, seen):
            return found
    return _within(f"{module}.{name}", rest, seen) if _spec_of(f"{module}.{name}") else None


def _bound(scope: _Scope, name: str, rest: Sequence[str], seen: _Seen) -> Definition | None:
    """What a module's own binding of a name leads to, with what follows the name."""
    if inner := scope.classes.get(name):
        return _member(inner, rest, seen)
    if rest and name in scope.texts:
        member = ".".join(("builtins.str", *rest))
        return Definition(member, (stub_of(member) or ("",))[0])
    if name in scope.defined:
        return Definition(".".join((scope.name, name, *rest)), "" if rest else scope.defined[name], scope)
    if name in scope.imported:
        origin, written = scope.imported[name]
        return _within(origin, [*filter(None, written.split(".")), *rest], seen)
    for star in reversed(scope.stars):
        given = _scope_of(star)
        if given and given.gives(name) and (found := _within(star, [name, *rest], seen)):
            return found
    return None


def _member(cls: _Scope, rest: Sequence[str], seen: _Seen) -> Definition:
    """A class, or what it or one of its bases defines under the rest of a name."""
    found = _inherited(cls, rest, seen) if rest else Definition(cls.name, "class")
    return found or Definition(".".join((cls.name, *rest)), "")


def _inherited(cls: _Scope, rest: Sequence[str], seen: _Seen) -> Definition | None:
    name, *more = rest
    if inner := cls.classes.get(name):
        return _member(inner, more, seen)
    if name in cls.defined:
        return Definition(".".join((cls.name, *rest)), "" if more else cls.defined[name], cls)
    for base in cls.bases:
        above = _class(cls.module, base)
        if above and (above.name, name) not in seen:
            seen.add((above.name, name))
            if found := _inherited(above, rest, seen):
                return found
    return None


def _class(module: str, written: str) -> _Scope | None:
    """The class that a dotted name means in a module."""
    found = _within(module, written.split("."), set())
    if found is None or found.kind != "class":
        return None
    parts = found.name.split(".")
    for count in range(len(parts) - 1, 0, -1):
        scope = _scope_of(".".join(parts[:count]))
        for part in parts[count:]:
            scope = scope.classes.get(part) if scope else None
        if scope:
            return scope
    return None


@cache
def _scope_of(module: str) -> _Scope | None:
    """What a module binds; None when there is no such module or it cannot be read."""
    path = _path_of(module)
    if path is None:
        return None
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    scope = _Scope(module, module)
    package = module if path.stem == "__init__" else module.rpartition(".")[0]
    for statement in _statements(tree.body):
        _bind(scope, statement, package)
    return scope


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a block and of the conditions and attempts in it; what comes last in the text wins."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from _statements(statement.orelse)
            yield from _statements(statement.body)
        elif isinstance(statement, ast.Try):
            for handler in statement.handlers:
                yield from _statements(handler.body)
            yield from _statements((*statement.body, *statement.orelse, *statement.finalbody))
        elif isinstance(statement, ast.With):
            yield from _statements(statement.body)
        else:
            yield statement


def _bind(scope: _Scope, statement: ast.stmt, package: str) -> None:
    if isinstance(statement, ast.ClassDef):
        scope.classes[scope.forget(statement.name)] = _class_scope(scope, statement, package)
    elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        scope.defined[scope.forget(statement.name)] = "function"
        scope.functions[statement.name] = statement
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            scope.imported[scope.forget(alias.asname or top)] = (alias.name if alias.asname else top, "")
    elif isinstance(statement, ast.ImportFrom):
        _bind_from(scope, statement, package)
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        _bind_assignment(scope, statement)


def _class_scope(outer: _Scope, statement: ast.ClassDef, package: str) -> _Scope:
    bases = [written for base in statement.bases if (written := _dotted(base))]
    scope = _Scope(f"{outer.name}.{statement.name}", outer.module, bases=bases)
    for inner in _statements(statement.body):
        if isinstance(inner, _DEFINITIONS | ast.Assign | ast.AnnAssign):
            _bind(scope, inner, package)
    # An alias in a class body names another of its members, which the module's names do not have.
    for name in scope.imported:
        scope.defined.setdefault(name, "")
    scope.imported.clear()
    return scope


def _bind_from(scope: _Scope, statement: ast.ImportFrom, package: str) -> None:
    origin = statement.module or ""
    if statement.level:
        parents = package.split(".")
        kept = parents[: len(parents) - statement.level + 1]
        origin = ".".join((*kept, *filter(None, [origin])))
    for alias in statement.names:
        if alias.name == "*":
            scope.stars.append(origin)
        else:
            scope.imported[scope.forget(alias.asname or alias.name)] = (origin, alias.name)


def _bind_assignment(scope: _Scope, statement: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, ast.Name) and target.id == "__all__" and isinstance(statement.value, ast.List | ast.Tuple):
            written = [one.value for one in statement.value.elts if isinstance(one, ast.Constant)]
            scope.exports.update(one for one in written if isinstance(one, str))
        if isinstance(target, ast.Name):
            alias = _dotted(statement.value) if statement.value else ""
            if alias == target.id and target.id in scope.imported:
                continue  # `name = name` says to readers that the import is meant for others
            if alias and alias != target.id:
                scope.imported[scope.forget(target.id)] = (scope.module, alias)
            else:
                scope.defined[scope.forget(target.id)] = ""
                if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
                    scope.texts[target.id] = None


def _dotted(node: ast.expr) -> str:
    """`a.b.C` as it is written, the base of a subscript without its arguments; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := _dotted(node.value)):
        return f"{base}.{node.attr}"
    return _dotted(node.value) if isinstance(node, ast.Subscript) else ""


def _path_of(module: str) -> Path | None:
    """A module's file, its stub where it is not written in Python. Nothing is imported to find it."""
    spec = _spec_of(module)
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    if path.suffix == ".py":
        return path
    stub = path.with_name(f"{path.name.partition('.')[0]}.pyi")
    return stub if stub.exists() else None


@cache
def _spec_of(module: str) -> ModuleSpec | None:
    parent, _, _ = module.rpartition(".")
    if not parent:
        return PathFinder.find_spec(module)
    above = _spec_of(parent)
    places = above.submodule_search_locations if above else None
    try:
        return PathFinder.find_spec(module, list(places)) if places else None
    except KeyError:  # a namespace package within one that was not imported: importlib looks its parent up among the modules
        return None
