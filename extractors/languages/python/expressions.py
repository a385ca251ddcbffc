"""Expressions: from CST nodes to slots and instructions, with `ast` walked in step for positions.

Lambdas and comprehensions add themselves to `HANDLERS` from their own files.
"""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from extractors.languages.python.flow import SPREAD_KEY, UNKNOWN_KEY, Op, Shape
from extractors.languages.python.imports import import_call
from extractors.languages.python.narrowing import holding, narrow, widen
from extractors.languages.python.recorder import NOWHERE, Check, Mismatch, Recorder, Tree, child, pairs, starred
from extractors.languages.python.syntax import cst
from extractors.languages.python.texts import FORMATTED, affixes_of, percent_format

_BINARY = {
    cst.Add: "add",
    cst.Subtract: "sub",
    cst.Multiply: "mul",
    cst.Divide: "truediv",
    cst.FloorDivide: "floordiv",
    cst.Modulo: "mod",
    cst.Power: "pow",
    cst.LeftShift: "lshift",
    cst.RightShift: "rshift",
    cst.BitAnd: "and",
    cst.BitOr: "or",
    cst.BitXor: "xor",
    cst.MatrixMultiply: "matmul",
}
_UNARY = {cst.Minus: "__neg__", cst.Plus: "__pos__", cst.BitInvert: "__invert__"}
_COMPARE: dict[type, tuple[str, str]] = {
    cst.Equal: ("__eq__", "__eq__"),
    cst.NotEqual: ("__ne__", "__ne__"),
    cst.LessThan: ("__lt__", "__gt__"),
    cst.GreaterThan: ("__gt__", "__lt__"),
    cst.LessThanEqual: ("__le__", "__ge__"),
    cst.GreaterThanEqual: ("__ge__", "__le__"),
}
_MEMBERSHIP = {cst.In, cst.NotIn}
_OPEN = {cst.Name, cst.Attribute, cst.Subscript, cst.Call, cst.NamedExpr, cst.Await}
"""Expressions that can have values of any class."""
_TEXTS = cst.SimpleString | cst.ConcatenatedString | cst.FormattedString
_QUOTES = "'\""
_SINGLETONS = {"True": "bool", "False": "bool", "None": "NoneType"}


def expression(rec: Recorder, node: Any, tree: Tree) -> int:
    """The slot that holds an expression's value; 0 when nothing can be known of it."""
    handler = HANDLERS.get(type(node))
    return handler(rec, node, tree) if handler is not None else 0


def _name(rec: Recorder, node: cst.Name, tree: Tree) -> int:
    if tree is not None and type(tree) is not ast.Name and type(tree) is not ast.Constant:
        raise Mismatch(f"a name where ast has {type(tree).__name__}")
    name = node.value
    if name in _SINGLETONS:
        return rec.constant(_SINGLETONS[name])
    names = rec.names
    if names.is_local and (slot := names.current.get(name)):
        rec.is_told = False
        return slot  # a function's own variable, of which no relation tells
    if rec.is_told:
        rec.is_told = False
    else:
        rec.mention(name, tree.lineno if tree is not None else rec.statement_line)
    return rec.read(name)


def _constant(type_name: str) -> Callable[[Recorder, Any, Tree], int]:
    return lambda rec, _node, _tree: rec.constant(type_name)


def _simple_string(rec: Recorder, node: cst.SimpleString, _tree: Tree) -> int:
    return rec.constant("bytes" if "b" in node.prefix else "str")


def _attribute(rec: Recorder, node: cst.Attribute, tree: Tree) -> int:
    return attribute(rec, node, tree)[1]


def attribute(rec: Recorder, node: cst.Attribute, tree: Tree) -> tuple[int, int]:
    """The slots of an attribute's base and of what it holds."""
    base = expression(rec, node.value, child(tree, "value"))
    target = rec.slot()
    line = tree.end_lineno if tree is not None else rec.end_line(node, None)
    rec.emit(Op.LOAD, target, base, rec.string(node.attr.value), line)
    return base, _just_stored(rec, node) or target


