"""LibCST's parser with nodes that are quick to build, and the names of their classes: `cst` here stands for `libcst`.

LibCST makes each node through the constructor of a frozen dataclass, in Python, though its parser is compiled: that is a third
of its parse. The classes here have the names, bases, fields, defaults and methods of LibCST's own, from which they are made,
but are msgspec's structs: building and freeing them runs no Python, and the collector does not visit them.
"""

import sys
from dataclasses import MISSING, Field, fields
from functools import partial
from operator import call, setitem
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

import libcst
import msgspec
from libcst import native  # type: ignore[attr-defined]  # compiled, without a stub

if TYPE_CHECKING:
    import libcst as cst

__all__ = ["cst", "parse_expression", "parse_module"]


def parse_module(text: str) -> "cst.Module":
    """A file's tree. Raises what LibCST raises."""
    tree: cst.Module = _parsed(partial(native.parse_module, text, encoding="utf-8"))
    return tree


def parse_expression(text: str) -> "cst.BaseExpression":
    """The tree of an expression alone. Raises what LibCST raises."""
    tree: cst.BaseExpression = _parsed(partial(native.parse_expression, text))
    return tree


def _parsed(parse: Any) -> Any:
    """What LibCST's parser makes while it finds our classes where it looks for its own.

    It looks them up by name in the imported module `libcst`. The three steps are taken in C, and no other thread comes between
    them: whoever else uses LibCST in the process does not meet our classes.
    """
    steps = (partial(setitem, sys.modules, "libcst", cst), parse, partial(setitem, sys.modules, "libcst", libcst))
    try:
        _, tree, _ = map(call, steps)
    finally:
        sys.modules["libcst"] = libcst
    return tree


def _light_module() -> ModuleType:
    """A module with all that `libcst` has, our classes in place of its nodes'.

    It is no package: of one Python would ask at each of the parser's imports whether there is more to import.
    """
    made: dict[str, Any] = {}
    scopes: dict[str, dict[str, Any]] = {}
    known = {name: value for name, value in vars(libcst).items() if not name.startswith("__")}
    for value in known.values():
        if isinstance(value, type) and issubclass(value, libcst.CSTNode):
            _light_class(value, made, scopes)
    for scope in scopes.values():
        scope.update(made)
    module = ModuleType("libcst")
    vars(module).update(known | {name: one for name, one in made.items() if name in known})
    vars(module).update(parse_module=parse_module, parse_expression=parse_expression)
    return module


def _light_class(node: type[libcst.CSTNode], made: dict[str, Any], scopes: dict[str, dict[str, Any]]) -> Any:
    """The class that stands for one of LibCST's, made after those it inherits from. `scopes` are names by LibCST's modules."""
    name = node.__name__
    if name in made:
        return made[name]
    bases = tuple(_light_class(base, made, scopes) for base in node.__bases__ if issubclass(base, libcst.CSTNode))
    scope = scopes.setdefault(node.__module__, dict(vars(sys.modules[node.__module__])))
    methods = {key: _rebound(one, scope) for key, one in vars(node).items() if not key.startswith("__")}
    own = fields(node) if "__dataclass_fields__" in vars(node) else ()
    made[name] = msgspec.defstruct(
        name,
        [_field(one, made) for one in own],
        bases=bases or None,
        namespace={key: one for key, one in methods.items() if one is not None},
        eq=False,
        gc=False,
    )
    return made[name]


def _field(field: "Field[Any]", made: dict[str, Any]) -> Any:
    if field.default_factory is not MISSING:
        factory = field.default_factory
        return field.name, Any, msgspec.field(default_factory=lambda: _light(factory(), made))
    return (field.name, Any) if field.default is MISSING else (field.name, Any, field.default)


def _light(value: Any, made: dict[str, Any]) -> Any:
    """A default value, its nodes of our classes."""
    if not isinstance(value, libcst.CSTNode):
        return value
    return made[type(value).__name__](**{one.name: _light(getattr(value, one.name), made) for one in fields(value)})


def _rebound(member: Any, scope: dict[str, Any]) -> Any:
    """A method or property that finds our classes where LibCST's finds its own; None for anything else."""
    if isinstance(member, property):
        return property(_rebound(member.fget, scope))
    if not isinstance(member, FunctionType):
        return None
    if member.__module__ != scope["__name__"] or hasattr(member, "__wrapped__"):
        return member
    found = FunctionType(member.__code__, scope, member.__name__, member.__defaults__, member.__closure__)
    found.__kwdefaults__ = member.__kwdefaults__
    return found


if not TYPE_CHECKING:
    cst = _light_module()
