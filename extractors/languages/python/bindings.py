"""What a module or class of an installed file binds, read from its statements."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_DEFINITIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Scope:
    """What a module or class binds.

    `imported` maps a name to a module and a dotted name in it; `stars` are modules; `exports` is a literal `__all__`; `texts`
    are names of strings.
    """

    name: str
    module: str
    defined: dict[str, str] = field(default_factory=dict)
    classes: dict[str, "Scope"] = field(default_factory=dict)
    imported: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    exports: set[str] = field(default_factory=set)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)

    def forget(self, name: str) -> str:
        """Make way for a later binding of the same name."""
        for bindings in (self.defined, self.classes, self.imported, self.functions, self.texts):
            bindings.pop(name, None)
        return name

    def gives(self, name: str) -> bool:
        """Whether a star import of this module takes a name."""
        return name in self.exports if self.exports else not name.startswith("_")


def scope_of(tree: ast.Module, module: str, package: str) -> Scope:
    """What a module's statements bind; `package` is what its relative imports start from."""
    scope = Scope(module, module)
    for statement in _statements(tree.body):
        _bind(scope, statement, package)
    return scope


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements of a block and of the conditions and attempts in it; what comes last in the text wins."""
    for statement in body:
        if isinstance(statement, ast.If):
            yield from _statements(statement.orelse)
            yield from _statements(statement.body)
        elif isinstance(statement, ast.Try):
            for handler in statement.handlers:
                yield from _statements(handler.body)
            yield from _statements((*statement.body, *statement.orelse, *statement.finalbody))
        elif isinstance(statement, ast.With):
            yield from _statements(statement.body)
        else:
            yield statement


def _bind(scope: Scope, statement: ast.stmt, package: str) -> None:
    if isinstance(statement, ast.ClassDef):
        scope.classes[scope.forget(statement.name)] = _class_scope(scope, statement, package)
    elif isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        scope.defined[scope.forget(statement.name)] = "function"
        scope.functions[statement.name] = statement
    elif isinstance(statement, ast.Import):
        for alias in statement.names:
            top = alias.name.partition(".")[0]
            scope.imported[scope.forget(alias.asname or top)] = (alias.name if alias.asname else top, "")
    elif isinstance(statement, ast.ImportFrom):
        _bind_from(scope, statement, package)
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        _bind_assignment(scope, statement)


def _class_scope(outer: Scope, statement: ast.ClassDef, package: str) -> Scope:
    bases = [written for base in statement.bases if (written := written_name(base))]
    scope = Scope(f"{outer.name}.{statement.name}", outer.module, bases=bases)
    for inner in _statements(statement.body):
        if isinstance(inner, _DEFINITIONS | ast.Assign | ast.AnnAssign):
            _bind(scope, inner, package)
    # An alias in a class body names another of its members, which the module's names do not have.
    for name in scope.imported:
        scope.defined.setdefault(name, "")
    scope.imported.clear()
    return scope


def _bind_from(scope: Scope, statement: ast.ImportFrom, package: str) -> None:
    origin = statement.module or ""
    if statement.level:
        parents = package.split(".")
        kept = parents[: len(parents) - statement.level + 1]
        origin = ".".join((*kept, *filter(None, [origin])))
    for alias in statement.names:
        if alias.name == "*":
            scope.stars.append(origin)
        else:
            scope.imported[scope.forget(alias.asname or alias.name)] = (origin, alias.name)


def _bind_assignment(scope: Scope, statement: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    for target in targets:
        if isinstance(target, ast.Name) and target.id == "__all__" and isinstance(statement.value, ast.List | ast.Tuple):
            written = [one.value for one in statement.value.elts if isinstance(one, ast.Constant)]
            scope.exports.update(one for one in written if isinstance(one, str))
        if isinstance(target, ast.Name):
            alias = written_name(statement.value) if statement.value else ""
            if alias == target.id and target.id in scope.imported:
                continue  # `name = name` says to readers that the import is meant for others
            if alias and alias != target.id:
                scope.imported[scope.forget(target.id)] = (scope.module, alias)
            else:
                scope.defined[scope.forget(target.id)] = ""
                if isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str):
                    scope.texts[target.id] = None


def written_name(node: ast.expr) -> str:
    """`a.b.C` as it is written, the base of a subscript without its arguments; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (base := written_name(node.value)):
        return f"{base}.{node.attr}"
    return written_name(node.value) if isinstance(node, ast.Subscript) else ""
