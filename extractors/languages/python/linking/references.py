"""REFERENCES: where code mentions a definition without calling it, and whether it reads, writes or annotates with it.

Names are followed through imports; attributes where the receiver's class or module is known. What calls, imports, bases,
decorators, `raise` and `except` say is told by relations of their own, and names from outside are left to those.
"""

from collections.abc import Mapping

from extractors.languages.python.flow import Access
from extractors.languages.python.linking.calls import Calls
from extractors.languages.python.linking.claims import Claims
from extractors.languages.python.linking.classes import mro
from extractors.languages.python.linking.imports import named
from extractors.languages.python.linking.loading import Loader
from extractors.languages.python.linking.values import Class, Instance, Known, Module, Reference, Value
from graph.facts import Kind, Method, Property

_ACCESS = {Access.READ: "read", Access.WRITE: "write", Access.ANNOTATION: "annotation"}
_MOST = 3
"""More definitions than these at one place say too little."""


class References:
    """Collects what is mentioned. `kinds` maps the ids of all definitions to their kinds."""

    def __init__(self, loader: Loader, calls: Calls, kinds: Mapping[str, Kind]) -> None:
        self.loader, self.project, self.kinds = loader, loader.project, kinds
        self.called = {site.function for site in calls.sites}
        self.members: dict[tuple[Class, str], str] = {}
        self.found: dict[tuple[str, str], _Mention] = {}

    def collect(self, claims: Claims) -> None:
        """Add all REFERENCES."""
        for module in self.loader.modules.in_order:
            self._names(module)
        for load in self.loader.loads:
            if load.target not in self.called:
                self._attribute(load.owner.id, load.base, load.name, load.line, Access.READ)
        for owner, base, name, line in self.project.stored:
            self._attribute(owner.id, base, name, line, Access.WRITE)
        for (start, end), mention in self.found.items():
            properties: dict[str, Property] = {"access": [_ACCESS[access] for access in sorted(mention.lines)]}
            if written := mention.lines.get(Access.WRITE):
                properties["written"] = sorted(written)
            for line in set().union(*mention.lines.values()):
                claims.add("REFERENCES", start, end, line, mention.method, mention.confidence, properties)

    def _names(self, module: Module) -> None:
        ends: dict[str, str] = {}
        for owner in module.scopes:
            mentions = owner.mentions if isinstance(owner, Module) else owner.scope.mentions  # type: ignore[attr-defined]
            start: str = owner.id  # type: ignore[attr-defined]
            for name, *places in mentions:
                end = ends.get(name)
                if end is None:
                    end = ends[name] = self._meant(module, name)
                if end and end != start:
                    for place in places:
                        self._add(start, end, place >> 2, Access(place & 3), (Method.EXACT, 0.98))

    def _meant(self, module: Module, name: str) -> str:
        """The definition that a name means in a module; empty for modules and for names from outside."""
        own = f"{module.id}.{name}"
        if own in self.kinds:
            return own
        origin = module.origins.get(name)
        found = self.loader.find(module, origin[0], origin[1]) if origin is not None else None
        if found is not None and origin is not None:
            target = named(self.loader, found, origin[2], self.kinds)
            return "" if isinstance(target, Module) else target
        if name in module.stars:
            target = named(self.loader, module, name, self.kinds)
            return "" if isinstance(target, Module) else target
        return ""

    def _attribute(self, start: str, base: int, name: str, line: int, access: Access) -> None:
        solver = self.project.solver
        values = solver.values[base]
        if not values or base in solver.full:
            return
        ends: dict[str, bool] = {}
        for value in values:
            if end := self._member(value, name):
                ends[end] = not isinstance(value, Instance) or value.known is Known.SELF
        if not ends or len(ends) > _MOST:
            return
        for end, is_sure in ends.items():
            if end != start:
                single = len(ends) == 1
                evidence = (Method.EXACT, 0.97) if single and is_sure else (Method.INFERRED, 0.9 if single else 0.9 / len(ends))
                self._add(start, end, line, access, evidence)

    def _member(self, value: Value, name: str) -> str:
        if isinstance(value, Instance | Reference):
            key = (value.cls, name)
            end = self.members.get(key)
            if end is None:
                end = self.members[key] = self._inherited(value.cls, name)
            return end
        if isinstance(value, Module):
            own = f"{value.id}.{name}"
            return own if own in self.kinds else ""
        return ""

    def _inherited(self, cls: Class, name: str) -> str:
        """The attribute or method that a class has under a name; a property is called, and told by that."""
        for entry in mro(cls):
            if isinstance(entry, Class):
                end = f"{entry.id}.{name}"
                kind = self.kinds.get(end)
                if kind is not None:
                    return "" if kind is Kind.PROPERTY else end
        return ""

    def _add(self, start: str, end: str, line: int, access: Access, evidence: tuple[Method, float]) -> None:
        mention = self.found.get((start, end))
        if mention is None:
            mention = self.found[start, end] = _Mention(*evidence)
        elif evidence[1] > mention.confidence:
            mention.method, mention.confidence = evidence
        mention.lines.setdefault(access, set()).add(line)


class _Mention:
    """The best evidence, and the lines for each access."""

    __slots__ = ("confidence", "lines", "method")

    def __init__(self, method: Method, confidence: float) -> None:
        self.method, self.confidence = method, confidence
        self.lines: dict[Access, set[int]] = {}
