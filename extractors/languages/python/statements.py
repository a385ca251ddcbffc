"""Statements: a direct walk over a module's body, with `ast` walked in step for positions."""

from collections.abc import Callable, Sequence
from typing import Any

from extractors.languages.python import comprehensions, imports  # noqa: F401  comprehensions add themselves to HANDLERS
from extractors.languages.python.annotations import declared_type, type_expression
from extractors.languages.python.branches import always
from extractors.languages.python.expressions import binary_method, expression, place, subscript, test
from extractors.languages.python.flow import Op
from extractors.languages.python.functions import class_, function, type_parameters
from extractors.languages.python.narrowing import holding, narrow, widen
from extractors.languages.python.patterns import is_irrefutable, matched, pattern
from extractors.languages.python.recorder import NOWHERE, Recorder, Tree, child, pairs
from extractors.languages.python.syntax import cst
from extractors.languages.python.targets import assign, define_own_attribute, held
from extractors.languages.python.texts import note_affixes
from graph.facts import ImportKind

_NAMED = {cst.Name, cst.Attribute}
_LEAVING = {cst.Return, cst.Raise, cst.Continue, cst.Break}


def block(rec: Recorder, body: Any, trees: Sequence[Tree] | None) -> None:
    """A suite or a module's body."""
    statements = _flat(getattr(body, "body", body))
    rec.statements += len(statements)
    rec.stored = NOWHERE
    narrowed = dict(rec.narrowed)
    for node, tree in pairs(statements, trees):
        handler = _HANDLERS.get(type(node))
        if handler is not None:
            if tree is not None:
                rec.statement_line = tree.lineno
            elif rec.lines_of is not None:
                rec.statement_line = rec.line(node, None)
            handler(rec, node, tree)
    rec.stored = NOWHERE
    rec.narrowed = {place: slot for place, slot in narrowed.items() if rec.narrowed.get(place) == slot} if narrowed else {}


def _flat(statements: Sequence[Any]) -> list[Any]:
    """The statements, those that share a line one by one."""
    found: list[Any] = []
    for node in statements:
        if type(node) is cst.SimpleStatementLine:
            found += node.body
        else:
            found.append(node)
    return found


def _expr(rec: Recorder, node: cst.Expr, tree: Tree) -> None:
    imports.note_exports(rec, node)
    expression(rec, node.value, child(tree, "value"))


def _return(rec: Recorder, node: cst.Return, tree: Tree) -> None:
    for source, leave in rec.entered:
        rec.invoke(source, leave, rec.line(node, tree))
    if node.value is not None and (value := expression(rec, node.value, child(tree, "value"))):
        rec.emit(Op.COPY, rec.scope.result, value)


def _assign(rec: Recorder, node: cst.Assign, tree: Tree) -> None:
    imports.note_exports(rec, node)
    value_tree = child(tree, "value")
    value = expression(rec, node.value, value_tree)
    shown = ""
    for target, part in pairs(node.targets, child(tree, "targets")):
        if not shown and type(target.target) in _NAMED:
            shown = rec.shown_value(node.value, value_tree)
        assign(rec, target.target, part, value, shown)
        note_affixes(rec, target.target, node.value)


def _annotated(rec: Recorder, node: cst.AnnAssign, tree: Tree) -> None:
    annotation = declared_type(rec, node.annotation.annotation, child(tree, "annotation"))
    target, target_tree = node.target, child(tree, "target")
    value, shown = 0, ""
    if node.value is not None:
        value_tree = child(tree, "value")
        imports.note_exports(rec, node)
        value = expression(rec, node.value, value_tree)
        shown = rec.shown_value(node.value, value_tree)
    signature = rec.code(node.annotation.annotation, child(tree, "annotation"))
    typed = 0
    if annotation:
        typed = rec.slot()
        rec.emit(Op.TYPE, typed, annotation)
    if isinstance(target, cst.Name):
        slot = rec.bind(target.value)
        rec.define_variable(target.value, target, target_tree, shown, signature)
        for source in (value, typed):
            if source:
                rec.emit(Op.COPY, slot, source)
    elif isinstance(target, cst.Attribute):
        define_own_attribute(rec, target, target_tree, shown, signature)
        base = expression(rec, target.value, child(target_tree, "value"))
        for source in (value, typed):
            if source:
                rec.emit(Op.STORE, base, rec.string(target.attr.value), source, rec.end_line(target, target_tree))
    else:
        assign(rec, target, target_tree, value)