def place(node: Any) -> str:
    """A place as text, when only names, attributes and constant keys are in it: `table["a"].run`."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.NamedExpr):
        return place(node.target)
    if isinstance(node, cst.Attribute):
        outer = place(node.value)
        return f"{outer}.{node.attr.value}" if outer else ""
    if isinstance(node, cst.Subscript) and len(node.slice) == 1 and isinstance(index := node.slice[0].slice, cst.Index):
        outer, key = place(node.value), getattr(index.value, "value", None)
        return f"{outer}[{key}]" if outer and isinstance(key, str) and not isinstance(index.value, cst.Name) else ""
    return ""


def _just_stored(rec: Recorder, node: Any) -> int:
    """What a place holds right after it was assigned to or checked; 0 for any other place."""
    if not rec.stored[0] and not rec.narrowed:
        return 0
    text = place(node)
    return rec.stored[1] if text and rec.stored[0] == text else rec.narrowed.get(text, 0)


def key_of(rec: Recorder, node: cst.BaseExpression) -> int:
    """The number of a constant key's text, UNKNOWN_KEY for any other."""
    if isinstance(node, cst.SimpleString):
        return rec.string(repr(_text(node)))
    if isinstance(node, cst.Integer):
        return rec.string(node.value)
    if (
        isinstance(node, cst.UnaryOperation)
        and isinstance(node.operator, cst.Minus)
        and isinstance(node.expression, cst.Integer)
    ):
        return rec.string("-" + node.expression.value)
    if isinstance(node, cst.Name) and node.value in _SINGLETONS:
        return rec.string({"True": "1", "False": "0"}.get(node.value, node.value))
    return UNKNOWN_KEY


def _text(node: cst.SimpleString) -> str | bytes:
    """What a string holds. One without a prefix, escapes or line ends is read without evaluating it, in a tenth of the time."""
    value = node.value
    plain = value[1:-1]
    if value[0] in _QUOTES and "\\" not in plain and value[0] not in plain:
        return plain
    return node.evaluated_value


def subscript(rec: Recorder, node: cst.Subscript, tree: Tree) -> tuple[int, int, bool]:
    """A subscript's base, its key's number, and whether it is a slice."""
    base = expression(rec, node.value, child(tree, "value"))
    inner = child(tree, "slice")
    elements = node.slice
    first = elements[0]
    many = len(elements) > 1 or isinstance(first.comma, cst.Comma) or getattr(first.slice, "star", None)
    trees = (child(inner, "elts") if inner is not None else None) if many else (None if inner is None else [inner])
    key, is_slice = UNKNOWN_KEY, False
    for element, part in pairs(elements, trees):
        if isinstance(element.slice, cst.Slice):
            is_slice = not many
            slice_bounds(rec, element.slice, part)
        else:
            value = part.value if isinstance(part, ast.Starred) else part
            slot = expression(rec, element.slice.value, value)
            if not many:
                key = key_of(rec, element.slice.value)
                if key == UNKNOWN_KEY and base and slot and slot not in rec.plain:
                    rec.emit(Op.LOOK_UP, base, slot, rec.line(node, tree))
    return base, key, is_slice


def slice_bounds(rec: Recorder, node: cst.Slice, tree: Tree) -> None:
    """The parts of `lower:upper:step`."""
    for field in ("lower", "upper", "step"):
        bound = getattr(node, field)
        if bound is not None:
            expression(rec, bound, child(tree, field))


def _subscript(rec: Recorder, node: cst.Subscript, tree: Tree) -> int:
    return item(rec, node, tree)[2]


def item(rec: Recorder, node: cst.Subscript, tree: Tree) -> tuple[int, int, int]:
    """A subscript's base, its key's number, and the slot of what it holds."""
    base, key, is_slice = subscript(rec, node, tree)
    target = rec.slot()
    if is_slice:
        rec.emit(Op.SLICE, target, base, _first_index(node), rec.line(node, tree))
        return base, key, target
    rec.emit(Op.ITEM, target, base, key, rec.line(node, tree))
    return base, key, _just_stored(rec, node) or target


def _first_index(node: cst.Subscript) -> int:
    bounds = node.slice[0].slice
    assert isinstance(bounds, cst.Slice)
    if bounds.step is not None:
        return -1
    if bounds.lower is None:
        return 0
    return int(bounds.lower.value, 0) if isinstance(bounds.lower, cst.Integer) and bounds.lower.value.isdigit() else -1


