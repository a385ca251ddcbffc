"""Comprehensions and generator expressions: names of their own, code of the scope around them."""

from typing import Any

from extractors.languages.python.expressions import HANDLERS, at, expression, hashed, tested
from extractors.languages.python.flow import ANY_INDEX, UNKNOWN_KEY, Op
from extractors.languages.python.narrowing import holding, narrow
from extractors.languages.python.recorder import Recorder, Tree, child, pairs
from extractors.languages.python.syntax import cst
from extractors.languages.python.targets import assign

_TYPES: dict[type, str] = {cst.ListComp: "list", cst.SetComp: "set", cst.GeneratorExp: "generator"}


def _comprehension(rec: Recorder, node: Any, tree: Tree) -> int:
    generators = child(tree, "generators")
    before = rec.enter_names()
    rec.comprehensions.add(rec.names)
    names = rec.names
    is_dict = isinstance(node, cst.DictComp)
    late = _narrows(rec, node, generators)
    narrowed = dict(rec.narrowed)
    element = 0 if late else _element(rec, node, tree)
    clause, index = node.for_in, 0
    while clause is not None:
        part = None if generators is None else at(generators, index)
        rec.branches += 1 + len(clause.ifs)
        # The first iterable belongs to the scope around the comprehension.
        rec.names = before if index == 0 else names
        source = expression(rec, clause.iter, child(part, "iter"))
        rec.names = names
        item = rec.slot()
        rec.emit(Op.ITERATE, item, source, rec.line(clause.iter, child(part, "iter")), int(clause.asynchronous is not None))
        assign(rec, clause.target, child(part, "target"), item)
        for condition, test in pairs(clause.ifs, child(part, "ifs")):
            tested(rec, condition.test, expression(rec, condition.test, test), test)
            narrow(rec, holding(rec, condition.test, truth=True))
        clause, index = clause.inner_for_in, index + 1
    if late:
        element = _element(rec, node, tree)
    rec.names, rec.narrowed = before, narrowed
    target = rec.slot()
    if is_dict:
        rec.emit(Op.MAPPING, target, [UNKNOWN_KEY, element])
    else:
        rec.emit(Op.SEQUENCE, target, rec.string(_TYPES[type(node)]), [element + ANY_INDEX], rec.line(node, tree))
    return target


def _element(rec: Recorder, node: Any, tree: Tree) -> int:
    if isinstance(node, cst.DictComp):
        hashed(rec, expression(rec, node.key, child(tree, "key")), node, tree)
        return expression(rec, node.value, child(tree, "value"))
    element = expression(rec, node.elt, child(tree, "elt"))
    if isinstance(node, cst.SetComp):
        hashed(rec, element, node, tree)
    return element


def _narrows(rec: Recorder, node: Any, generators: Any) -> bool:
    """Whether a condition may say of what class an element is; then the element is read after it."""
    clause, index = node.for_in, 0
    while clause is not None:
        part = None if generators is None else at(generators, index)
        for condition, test in pairs(clause.ifs, child(part, "ifs")):
            if "isinstance" in rec.code(condition.test, test):
                return True
        clause, index = clause.inner_for_in, index + 1
    return False


for _type in (cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp):
    HANDLERS[_type] = _comprehension