def _augmented(rec: Recorder, node: cst.AugAssign, tree: Tree) -> None:
    imports.note_exports(rec, node)
    left, store = held(rec, node.target, child(tree, "target"))
    right = expression(rec, node.value, child(tree, "value"))
    name = binary_method(node.operator)
    result = rec.slot()
    line = rec.line(node, tree)
    rec.emit(Op.OPERATE, result, left, right, rec.string(f"__i{name}__"), rec.string(f"__{name}__"), line)
    store(result)


def _delete(rec: Recorder, node: cst.Del, tree: Tree) -> None:
    targets = child(tree, "targets")
    if isinstance(node.target, cst.Tuple):
        if targets is not None and len(targets) == 1 and len(node.target.elements) != 1:
            targets = child(targets[0], "elts")
        for element, part in pairs(node.target.elements, targets):
            _delete_one(rec, element.value, part)
    else:
        _delete_one(rec, node.target, targets[0] if targets else None)


def _delete_one(rec: Recorder, node: Any, tree: Tree) -> None:
    if isinstance(node, cst.Attribute):
        base = expression(rec, node.value, child(tree, "value"))
        rec.emit(Op.DELETE, base, rec.string(node.attr.value), rec.end_line(node, tree))
    elif isinstance(node, cst.Subscript):
        base, _, _ = subscript(rec, node, tree)
        rec.invoke(base, "__delitem__", rec.line(node, tree))
    else:
        expression(rec, node, tree)


def _raise(rec: Recorder, node: cst.Raise, tree: Tree) -> None:
    line = rec.line(node, tree)
    if node.exc is not None:
        rec.is_told = isinstance(node.exc, cst.Name)
        slot = expression(rec, node.exc, child(tree, "exc"))
        if slot and not isinstance(node.exc, cst.Call):
            rec.emit(Op.RAISE, slot, line)
            rec.emit(Op.RAISES, slot, 0, line, 0)
        elif slot and (called := _call_of(rec, slot)):
            rec.emit(Op.RAISES, called, slot, line, 0)
    elif rec.caught and rec.caught[-1]:
        rec.emit(Op.RAISES, rec.caught[-1], 0, line, 1)
    if node.cause is not None:
        expression(rec, node.cause.item, child(tree, "cause"))


def _call_of(rec: Recorder, slot: int) -> int:
    """What a call calls, by the slot of its result; it was recorded just now."""
    return next((int(op[2]) for op in reversed(rec.ops[-8:]) if op[0] == Op.CALL and op[1] == slot), 0)


def _assert(rec: Recorder, node: cst.Assert, tree: Tree) -> None:
    branches = rec.branches + 1
    test(rec, node.test, child(tree, "test"))
    if node.msg is not None:
        expression(rec, node.msg, child(tree, "msg"))
    rec.branches = branches
    narrow(rec, holding(rec, node.test, truth=True))


def _global(rec: Recorder, node: cst.Global, _tree: Tree) -> None:
    rec.declare((item.name.value for item in node.names), is_global=True)


def _nonlocal(rec: Recorder, node: cst.Nonlocal, _tree: Tree) -> None:
    rec.declare((item.name.value for item in node.names), is_global=False)


