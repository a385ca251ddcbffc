"""What documentation says of code: the symbols that each section names, as claims.

A name is looked up as it stands, as the page's module has it, and as the source's modules offer it to others
(`shop.Cart` for `shop.cart.Cart`); then by its ending, if one symbol alone of the source has it. A word that is only marked as
code must look like a name of code to be looked up so: a word of prose finds nothing, rather than whatever is called so.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graph.facts import Claim, FileFacts, Kind, LinkedFacts, Mention, Method, Section
from graph.ids import section_id

_LOOKS_LIKE_CODE = re.compile(r"_|\.\w|[a-z\d][A-Z]|^[A-Z][a-z]+[A-Z]?|[A-Z]{2,}[a-z]")
_TEST = re.compile(r"(^|[._])(tests?|testing|conftest)([._]|$)")
_NAMED = frozenset({Kind.MODULE, Kind.CLASS, Kind.FUNCTION, Kind.METHOD, Kind.PROPERTY})

_SURE = 0.98
_OFFERED = 0.95
_ENDING_WITH_ROLE = 0.9
_ENDING = 0.7


@dataclass(slots=True)
class _Names:
    exact: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    endings: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def documents(source: str, facts: Mapping[str, FileFacts], linked: LinkedFacts) -> list[Claim]:
    """A `DOCUMENTS` claim for each symbol that a section names, in the order of the sections."""
    if not any(one.sections for one in facts.values()):
        return []
    names = _names(linked)
    return [
        claim
        for path, one in facts.items()
        for section in one.sections
        for claim in _claims(section_id(source, path, section.slug), section, names)
    ]


def _claims(section: str, found: Section, names: _Names) -> Iterator[Claim]:
    lines: dict[str, list[int]] = defaultdict(list)
    surest: dict[str, tuple[float, Method]] = {}
    for mention in found.mentions:
        if meant := _meant(mention, names):
            id_, confidence, method = meant
            lines[id_].append(mention.line)
            surest[id_] = max(surest.get(id_, (0.0, method)), (confidence, method), key=lambda one: one[0])
    for id_, (confidence, method) in surest.items():
        yield Claim("DOCUMENTS", section, id_, tuple(sorted(set(lines[id_]))), method, confidence)


def _meant(mention: Mention, names: _Names) -> tuple[str, float, Method] | None:
    for name in dict.fromkeys((mention.name, f"{mention.module}.{mention.name}")):
        if id_ := names.exact.get(name):
            # One word alone is a module's name only where it is said to be one.
            return (id_, _SURE, Method.EXACT) if "." in name or mention.role else None
        if id_ := names.offered.get(name):
            return id_, _OFFERED, Method.EXACT
    if not mention.role and not _LOOKS_LIKE_CODE.search(mention.name):
        return None
    found = names.endings.get(mention.name, set())
    if len(found) != 1:
        return None
    return next(iter(found)), _ENDING_WITH_ROLE if mention.role else _ENDING, Method.INFERRED


def _names(linked: LinkedFacts) -> _Names:
    names = _Names()
    for symbol in linked.symbols:
        if symbol.definition.kind is Kind.LAMBDA or _TEST.search(symbol.qualified_name):
            continue
        names.exact.setdefault(symbol.qualified_name, symbol.id)
        if symbol.definition.kind in _NAMED:
            for ending in _endings(symbol.qualified_name, symbol.module):
                names.endings[ending].add(symbol.qualified_name)
    names.endings = {ending: {names.exact[name] for name in found} for ending, found in names.endings.items()}
    modules = {symbol.id: symbol.qualified_name for symbol in linked.symbols if symbol.definition.kind is Kind.MODULE}
    _offer(linked.claims, modules, names)
    return names


def _offer(claims: Sequence[Claim], modules: Mapping[str, str], names: _Names) -> None:
    """What modules bind by importing it, and the members of classes that are offered so."""
    own = set(names.exact.values())
    for claim in claims:
        if claim.type == "IMPORTS" and claim.end in own and claim.start in modules:
            for binding in _texts(claim.properties.get("bindings")):
                if binding != "*":
                    names.offered.setdefault(f"{modules[claim.start]}.{binding}", claim.end)
    known = {id_: name for name, id_ in names.exact.items()}
    members: dict[str, list[str]] = defaultdict(list)
    for name in names.exact:
        members[name.rpartition(".")[0]].append(name)
    for offered, id_ in list(names.offered.items()):
        for member in members.get(known[id_], ()):
            names.offered.setdefault(f"{offered}.{member.rpartition('.')[2]}", names.exact[member])


def _endings(name: str, module: str) -> Iterator[str]:
    """The endings under which a symbol is known: `Cart.total` and `total` of `shop.cart.Cart.total`."""
    local = name.removeprefix(f"{module}.") if name != module else name.rpartition(".")[2]
    parts = local.split(".")
    for place in range(len(parts)):
        yield ".".join(parts[place:])


def _texts(value: object) -> Iterable[str]:
    return [str(one) for one in value] if isinstance(value, list) else ()
