"""Annotations as type expressions: a slot, 0 (unknown), `["[", base, argument…]` or `["|", part…]`."""

from typing import Any

from extractors.languages.python.expressions import expression, slice_bounds
from extractors.languages.python.flow import Access
from extractors.languages.python.recorder import Recorder, Tree, child, pairs
from extractors.languages.python.syntax import cst, parse_expression


def declared_type(rec: Recorder, node: Any, tree: Tree) -> Any:
    """What an annotation says; the names in it are mentioned as such."""
    before, rec.access = rec.access, Access.ANNOTATION
    found = type_expression(rec, node, tree)
    rec.access = before
    return found


def type_expression(rec: Recorder, node: Any, tree: Tree) -> Any:  # noqa: PLR0911  one return for each kind
    """What an annotation says, with the names in it read where it stands."""
    if isinstance(node, cst.Name):
        return 0 if node.value == "None" else expression(rec, node, tree)
    if isinstance(node, cst.Attribute):
        return expression(rec, node, tree)
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
        left = type_expression(rec, node.left, child(tree, "left"))
        return ["|", left, type_expression(rec, node.right, child(tree, "right"))]
    if isinstance(node, cst.Subscript):
        return _subscripted(rec, node, tree)
    if isinstance(node, cst.SimpleString):
        return _quoted(rec, node.evaluated_value)
    if isinstance(node, cst.ConcatenatedString):
        return _quoted(rec, node.evaluated_value)
    if isinstance(node, cst.List | cst.Tuple):
        for element, part in pairs(node.elements, child(tree, "elts")):
            type_expression(rec, element.value, part)
        return 0
    expression(rec, node, tree)
    return 0


def _subscripted(rec: Recorder, node: cst.Subscript, tree: Tree) -> Any:
    base = type_expression(rec, node.value, child(tree, "value"))
    last = node.value.attr.value if isinstance(node.value, cst.Attribute) else getattr(node.value, "value", "")
    is_literal = last == "Literal"
    first = node.slice[0]
    many = len(node.slice) > 1 or isinstance(first.comma, cst.Comma) or getattr(first.slice, "star", None)
    inner = child(tree, "slice")
    trees = None if inner is None else inner.elts if many and hasattr(inner, "elts") else [inner]
    parts = []
    for element, part in pairs(node.slice, trees):
        if isinstance(element.slice, cst.Index):
            value = part.value if element.slice.star and part is not None else part
            # A string in `Literal` is no annotation.
            read = expression if is_literal else type_expression
            parts.append(read(rec, element.slice.value, value))
        else:
            slice_bounds(rec, element.slice, part)
            parts.append(0)
    if is_literal:
        return 0
    return ["[", base, *parts] if not isinstance(base, list) else base


def _quoted(rec: Recorder, text: Any) -> Any:
    if not isinstance(text, str):
        return 0
    try:
        parsed = parse_expression(text.strip())
    except Exception:
        return 0
    before, rec.quoted = rec.quoted, True
    found = type_expression(rec, parsed, None)
    rec.quoted = before
    return found
