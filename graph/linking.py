"""Links of a source: made for each group of files that can see each other, and kept until one of the group's files changes."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

import msgspec

from graph.facts import Claim, Distribution, External, FileFacts, LinkedFacts, Method, SourceInfo, Symbol, Unresolved
from graph.ports import FactsCache, Linker

_fields_of_claim = attrgetter(*Claim.__struct_fields__)


class _Claim(msgspec.Struct, array_like=True):
    """A claim as it is kept: lists in `properties` are taken as they come, as decoding cannot tell a union of them apart."""

    type: str
    start: str
    end: str
    lines: tuple[int, ...]
    method: Method
    confidence: float
    properties: dict[str, Any]


class _Symbol(msgspec.Struct, array_like=True):
    """A symbol as it is kept: its definition by its place in its file's facts."""

    id: str
    qualified_name: str
    module: str
    path: str
    parent: str
    definition: int


class _Links(msgspec.Struct, array_like=True):
    symbols: list[_Symbol]
    claims: list[_Claim]
    externals: tuple[External, ...]
    distributions: tuple[Distribution, ...]
    unresolved: tuple[Unresolved, ...]
    call_sites: int
    notes: tuple[str, ...]
    surroundings: tuple[str, ...]


_decoder = msgspec.msgpack.Decoder(_Links)


def link_all(
    source: SourceInfo, facts: Mapping[str, FileFacts], linkers: Mapping[str, Linker], cache: FactsCache
) -> LinkedFacts:
    """The facts of all files linked, each group as it is kept, else anew; `linkers` maps a language to its linker."""
    linked: list[LinkedFacts] = []
    for language, linker in sorted(linkers.items()):
        files = {path: one for path, one in facts.items() if one.language == language}
        linked += [
            replace(one, surroundings=tuple(f"{language} {line}" for line in one.surroundings))
            for one in _of_language(source, files, linker, cache)
        ]
    return together(linked)


def _of_language(source: SourceInfo, files: Mapping[str, FileFacts], linker: Linker, cache: FactsCache) -> list[LinkedFacts]:
    groups = [{path: files[path] for path in group} for group in linker.groups(files)]
    if len(groups) < 2:  # what changes at every edit is not worth keeping
        return linker.link_groups(source, groups)
    slots = [_slot(source, linker, group) for group in groups]
    keys = [_key(source, linker, group) for group in groups]
    kept = cache.links(slots)
    found: dict[int, LinkedFacts] = {}
    for index, (slot, key) in enumerate(zip(slots, keys, strict=True)):
        held = kept.get(slot)
        linked = decoded(held[1], groups[index]) if held and held[0] == key else None
        if linked and linker.same_surroundings(linked.surroundings):
            found[index] = linked
    missing = [index for index in range(len(groups)) if index not in found]
    fresh = linker.link_groups(source, [groups[index] for index in missing])
    found |= dict(zip(missing, fresh, strict=True))
    cache.keep_links(
        {slots[index]: (keys[index], encoded(found[index], groups[index])) for index in missing if not found[index].unfinished}
    )
    return [found[index] for index in range(len(groups))]


def _slot(source: SourceInfo, linker: Linker, group: Iterable[str]) -> str:
    """Where a group's links are kept: only its newest are."""
    return f"{linker.language}:{source.id}:{min(group)}"


def _key(source: SourceInfo, linker: Linker, group: Mapping[str, FileFacts]) -> str:
    """All that a group's links depend on but the surroundings."""
    digest = hashlib.sha256(repr((linker.version, source.id, source.name, source.version)).encode())
    for path, facts in sorted(group.items()):
        digest.update(f"{path}\0{facts.digest}\n".encode())
    return digest.hexdigest()


def encoded(linked: LinkedFacts, files: Mapping[str, FileFacts]) -> bytes:
    """Links as bytes, without the definitions, which the files' facts hold."""
    place = {id(one): index for facts in files.values() for index, one in enumerate(facts.definitions)}
    links = _Links(
        [
            _Symbol(one.id, one.qualified_name, one.module, one.path, one.parent, place[id(one.definition)])
            for one in linked.symbols
        ],
        [_Claim(*_fields_of_claim(one)) for one in linked.claims],
        linked.externals,
        linked.distributions,
        linked.unresolved,
        linked.call_sites,
        linked.notes,
        linked.surroundings,
    )
    return zlib.compress(msgspec.msgpack.encode(links), 1)


def decoded(data: bytes, files: Mapping[str, FileFacts]) -> LinkedFacts | None:
    """The links again; None when another version of us has kept them."""
    try:
        links = _decoder.decode(zlib.decompress(data))
        symbols = tuple(
            Symbol(one.id, one.qualified_name, one.module, one.path, one.parent, files[one.path].definitions[one.definition])
            for one in links.symbols
        )
    except (zlib.error, msgspec.MsgspecError, LookupError):
        return None
    return LinkedFacts(
        symbols,
        tuple(Claim(*_fields_of_claim(one)) for one in links.claims),
        links.externals,
        links.distributions,
        links.unresolved,
        links.call_sites,
        links.notes,
        links.surroundings,
    )


def together(linked: Sequence[LinkedFacts]) -> LinkedFacts:
    """One for all groups, in the order that one linking would give."""
    if len(linked) == 1:
        return linked[0]
    externals = {one.id: one for each in linked for one in each.externals}
    distributions = {one.id: one for each in linked for one in each.distributions}
    return LinkedFacts(
        symbols=tuple(sorted((one for each in linked for one in each.symbols), key=lambda symbol: symbol.path)),
        claims=tuple(sorted((one for each in linked for one in each.claims), key=lambda one: (one.type, one.start, one.end))),
        externals=tuple(externals[key] for key in sorted(externals)),
        distributions=tuple(distributions[key] for key in sorted(distributions)),
        unresolved=tuple(
            sorted((one for each in linked for one in each.unresolved), key=lambda site: (site.caller, site.line, site.name))
        ),
        call_sites=sum(one.call_sites for one in linked),
        notes=tuple(dict.fromkeys(note for one in linked for note in one.notes)),
        surroundings=tuple(sorted({line for one in linked for line in one.surroundings})),
        unfinished=any(one.unfinished for one in linked),
    )
