"""Texts that are put together: what formatting calls, and with what a computed text begins and ends."""

import re
from typing import Any

from extractors.languages.python.recorder import Recorder, Tree
from extractors.languages.python.syntax import cst

FORMATTED = "__format__ __str__ __repr__"
_TEXT = "__str__ __repr__"
_CONVERSION = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?([a-zA-Z%])")

type Affixes = tuple[str, str]


def percent_format(rec: Recorder, node: cst.BinaryOperation, right: int, tree: Tree) -> None:
    """`"…" % values` calls what each conversion asks for."""
    text = _constant(node.left)
    kinds = [found for found in _CONVERSION.findall(text) if found != "%"]
    slots = rec.elements.get(id(node.right), [right])
    line = rec.line(node, tree)
    for kind, slot in zip(kinds, slots, strict=False):
        if kind in "sra":
            rec.invoke(slot, _TEXT if kind == "s" else "__repr__", line)


def _constant(node: Any) -> str:
    value = getattr(node, "evaluated_value", None)
    return value if isinstance(value, str) else ""


def affixes_of(rec: Recorder, node: cst.CSTNode) -> Affixes:
    """With what a computed text begins and ends; both empty where that is not known."""
    if isinstance(node, cst.Name):
        return rec.affixes.get(rec.names.current.get(node.value, 0), ("", ""))
    if isinstance(node, cst.FormattedString):
        first, last = node.parts[0], node.parts[-1]
        return (_part(first), _part(last) if len(node.parts) > 1 else "") if len(node.parts) > 0 else ("", "")
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
        left, right = affixes_of(rec, node.left), affixes_of(rec, node.right)
        return _constant(node.left) or left[0], _constant(node.right) or right[1]
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Modulo):
        return _around(_constant(node.left), _CONVERSION)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and node.func.attr.value == "format":
        return _around(_constant(node.func.value), _FIELD)
    return "", ""


def note_affixes(rec: Recorder, target: cst.CSTNode, value: cst.CSTNode) -> None:
    """Keep with what a text begins and ends that a name is bound to."""
    if type(value) in _COMPUTED and isinstance(target, cst.Name) and any(found := affixes_of(rec, value)):
        rec.affixes[rec.names.current.get(target.value, 0)] = found


_COMPUTED = {cst.FormattedString, cst.BinaryOperation, cst.Call}
_FIELD = re.compile(r"\{[^{}]*\}")


def _around(text: str, pattern: re.Pattern[str]) -> Affixes:
    found = list(pattern.finditer(text))
    return (text[: found[0].start()], text[found[-1].end() :]) if found else ("", "")


def _part(part: Any) -> str:
    return part.value if isinstance(part, cst.FormattedStringText) else ""
