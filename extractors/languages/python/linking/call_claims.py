"""CALLS: what reached each call site, as claims with their evidence, and the sites that stay open."""

from collections.abc import Callable, Collection, Iterable, Sequence

from extractors.languages.python.flow import Shape
from extractors.languages.python.linking.alike import Weighed
from extractors.languages.python.linking.calls import IMPLICIT, Calls, Site
from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.confidence import Evidence, Found, by_jedi, sole
from extractors.languages.python.linking.overrides import Overrides
from extractors.languages.python.linking.project import Owner, Project
from extractors.languages.python.linking.reasons import reason
from extractors.languages.python.linking.signatures import accepts
from extractors.languages.python.linking.stores import Load
from extractors.languages.python.linking.values import (
    Class,
    External,
    Function,
    Instance,
    Known,
    Module,
    Reference,
    Super,
    Value,
)
from extractors.languages.python.linking.weighing import Place, Target, made_within
from graph.facts import Unresolved
from graph.paths import is_test

_WIDE = 8  # methods of a receiver that can be of any class; fewer are what its classes share
_FAINT = 0.25  # a call that is less likely explains nothing
_AFTERWARDS = frozenset(["__eq__", "__next__", "__anext__", "__exit__", "__aexit__"])  # besides what is called at first


type _Call = tuple[Owner, Function | Class, int, Evidence]
"""A caller, what it may call, where, and what is known of that."""


