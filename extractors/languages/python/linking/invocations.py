"""Methods that the language calls for a truth test, a text or a `del`, looked up when all values are known.

Nothing comes back from such calls that would flow on, so they need no watchers while values propagate.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import first_method
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
    defined = [name for name in ("__hash__", "__eq__") if any(name in cls.names for cls in project.classes)]
    if not defined:
        return
    solver = project.solver
    for one in project.look_ups:
        if any(isinstance(value, Instance) for value in solver.of(one.key)) and _is_hashed(project, one.base):
            project.invocations += [Invocation(one.owner, one.key, (name,), one.line) for name in defined]
            project.settled.setdefault(one.key, len(solver.of(one.key)))


def _is_hashed(project: Project, base: int) -> bool:
    return not base or any(
        value.kind in {"dict", "set"} if isinstance(value, Container) else value.name in _HASHED
        for value in project.solver.of(base)
        if isinstance(value, Container | Made)
    )


_HASHED = {"builtins.dict", "builtins.set", "builtins.frozenset"}


_PERHAPS = frozenset(["__eq__", "__exit__"])  # keys are compared where hashes meet; a `with` may be left another way


def invoke(project: Project, calls: Calls) -> None:
    """Add the calls of all invocations."""
    look_up(project)
    solver = project.solver
    found = [
        (invocation, name, value, values, index < project.settled.get(invocation.node, 0))
        for invocation in project.invocations
        for values in [tuple(solver.of(invocation.node))]  # one for each invocation: claims take those with the same together
        for index, value in enumerate(values)
        if isinstance(value, Instance) and (name := first_method(value.cls, invocation.names))
    ]
    for _, name, value, _, _ in found:
        project.attribute(value, name)
    solver.solve()
    for invocation, name, value, values, is_settled in found:
        site = calls.implicit(invocation.owner, invocation.line, 0, Arguments(), 0)
        site.among, site.method = values, name
        receiver = None if name in _PERHAPS else value
        site.targets.update(dict.fromkeys(_functions(project, project.attribute(value, name)), receiver))
        site.settled = len(site.targets) if is_settled else 0


def _functions(project: Project, node: int) -> Iterator[Function]:
    for value in project.solver.of(node):
        inner = value.wrapper if isinstance(value, Closure) else value
        function = inner.function if isinstance(inner, Bound) else inner
        if isinstance(function, Function):
            yield function
