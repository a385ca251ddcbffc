"""What a `setup.py` says in plain strings, read without running it."""

import ast
from collections.abc import Mapping

_WANTED = ("name", "version", "license", "classifiers")


def setup_arguments(data: bytes) -> Mapping[str, str | list[str]]:
    """The arguments of its `setup(…)` call that are written as strings or lists of them; nothing of a broken file."""
    try:
        tree = ast.parse(data)
    except (SyntaxError, ValueError):
        return {}
    names = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, str | list[str]] = {}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "setup"):
        for keyword in call.keywords:
            if keyword.arg in _WANTED and (value := _literal(keyword.value, names)) is not None:
                found.setdefault(keyword.arg, value)
    return found


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literal(node: ast.expr, names: Mapping[str, ast.expr]) -> str | list[str] | None:
    if isinstance(node, ast.Name) and node.id in names:
        node = names[node.id]
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    if isinstance(value, str):
        return value
    return [str(item) for item in value] if isinstance(value, list | tuple) else None