def _if(rec: Recorder, node: cst.If, tree: Tree) -> None:
    rec.branches += 1
    test(rec, node.test, child(tree, "test"))
    before = rec.import_kind
    if imports.is_type_checking(node.test):
        rec.import_kind = ImportKind.TYPING
    start = rec.names.current
    rec.names.current = dict(start)
    narrowed = narrow(rec, holding(rec, node.test, truth=True))
    known = always(node.test)
    fallback = rec.is_fallback
    rec.is_fallback = fallback or (node.orelse is None if known is None else not known)
    block(rec, node.body, child(tree, "body"))
    rec.is_fallback = fallback or known is True
    widen(rec, narrowed)
    rec.import_kind = before
    after_body, rec.names.current = rec.names.current, dict(start)
    narrowed = narrow(rec, holding(rec, node.test, truth=False))
    otherwise = child(tree, "orelse")
    if imports.is_not_type_checking(node.test):
        rec.import_kind = ImportKind.TYPING
    if isinstance(node.orelse, cst.If):
        rec.statements += 1
        _if(rec, node.orelse, otherwise[0] if otherwise else None)
    elif node.orelse is not None:
        block(rec, node.orelse.body, otherwise)
    rec.is_fallback = fallback
    rec.import_kind = before
    if _leaves(node.body):
        return  # what the test has ruled out stays ruled out
    widen(rec, narrowed)
    if isinstance(node.orelse, cst.Else) and _leaves(node.orelse.body):
        rec.names.current = after_body
        return
    rec.merge(after_body, rec.names.current)


def _leaves(body: Any) -> bool:
    """Whether control never goes on after a suite."""
    last = body.body[-1] if body.body else None
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    return type(last) in _LEAVING


def _else(rec: Recorder, node: Any, tree: Tree) -> None:
    if node.orelse is not None:
        block(rec, node.orelse.body, child(tree, "orelse"))


def _for(rec: Recorder, node: cst.For, tree: Tree) -> None:
    rec.branches += 1 + (node.orelse is not None)
    source = expression(rec, node.iter, child(tree, "iter"))
    item = rec.slot()
    line = rec.line(node.iter, child(tree, "iter"))
    rec.emit(Op.ITERATE, item, source, line, int(node.asynchronous is not None))
    start = rec.names.current
    rec.names.current = {}  # a loop's body also sees what its later lines bind
    assign(rec, node.target, child(tree, "target"), item)
    block(rec, node.body, child(tree, "body"))
    _after_loop(rec, start)
    _else(rec, node, tree)


def _while(rec: Recorder, node: cst.While, tree: Tree) -> None:
    rec.branches += 1 + (node.orelse is not None)
    start = rec.names.current
    rec.names.current = {}
    test(rec, node.test, child(tree, "test"))
    before = narrow(rec, holding(rec, node.test, truth=True))
    block(rec, node.body, child(tree, "body"))
    widen(rec, before)
    _after_loop(rec, start)
    _else(rec, node, tree)


def _after_loop(rec: Recorder, start: dict[str, int]) -> None:
    """What was bound before a loop and not in it is still seen."""
    versions = rec.names.versions
    rec.names.current = {name: slot for name, slot in start.items() if versions.get(name, [0])[-1] == slot}


def _with(rec: Recorder, node: cst.With, tree: Tree) -> None:
    entered = rec.entered
    for item, part in pairs(node.items, child(tree, "items")):
        source = expression(rec, item.item, child(part, "context_expr"))
        target = rec.slot()
        line = rec.line(item.item, child(part, "context_expr"))
        rec.emit(Op.ENTER, target, source, line, int(node.asynchronous is not None))
        if item.asname is not None:
            assign(rec, item.asname.name, child(part, "optional_vars"), target)
        rec.entered = [*rec.entered, (source, "__aexit__" if node.asynchronous else "__exit__")]
    before = rec.import_kind
    if before is None and any(imports.suppresses_import_error(item) for item in node.items):
        rec.import_kind = ImportKind.OPTIONAL
    block(rec, node.body, child(tree, "body"))
    rec.entered = entered
    rec.import_kind = before


