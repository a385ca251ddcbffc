"""Methods that the language calls for a truth test, a text or a `del`, looked up when all values are known.

Nothing comes back from such calls that would flow on, so they need no watchers while values propagate.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import first_method
from extractors.languages.python.linking.elements import Asked, compared, of_elements
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.values import Bound, Closure, Container, Function, Instance, Made


@dataclass(frozen=True, slots=True)
class Invocation:
    """The language calls the first of some methods of what is at a node."""

    owner: Owner
    node: int
    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class LookUp:
    """A key is looked up in what is at a node; node 0 is a dict or set already known to be one."""

    owner: Owner
    base: int
    key: int
    line: int


def look_up(project: Project) -> None:
    """Turn look-ups in dicts and sets into invocations of what their keys define."""
    defined = [name for name in ("__hash__", "__eq__") if name in project.special]
    if not defined:
        return
    solver = project.solver
    for one in project.look_ups:
        if any(type(value) in _KEYS for value in solver.of(one.key)) and _is_hashed(project, one.base):
            project.invocations += [Invocation(one.owner, one.key, (name,), one.line) for name in defined]


def _is_hashed(project: Project, base: int) -> bool:
    return not base or any(
        value.kind in {"dict", "set"} if isinstance(value, Container) else value.name in _HASHED
        for value in project.solver.of(base)
        if isinstance(value, Container | Made)
    )


_KEYS = frozenset([Instance, Container])
_HASHED = {"builtins.dict", "builtins.set", "builtins.frozenset"}


_PERHAPS = frozenset(["__eq__", "__exit__"])  # keys are compared where hashes meet; a `with` may be left another way


def invoke(project: Project, calls: Calls) -> None:
    """Add the calls of all invocations."""
    look_up(project)
    found = [
        (asked, name, value)
        for asked in _asked(project)
        for value in asked.values
        if type(value) is Instance and (name := first_method(value.cls, asked.names))
    ]
    for _, name, value in found:
        project.attribute(value, name)
    project.solver.solve()
    for asked, name, value in found:
        site = calls.implicit(asked.owner, asked.line, 0, Arguments(), 0)
        site.among, site.method = asked.among, name  # one tuple for each: claims take those with the same together
        receiver = None if asked.perhaps or name in _PERHAPS else value
        site.targets.update(dict.fromkeys(_functions(project, project.attribute(value, name)), receiver))


def _asked(project: Project) -> Iterator[Asked]:
    """What the language calls, of the values themselves and of the elements of containers."""
    for one in project.invocations:
        if not project.special.isdisjoint(one.names):
            values = tuple(project.solver.of(one.node))
            asked = Asked(one.owner, one.line, one.names, values, values)
            yield asked
            yield from of_elements(project, asked)
    yield from compared(project)


def _functions(project: Project, node: int) -> Iterator[Function]:
    for value in project.solver.of(node):
        inner = value.wrapper if isinstance(value, Closure) else value
        function = inner.function if isinstance(inner, Bound) else inner
        if isinstance(function, Function):
            yield function
