"""RAISES and CATCHES: which exception classes a function raises and which its handlers name."""

from collections.abc import Callable, Iterator

from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Class, Container, External, Instance, Made, Reference, Value
from graph.facts import Method

_MOST = 6
"""More classes than these at one place say too little."""

type _Kind = Class | str
"""A class of the project, or the dotted name of one outside."""


def exception_claims(project: Project, claims: Claims, name_external: Callable[[str, str], str]) -> None:
    """Add all RAISES and CATCHES; a class from outside is an External."""

    def add(relation: str, start: str, kinds: dict[_Kind, bool], line: int, at_most: float) -> None:
        if len(kinds) > _MOST:
            return
        for kind, is_sure in kinds.items():
            end = kind.id if isinstance(kind, Class) else name_external(kind, "class")
            single = len(kinds) == 1 and is_sure
            method = Method.EXACT if single and at_most > 0.95 else Method.INFERRED
            claims.add(relation, start, end, line, method, min(0.98 if single else 0.9 if is_sure else 0.8, at_most))

    for owner, called, result, line, again in project.raised:
        kinds = _raised(project, called, result)
        if kinds:
            # What is raised again may be a subclass of what the handler names.
            add("RAISES", owner.id, kinds, line, 0.9 if again else 0.98)
    for owner, node, line in project.caught:
        for kind in _classes(project, node):  # a tuple catches each of its classes
            add("CATCHES", owner.id, {kind: True}, line, 0.98)


def _raised(project: Project, called: int, result: int) -> dict[_Kind, bool]:
    """The classes of what a `raise` gives, each with whether it is a class for sure."""
    found: dict[_Kind, bool] = {kind: _is_class(kind) for kind in _classes(project, called)}
    for node in (called, result):
        for value in project.solver.of(node) if node else ():
            kind = _of_instance(value)
            if kind is not None:
                found[kind] = True
    return found


def _classes(project: Project, node: int) -> Iterator[_Kind]:
    """The classes that reach a node as such, those in a tuple included."""
    seen: set[int] = set()
    nodes = [node]
    while nodes and len(seen) < _MOST:
        current = nodes.pop()
        if current in seen:
            continue
        seen.add(current)
        for value in project.solver.of(current):
            if isinstance(value, Reference):
                yield value.cls
            elif isinstance(value, External) and not value.is_member and not value.name.startswith("<"):
                yield value.name
            elif isinstance(value, Container):
                nodes.append(value.all)


def _of_instance(value: Value) -> _Kind | None:
    if isinstance(value, Instance):
        return value.cls
    return value.name if isinstance(value, Made) else None


def _is_class(kind: _Kind) -> bool:
    """Whether a name from outside is a class by how it is written: Python's own are known, others begin upper case."""
    return isinstance(kind, Class) or kind.startswith("builtins.") or kind.rpartition(".")[2][:1].isupper()
