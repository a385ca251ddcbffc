"""What else could answer a call that the language makes: objects of built-in types, which have methods of that name too."""

import builtins
import types
from collections.abc import Collection

from extractors.languages.python.linking.values import (
    Bound,
    Closure,
    Container,
    Function,
    Instance,
    Made,
    Native,
    Partial,
    Produced,
    Reference,
    Value,
)

_CONTAINERS = {"list": list, "dict": dict, "tuple": tuple, "set": set, "generator": types.GeneratorType}
_PRODUCED = {"generator": types.GeneratorType, "coroutine": types.CoroutineType, "async_generator": types.AsyncGeneratorType}
_OF_ANYTHING = frozenset(["__bool__"])  # every object has a truth, most without a method


def built_in_rivals(values: Collection[Value], name: str) -> tuple[int, bool]:
    """How many built-in types among some values have a method, and whether anything among them is of unknown type."""
    known: set[type] = set()
    is_open = False
    for value in values:
        if isinstance(value, Instance):
            continue
        kind = _type_of(value)
        if kind is None:
            is_open = True
        elif hasattr(kind, name) or name in _OF_ANYTHING:
            known.add(kind)
    return len(known), is_open


def _type_of(value: Value) -> type | None:
    if isinstance(value, Container):
        return _CONTAINERS.get(value.kind, list)
    if isinstance(value, Made) and value.name.startswith("builtins."):
        found = getattr(builtins, value.name[9:], None)
        return found if isinstance(found, type) else None
    if isinstance(value, Produced):
        return _PRODUCED[value.kind]
    if isinstance(value, Reference):
        return type
    if isinstance(value, Function | Bound | Closure | Partial | Native):
        return types.FunctionType
    return None
