"""Import statements, their kind, and `__all__`."""

from typing import Any

from extractors.languages.python.flow import Op, Place
from extractors.languages.python.recorder import Recorder, Tree
from extractors.languages.python.syntax import cst
from graph.facts import Import, ImportKind

_IMPORT_ERRORS = {"ImportError", "ModuleNotFoundError", "Exception", "BaseException"}


def dotted(node: Any) -> str:
    """A name or attribute chain as text, empty for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    parts.append(node.value)
    return ".".join(reversed(parts))


def import_(rec: Recorder, node: cst.Import, tree: Tree) -> None:
    """`import a.b` binds `a`; `import a.b as c` binds the submodule."""
    line, kind = rec.line(node, tree), _kind(rec)
    for item in node.names:
        module = dotted(item.name)
        alias = _alias(item)
        bound = alias or module.partition(".")[0]
        rec.imports.append(Import(module, "", alias or module, 0, line, rec.scope.name, kind))
        is_top = int(not alias)
        rec.emit(Op.IMPORT, rec.bind(bound), 0, rec.string(module), -1, line, is_top)


def import_from(rec: Recorder, node: cst.ImportFrom, tree: Tree) -> None:
    """`from a import b`, relative or not, or a star."""
    line, kind = rec.line(node, tree), _kind(rec)
    module = dotted(node.module) if node.module is not None else ""
    level = len(node.relative)
    if isinstance(node.names, cst.ImportStar):
        rec.imports.append(Import(module, "*", "*", level, line, rec.scope.name, kind))
        rec.emit(Op.STAR, level, rec.string(module), line)
        return
    for item in node.names:
        name = dotted(item.name)
        alias = _alias(item) or name
        rec.imports.append(Import(module, name, alias, level, line, rec.scope.name, kind))
        rec.emit(Op.IMPORT, rec.bind(alias), level, rec.string(module), rec.string(name), line, 0)


def import_call(rec: Recorder, node: cst.Call, line: int, target: int) -> None:
    """`importlib.import_module("a.b")` or `__import__("a.b")`: the module is what the call gives."""
    first = node.args[0].value if node.args else None
    if not isinstance(first, cst.SimpleString) or not isinstance(text := first.evaluated_value, str):
        return
    module = text.lstrip(".")
    level = len(text) - len(module)
    if level and not (len(node.args) > 1 and dotted(node.args[1].value) in {"__package__", "__name__"}):
        return
    rec.imports.append(Import(module, "", "", level, line, rec.scope.name, _kind(rec), is_call=True))
    if not level:
        is_top = int(isinstance(node.func, cst.Name) and node.func.value == "__import__")
        rec.emit(Op.IMPORT, target, 0, rec.string(module), -1, line, is_top)


def is_type_checking(node: Any) -> bool:
    """Whether a condition is `TYPE_CHECKING`, alone or with more that must hold."""
    if isinstance(node, cst.BooleanOperation):
        return isinstance(node.operator, cst.And) and (is_type_checking(node.left) or is_type_checking(node.right))
    return dotted(node).rpartition(".")[2] == "TYPE_CHECKING"


def is_not_type_checking(node: Any) -> bool:
    """Whether a condition is `not TYPE_CHECKING`."""
    return isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not) and is_type_checking(node.expression)


def suppresses_import_error(item: Any) -> bool:
    """Whether a `with` item is `suppress(ImportError)`."""
    call = item.item
    if not isinstance(call, cst.Call) or dotted(call.func).rpartition(".")[2] != "suppress":
        return False
    return any(dotted(arg.value).rpartition(".")[2] in _IMPORT_ERRORS for arg in call.args)


def _alias(item: cst.ImportAlias) -> str:
    if item.asname is None or not isinstance(item.asname.name, cst.Name):
        return ""
    return item.asname.name.value


def _kind(rec: Recorder) -> ImportKind:
    if rec.import_kind is not None:
        return rec.import_kind
    inside = any(rec.scopes[number].place >= Place.FUNCTION for number in rec.numbers)
    return ImportKind.LAZY if inside else ImportKind.RUNTIME


def catches_import_error(node: Any) -> bool:
    """Whether a `try` survives a missing module."""
    for handler in node.handlers:
        if handler.type is None:
            return True
        kinds = [element.value for element in handler.type.elements] if isinstance(handler.type, cst.Tuple) else [handler.type]
        if any(dotted(kind).rpartition(".")[2] in _IMPORT_ERRORS for kind in kinds):
            return True
    return False


def note_exports(rec: Recorder, node: Any) -> None:
    """Keep what `__all__` lists; what cannot be read makes it open."""
    if rec.scope.place != Place.MODULE:
        return
    if isinstance(node, cst.Expr):
        call = node.value
        if not (isinstance(call, cst.Call) and isinstance(call.func, cst.Attribute) and _is_all(call.func.value)):
            return
        _add_exports(rec, call.args[0].value if call.args else None)
        return
    if isinstance(node, cst.Assign):
        targets: list[Any] = [target.target for target in node.targets]
    else:
        targets = [node.target]
    if any(_is_all(target) for target in targets):
        _add_exports(rec, node.value)


def _is_all(node: Any) -> bool:
    return isinstance(node, cst.Name) and node.value == "__all__"


def _add_exports(rec: Recorder, value: Any) -> None:
    if rec.exports is None:
        rec.exports = []
    if isinstance(value, cst.BinaryOperation):
        _add_exports(rec, value.left)
        _add_exports(rec, value.right)
    elif isinstance(value, cst.List | cst.Tuple | cst.Set):
        for element in value.elements:
            if isinstance(element.value, cst.SimpleString) and isinstance(text := element.value.evaluated_value, str):
                rec.exports.append(text)
            else:
                rec.exports_open = True
    elif isinstance(value, cst.SimpleString) and isinstance(text := value.evaluated_value, str):
        rec.exports.append(text)
    else:
        rec.exports_open = True
