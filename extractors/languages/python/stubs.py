"""What names of the standard library are and give, from typeshed: parsed stubs, no budget, the same answer each time."""

import ast
from functools import cache

import typeshed_client
from typeshed_client import ImportedName, NameInfo, OverloadedName, SearchContext

_DEPTH = 12  # of imports and bases that are followed
_OPTIONAL = frozenset({"Optional", "Union", "Annotated", "ClassVar", "Final"})
_UNKNOWN = frozenset({"Any", "object", "None", "Never", "NoReturn", "TypeAlias", "Callable", "Literal", "type", "ModuleType"})


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


def _found(module: str, path: list[str], depth: int) -> tuple[str, NameInfo, str] | None:
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


def _member(module: str, cls: NameInfo, path: list[str], depth: int) -> tuple[str, NameInfo, str] | None:
    node = _first(cls)
    if not isinstance(node, ast.ClassDef) or depth == 0:
        return None
    own = (cls.child_nodes or {}).get(path[0])
    if own is not None:
        return (module, own, cls.name) if len(path) == 1 else _member(module, own, path[1:], depth - 1)
    for base in node.bases:
        written = base.value if isinstance(base, ast.Subscript) else base
        above = _found(module, _dotted(written), depth - 1) or _found("builtins", _dotted(written), depth - 1)
        found = _member(above[0], above[1], path, depth - 1) if above else None
        if found:
            return found
    return None


def _first(info: NameInfo) -> object:
    """The definition, of an overloaded function the first."""
    return info.ast.definitions[0] if isinstance(info.ast, OverloadedName) else info.ast


def _class_named(module: str, annotation: ast.expr | None, owner: str) -> str:
    """The dotted name of the one class that a result's annotation names; empty when it is none or more than one."""
    if isinstance(annotation, ast.BinOp):
        named = [one for side in (annotation.left, annotation.right) if (one := _class_named(module, side, owner))]
        return named[0] if len(named) == 1 else ""
    if isinstance(annotation, ast.Subscript):
        last = (_dotted(annotation.value) or [""])[-1]
        if last in _OPTIONAL:
            inner = annotation.slice
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            named = [one for part in parts if (one := _class_named(module, part, owner))]
            return named[0] if len(named) == 1 else ""
        annotation = annotation.value
    path = _dotted(annotation) if annotation is not None else []
    if not path or path[-1] in _UNKNOWN:
        return ""
    if path[-1] == "Self":
        return owner
    return _public(module, path) or _public("builtins", path)


def _public(module: str, path: list[str]) -> str:
    """The name by which a module's stub knows a class: where it comes from, without following re-exports further."""
    found = _found(module, path, _DEPTH)
    if found is None or not isinstance(_first(found[1]), ast.ClassDef):
        return ""
    info = (_names(module) or {})[path[0]]
    if isinstance(info.ast, ImportedName):
        origin = [*info.ast.module_name, *([info.ast.name] if info.ast.name else []), *path[1:]]
        return ".".join(origin)
    return ".".join([module, *path])


def _dotted(node: ast.expr) -> list[str]:
    """The parts of `a.b.C`; empty for anything else."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (base := _dotted(node.value)):
        return [*base, node.attr]
    return []
