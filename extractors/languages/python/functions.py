"""Functions, lambdas and classes: their scopes, parameters, decorators and definitions."""

import inspect
from typing import Any

from extractors.languages.python.annotations import declared_type, type_expression
from extractors.languages.python.expressions import HANDLERS, arguments, expression
from extractors.languages.python.flow import Op, Parameter, Pass, Place, Scope
from extractors.languages.python.recorder import Mismatch, Names, Recorder, Tree, child, pairs
from extractors.languages.python.syntax import cst
from extractors.languages.python.tokens import tokens
from extractors.languages.python.written import on_one_line, parameters_written
from graph.facts import Definition, ImportKind, Kind
from graph.similarity.shingles import sketch

_PROPERTIES = {"property", "cached_property", "abstractproperty", "setter", "getter", "deleter", "hybrid_property"}


def function(rec: Recorder, node: cst.FunctionDef, tree: Tree, body: Any) -> None:
    """A `def`: `body` walks its statements."""
    decorators = _decorators(rec, node, tree)
    name = node.name.value
    line, end_line = _span(rec, node, tree)
    in_class = rec.scope.place == Place.CLASS and rec.names.opaque
    texts = _decorator_texts(rec, node, tree)
    before = _type_scope(rec, node, tree)
    scope = Scope(Place.FUNCTION, rec.qualified(name), _number(rec), len(rec.definitions), line)
    outer_declaring, rec.declaring = rec.declaring, scope
    rec.declared[id(scope)] = scope
    parameters = _declared(rec, node.params, child(tree, "args"))
    if node.returns is not None:
        scope.returns = declared_type(rec, node.returns.annotation, child(tree, "returns"))
    rec.declaring = outer_declaring
    number = scope.definition = rec.reserve(scope.name)
    scope.is_async = node.asynchronous is not None
    scope.decorators = decorators
    state = _open(rec, scope, parameters)
    rec.is_static = "staticmethod" in texts
    scope.result = rec.slot()
    scope.is_fallback, rec.is_fallback = rec.is_fallback, False
    scope.is_typing = rec.import_kind is ImportKind.TYPING
    outer_branches, rec.branches, statements = rec.branches, 0, rec.statements
    body(rec, node.body, child(tree, "body"))
    rec.is_fallback = scope.is_fallback
    found = tokens(rec.lines[line - 1 : end_line])
    rec.definitions[number] = Definition(
        scope.name,
        _function_kind(texts) if in_class else Kind.FUNCTION,
        line,
        end_line,
        rec.digest(line, end_line),
        signature=_signature(rec, node, tree),
        docstring=docstring(node, tree),
        decorators=texts,
        is_async=node.asynchronous is not None,
        complexity=1 + rec.branches,
        statements=rec.statements - statements,
        parameters=len(parameters),
        tokens=len(found),
        sketch=sketch(found),
    )
    rec.branches = outer_branches
    _close(rec, state)
    if before is not None:
        rec.names = before
    _bind_decorated(rec, name, scope, decorators, texts)


def class_(rec: Recorder, node: cst.ClassDef, tree: Tree, body: Any) -> None:
    """A `class` statement."""
    decorators = _decorators(rec, node, tree)
    name = node.name.value
    line, end_line = _span(rec, node, tree)
    texts = _decorator_texts(rec, node, tree)
    before = _type_scope(rec, node, tree)
    scope = Scope(Place.CLASS, rec.qualified(name), _number(rec), len(rec.definitions), line)
    bases = child(tree, "bases")
    for index, arg in enumerate(node.bases):
        part = None if bases is None else bases[index] if index < len(bases) else _missing()
        value = part.value if arg.star and part is not None else part
        rec.is_told = isinstance(arg.value, cst.Name)
        scope.bases.append([type_expression(rec, arg.value, value), rec.line(arg.value, value)])
    _, named = arguments(rec, node.keywords, None if tree is None else [], child(tree, "keywords"))
    scope.keywords = [list(pair) for pair in zip(named[::2], named[1::2], strict=True)]
    signature = ", ".join(rec.code(arg).rstrip(", ") for arg in (*node.bases, *node.keywords))
    number = scope.definition = rec.reserve(scope.name)
    scope.decorators = decorators
    state = _open(rec, scope, [], opaque=True)
    names = rec.names
    scope.is_fallback, rec.is_fallback = rec.is_fallback, False
    branches, statements = rec.branches, rec.statements
    body(rec, node.body, child(tree, "body"))
    rec.branches, rec.is_fallback = branches, scope.is_fallback
    rec.definitions[number] = Definition(
        scope.name,
        Kind.CLASS,
        line,
        end_line,
        rec.digest(line, end_line),
        signature=f"({signature})" if signature else "",
        docstring=docstring(node, tree),
        decorators=texts,
        statements=rec.statements - statements,
    )
    _close(rec, state)
    scope.names = {name: names.current.get(name, slot) for name, slot in names.slots.items() if name in names.bound}
    if before is not None:
        rec.names = before
    _bind_decorated(rec, name, scope, decorators, texts)


