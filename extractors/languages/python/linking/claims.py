"""Claims as they are collected, and those between definitions: inheritance, overriding, decoration."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field

from extractors.languages.python.linking.calls import Calls
from extractors.languages.python.linking.classes import mro
from extractors.languages.python.linking.confidence import Evidence, Found
from extractors.languages.python.linking.overrides import functions_at
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.values import Class, External, Function, Reference
from graph.facts import Claim, Method, Property

_LIKELY = 0.5
_RANK = {method: rank for rank, method in enumerate(Method)}


@dataclass(slots=True)
class _Found:
    lines: set[int]
    method: Method
    confidence: float
    properties: dict[str, Property] = field(default_factory=dict)


class Claims:
    """Collects one claim for each (type, start, end), with its best evidence and all lines."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], _Found] = {}

    def add(
        self,
        kind: str,
        start: str,
        end: str,
        line: int,
        method: Method,
        confidence: float,
        properties: Mapping[str, Property] | None = None,
    ) -> None:
        """Add one place that says so."""
        found = self._place((kind, start, end), line, method, confidence)
        for key, value in (properties or {}).items():
            found.properties.setdefault(key, value)

    def add_call(self, start: str, end: str, line: int, evidence: Evidence) -> None:
        """Add one place that calls. The claim says how many targets compete where it is surest."""
        found = self._place(("CALLS", start, end), line, evidence.method, evidence.confidence)
        if "candidates" not in found.properties or (found.method, found.confidence) == (evidence.method, evidence.confidence):
            found.properties["candidates"] = evidence.candidates

    def _place(self, key: tuple[str, str, str], line: int, method: Method, confidence: float) -> _Found:
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = _Found({line}, method, confidence)
            return found
        standing, known = _standing(key, method, confidence), _standing(key, found.method, found.confidence)
        if standing != known:
            # A place that is only guessed at, or where the call is unlikely, must not borrow the confidence of a better one.
            if standing < known:
                return found
            found.lines.clear()
            found.method, found.confidence = method, confidence
        found.lines.add(line)
        if (confidence, -_RANK[method]) > (found.confidence, -_RANK[found.method]):
            found.method, found.confidence = method, confidence
        return found

    def of(self, kinds: Container[str]) -> Iterator[tuple[str, str, str, _Found]]:
        """The claims of some types so far, as type, start, end and what was found."""
        return ((*key, found) for key, found in self._found.items() if key[0] in kinds)

    def in_order(self) -> tuple[Claim, ...]:
        """All claims, sorted."""
        return tuple(self._claim(key, self._found[key]) for key in sorted(self._found))

    def _claim(self, key: tuple[str, str, str], found: _Found) -> Claim:
        lines = tuple(found.lines) if len(found.lines) == 1 else tuple(sorted(found.lines))
        return Claim(*key, lines, found.method, round(found.confidence, 3), found.properties)


def _standing(key: tuple[str, str, str], method: Method, confidence: float) -> tuple[bool, bool]:
    return key[0] != "CALLS" or confidence >= _LIKELY, method is not Method.AMBIGUOUS


def inheritance(project: Project, claims: Claims, name_external: Callable[[str], str]) -> None:
    """INHERITS and OVERRIDES."""
    for cls in project.classes:
        lines = project.base_lines.get(cls, {})
        for base in cls.bases:
            end = base.id if isinstance(base, Class) else name_external(base.name)
            claims.add("INHERITS", cls.id, end, lines.get(base, cls.scope.line), Method.EXACT, 0.98)
        for name, node in cls.names.items():
            overriding = functions_at(project, node)
            if not overriding or (name.startswith("__") and not name.endswith("__")):
                continue
            for entry in list(mro(cls))[1:]:
                if isinstance(entry, Class) and name in entry.names:
                    function = overriding[0]
                    for overridden in functions_at(project, entry.names[name])[:1]:
                        claims.add("OVERRIDES", function.id, overridden.id, function.scope.line, Method.EXACT, 0.95)
                    break


def decoration(project: Project, calls: Calls, claims: Claims, name_external: Callable[[str], str]) -> None:
    """DECORATED_BY, from what is decorated to the decorator: who owns the decorated code owns the relation."""
    solver = project.solver
    by_result = {site.result: site for site in calls.sites}
    for site in calls.sites:
        if not site.decorated:
            continue
        decorated = [
            inner.cls.id if isinstance(inner, Reference) else inner.id
            for value in solver.of(site.decorated)
            if isinstance(inner := getattr(value, "inner", value), Function | Reference)
        ]
        # `@factory(…)`: the factory is what the source names.
        named = by_result.get(site.function, site)
        targets = list(named.targets)
        for start in decorated[:1]:
            for target in targets:
                end = name_external(target.name) if isinstance(target, External) else target.id
                confidence = Evidence(Found.NAME, len(targets)).confidence
                claims.add("DECORATED_BY", start, end, site.line, Method.EXACT, confidence)
