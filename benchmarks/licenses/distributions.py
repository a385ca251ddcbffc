"""Pinned distributions whose licences a person wrote down, and whether all that we say of them is right."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.version import Version

from benchmarks.pinned import Pin, PinnedPackage
from extractors.sources.package import Package
from extractors.sources.reading.options import Options
from graph.facts import NOASSERTION, LicenseKind, Snapshot
from graph.licensing.expressions import bare_ids, license_ids, normalise

_LIST = Path(__file__).with_name("distributions.tsv")


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person read. `texts` are licence ids without GNU's `-only` and `-or-later`, which no text tells apart."""

    pin: Pin
    part: str
    declared: str
    texts: frozenset[str]
    concluded: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What we say of a distribution, and which of it is wrong; all right when nothing is."""

    name: str
    part: str
    wrong: tuple[str, ...]


def truths() -> list[Truth]:
    """The list, in its order."""
    rows = (line.split("\t") for line in _LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [
        Truth(Pin(name, version, digest, filename), part, declared, frozenset(texts.split()), concluded)
        for name, version, digest, filename, part, declared, texts, concluded in rows
    ]


def parts() -> tuple[str, ...]:
    """The groups of the list, in its order."""
    return tuple(dict.fromkeys(one.part for one in truths()))


def judged(downloads: Path, part: str = "") -> Iterator[Judged]:
    """Every distribution of a part (of all by default), read and compared."""
    for truth in truths():
        if not part or truth.part == part:
            pin = truth.pin
            source = PinnedPackage(pin, Package(pin.name, Version(pin.version), Options(suffixes=("",))), downloads)
            yield Judged(pin.name, truth.part, tuple(_wrong(truth, source.read())))


def _wrong(truth: Truth, snapshot: Snapshot) -> Iterator[str]:
    claims = snapshot.info.licenses
    declared = next((one.expression for one in claims if one.kind is LicenseKind.DECLARED), NOASSERTION)
    concluded = next((one.expression for one in claims if one.kind is LicenseKind.CONCLUDED), NOASSERTION)
    texts = {id_ for one in claims if one.kind is LicenseKind.DETECTED for id_ in bare_ids(one.expression)}
    if not _same(declared, truth.declared):
        yield f"declared {declared}, not {truth.declared}"
    if texts != truth.texts:
        yield f"detected {', '.join(sorted(texts)) or 'nothing'}, not {', '.join(sorted(truth.texts)) or 'nothing'}"
    if not _same(concluded, truth.concluded):
        yield f"concluded {concluded}, not {truth.concluded}"


def _same(one: str, other: str) -> bool:
    """Whether two expressions mean the same, whatever the order of their parts."""
    return _parts(one) == _parts(other)


def _parts(expression: str) -> tuple[str, frozenset[str]]:
    return ("OR" if " OR " in expression else "AND"), frozenset(license_ids(normalise(expression)))