def _call(rec: Recorder, node: cst.Call, tree: Tree) -> int:
    func = node.func
    function_tree = child(tree, "func")
    rec.is_told = type(func) is cst.Name
    callee = expression(rec, func, function_tree)
    positional, named = arguments(rec, node.args, child(tree, "args"), child(tree, "keywords"))
    if rec.quoted:
        return 0  # no code: Python calls nothing that stands in a quoted annotation
    target = rec.slot()
    shape, name = called(func)
    line = rec.line(func, function_tree) if shape is Shape.NAME else rec.end_line(func, function_tree)
    rec.emit(Op.CALL, target, callee, positional, named, line, rec.string(name), int(shape))
    rec.stored = NOWHERE  # the call may have changed it
    if name in {"import_module", "__import__"}:
        import_call(rec, node, line, target)
    special = _SPECIAL_CALLS.get(name)
    if special is not None and len(node.args) > 1 and len(positional) > 1:
        special(rec, node, positional, target, line)
    elif name == "format" and isinstance(func, cst.Attribute) and isinstance(func.value, _TEXTS):
        for slot in positional:
            rec.invoke(slot, FORMATTED, line)
    return target


def _getattr(rec: Recorder, node: cst.Call, positional: list[int], target: int, line: int) -> None:
    attribute = node.args[1].value
    text = attribute.evaluated_value if isinstance(attribute, cst.SimpleString) else None
    if not isinstance(node.func, cst.Name):
        return
    if isinstance(text, str):
        rec.emit(Op.LOAD, target, positional[0], rec.string(text), line)
    elif any(found := affixes_of(rec, attribute)):
        rec.emit(Op.CHOOSE, target, positional[0], rec.string(found[0]), rec.string(found[1]), line)


def _check(rec: Recorder, node: cst.Call, positional: list[int], _target: int, _line: int) -> None:
    assert isinstance(node.func, cst.Name)
    if text := place(node.args[0].value):
        rec.checks[id(node)] = Check(text, positional[0], [(positional[1], int(node.func.value == "issubclass"))])


def _hasattr(rec: Recorder, node: cst.Call, positional: list[int], _target: int, line: int) -> None:
    _getattr(rec, node, positional, rec.slot(), line)


_SPECIAL_CALLS = {"getattr": _getattr, "hasattr": _hasattr, "isinstance": _check, "issubclass": _check}


def called(func: cst.BaseExpression) -> tuple[Shape, str]:
    """How a call writes its function, and the last part of the name."""
    if isinstance(func, cst.Name):
        return Shape.NAME, func.value
    if isinstance(func, cst.Attribute):
        return Shape.ATTRIBUTE, func.attr.value
    if isinstance(func, cst.Call):
        return Shape.OTHER, called(func.func)[1] + "()"
    if isinstance(func, cst.Subscript):
        return Shape.OTHER, called(func.value)[1] + "[]"
    return Shape.OTHER, "<lambda>" if isinstance(func, cst.Lambda) else "<expression>"


def arguments(rec: Recorder, args: Any, trees: Any, keywords: Any) -> tuple[list[int], list[int]]:
    """Positional slots, and pairs of a name (-1 for `**`) and a slot."""
    positional: list[int] = []
    named: list[int] = []
    position = keyword = 0
    for arg in args:
        if arg.keyword is not None or arg.star == "**":
            tree = None
            if keywords is not None:
                tree = at(keywords, keyword).value
                keyword += 1
            slot = expression(rec, arg.value, tree)
            named += (rec.string(arg.keyword.value) if arg.keyword is not None else -1, slot)
        else:
            tree = None
            if trees is not None:
                tree = at(trees, position)
                position += 1
            if arg.star:
                positional.append(starred(expression(rec, arg.value, child(tree, "value"))))
            else:
                positional.append(expression(rec, arg.value, tree))
    return positional, named


def at(trees: Any, index: int) -> Any:
    """One of a list's `ast` nodes. Raises Mismatch when it is shorter."""
    if index >= len(trees):
        raise Mismatch("fewer arguments in ast")
    return trees[index]


def _sequence(type_name: str) -> Callable[[Recorder, Any, Tree], int]:
    def handle(rec: Recorder, node: Any, tree: Tree) -> int:
        slots = []
        for element, part in pairs(node.elements, child(tree, "elts")):
            if isinstance(element, cst.StarredElement):
                slots.append(starred(expression(rec, element.value, child(part, "value"))))
            else:
                slots.append(expression(rec, element.value, part))
            if type_name == "set":
                hashed(rec, slots[-1], node, tree)
        target = rec.slot()
        rec.emit(Op.SEQUENCE, target, rec.string(type_name), slots, rec.line(node, tree))
        rec.elements[id(node)] = slots
        return target

    return handle


