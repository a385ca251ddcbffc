"""CALLS: what reached each call site, as claims with their evidence, and the sites that stay open."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.languages.python.flow import Shape
from extractors.languages.python.linking.calls import IMPLICIT, Calls, Site
from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.confidence import Evidence, Found
from extractors.languages.python.linking.overrides import Overrides, is_open
from extractors.languages.python.linking.project import Owner, Project
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
from graph.facts import Unresolved

_KEPT_OVERRIDES = 24
_KEPT_CANDIDATES = 8


class CallClaims:
    """Turns call sites into claims and unresolved sites."""

    def __init__(self, project: Project, calls: Calls, loads: Iterable[Load], name_external: Callable[[str], str]) -> None:
        self.project, self.calls = project, calls
        self.loads = list(loads)
        self.load_of = {load.target: load for load in self.loads}
        self.name_external = name_external
        self.overrides = Overrides(project)
        self.unresolved: list[Unresolved] = []
        self.sites = 0

    def collect(self, claims: Claims) -> None:
        """Add all CALLS."""
        together: dict[tuple[int, bool], list[Site]] = {}
        for site in self.calls.sites:
            if site.among:
                together.setdefault((id(site.among), _leaves(site)), []).append(site)
            else:
                self._site(claims, site)
        for sites in together.values():
            self._language(claims, sites)
        for load in self.loads:
            self._getters(claims, load)

    def _site(self, claims: Claims, site: Site) -> None:
        written = site.shape != IMPLICIT
        self.sites += written
        targets = site.targets
        if not targets:
            if written:
                self._leave_open(site, self._reason(site))
            return
        if self.project.solver.is_full(site.function):
            # What can be everything says little: the nearest are kept as candidates, and the site stays open.
            if written:
                self._leave_open(site, "too-many-candidates")
                nearest = sorted(targets, key=lambda target: _distance(site.caller, target))
                place = _Place(site.caller.id, site.line, site.name, exact=False, outside=site.opaque)
                for target in nearest[:_KEPT_CANDIDATES]:
                    self._claim(claims, place, target, Evidence(Found.VALUE, len(targets), is_cut=True))
            return
        if written and not site.settled:
            self._leave_open(site, "guessed-receiver")
        load = self.load_of.get(site.function)
        place = _Place(site.caller.id, site.line, load.name if load else "", written and self._is_exact(site), site.opaque)
        after_super = load is not None and any(isinstance(value, Super) for value in self.project.solver.of(load.base))
        self._targets(claims, place, targets, virtual=not after_super, guessed=set(list(site.targets)[site.settled :]))

    def _language(self, claims: Claims, sites: Sequence[Site]) -> None:
        """A call that the language makes, of the methods of all that its receiver can be."""
        first = sites[0]
        targets = {target: receiver for site in sites for target, receiver in site.targets.items()}
        outside = any(not isinstance(value, Instance) for value in first.among)
        place = _Place(first.caller.id, first.line, "", exact=False, outside=outside, implicit=True)
        self._targets(claims, place, targets, virtual=True)

    def _targets(
        self,
        claims: Claims,
        place: "_Place",
        targets: Mapping[Function | Class | External, Value | None],
        *,
        virtual: bool,
        guessed: Collection[Function | Class | External] = (),
    ) -> None:
        """Claims for the targets of one place, and for the overrides that their receivers allow."""
        overriding: dict[Function | Class | External, tuple[Function, ...]] = {}
        for target, receiver in targets.items():
            if virtual and isinstance(target, Function) and is_open(receiver):
                assert isinstance(receiver, Instance | Reference)
                name = place.name or target.scope.name.rpartition(".")[2]
                overriding[target] = tuple(one for one in self.overrides.of(receiver.cls, name) if one not in targets)
        foreign = sum(isinstance(target, External) for target in targets if target not in guessed)
        settled = sum(target not in guessed for target in targets)
        found = Found.NAME if place.exact else Found.VALUE
        for target, receiver in targets.items():
            is_own, is_guess = not isinstance(target, External), target in guessed
            competing = len(targets) if is_guess else settled
            evidence = Evidence(
                Found.GUESS if is_guess else found,
                competing - foreign if is_own else competing,
                foreign if is_own else 0,
                len(overriding.get(target, ())),
                outside=place.outside,
                is_method=receiver is not None,
                is_abstract=isinstance(target, Function) and target.is_abstract,
                is_implicit=place.implicit,
            )
            self._claim(claims, place, target, evidence)
            for override in () if is_guess else overriding.get(target, ())[:_KEPT_OVERRIDES]:
                self._claim(claims, place, override, replace(evidence, found=Found.OVERRIDE))

    def _claim(self, claims: Claims, place: "_Place", target: Function | Class | External, evidence: Evidence) -> None:
        if isinstance(target, External):
            end = self.name_external(target.name)
            if target.name.rpartition(".")[0] in self.project.from_jedi:
                evidence = replace(evidence, told_by_jedi=True)
        else:
            end = target.id
        claims.add_call(place.caller, end, place.line, evidence)

    def _leave_open(self, site: Site, reason: str) -> None:
        self.unresolved.append(Unresolved(site.caller.id, site.name, site.line, reason))

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

    def _getters(self, claims: Claims, load: Load) -> None:
        """Reading a property calls it."""
        project = self.project
        found: dict[Function | Class | External, Value | None] = {}
        guessed: set[Function | Class | External] = set()
        exact = virtual = True
        values = project.solver.of(load.base)
        for index, value in enumerate(values):
            for getter in project.getters.get(project.attribute(value, load.name), ()):
                if getter not in found and index >= project.settled.get(load.base, 0):
                    guessed.add(getter)
                found.setdefault(getter, value)
                exact = exact and isinstance(value, Instance) and value.known is Known.SELF
                virtual = virtual and not isinstance(value, Super)
        if found:
            outside = not exact and any(not isinstance(value, Instance) for value in values)
            place = _Place(load.owner.id, load.line, load.name, exact, outside=outside, implicit=True)
            self._targets(claims, place, found, virtual=virtual, guessed=guessed)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something is called: by whom, in which line, by which attribute name, and what is known of it."""

    caller: str
    line: int
    name: str
    exact: bool
    outside: bool
    implicit: bool = False


def _leaves(site: Site) -> bool:
    """Whether the language calls it at the end of a `with`, besides what it calls at its start."""
    return any(
        isinstance(target, Function) and target.scope.name.endswith(("__exit__", "__aexit__")) for target in site.targets
    )


def _distance(caller: Owner, target: Function | Class | External) -> tuple[int, str, int]:
    """Nearer definitions first: in the same module, in the same package, elsewhere, outside."""
    if isinstance(target, External):
        return 3, target.name, 0
    here: Module = caller if isinstance(caller, Module) else caller.module
    apart = 0 if target.module is here else 1 if target.module.folder == here.folder else 2
    return apart, target.module.path, target.scope.line
