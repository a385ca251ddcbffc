"""The Python linker: a whole project's facts to symbols, claims and externals."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.languages.python.definitions import definition_of
from extractors.languages.python.distributions import distribution_of, still_hold, surroundings
from extractors.languages.python.externals import Answer, Externals
from extractors.languages.python.linking.attributes import Attributes
from extractors.languages.python.linking.call_claims import CallClaims
from extractors.languages.python.linking.calls import Calls
from extractors.languages.python.linking.claims import Claims, decoration, inheritance
from extractors.languages.python.linking.container_methods import METHODS
from extractors.languages.python.linking.creation import create_classes
from extractors.languages.python.linking.exceptions import exception_claims
from extractors.languages.python.linking.guesses import Guesses
from extractors.languages.python.linking.imports import import_claims
from extractors.languages.python.linking.invocations import invoke
from extractors.languages.python.linking.library import FUNCTIONS
from extractors.languages.python.linking.loading import Loader
from extractors.languages.python.linking.models import Models
from extractors.languages.python.linking.modules import Modules
from extractors.languages.python.linking.project import Project
from extractors.languages.python.linking.references import References
from extractors.languages.python.linking.symbols import symbols_of
from extractors.languages.python.linking.tests import Tests
from extractors.languages.python.version import linker_version
from extractors.languages.python.visibility import groups
from graph.facts import Distribution, External, FileFacts, LinkedFacts, SourceInfo, Symbol

_ROUNDS = 2
_OUTSIDE = "pkg:generic/unknown"


@dataclass(frozen=True, slots=True)
class PythonLinker:
    """Meets graph.ports.Linker for Python. Jedi is asked for at most `jedi_seconds` of CPU, 0 for not at all."""

    cache_dir: Path | None = None
    jedi_seconds: float = 1.0
    language: str = "python"

    @property
    def version(self) -> str:
        """A digest of the code that links, and whether Jedi may be asked."""
        return linker_version() if self.jedi_seconds > 0 else f"{linker_version()}-without-jedi"

    def same_surroundings(self, surroundings: Sequence[str]) -> bool:
        """Whether the names that were looked up outside still come from where they came from."""
        return still_hold(surroundings)

    def groups(self, files: Mapping[str, FileFacts]) -> Sequence[Sequence[str]]:
        """The paths in groups that cannot see each other."""
        return groups(files)

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        """The symbols and claims of each group, in a deterministic order; Jedi's time is for all of them together."""
        outside = Externals(self.cache_dir, self.jedi_seconds)
        return [self._link(source, files, outside) for files in groups]

    def link(self, source: SourceInfo, files: Mapping[str, FileFacts]) -> LinkedFacts:
        """The symbols and claims of files that are linked as one group."""
        return self.link_groups(source, [files])[0]

    def _link(self, source: SourceInfo, files: Mapping[str, FileFacts], outside: Externals) -> LinkedFacts:
        outside.left_out.clear()
        outside.too_large.clear()
        linking = _Linking(self, source, files, outside)
        try:
            linked = linking.run()
            return replace(
                linked,
                surroundings=surroundings(_outside_tops(files, linked) - linking.own_names),
                unfinished=self.jedi_seconds > 0 and bool(outside.left_out),
            )
        finally:
            linking.project.release()


def _outside_tops(files: Mapping[str, FileFacts], linked: LinkedFacts) -> set[str]:
    """First parts of all names that the environment may have been asked about, the running Python's own always among them."""
    imported = {one.module.partition(".")[0] for facts in files.values() for one in facts.imports if not one.level}
    return {"builtins"} | imported | {one.qualified_name.partition(".")[0] for one in linked.externals}