class CallClaims:
    """Turns call sites into claims and unresolved sites."""

    def __init__(self, project: Project, calls: Calls, loads: Iterable[Load], name_external: Callable[[str], str]) -> None:
        self.project, self.calls = project, calls
        self.loads = list(loads)
        self.load_of = {load.target: load for load in self.loads}
        self.name_external = name_external
        self.weighed = Weighed(Overrides(project, calls.sites))
        self.unresolved: list[Unresolved] = []
        self.sites = 0
        self.answered: list[Site] = []
        self._found: list[_Call] = []

    def collect(self, claims: Claims) -> None:
        """Add all CALLS."""
        together: dict[tuple[int, str], list[Site]] = {}
        for site in self.calls.sites:
            if site.among:
                together.setdefault((id(site.among), site.method if site.method in _AFTERWARDS else ""), []).append(site)
            else:
                self._site(claims, site)
        for sites in together.values():
            self._language(claims, sites)
        getters = self.project.getters
        names = {name for (_, name), node in self.project.attributes.items() if node in getters}
        for load in self.loads:
            if load.name in names:
                self._getters(claims, load)
        self.weighed.forget()
        self._settle(claims)
        self._leave_dropped_open(claims)

    def _leave_dropped_open(self, claims: Claims) -> None:
        """Sites whose lines no claim kept, as each target is surer elsewhere in the same caller."""
        lines: dict[str, set[int]] = {}
        for _, start, _, found in claims.of({"CALLS"}):
            lines.setdefault(start, set()).update(found.lines)
        for site in self.answered:
            if site.line not in lines.get(site.caller.id, ()):
                self._leave_open(site, "unlikely-targets")

    def _site(self, claims: Claims, site: Site) -> None:
        written = site.shape != IMPLICIT
        self.sites += written
        load = self.load_of.get(site.function)
        if not site.targets:
            if written:
                self._leave_open(site, reason(self.project, site, load))
            return
        # What can be everything says little: the nearest are kept as candidates, and the site stays open.
        solver = self.project.solver
        is_wide = load is not None and len(site.targets) > _WIDE and solver.is_full(load.base)
        is_cut = is_wide or solver.is_full(site.function)
        targets = site.targets
        if is_cut and site.decorated and (made := made_within(targets)):
            targets, is_cut = made, False  # of all that a decorator gives, its options give what it makes
        if is_cut:
            if not written:
                return
            self._leave_open(site, "too-many-candidates")
        elif written and not site.settled:
            self._leave_open(site, "guessed-receiver")
        elif written:
            self.answered.append(site)
        place = Place(
            site.caller,
            site.line,
            targets,
            load.name if load else "",
            solver.of(load.base) if load else (),
            site.seen,
            set(list(site.targets)[site.settled :]) if site.settled < len(site.targets) else (),
            solver.of(site.result) if site.decorated else (),
            self._misfits(site) if written else (),
            is_exact=written and self._is_exact(site, load),
            is_handed=self._is_handed(site, load),
            outside=site.opaque,
            is_cut=is_cut,
            found=Found.CHOICE if site.is_choice else Found.WRAPPED if _is_wrapped(site) else Found.VALUE,
        )
        self._claim(claims, place)

    def _language(self, claims: Claims, sites: Sequence[Site]) -> None:
        """A call that the language makes, of the methods of all that its receiver can be."""
        first = sites[0]
        targets = {target: receiver for site in sites for target, receiver in site.targets.items()}
        outside = any(not isinstance(value, Instance) for value in first.among)
        self._claim(claims, Place(first.caller, first.line, targets, receivers=first.among, outside=outside, is_implicit=True))

    def _claim(self, claims: Claims, place: Place) -> None:
        for target, evidence in self.weighed.of(place):
            if not isinstance(target, External):
                self._found.append((place.caller, target, place.line, evidence))
                continue
            told = target.name.rpartition(".")[0] in self.project.from_jedi
            end = self.name_external(target.name)
            claims.add_call(place.caller.id, end, place.line, by_jedi(evidence) if told else evidence)

    def _settle(self, claims: Claims) -> None:
        """Claim what was found, each target knowing whether anything else is likely to call it."""
        callers = _callers(self._found)
        soles: dict[int, Evidence] = {}  # by identity: there are few, and to hash one takes long
        for caller, target, line, evidence in self._found:
            known = evidence
            if callers.get(target, caller) is caller:
                known = soles.get(id(evidence)) or soles.setdefault(id(evidence), sole(evidence))
            claims.add_call(caller.id, target.id, line, known)
        self._found.clear()

    def _misfits(self, site: Site) -> Collection[Target]:
        """The targets that cannot take the site's arguments."""
        if len(site.targets) < 2:
            return ()
        return {
            target
            for target, receiver in site.targets.items()
            if isinstance(target, Function)
            and (target if receiver is None else self.project.bound(target, receiver)) in site.seen
            and not accepts(target, receiver, site.arguments)
        }

    def _leave_open(self, site: Site, reason: str) -> None:
        self.unresolved.append(Unresolved(site.caller.id, site.name, site.line, reason))

    def _is_handed(self, site: Site, load: Load | None) -> bool:
        if load is None:
            return site.function in self.project.parameter_nodes
        return any(isinstance(value, Instance) for value in self.project.solver.of(load.base))

    def _is_exact(self, site: Site, load: Load | None) -> bool:
        project = self.project
        if site.shape == Shape.NAME:
            if site.function in project.parameter_nodes:  # a class method's `cls`
                return all(isinstance(value, Reference) and value.own for value in project.solver.of(site.function))
            return site.function in project.fixed and site.function not in project.moving
        if load is None:
            return False
        for value in project.solver.of(load.base):
            if isinstance(value, Module | Reference | Super | External):
                continue
            if isinstance(value, Instance) and value.known is Known.SELF and load.base in project.parameter_nodes:
                continue
            return False
        return True

    def _getters(self, claims: Claims, load: Load) -> None:
        """Reading a property calls it."""
        project = self.project
        found: dict[Target, Value | None] = {}
        guessed: set[Target] = set()
        exact = True
        values = project.solver.of(load.base)
        for index, value in enumerate(values):
            for getter in project.getters.get(project.attribute(value, load.name), ()):
                if getter not in found and index >= project.settled.get(load.base, 0):
                    guessed.add(getter)
                found.setdefault(getter, value)
                exact = exact and isinstance(value, Instance) and value.known is Known.SELF
        exact = exact and load.base in project.parameter_nodes
        if found:
            outside = not exact and any(not isinstance(value, Instance) for value in values)
            place = Place(
                load.owner, load.line, found, load.name, values, (), guessed, is_exact=exact, outside=outside, is_implicit=True
            )
            self._claim(claims, place)


def _callers(found: Iterable[_Call]) -> dict[Function | Class, Owner | None]:
    """What is likely to call each target, None where several are. Tests call what is there for something else."""
    callers: dict[Function | Class, Owner | None] = {}
    for caller, target, _, evidence in found:
        if evidence.confidence < _FAINT or (_is_test(caller) and not _is_test(target)):
            continue
        if callers.setdefault(target, caller) is not caller:
            callers[target] = None
    return callers


def _is_test(one: Owner) -> bool:
    return is_test(one.path if isinstance(one, Module) else one.module.path)


def _is_wrapped(site: Site) -> bool:
    """Whether a wrapper calls what its outer function was given: it is there for each of them."""
    outer = site.caller.parent if isinstance(site.caller, Function) else None
    return isinstance(outer, Function) and site.function in outer.parameters
