"""What names of the standard library are and give, from typeshed: parsed stubs, no budget, the same answer each time."""

import ast
from collections.abc import Sequence
from functools import cache
from typing import TypeGuard

import typeshed_client
from typeshed_client import ImportedName, NameInfo, OverloadedName, SearchContext

from extractors.languages.python.results import class_named, dotted

_DEPTH = 12  # of imports and bases that are followed


def stub_of(name: str) -> tuple[str, str] | None:
    """A dotted name's kind (`class`, `function`, `module`, empty) and the class that calling it gives (empty: unknown).

    None when no stub knows the name.
    """
    module, rest = _module_of(name)
    if module and not rest:
        return "module", ""
    found = _found(module, rest, _DEPTH)
    if not found:
        return None
    home, info, owner = found
    node = _first(info)
    if isinstance(node, ast.ClassDef):
        return "class", name
    if isinstance(node, ast.FunctionDef):
        return "function", _class_named(home, node.returns, name.rpartition(".")[0] if owner else "")
    return ("function" if isinstance(node, ast.AsyncFunctionDef) else ""), ""


def _module_of(name: str) -> tuple[str, list[str]]:
    """The longest prefix that has a stub, and what follows it."""
    parts = name.split(".")
    for count in range(len(parts), 0, -1):
        module = ".".join(parts[:count])
        if _names(module) is not None:
            return module, parts[count:]
    return "", []


@cache
def _context() -> SearchContext:
    """Typeshed alone. Without a search path given, each look-up starts a Python to ask it for its own."""
    return typeshed_client.get_search_context(search_path=())


@cache
def _names(module: str) -> dict[str, NameInfo] | None:
    try:
        return typeshed_client.get_stub_names(module, search_context=_context())
    except Exception:  # a stub that the parser cannot take is a stub that says nothing
        return None


def _found(module: str, path: Sequence[str], depth: int) -> tuple[str, NameInfo, str] | None:
    """Where a name is defined: its module, what the stub says, and the class around it. Follows imports and bases."""
    info = (_names(module) or {}).get(path[0]) if module and path and depth else None
    if info is None:
        return None
    if isinstance(info.ast, ImportedName):
        origin = ".".join(info.ast.module_name)
        inner = [info.ast.name] if info.ast.name else []
        return _found(origin, [*inner, *path[1:]], depth - 1) if (inner or path[1:]) else None
    if len(path) == 1:
        return module, info, ""
    return _member(module, info, path[1:], depth)


def _member(module: str, cls: NameInfo, path: Sequence[str], depth: int, owner: str = "") -> tuple[str, NameInfo, str] | None:
    node = _first(cls)
    if depth == 0:
        return None
    if not isinstance(node, ast.ClassDef):
        return _of_value(module, node, path, depth, owner)
    own = (cls.child_nodes or {}).get(path[0])
    if own is not None:
        return (module, own, cls.name) if len(path) == 1 else _member(module, own, path[1:], depth - 1, f"{module}.{cls.name}")
    for base in node.bases:
        written = base.value if isinstance(base, ast.Subscript) else base
        above = _found(module, dotted(written), depth - 1) or _found("builtins", dotted(written), depth - 1)
        found = _member(above[0], above[1], path, depth - 1) if above else None
        if found:
            return found
    return None


def _of_value(module: str, node: object, path: Sequence[str], depth: int, owner: str) -> tuple[str, NameInfo, str] | None:
    """What the class of a variable or a property has under a name."""
    annotation = node.annotation if isinstance(node, ast.AnnAssign) else node.returns if _is_property(node) else None
    cls = _class_named(module, annotation, owner)
    home, inner = _module_of(cls) if cls else ("", [])
    return _found(home, [*inner, *path], depth - 1) if inner else None


def _is_property(node: object) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(one, ast.Name) and one.id in ("property", "cached_property") for one in node.decorator_list
    )


def _first(info: NameInfo) -> object:
    """The definition, of an overloaded function the first."""
    return info.ast.definitions[0] if isinstance(info.ast, OverloadedName) else info.ast


def _class_named(module: str, annotation: ast.expr | None, owner: str) -> str:
    return class_named(annotation, owner, lambda path: _public(module, path) or _public("builtins", path))


def _public(module: str, path: Sequence[str]) -> str:
    """The name by which a module's stub knows a class: where it comes from, without following re-exports further."""
    found = _found(module, path, _DEPTH)
    if found is None or not isinstance(_first(found[1]), ast.ClassDef):
        return ""
    info = (_names(module) or {})[path[0]]
    if isinstance(info.ast, ImportedName):
        origin = [*info.ast.module_name, *([info.ast.name] if info.ast.name else []), *path[1:]]
        return ".".join(origin)
    return ".".join([module, *path])
