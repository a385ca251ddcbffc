"""What one revision of a project says and uses: its licences, requirements, what it imports, and what it calls outside."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.extraction import extract_all
from graph.facts import NOASSERTION, Claim, FileFacts, LinkedFacts, Matrix, Snapshot
from graph.ingest import Parts
from graph.linking import link_all
from graph.paths import is_test
from graph.ports import FactsCache, Progress, Source
from graph.projection.licenses import source_license

STANDARD_LIBRARY = "pkg:generic/cpython"
UNKNOWN = "pkg:generic/unknown"
"""What a name from outside belongs to when nobody can say: each top-level name of it is an origin of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file."""

    path: str
    line: int = 0

    @property
    def in_tests(self) -> bool:
        """Whether it is a test's."""
        return is_test(self.path)


@dataclass(frozen=True, slots=True)
class Required:
    """A declared requirement. `license` is NOASSERTION where it is not installed here."""

    specifier: str
    license: str


@dataclass(frozen=True, slots=True)
class Origin:
    """A distribution whose names are used: its licence, and where first, in tests only if nowhere else."""

    license: str
    first: Place


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision. `files` have licences other than the project's, `terms` (licence files, notices) kind, licence, digest.

    `requires` and `origins` go by the name of a distribution (a package URL without a version), `calls` by that and the dotted
    name that is called. The standard library is left out.
    """

    name: str
    commit: str
    license: str
    files: Mapping[str, str]
    terms: Mapping[str, tuple[str, str, str]]
    requires: Mapping[str, Required]
    origins: Mapping[str, Origin]
    calls: Mapping[tuple[str, str], Place]
    call_sites: int
    unresolved: int
    notes: tuple[str, ...]


class _FactsAlone:
    """Keeps facts, and no links: those that are kept are of the newest index, and stay so."""

    def __init__(self, cache: FactsCache) -> None:
        self._cache = cache

    def facts(self, keys: Iterable[str]) -> dict[str, FileFacts]:
        return self._cache.facts(keys)

    def keep_facts(self, entries: Mapping[str, FileFacts]) -> None:
        self._cache.keep_facts(entries)

    def links(self, slots: Iterable[str]) -> dict[str, tuple[str, bytes]]:  # noqa: ARG002 (the port's)
        return {}

    def keep_links(self, entries: Mapping[str, tuple[str, bytes]]) -> None:
        """Nothing is kept."""

    def forget(self, source: str, digests: Collection[str], texts: Collection[str]) -> int:
        return self._cache.forget(source, digests, texts)

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, Matrix]:  # noqa: ARG002 (the port's)
        return {}

    def keep_vectors(self, model: str, digests: Sequence[str], matrix: Matrix) -> None:
        """Nothing is kept."""


def read_revision(source: Source, parts: Parts, license_of: Callable[[str], str], progress: Progress) -> Revision:
    """The revision that a source reads. `license_of` tells a distribution's licence by its id, as far as it is known here.

    Raises CodeCraftError.
    """
    snapshot = source.read()
    cache = _FactsAlone(parts.cache)
    facts = extract_all(snapshot.documents, parts.extractors, cache, progress, parts.workers)
    with progress.step("Linking"):
        linked = link_all(snapshot.info, facts, parts.linkers, cache)
    return _revision(snapshot, linked, parts, license_of)


def unversioned(id_: str) -> str:
    """A distribution's package URL without its version."""
    return id_.partition("#")[0].partition("@")[0]


def _revision(snapshot: Snapshot, linked: LinkedFacts, parts: Parts, license_of: Callable[[str], str]) -> Revision:
    info = snapshot.info
    whole = source_license(info)
    licenses = parts.licenses.detect(snapshot)
    known = {unversioned(one.id): one.license for one in linked.distributions}

    def license_known(id_: str) -> str:
        found = known.get(unversioned(id_), NOASSERTION)
        return license_of(unversioned(id_)) if found == NOASSERTION else found

    paths = {one.id: one.path for one in linked.symbols}
    own = unversioned(info.id)
    outside = [one for one in linked.claims if unversioned(one.end) != own and _counts(one.end)]
    return Revision(
        name=info.name,
        commit=info.revision,
        license=whole,
        files={path: one.expression for path, one in licenses.items() if one.expression != whole},
        terms={one.path: (one.kind.value, one.license, one.digest) for one in snapshot.license_files},
        requires={unversioned(one.id): Required(one.specifier, license_known(one.id)) for one in info.requires},
        origins={
            end: Origin(license_known(end), first)
            for end, first in _firsts(outside, paths, ("IMPORTS", "CALLS"), _origin).items()
        },
        calls=_firsts(outside, paths, ("CALLS",), _called),
        call_sites=linked.call_sites,
        unresolved=len(linked.unresolved),
        notes=linked.notes,
    )


def _counts(end: str) -> bool:
    """Whether an end is in a distribution that somebody may owe something for: known, and not Python's own library."""
    return end.startswith("pkg:") and not end.startswith(STANDARD_LIBRARY)


def _called(end: str) -> tuple[str, str]:
    return _origin(end), end.partition("#")[2]


def _origin(end: str) -> str:
    base, _, dotted = end.partition("#")
    return f"{base}#{dotted.partition('.')[0]}" if base == UNKNOWN else unversioned(end)


def _firsts[Key](
    claims: Iterable[Claim], paths: Mapping[str, str], types: tuple[str, ...], key: Callable[[str], Key]
) -> dict[Key, Place]:
    """The first place of each end, by path and line; one in tests only where there is no other."""
    found: dict[Key, Place] = {}
    for claim in claims:
        if claim.type in types:
            place = Place(paths.get(claim.start, ""), min(claim.lines, default=0))
            name = key(claim.end)
            before = found.get(name)
            if before is None or _order(place) < _order(before):
                found[name] = place
    return found


def _order(place: Place) -> tuple[bool, str, int]:
    return place.in_tests, place.path, place.line
