"""What a function gives, read from its `return` statements where no annotation says so."""

import ast
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from extractors.languages.python.results import dotted

type _Gives = Callable[[Sequence[str]], str | None]

_DISPLAYS: dict[type[ast.expr | None], str] = {
    ast.JoinedStr: "str",
    ast.List: "list",
    ast.ListComp: "list",
    ast.Tuple: "tuple",
    ast.Dict: "dict",
    ast.DictComp: "dict",
    ast.Set: "set",
    ast.SetComp: "set",
}
_WITHIN = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
_ANYTHING = frozenset({"Any", "Callable", "object"})
_DEPTH = 3  # of names that are assigned names


def returned_class(node: ast.FunctionDef, gives: _Gives, *, is_method: bool) -> str | None:
    """The dotted name of the class of all that a function returns; empty where nobody can say it.

    Nobody can where it returns nothing, objects of several classes, or what hangs on its arguments. None where the statements
    do not tell. `gives` says the same of a call of `a.b.C`.
    """
    own = list(_own(node.body))
    if any(isinstance(one, ast.Yield | ast.YieldFrom) for one in own):
        return ""
    values = [one.value for one in own if isinstance(one, ast.Return) and one.value is not None]
    if not values and _says_nothing(node):
        return None
    found = _Names(gives, _bound(own), _handed(node.args, is_method=is_method)).classes(values, _DEPTH)
    return None if found is None else found.pop() if len(found) == 1 else ""


def gives_back(node: ast.FunctionDef | ast.AsyncFunctionDef, *, is_factory: bool) -> bool:
    """Whether a decorator, or what makes one, says by its annotations that it gives back what it decorates."""
    given: ast.expr | None
    if is_factory:
        made = node.returns
        if not isinstance(made, ast.Subscript) or (dotted(made.value) or [""])[-1] != "Callable":
            return False
        taken, given = made.slice.elts if isinstance(made.slice, ast.Tuple) and len(made.slice.elts) == 2 else (None, None)
        first = taken.elts[0] if isinstance(taken, ast.List) and len(taken.elts) == 1 else None
    else:
        parameters = [*node.args.posonlyargs, *node.args.args]
        first, given = parameters[0].annotation if parameters else None, node.returns
    return isinstance(first, ast.Name) and isinstance(given, ast.Name) and first.id == given.id and given.id not in _ANYTHING


@dataclass(slots=True)
class _Names:
    """What a function's names stand for: what is assigned to them (None: something else), and what its parameters are."""

    gives: _Gives
    bound: dict[str, list[ast.expr | None]]
    handed: dict[str, bool] = field(default_factory=dict)

    def classes(self, values: Iterable[ast.expr | None], depth: int) -> set[str] | None:
        """The classes that the values' objects can be of, as far as anybody can say; None where more could be found out."""
        found: set[str] = set()
        for value in values:
            classes = self._of(value, depth)
            if classes is None:
                return None
            found |= classes
        return found

    def _of(self, value: ast.expr | None, depth: int) -> set[str] | None:
        if isinstance(value, ast.Constant) and value.value is not ...:
            return {f"builtins.{type(value.value).__name__}"} if value.value is not None else set()
        if type(value) in _DISPLAYS:
            return {f"builtins.{_DISPLAYS[type(value)]}"}
        if self._is_handed(value, depth):
            return set()
        if isinstance(value, ast.Name) and depth and value.id in self.bound:
            return self.classes(self.bound[value.id], depth - 1)
        path = dotted(value.func) if isinstance(value, ast.Call) else []
        if not path or path[0] in self.bound or path[0] in self.handed:
            return None
        cls = self.gives(path)
        return None if cls is None else {cls} if cls else set()

    def _is_handed(self, value: ast.expr | None, depth: int) -> bool:
        """Whether a value comes from an argument, is a part of one, or is what calling one or its method gives."""
        while isinstance(value, ast.Attribute | ast.Subscript | ast.Call):
            value = value.func if isinstance(value, ast.Call) else value.value
        if not isinstance(value, ast.Name):
            return False
        bound = self.bound.get(value.id, ())
        return self.handed.get(value.id, bool(bound) and depth > 0) and all(self._is_handed(one, depth - 1) for one in bound)


def _own(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """The nodes of a function's body without those of what is defined in it."""
    for node in body:
        yield node
        if not isinstance(node, _WITHIN):
            yield from _own(ast.iter_child_nodes(node))


def _says_nothing(node: ast.FunctionDef) -> bool:
    """Whether a stub or a method that others fill has no body to be read."""
    last = node.body[-1]
    return isinstance(last, ast.Raise) or (isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant))


def _bound(own: Iterable[ast.AST]) -> dict[str, list[ast.expr | None]]:
    """What is assigned to each name, None for what no assignment of one value shows."""
    bound: dict[str, list[ast.expr | None]] = defaultdict(list)
    plain: set[ast.AST] = set()
    for one in own:
        if isinstance(one, ast.Assign):
            for target in one.targets:
                if isinstance(target, ast.Name):
                    bound[target.id].append(one.value)
                    plain.add(target)
        elif isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store) and one not in plain:
            bound[one.id].append(None)
        elif isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound[one.name].append(None)
    return bound


def _handed(arguments: ast.arguments, *, is_method: bool) -> dict[str, bool]:
    """The parameters, and whether only a caller knows what each is: it is no `self` and its default, if any, is `None`."""
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [*[None] * (len(positional) - len(arguments.defaults)), *arguments.defaults]
    pairs = [*zip(positional, defaults, strict=True), *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    handed = {one.arg: default is None or _is_none(default) for one, default in pairs}
    if is_method and positional:
        handed[positional[0].arg] = False
    return handed


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
