"""Methods that the language calls for a truth test, a text or a `del`, looked up when all values are known.

Nothing comes back from such calls that would flow on, so they need no watchers while values propagate.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.languages.python.linking.calls import Arguments, Calls
from extractors.languages.python.linking.classes import first_method
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.values import Bound, Closure, Function, Instance


@dataclass(frozen=True, slots=True)
class Invocation:
    """The language calls the first of some methods of what is at a node."""

    owner: Owner
    node: int
    names: tuple[str, ...]
    line: int


def invoke(project: Project, calls: Calls) -> None:
    """Add the calls of all invocations."""
    solver = project.solver
    found = [
        (invocation, project.attribute(value, name), index < project.settled.get(invocation.node, 0))
        for invocation in project.invocations
        for index, value in enumerate(solver.of(invocation.node))
        if isinstance(value, Instance) and (name := first_method(value.cls, invocation.names))
    ]
    solver.solve()
    for invocation, method, is_settled in found:
        site = calls.implicit(invocation.owner, invocation.line, 0, Arguments(), 0)
        site.among = solver.of(invocation.node)
        site.targets.update(dict.fromkeys(_functions(project, method)))
        site.settled = len(site.targets) if is_settled else 0


def _functions(project: Project, node: int) -> Iterator[Function]:
    for value in project.solver.of(node):
        inner = value.wrapper if isinstance(value, Closure) else value
        function = inner.function if isinstance(inner, Bound) else inner
        if isinstance(function, Function):
            yield function
