"""What becomes of a container's elements with it: they are compared, hashed and shown by methods of their own.

`[key] == keys`, `key in keys`, `sorted(keys)`, `repr(keys)` and `table[key, 1]` call what the keys define. Looked up when all
values are known, as nothing comes back that would flow on.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from extractors.languages.python.linking.classes import answering
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.values import Container, Instance, Value

_MOST_CONTAINERS = 16
"""So many containers within each other are looked into."""

EQUAL = ("__eq__",)
LESS = ("__lt__", "__gt__")
GREATER = ("__gt__", "__lt__")
_HASHED = frozenset(["dict", "set"])
_SHOWN = frozenset(["__format__", "__str__", "__repr__"])


class How(Enum):
    """How values are compared."""

    SIDES = auto()
    """The elements of both sides, where both are containers."""
    MEMBER = auto()
    """The left side with the elements of the right one."""
    AMONG = auto()
    """All that is at the left side's node with each other; the right one is not used."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Somewhere values are compared by the first method of `names` that there is."""

    owner: Owner
    how: How
    left: int
    right: int
    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The language calls the first of some methods of each of some values, `among` all those that could be there instead."""

    owner: Owner
    line: int
    names: tuple[str, ...]
    values: tuple[Value, ...]
    among: tuple[Value, ...]
    perhaps: bool = False
    """Whether it may not come to it: of an empty container nothing is compared."""


def compared(project: Project) -> Iterator[Asked]:
    """What comparisons call."""
    of = project.solver.of
    for one in project.comparisons:
        if project.special.isdisjoint(one.names):
            continue
        left, right = of(one.left), of(one.right)
        second: tuple[Value, ...] = ()
        if one.how is How.AMONG:
            first = opened(project, left)
        elif one.how is How.MEMBER:
            lists = [value for value in right if type(value) is Container and value.kind not in _HASHED]
            first, second = within(project, lists), tuple(left)
        elif Container in map(type, left) and Container in map(type, right):
            first, second = within(project, left), within(project, right)
        else:
            continue
        if not first:
            continue
        values = first if any(_answers(value, one.names) for value in first) else second
        if values is first or any(_answers(value, one.names) for value in second):
            yield Asked(one.owner, one.line, one.names, values, (*first, *second), perhaps=True)


def of_elements(project: Project, asked: Asked) -> Iterator[Asked]:
    """What is called of the elements where a method is called of their container."""
    names = asked.names
    if names[0] in _SHOWN:
        names = ("__repr__",)
    elif names != ("__hash__",):
        return
    is_shown = names[0] == "__repr__"
    containers = [value for value in asked.values if type(value) is Container and (is_shown or value.kind == "tuple")]
    if containers and names[0] in project.special and (found := within(project, containers)):
        beside = [value for value in asked.values if type(value) is not Container]
        yield Asked(asked.owner, asked.line, names, found, (*found, *beside), perhaps=bool(beside))


def opened(project: Project, values: Collection[Value]) -> tuple[Value, ...]:
    """Some values, with what is in containers in the place of these."""
    if Container not in map(type, values):
        return tuple(values)
    return (*(value for value in values if type(value) is not Container), *within(project, values))


def within(project: Project, values: Collection[Value]) -> tuple[Value, ...]:
    """What is in the containers among some values and in containers in those."""
    found: dict[Value, None] = {}
    containers = {value: None for value in values if type(value) is Container}
    waiting = list(containers)
    for container in waiting:
        for value in project.solver.of(container.all):
            if type(value) is not Container:
                found[value] = None
            elif value not in containers and len(containers) < _MOST_CONTAINERS:
                containers[value] = None
                waiting.append(value)
    return tuple(found)


def _answers(value: Value, names: tuple[str, ...]) -> bool:
    return type(value) is Instance and bool(answering(value.cls, names))