def _missing() -> Any:
    raise Mismatch("fewer bases in ast")


def _lambda(rec: Recorder, node: cst.Lambda, tree: Tree) -> int:
    if rec.quoted:
        return 0
    rec.lambdas[-1] += 1
    name = rec.qualified(f"<lambda{rec.lambdas[-1]}>")
    line, end_line = rec.line(node, tree), rec.end_line(node, tree)
    scope = Scope(Place.LAMBDA, name, _number(rec), len(rec.definitions), line)
    signature = f"({rec.code(node.params).strip()})"
    number = rec.reserve(name)
    state = _open(rec, scope, [])
    outer = rec.names
    rec.names = outer.parent or outer
    parameters = _declared(rec, node.params, child(tree, "args"))
    rec.names = outer
    _bind_parameters(rec, scope, parameters)
    scope.result = rec.slot()
    branches, rec.branches = rec.branches, 0
    if value := expression(rec, node.body, child(tree, "body")):
        rec.emit(Op.COPY, scope.result, value)
    rec.definitions[number] = Definition(
        name,
        Kind.LAMBDA,
        line,
        end_line,
        rec.digest(line, end_line),
        signature=signature,
        complexity=1 + rec.branches,
        parameters=len(parameters),
    )
    rec.branches = branches
    _close(rec, state)
    target = rec.slot()
    rec.emit(Op.DEFINE, target, rec.number_of[id(scope)])
    return target


type _Declared = list[tuple[str, Pass, int, Any, bool]]


def _declared(rec: Recorder, params: cst.Parameters, tree: Tree) -> _Declared:
    """Parameters with defaults and annotations read in the scope around the function."""
    result: _Declared = []
    positional = [*params.posonly_params, *params.params]
    trees = None if tree is None else [*tree.posonlyargs, *tree.args]
    defaults = list(tree.defaults) if tree is not None else []
    with_default = sum(param.default is not None for param in positional)
    if tree is not None and with_default != len(defaults):
        raise Mismatch("defaults")
    for index, (param, part) in enumerate(pairs(positional, trees)):
        default_tree = defaults.pop(0) if param.default is not None and tree is not None else None
        how = Pass.POSITION if index < len(params.posonly_params) else Pass.EITHER
        result.append(_one(rec, param, part, default_tree, how))
    if isinstance(params.star_arg, cst.Param):
        result.append(_one(rec, params.star_arg, child(tree, "vararg"), None, Pass.REST))
    keyword_defaults = None if tree is None else tree.kw_defaults
    for index, (param, part) in enumerate(pairs(params.kwonly_params, child(tree, "kwonlyargs"))):
        default_tree = keyword_defaults[index] if keyword_defaults is not None else None
        result.append(_one(rec, param, part, default_tree, Pass.KEYWORD))
    if params.star_kwarg is not None:
        result.append(_one(rec, params.star_kwarg, child(tree, "kwarg"), None, Pass.KEYWORDS))
    return result


def _one(rec: Recorder, param: cst.Param, tree: Tree, default_tree: Tree, how: Pass) -> tuple[str, Pass, int, Any, bool]:
    default = expression(rec, param.default, default_tree) if param.default is not None else 0
    annotation = 0
    if param.annotation is not None:
        annotation = declared_type(rec, param.annotation.annotation, child(tree, "annotation"))
    return param.name.value, how, default, annotation, param.default is not None


def _bind_parameters(rec: Recorder, scope: Scope, parameters: _Declared) -> None:
    for name, how, default, annotation, is_optional in parameters:
        scope.parameters.append(Parameter(name, rec.bind(name), int(how), default, annotation, is_optional))


def _number(rec: Recorder) -> int:
    return rec.numbers[-1]


def _open(rec: Recorder, scope: Scope, parameters: _Declared, *, opaque: bool = False) -> tuple[Any, ...]:
    state = (rec.scope, rec.ops, rec.names, rec.is_static, rec.statement_line, rec.narrowed, rec.entered)
    rec.narrowed, rec.entered = {}, []
    rec.scopes.append(scope)
    rec.numbers.append(len(rec.scopes) - 1)
    rec.number_of[id(scope)] = rec.numbers[-1]
    rec.lambdas.append(0)
    rec.scope, rec.ops = scope, scope.ops
    rec.enter_names(opaque=opaque)
    _bind_parameters(rec, scope, parameters)
    return state


def _close(rec: Recorder, state: tuple[Any, ...]) -> None:
    rec.numbers.pop()
    rec.lambdas.pop()
    rec.scope, rec.ops, rec.names, rec.is_static, rec.statement_line, rec.narrowed, rec.entered = state