def _try(rec: Recorder, node: Any, tree: Tree) -> None:
    rec.branches += len(node.handlers) + (node.orelse is not None)
    before = rec.import_kind
    if before is None and imports.catches_import_error(node):
        rec.import_kind = ImportKind.OPTIONAL
    start = rec.names.current
    rec.names.current = dict(start)
    block(rec, node.body, child(tree, "body"))
    ends = [] if _leaves(node.body) else [rec.names.current]
    for handler, part in pairs(node.handlers, child(tree, "handlers")):
        _after_loop(rec, start)
        kinds = 0
        if handler.type is None:
            kinds = rec.read("BaseException")
            rec.emit(Op.CATCHES, kinds, rec.line(handler, part))
        else:
            rec.is_told = isinstance(handler.type, cst.Name)
            kinds = expression(rec, handler.type, child(part, "type"))
            rec.emit(Op.CATCHES, kinds, rec.line(handler, part))
            if handler.name is not None:
                slot = rec.bind(handler.name.name.value)
                rec.emit(Op.CATCH, slot, kinds)
        rec.caught.append(kinds)
        fallback, rec.is_fallback = rec.is_fallback, True
        block(rec, handler.body, child(part, "body"))
        rec.is_fallback = fallback
        rec.caught.pop()
        if not _leaves(handler.body):
            ends.append(rec.names.current)
    rec.import_kind = before
    if ends:
        rec.merge(*ends)
    _else(rec, node, tree)
    if node.finalbody is not None:
        block(rec, node.finalbody.body, child(tree, "finalbody"))


def _match(rec: Recorder, node: cst.Match, tree: Tree) -> None:
    subject = expression(rec, node.subject, child(tree, "subject"))
    rec.branches += sum(not is_irrefutable(case.pattern) for case in node.cases)
    start = rec.names.current
    ends = [start]
    for case, part in pairs(node.cases, child(tree, "cases")):
        rec.names.current = dict(start)
        before = narrow(rec, matched(rec, case.pattern, place(node.subject), subject))
        pattern(rec, case.pattern, subject)
        if case.guard is not None:
            test(rec, case.guard, child(part, "guard"))
        block(rec, case.body, child(part, "body"))
        widen(rec, before)
        if not _leaves(case.body):
            ends.append(rec.names.current)
    rec.merge(*ends)


def _function(rec: Recorder, node: cst.FunctionDef, tree: Tree) -> None:
    before = rec.import_kind
    if before is ImportKind.OPTIONAL:
        rec.import_kind = None
    function(rec, node, tree, block)
    rec.import_kind = before


def _class(rec: Recorder, node: cst.ClassDef, tree: Tree) -> None:
    class_(rec, node, tree, block)


def _type_alias(rec: Recorder, node: cst.TypeAlias, tree: Tree) -> None:
    slot = rec.bind(node.name.value)
    rec.define_variable(node.name.value, node.name, child(tree, "name"), rec.shown_value(node.value, child(tree, "value")))
    before = rec.enter_names()
    type_parameters(rec, node, tree)
    value = type_expression(rec, node.value, child(tree, "value"))
    rec.names = before
    if isinstance(value, int) and value:
        rec.emit(Op.COPY, slot, value)


_HANDLERS: dict[type, Callable[[Recorder, Any, Tree], None]] = {
    cst.Expr: _expr,
    cst.Return: _return,
    cst.Assign: _assign,
    cst.AnnAssign: _annotated,
    cst.AugAssign: _augmented,
    cst.Del: _delete,
    cst.Raise: _raise,
    cst.Assert: _assert,
    cst.Global: _global,
    cst.Nonlocal: _nonlocal,
    cst.Import: imports.import_,
    cst.ImportFrom: imports.import_from,
    cst.If: _if,
    cst.For: _for,
    cst.While: _while,
    cst.With: _with,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.Match: _match,
    cst.FunctionDef: _function,
    cst.ClassDef: _class,
    cst.TypeAlias: _type_alias,
}