class _Linking:
    def __init__(self, linker: PythonLinker, source: SourceInfo, files: Mapping[str, FileFacts], outside: Externals) -> None:
        self.linker, self.source, self.files = linker, source, files
        self.modules = Modules(source, files)
        self.project = Project(self.modules)
        self.attributes = Attributes(self.project)
        self.calls = Calls(self.project)
        self.models = Models(self.project, self.calls, FUNCTIONS, METHODS)
        self.loader = Loader(self.project, self.calls)
        self.own_names = set(self.modules.top_names())
        self.externals: dict[str, External] = {}
        self.named: dict[tuple[str, str], str] = {}
        self.distributions: dict[str, Distribution] = {}
        self.outside = outside
        self.answers: dict[str, Answer] = {}

    def run(self) -> LinkedFacts:
        symbols: list[Symbol] = []
        ordered = self.modules.in_order
        taken = {module.id for module in ordered}
        for module in ordered:
            symbols += symbols_of(module, self.files[module.path], taken)
        for module in ordered:
            self.loader.declare(module, self.files[module.path])
        self.loader.link_stars(ordered)
        for first in (True, False):
            for module in ordered:
                self.loader.load(module, self.files[module.path], first=first)
            if first:
                self._solve()
                create_classes(self.project, self.calls)
            self._solve()
        self._settle()
        guesses = Guesses(self.project, self.calls, self.loader.loads)
        guesses.settle()
        for _ in range(_ROUNDS):
            if not guesses.guess():
                break
            self._solve()
            self._settle()
        invoke(self.project, self.calls)
        claims = Claims()
        calls = CallClaims(self.project, self.calls, self.loader.loads, self.name_external)
        calls.collect(claims)
        inheritance(self.project, claims, self.name_external)
        decoration(self.project, self.calls, claims, self.name_external)
        kinds = {symbol.id: symbol.definition.kind for symbol in symbols if symbol.parent}
        for module in ordered:
            import_claims(self.loader, module, self.files[module.path], claims, self.name_external, kinds)
        References(self.loader, self.calls, kinds).collect(claims)
        exception_claims(self.project, claims, self.name_external)
        Tests(symbols, claims).collect(claims)
        return LinkedFacts(
            tuple(symbols),
            claims.in_order(),
            tuple(self.externals[key] for key in sorted(self.externals)),
            tuple(self.distributions[key] for key in sorted(self.distributions)),
            tuple(sorted(calls.unresolved, key=lambda site: (site.caller, site.line, site.name))),
            calls.sites,
            self._notes(),
        )

    def _solve(self) -> None:
        self.project.solver.solve()
        while self.project.changed_bases:
            changed, self.project.changed_bases = self.project.changed_bases, set()
            self.attributes.reconnect(changed)
            self.project.solver.solve()

    def _settle(self) -> None:
        """Ask what open external names give and take tests at their word, until nothing new comes up."""
        while self.models.open_sites or self._take_tests() or self._complete():
            names = sorted(self.models.open_sites, key=lambda name: (-len(self.models.open_sites[name]), name))
            self.answers.update(self.outside.ask(name for name in names if self._matters(name)))
            returns: dict[str, str] = {}
            for name in names:
                answer = self.answers.get(name)
                returns[name] = "" if answer is None else answer.name if answer.kind == "class" else answer.returns
                if answer is not None and returns[name] and not answer.is_read and not returns[name].startswith("builtins."):
                    self.project.from_jedi.add(returns[name])  # built-in types also come from what the source writes
            self.models.settle(returns)
            self._solve()
        self.outside.save()

    def _notes(self) -> tuple[str, ...]:
        budget = f"the budget of {self.linker.jedi_seconds:g} s"
        kinds = ((self.outside.left_out, "was used up"), (self.outside.too_large, "is too small for what must be read"))
        return tuple(
            f"jedi: {budget} {why}; {len(names)} external names stay as they are written" for names, why in kinds if names
        )

    def _take_tests(self) -> bool:
        """Where nothing is known of a tested value, it is what the test says."""
        found = [narrow.declared() for narrow in self.project.narrowings]
        if any(found):
            self._solve()
        return any(found)

    def _complete(self) -> bool:
        """What is still undefined after everything else, classes bring themselves."""
        found = self.attributes.complete()
        if found:
            self._solve()
        return found

    def _matters(self, name: str) -> bool:
        """Whether Jedi's answer changes anything: a third-party name's own place, or a result that something uses."""
        top = name.partition(".")[0]
        if top in self.own_names or top == "builtins":
            return False
        if top not in sys.stdlib_module_names and definition_of(name) is None:
            return True
        solver = self.project.solver
        return any(
            solver.successors[site.result] is not None or solver.watchers[site.result] is not None
            for site in self.models.open_sites.get(name, ())
        )

    def name_external(self, name: str, known: str = "") -> str:
        """The id of a name outside the project; the external and its distribution are kept. `known` is its kind, if it is."""
        identity = self.named.get((name, known))
        if identity is None:
            identity = self.named[name, known] = self._name_external(name, known)
        return identity

    def _name_external(self, name: str, known: str) -> str:
        name, kind = self._place(name)
        kind = kind or known
        top = name.partition(".")[0]
        distribution = None if top in self.own_names else distribution_of(top)
        if distribution is not None:
            self.distributions.setdefault(distribution.id, distribution)
        prefix = distribution.id if distribution else self.source.id if top in self.own_names else _OUTSIDE
        identity = f"{prefix}#{name}"
        if identity not in self.externals:
            self.externals[identity] = External(identity, name, distribution.id if distribution else "", kind)
        return identity

    def _place(self, name: str) -> tuple[str, str]:
        """Where an outside name is defined and what it is: what files say before what Jedi says."""
        name = name.replace("()", "")  # what a decorator's factory gave goes by the factory's name
        top = name.partition(".")[0]
        if top not in self.own_names and top not in sys.stdlib_module_names and (found := definition_of(name)):
            return found.name, found.kind
        answer = self.answers.get(name)
        return (answer.name, answer.kind) if answer is not None else (name, "")


LINKER = PythonLinker()