def hashed(rec: Recorder, key: int, node: cst.CSTNode, tree: Tree) -> None:
    """A dict or set that is written out hashes what it is to hold."""
    rec.invoke(key, "__hash__", rec.line(node, tree))


def _dict(rec: Recorder, node: cst.Dict, tree: Tree) -> int:
    keys, values = child(tree, "keys"), child(tree, "values")
    if tree is not None and len(keys) != len(node.elements):
        raise Mismatch("dict")
    entries: list[int] = []
    for index, element in enumerate(node.elements):
        value_tree = values[index] if values is not None else None
        if isinstance(element, cst.DictElement):
            key = expression(rec, element.key, keys[index] if keys is not None else None)
            hashed(rec, key, node, tree)
            entries += (key_of(rec, element.key), expression(rec, element.value, value_tree))
        else:
            entries += (SPREAD_KEY, expression(rec, element.value, value_tree))
    target = rec.slot()
    rec.emit(Op.MAPPING, target, entries)
    return target


def _binary(rec: Recorder, node: cst.BinaryOperation, tree: Tree) -> int:
    left = expression(rec, node.left, child(tree, "left"))
    right = expression(rec, node.right, child(tree, "right"))
    name = _BINARY[type(node.operator)]
    if name == "mod" and isinstance(node.left, _TEXTS):
        percent_format(rec, node, right, tree)
    target = rec.slot()
    rec.emit(Op.OPERATE, target, left, right, rec.string(f"__{name}__"), rec.string(f"__r{name}__"), rec.line(node, tree))
    return target


def binary_method(operator: cst.BaseAugOp) -> str:
    """The name part of an augmented assignment's method: `add` for `+=`."""
    return _BINARY[getattr(cst, type(operator).__name__.removesuffix("Assign"))]


def _operands(node: cst.BaseExpression, kind: type) -> Iterator[cst.BaseExpression]:
    if isinstance(node, cst.BooleanOperation) and type(node.operator) is kind:
        for side in (node.left, node.right):
            if isinstance(side, cst.BooleanOperation) and not side.lpar:
                yield from _operands(side, kind)
            else:
                yield side
    else:
        yield node


def _boolean(rec: Recorder, node: cst.BooleanOperation, tree: Tree) -> int:
    target = rec.slot()
    is_and = isinstance(node.operator, cst.And)
    before = []
    operands = list(_operands(node, type(node.operator)))
    rec.branches += len(operands) - 1
    for operand, part in pairs(operands, child(tree, "values")):
        if slot := expression(rec, operand, part):
            rec.emit(Op.COPY, target, slot)
            if operand is not operands[-1]:
                tested(rec, operand, slot, part)
        before += narrow(rec, holding(rec, operand, truth=is_and))
    widen(rec, before)
    return target


def test(rec: Recorder, node: cst.BaseExpression, tree: Tree) -> None:
    """An expression whose truth is asked for."""
    tested(rec, node, expression(rec, node, tree), tree)


def tested(rec: Recorder, node: cst.BaseExpression, slot: int, tree: Tree) -> None:
    """Note that an expression's truth is asked for."""
    if slot and type(node) in _OPEN:
        rec.invoke(slot, "__bool__ __len__", rec.line(node, tree))


def _unary(rec: Recorder, node: cst.UnaryOperation, tree: Tree) -> int:
    operand = expression(rec, node.expression, child(tree, "operand"))
    method = _UNARY.get(type(node.operator))
    if method is None:
        tested(rec, node.expression, operand, child(tree, "operand"))
        return rec.constant("bool")
    target = rec.slot()
    rec.emit(Op.OPERATE, target, operand, 0, rec.string(method), -1, rec.line(node, tree))
    return target


def _comparison(rec: Recorder, node: cst.Comparison, tree: Tree) -> int:
    left = expression(rec, node.left, child(tree, "left"))
    target = 0
    for part, right_tree in pairs(node.comparisons, child(tree, "comparators")):
        right = expression(rec, part.comparator, right_tree)
        line = rec.line(node, tree)
        methods = _COMPARE.get(type(part.operator))
        if methods is not None:
            target = rec.slot()
            rec.emit(Op.OPERATE, target, left, right, rec.string(methods[0]), rec.string(methods[1]), line)
        elif type(part.operator) in _MEMBERSHIP:
            rec.emit(Op.OPERATE, rec.slot(), right, left, rec.string("__contains__"), -1, line)
        left = right
    return target or rec.constant("bool")


