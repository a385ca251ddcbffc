"""What an annotation of a result or a variable says: the one class that it names."""

import ast
from collections.abc import Callable, Sequence

_CHOICES = frozenset({"Optional", "Union", "Annotated", "ClassVar", "Final"})
_UNKNOWN = frozenset({"Any", "object", "None", "Never", "NoReturn", "TypeAlias", "Callable", "Literal", "type", "ModuleType"})


def class_named(annotation: ast.expr | None, owner: str, named: Callable[[Sequence[str]], str]) -> str:
    """The dotted name of the one class that an annotation names; empty when it is none or more than one.

    `owner` is the class around it, which `Self` means; `named` gives the class that the parts of `a.b.C` mean, or nothing.
    """
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = _parsed(annotation.value)
    if isinstance(annotation, ast.BinOp):
        return _only([annotation.left, annotation.right], owner, named)
    if isinstance(annotation, ast.Subscript):
        if (dotted(annotation.value) or [""])[-1] in _CHOICES:
            inner = annotation.slice
            return _only(inner.elts if isinstance(inner, ast.Tuple) else [inner], owner, named)
        annotation = annotation.value
    path = dotted(annotation) if annotation is not None else []
    if not path or path[-1] in _UNKNOWN:
        return ""
    return owner if path[-1] == "Self" else named(path)


def dotted(node: ast.expr) -> list[str]:
    """The parts of `a.b.C`; empty for anything else."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (base := dotted(node.value)):
        return [*base, node.attr]
    return []


def _only(parts: Sequence[ast.expr], owner: str, named: Callable[[Sequence[str]], str]) -> str:
    found = [one for part in parts if (one := class_named(part, owner, named))]
    return found[0] if len(found) == 1 else ""


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None