def _bind_decorated(rec: Recorder, name: str, scope: Scope, decorators: list[list[int]], texts: tuple[str, ...]) -> None:
    number = rec.number_of[id(scope)]
    target = rec.bind(name)
    if not decorators:
        rec.emit(Op.DEFINE, target, number)
        return
    value = rec.slot()
    rec.emit(Op.DEFINE, value, number)
    for (decorator, line), text in zip(reversed(decorators), reversed(texts), strict=True):
        result = rec.slot()
        simple = text.replace(".", "").isidentifier()
        shape = 2 if not simple else 1 if "." in text else 0
        rec.emit(Op.DECORATE, result, decorator, value, line, rec.string(text.split("(")[0].rpartition(".")[2]), shape)
        value = result
    rec.emit(Op.COPY, target, value)


def _decorators(rec: Recorder, node: cst.FunctionDef | cst.ClassDef, tree: Tree) -> list[list[int]]:
    found = []
    for decorator, part in pairs(node.decorators, child(tree, "decorator_list")):
        rec.is_told = isinstance(decorator.decorator, cst.Name)
        slot = expression(rec, decorator.decorator, part)
        found.append([slot, rec.line(decorator.decorator, part)])
    return found


def _decorator_texts(rec: Recorder, node: cst.FunctionDef | cst.ClassDef, tree: Tree) -> tuple[str, ...]:
    decorators = pairs(node.decorators, child(tree, "decorator_list"))
    return tuple(rec.code(decorator.decorator, part) for decorator, part in decorators)


def _span(rec: Recorder, node: Any, tree: Tree) -> tuple[int, int]:
    """The lines of a definition from its `def` or `class`, decorators excluded, to its last statement."""
    if tree is not None:
        return tree.lineno, tree.end_lineno
    start = rec.line(node.name, None)
    last: Any = node
    while True:
        body = last.body
        if isinstance(last, cst.Try | cst.TryStar) and last.finalbody is not None:
            last = last.finalbody
            continue
        statements = getattr(body, "body", body)
        if not statements or not isinstance(statements, tuple | list):
            return start, max(start, rec.end_line(last, None))
        last = statements[-1]
        if isinstance(last, cst.SimpleStatementLine) or not hasattr(last, "body"):
            return start, max(start, rec.end_line(last.body[-1] if hasattr(last, "body") else last, None))
        last = _tail(last)


def _tail(node: Any) -> Any:
    """The last clause of a compound statement."""
    while True:
        after = getattr(node, "finalbody", None) or getattr(node, "orelse", None)
        if after is None and isinstance(node, cst.Try | cst.TryStar) and node.handlers:
            after = node.handlers[-1]
        if after is None and isinstance(node, cst.Match) and node.cases:
            after = node.cases[-1]
        if after is None:
            return node
        node = after


def _type_scope(rec: Recorder, node: Any, tree: Tree) -> Names | None:
    if getattr(node, "type_parameters", None) is None:
        return None
    before = rec.enter_names()
    type_parameters(rec, node, tree)
    return before


def type_parameters(rec: Recorder, node: Any, tree: Tree) -> None:
    """PEP 695 and 696: names with bounds and defaults, bound in the scope that is open."""
    parameters = getattr(node, "type_parameters", None)
    if parameters is None:
        return
    rec.names.bound.update(param.param.name.value for param in parameters.params)
    for param, part in pairs(parameters.params, child(tree, "type_params")):
        slot = rec.bind(param.param.name.value)
        bound = getattr(param.param, "bound", None)
        if bound is not None and (value := type_expression(rec, bound, child(part, "bound"))) and isinstance(value, int):
            rec.emit(Op.COPY, slot, value)
        if param.default is not None:
            type_expression(rec, param.default, child(part, "default_value"))


def _function_kind(decorators: tuple[str, ...]) -> Kind:
    for text in decorators:
        if text.split("(")[0].rpartition(".")[2] in _PROPERTIES:
            return Kind.PROPERTY
    return Kind.METHOD


def _signature(rec: Recorder, node: cst.FunctionDef, tree: Tree) -> str:
    written = parameters_written(rec.lines, tree) if tree is not None else None
    text = f"({on_one_line(written) if written is not None else rec.code(node.params)})"
    if node.returns is not None:
        text += f" -> {rec.code(node.returns.annotation, child(tree, 'returns'))}"
    return text.replace("( ", "(").replace(",)", ")")


def docstring(node: Any, tree: Tree) -> str:
    """A module's, class's or function's docstring, without its indentation."""
    if tree is not None:
        first = tree.body[0] if tree.body else None
        value = getattr(getattr(first, "value", None), "value", None) if type(first).__name__ == "Expr" else None
    else:
        body = node.body.body if hasattr(node.body, "body") else node.body
        statement = body[0] if body else None
        while isinstance(statement, cst.SimpleStatementLine):
            statement = statement.body[0]
        expr = statement.value if isinstance(statement, cst.Expr) else None
        value = expr.evaluated_value if isinstance(expr, cst.SimpleString | cst.ConcatenatedString) else None
    return inspect.cleandoc(value) if isinstance(value, str) else ""


HANDLERS[cst.Lambda] = _lambda