def _conditional(rec: Recorder, node: cst.IfExp, tree: Tree) -> int:
    rec.branches += 1
    test(rec, node.test, child(tree, "test"))
    target = rec.slot()
    for field, truth in (("body", True), ("orelse", False)):
        before = narrow(rec, holding(rec, node.test, truth=truth))
        if slot := expression(rec, getattr(node, field), child(tree, field)):
            rec.emit(Op.COPY, target, slot)
        widen(rec, before)
    return target


def _await(rec: Recorder, node: cst.Await, tree: Tree) -> int:
    value = expression(rec, node.expression, child(tree, "value"))
    target = rec.slot()
    rec.emit(Op.AWAIT, target, value, rec.line(node, tree))
    return target


def _yield(rec: Recorder, node: cst.Yield, tree: Tree) -> int:
    scope = rec.scope
    if not scope.yields:
        scope.yields = rec.slot()
    if isinstance(node.value, cst.From):
        value = expression(rec, node.value.item, child(tree, "value"))
        target = rec.slot()
        rec.emit(Op.YIELD_FROM, target, value, rec.line(node, tree))
        return target
    if node.value is not None and (value := expression(rec, node.value, child(tree, "value"))):
        rec.emit(Op.YIELD, value)
    return 0


def _named(rec: Recorder, node: cst.NamedExpr, tree: Tree) -> int:
    value = expression(rec, node.value, child(tree, "value"))
    assert isinstance(node.target, cst.Name)
    names = rec.names
    # A walrus in a comprehension binds in the scope around it.
    while rec.names.parent is not None and rec.names in rec.comprehensions:
        rec.names = rec.names.parent
    slot = rec.bind(node.target.value)
    rec.names = names
    if value:
        rec.emit(Op.COPY, slot, value)
    return value


def _formatted_parts(node: Any) -> Iterator[Any]:
    if isinstance(node, cst.ConcatenatedString):
        yield from _formatted_parts(node.left)
        yield from _formatted_parts(node.right)
    elif not isinstance(node, cst.SimpleString):
        yield from (part for part in node.parts if hasattr(part, "expression"))


def _formatted(rec: Recorder, node: Any, tree: Tree) -> int:
    parts = list(_formatted_parts(node))
    trees = None
    if tree is not None:
        trees = [value for value in getattr(tree, "values", ()) if not isinstance(value, ast.Constant)]
    for part, part_tree in pairs(parts, trees):
        _replacement(rec, part, part_tree)
    return rec.constant("bytes" if parts == [] and getattr(node, "prefix", "").lower() == "b" else "str")


def _replacement(rec: Recorder, node: Any, tree: Tree) -> None:
    slot = expression(rec, node.expression, child(tree, "value"))
    names = {None: FORMATTED, "s": "__str__ __repr__"}.get(node.conversion, "__repr__")
    rec.invoke(slot, names, rec.line(node.expression, child(tree, "value")))
    if node.format_spec:
        spec = child(tree, "format_spec")
        inner = [part for part in node.format_spec if hasattr(part, "expression")]
        trees = None if spec is None else [value for value in spec.values if not isinstance(value, ast.Constant)]
        for part, part_tree in pairs(inner, trees):
            _replacement(rec, part, part_tree)


HANDLERS: dict[type, Callable[[Recorder, Any, Tree], int]] = {
    cst.Name: _name,
    cst.Integer: _constant("int"),
    cst.Float: _constant("float"),
    cst.Imaginary: _constant("complex"),
    cst.SimpleString: _simple_string,
    cst.ConcatenatedString: _formatted,
    cst.FormattedString: _formatted,
    cst.Attribute: _attribute,
    cst.Subscript: _subscript,
    cst.Call: _call,
    cst.Tuple: _sequence("tuple"),
    cst.List: _sequence("list"),
    cst.Set: _sequence("set"),
    cst.Dict: _dict,
    cst.BinaryOperation: _binary,
    cst.BooleanOperation: _boolean,
    cst.UnaryOperation: _unary,
    cst.Comparison: _comparison,
    cst.IfExp: _conditional,
    cst.Await: _await,
    cst.Yield: _yield,
    cst.NamedExpr: _named,
}
if hasattr(cst, "TemplatedString"):
    HANDLERS[cst.TemplatedString] = _formatted
