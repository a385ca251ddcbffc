"""Claims from what propagation found: calls with their evidence, inheritance, overriding, decoration."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from extractors.languages.python.flow import Shape
from extractors.languages.python.linking.calls import IMPLICIT, Calls, Site
from extractors.languages.python.linking.classes import descendants, mro
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.stores import Load
from extractors.languages.python.linking.values import (
    Class,
    External,
    Function,
    Instance,
    Known,
    Module,
    Opaque,
    Reference,
    Super,
    Value,
)
from graph.facts import Claim, Method, Property, Unresolved

_OVERRIDE_LIMIT = 3
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
        found = self._found.get((kind, start, end))
        if found is None:
            self._found[kind, start, end] = _Found({line}, method, confidence, dict(properties or {}))
            return
        found.lines.add(line)
        if (confidence, -_RANK[method]) > (found.confidence, -_RANK[found.method]):
            found.method, found.confidence = method, confidence
        for key, value in (properties or {}).items():
            found.properties.setdefault(key, value)

    def in_order(self) -> tuple[Claim, ...]:
        """All claims, sorted."""
        return tuple(
            Claim(kind, start, end, tuple(sorted(found.lines)), found.method, round(found.confidence, 3), found.properties)
            for (kind, start, end), found in sorted(self._found.items(), key=lambda entry: entry[0])
        )


class CallClaims:
    """Turns call sites into claims and unresolved sites."""

    def __init__(self, project: Project, calls: Calls, loads: Iterable[Load], name_external: Callable[[str], str]) -> None:
        self.project, self.calls = project, calls
        self.loads = list(loads)
        self.load_of = {load.target: load for load in self.loads}
        self.name_external = name_external
        self.unresolved: list[Unresolved] = []
        self.sites = 0

    def collect(self, claims: Claims) -> None:
        """Add all CALLS."""
        for site in self.calls.sites:
            self._site(claims, site)
        self._getters(claims)

    def _site(self, claims: Claims, site: Site) -> None:
        caller = site.caller.id
        written = site.shape != IMPLICIT
        self.sites += written
        targets = [target for target in site.targets if not _is_silent(target)]
        if not targets:
            if written and not site.targets:
                self.unresolved.append(Unresolved(caller, site.name, site.line, self._reason(site)))
            return
        if site.function in self.project.solver.full:
            # What can be everything says nothing; a wrong edge is worse than a missing one.
            if written:
                self.unresolved.append(Unresolved(caller, site.name, site.line, "too-many-candidates"))
            return
        exact = written and self._is_exact(site)
        confidence = _confidence(len(targets), exact=exact, opaque=site.opaque)
        method = Method.EXACT if exact and len(targets) == 1 else Method.INFERRED
        for target in targets:
            if isinstance(target, External):
                told = target.name.rpartition(".")[0] in self.project.from_jedi and method is not Method.EXACT
                how = (Method.JEDI, min(confidence, 0.9)) if told else (method, confidence)
                claims.add("CALLS", caller, self.name_external(target.name), site.line, *how)
            else:
                abstract = isinstance(target, Function) and target.is_abstract
                claims.add("CALLS", caller, target.id, site.line, method, confidence * 0.5 if abstract else confidence)
        self._dispatch(claims, site)

    def _dispatch(self, claims: Claims, site: Site) -> None:
        """Overrides that a declared receiver's subclasses bring."""
        for target, receiver in site.targets.items():
            if not isinstance(target, Function) or not isinstance(receiver, Instance | Reference):
                continue
            if isinstance(receiver, Instance) and receiver.known is Known.EXACT:
                continue
            if isinstance(receiver, Reference) and not receiver.own:
                continue
            load = self.load_of.get(site.function)
            if load is None or any(isinstance(value, Super) for value in self.project.solver.of(load.base)):
                continue
            for child in descendants(receiver.cls):
                if load.name in child.names:
                    self.project.attribute(child.exact, load.name)
            self.project.solver.solve()
            found = [
                value
                for child in descendants(receiver.cls)
                if load.name in child.names
                for value in self.project.solver.of(self.project.attribute(child.exact, load.name))
            ]
            functions = list(dict.fromkeys(f for value in found if (f := getattr(value, "function", None)) is not None))
            overrides = [f for f in functions if f not in site.targets]
            surest = 0.9 if target.is_abstract else 0.5
            if len(overrides) <= _OVERRIDE_LIMIT:
                for function in overrides:
                    claims.add("CALLS", site.caller.id, function.id, site.line, Method.DISPATCH, surest / len(overrides) ** 0.5)

    def _is_exact(self, site: Site) -> bool:
        project = self.project
        if site.shape == Shape.NAME:
            if site.function in project.parameter_nodes:  # a class method's `cls`
                return all(isinstance(value, Reference) and value.own for value in project.solver.of(site.function))
            return site.function in project.fixed and site.function not in project.moving
        load = self.load_of.get(site.function)
        if load is None:
            return False
        for value in project.solver.of(load.base):
            if isinstance(value, Module | Reference | Super | External):
                continue
            if isinstance(value, Instance) and value.known is Known.SELF and load.base in project.parameter_nodes:
                continue
            return False
        return True

    def _reason(self, site: Site) -> str:  # noqa: PLR0911  one return for each kind
        project = self.project
        if site.opaque:
            return "external-value"
        if site.function in project.parameter_nodes:
            return "callback-parameter"
        load = self.load_of.get(site.function)
        if load is not None:
            values = project.solver.of(load.base)
            if not values:
                return "unknown-receiver"
            if all(isinstance(value, Opaque) for value in values):
                return "external-value"
            return "dynamic-attribute"
        if site.shape == Shape.NAME:
            return "unknown-name" if site.function in project.unknown_names else "unknown-value"
        return "unknown-value"

    def _getters(self, claims: Claims) -> None:
        """Reading a property calls it."""
        project = self.project
        for load in self.loads:
            found: dict[Function, None] = {}
            exact = True
            for value in project.solver.of(load.base):
                getters = project.getters.get(project.attribute(value, load.name))
                if getters:
                    found.update(dict.fromkeys(getters))
                    exact = exact and isinstance(value, Instance) and value.known is Known.SELF
            for function in found:
                single = exact and len(found) == 1
                method = Method.EXACT if single else Method.INFERRED
                claims.add("CALLS", load.owner.id, function.id, load.line, method, _confidence(len(found), exact=single))


