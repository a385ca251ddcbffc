"""Assignment targets: names, attributes, items, and the tuples that unpack into them."""

from collections.abc import Callable
from typing import Any

from extractors.languages.python.expressions import attribute, expression, item, place, subscript
from extractors.languages.python.flow import Access, Op, Place
from extractors.languages.python.recorder import Recorder, Tree, child, pairs
from extractors.languages.python.syntax import cst


def assign(rec: Recorder, target: Any, tree: Tree, value: int, shown: str = "") -> None:
    """Bind a target to the value in a slot; `shown` is the right-hand side as text, for the definition."""
    if isinstance(target, cst.Name):
        slot = rec.bind(target.value)
        if target.value in rec.names.elsewhere:
            rec.access = Access.WRITE
            rec.mention(target.value, rec.line(target, tree))
            rec.access = Access.READ
        rec.define_variable(target.value, target, tree, shown)
        if value:
            rec.emit(Op.COPY, slot, value)
    elif isinstance(target, cst.Attribute):
        base = expression(rec, target.value, child(tree, "value"))
        _set_attribute(rec, target, tree, base, value, shown)
    elif isinstance(target, cst.Subscript):
        base, key, _ = subscript(rec, target, tree)
        _set_item(rec, target, tree, base, key, value)
    elif isinstance(target, cst.Tuple | cst.List):
        _unpack(rec, target, tree, value)
    elif isinstance(target, cst.StarredElement):
        assign(rec, target.value, child(tree, "value"), value, shown)


def held(rec: Recorder, target: Any, tree: Tree) -> tuple[int, Callable[[int], None]]:
    """The target of an augmented assignment, evaluated once: the slot of what it holds, and what stores a value there."""
    if isinstance(target, cst.Attribute):
        base, found = attribute(rec, target, tree)
        return found, lambda value: _set_attribute(rec, target, tree, base, value)
    if isinstance(target, cst.Subscript):
        base, key, found = item(rec, target, tree)
        return found, lambda value: _set_item(rec, target, tree, base, key, value)
    return expression(rec, target, tree), lambda value: assign(rec, target, tree, value)


def _set_attribute(rec: Recorder, target: cst.Attribute, tree: Tree, base: int, value: int, shown: str = "") -> None:
    define_own_attribute(rec, target, tree, shown)
    line = tree.end_lineno if tree is not None else rec.end_line(target, None)
    rec.emit(Op.STORE, base, rec.string(target.attr.value), value, line)
    rec.forget_places(place(target))
    rec.stored = (place(target), value)


def _set_item(rec: Recorder, target: cst.Subscript, tree: Tree, base: int, key: int, value: int) -> None:
    rec.emit(Op.SET_ITEM, base, key, value, rec.line(target, tree))
    rec.forget_places(place(target))
    rec.stored = (place(target), value)


def define_own_attribute(rec: Recorder, target: cst.Attribute, tree: Tree, shown: str, signature: str = "") -> None:
    """Define `self.name` as an attribute of the class around the method."""
    scope = rec.scope
    if scope.place == Place.FUNCTION and isinstance(target.value, cst.Name) and scope.parameters:
        first = scope.parameters[0]
        if first.name == target.value.value and first.how <= 1 and not rec.is_static:
            rec.define_attribute(target.attr.value, target, tree, shown, signature)


def _unpack(rec: Recorder, target: cst.Tuple | cst.List, tree: Tree, value: int) -> None:
    elements = target.elements
    line = rec.line(target, tree)
    star = next((i for i, element in enumerate(elements) if isinstance(element, cst.StarredElement)), len(elements))
    for index, (element, part) in enumerate(pairs(elements, child(tree, "elts"))):
        slot = rec.slot() if value else 0
        if value:
            if index == star:
                rec.emit(Op.REST, slot, value, index, line)
            else:
                rec.emit(Op.UNPACK, slot, value, index if index < star else index - len(elements), line)
        if isinstance(element, cst.StarredElement):
            assign(rec, element.value, child(part, "value"), slot)
        else:
            assign(rec, element.value, part, slot)
