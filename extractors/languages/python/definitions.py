"""Where a name of an installed distribution is defined, read from its files without running them.

People call `neo4j.GraphDatabase.driver`; what is called is defined as `neo4j._sync.driver.GraphDatabase.driver`. Following the
imports that re-export a name takes a few parsed files and gives the same answer each time, so a call leads to the very symbol
that indexing the distribution gives. What is computed at run time (lazy modules, names set by a loop) stays as it is written.
"""

import ast
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from extractors.languages.python.bindings import Scope, scope_of, written_name
from extractors.languages.python.results import class_named
from extractors.languages.python.returned import gives_back, returned_class
from extractors.languages.python.stubs import stub_of

_KEEPING = frozenset({"staticmethod", "classmethod", "abstractmethod", "override", "final", "deprecated", "cache", "lru_cache"})
_CALLS = 3
_TYPING = frozenset({"typing", "typing_extensions"})
_ENTERED = frozenset({"contextmanager", "asynccontextmanager"})


@dataclass(frozen=True, slots=True)
class Definition:
    """A canonical dotted name and what it is: `module`, `class`, `function`, or empty for a variable. `home` binds it."""

    name: str
    kind: str
    home: Scope | None = field(default=None, compare=False, repr=False)


type _Seen = set[tuple[str, str]]


def definition_of(name: str) -> Definition | None:
    """Where a dotted name is defined; None when its files do not say."""
    top, *rest = name.split(".")
    try:
        return _within(top, rest, set())
    except RecursionError:
        return None


def bytes_on_the_way(name: str) -> int:
    """The size of the files that lead to a name's definition, with all that stars on the way name, and of their types' module.

    Of what is in Python, the stub beside it counts where there is one: who reads it for types takes that.
    """
    top, *rest = name.split(".")
    seen: _Seen = {(top, "")}
    _within(top, rest, seen)
    modules = {module for module, _ in seen}
    for module in list(modules):
        if scope := _scope_of(module):
            modules.update(scope.stars)
            modules.update({origin for origin, _ in scope.imported.values()} & _TYPING)
    return sum(_size_of(module) for module in modules)


def _size_of(module: str) -> int:
    path = _path_of(module)
    if path is None:
        return 0
    stub = path.with_suffix(".pyi")
    return (stub if stub.exists() else path).stat().st_size


def result_of(found: Definition, depth: int = _CALLS) -> str | None:
    """The class that a call gives, by what its definition says of its result; empty when that is none or more than one.

    None when neither annotations nor statements say it, or a decorator may give another result. `depth` is how many functions
    are followed that return what another one gives.
    """
    if found.kind == "class":
        return found.name
    home = found.home
    node = home.functions.get(found.name.rpartition(".")[2]) if home and found.kind == "function" else None
    if node is None or home is None:
        return None
    if any(written_name(one).rpartition(".")[2] in _ENTERED for one in node.decorator_list):
        return ""
    return _result_said(home, node, depth) if all(_keeps_result(home.module, one) for one in node.decorator_list) else None


def _result_said(home: Scope, node: ast.FunctionDef | ast.AsyncFunctionDef, depth: int) -> str | None:
    if isinstance(node, ast.AsyncFunctionDef):
        return "" if any(isinstance(one, ast.Yield) for one in ast.walk(node)) else "types.CoroutineType"
    if node.returns is None:
        return returned_class(node, lambda path: _given(home.module, path, depth), is_method=home.name != home.module)
    owner = home.name if home.name != home.module else ""
    return class_named(node.returns, owner, lambda path: _class_seen(home.module, path))


def _given(module: str, path: Sequence[str], depth: int) -> str | None:
    """What calling a dotted name gives in a module, as `result_of` says it."""
    if cls := _class_seen(module, path):
        return cls
    found = _within(module, path, set())
    name = found.name if found else f"builtins.{'.'.join(path)}"
    if known := stub_of(name):
        return known[1]
    return result_of(found, depth - 1) if found and found.kind == "function" and depth else None


def _keeps_result(module: str, decorator: ast.expr) -> bool:
    """Whether what a decorator gives is called with the same result: it is known for that, or its annotations say so."""
    is_factory = isinstance(decorator, ast.Call)
    written = written_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
    name = written.rpartition(".")[2]
    if name in _KEEPING:
        return True
    found = _within(module, written.split("."), set()) if written else None
    node = found.home.functions.get(name) if found and found.home and found.name.endswith(f".{name}") else None
    return node is not None and gives_back(node, is_factory=is_factory)


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


def _bound(scope: Scope, name: str, rest: Sequence[str], seen: _Seen) -> Definition | None:
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


def _member(cls: Scope, rest: Sequence[str], seen: _Seen) -> Definition:
    """A class, or what it or one of its bases defines under the rest of a name."""
    found = _inherited(cls, rest, seen) if rest else Definition(cls.name, "class")
    return found or Definition(".".join((cls.name, *rest)), "")


def _inherited(cls: Scope, rest: Sequence[str], seen: _Seen) -> Definition | None:
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


def _class(module: str, written: str) -> Scope | None:
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
def _scope_of(module: str) -> Scope | None:
    """What a module binds; None when there is no such module or it cannot be read."""
    path = _path_of(module)
    if path is None:
        return None
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return scope_of(tree, module, module if path.stem == "__init__" else module.rpartition(".")[0])


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