def _is_silent(target: Value) -> bool:
    return isinstance(target, External) and target.name.startswith("<")


def _confidence(targets: int, *, exact: bool, opaque: bool = False) -> float:
    """How sure one of so many targets is; the steps are design.md's measured precision by number of targets."""
    base = (
        (0.98 if exact else 0.93) if targets == 1 else 0.8 if targets == 2 else 0.7 if targets == 3 else max(0.3, 2.2 / targets)
    )
    return base * 0.85 if opaque else base


def inheritance(project: Project, claims: Claims, name_external: Callable[[str], str]) -> None:
    """INHERITS and OVERRIDES."""
    for cls in project.classes:
        lines = project.base_lines.get(cls, {})
        for base in cls.bases:
            end = base.id if isinstance(base, Class) else name_external(base.name)
            claims.add("INHERITS", cls.id, end, lines.get(base, cls.scope.line), Method.EXACT, 0.98)
        for name, node in cls.names.items():
            function = own_function(project, node)
            if function is None or (name.startswith("__") and not name.endswith("__")):
                continue
            for entry in list(mro(cls))[1:]:
                if isinstance(entry, Class) and name in entry.names:
                    overridden = own_function(project, entry.names[name])
                    if overridden is not None:
                        claims.add("OVERRIDES", function.id, overridden.id, function.scope.line, Method.EXACT, 0.95)
                    break


def own_function(project: Project, node: int) -> Function | None:
    """The function that a class defines under a name, decorated or not."""
    for value in project.solver.of(node):
        inner = getattr(value, "inner", value)
        if isinstance(inner, Function):
            return inner
    return None


def decoration(project: Project, calls: Calls, claims: Claims, name_external: Callable[[str], str]) -> None:
    """DECORATES, from a decorator to what it decorates."""
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
        targets = [target for target in named.targets if not _is_silent(target)]
        for end in decorated[:1]:
            for target in targets:
                start = name_external(target.name) if isinstance(target, External) else target.id
                confidence = _confidence(len(targets), exact=True)
                claims.add("DECORATES", start, end, site.line, Method.EXACT, confidence)
