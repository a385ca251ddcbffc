"""Reads a `sources.toml` into checked entries. Every error names the file, the entry and what to do."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from extractors.sources.manifests.entry import Consent, Entry, Manifest, Retention, Review
from extractors.sources.manifests.places import pinned_location, place
from graph.errors import InputError, NotFoundError
from graph.facts import NOASSERTION
from graph.licensing.expressions import normalise

_ALLOWED = {
    "": ", ".join(Entry.__struct_fields__),
    "review": ", ".join(Review.__struct_fields__),
    "consent": ", ".join(Consent.__struct_encode_fields__),
}
_SHA256 = re.compile(r"[0-9a-f]{64}")


_KEPT_FOR_EVER = Retention()


@dataclass(frozen=True, slots=True)
class Listing:
    """A manifest's file and its entries, in their order; `retention` is how long what names people may stay."""

    file: Path
    entries: tuple[Entry, ...]
    retention: Retention = _KEPT_FOR_EVER

    def where(self, number: int) -> str:
        """How messages name an entry; the first has number 1."""
        return f"{self.file}, source {number} ({self.entries[number - 1].title})"

    def location(self, entry: Entry) -> str:
        """What to open for an entry."""
        return pinned_location(entry, self.file.parent)


def read_listing(file: Path) -> Listing:
    """The manifest's entries. Raises NotFoundError, InputError."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFoundError(
            f"there is no manifest {file}: check the path, or let `codecraft sources init` write one"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error
    return parse_listing(file, text)


def parse_listing(file: Path, text: str) -> Listing:
    """The entries of a manifest's text. Raises InputError."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is no TOML: {error}") from error
    listed = table.get("source")
    if unknown := sorted(set(table) - {"source", "retention"}):
        raise InputError(f"{file}: {unknown[0]} is not known: a manifest holds [[source]] entries and [retention] only")
    if not isinstance(listed, list) or not listed:
        raise InputError(f'{file} lists no sources: write [[source]] and below it location = "…"')
    entries = tuple(_entry(file, number, values) for number, values in enumerate(listed, start=1))
    found = Listing(file, entries, _retention(file, table.get("retention", {})))
    _refuse_twins(found)
    return found


def parse_entry(file: Path, values: Mapping[str, Any]) -> Entry:
    """One entry that is not in the manifest yet. Raises InputError."""
    return _entry(file, 0, {key: value for key, value in values.items() if value not in ("", (), None)})


def schema() -> dict[str, Any]:
    """The JSON schema of a manifest."""
    return msgspec.json.schema(Manifest) | {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "CodeCraft's list of sources",
    }


def _retention(file: Path, values: object) -> Retention:
    try:
        return msgspec.convert(values, Retention)
    except msgspec.ValidationError as error:
        allowed = ", ".join(Retention.__struct_fields__)
        raise InputError(f"{file}, retention: {error}; allowed are {allowed}, each a number of days") from error


def _entry(file: Path, number: int, values: object) -> Entry:
    try:
        entry = msgspec.convert(values, Entry)
    except msgspec.ValidationError as error:
        table = next((name for name in ("review", "consent") if f"$.{name}" in str(error)), "")
        raise InputError(f"{file}, source {number}: {error}; allowed are {_ALLOWED[table]}") from error
    where = f"{file}, {f'source {number}' if number else 'the new source'}" + (f" ({entry.title})" if entry.title else "")
    try:
        _check(entry)
        pinned_location(entry, file.parent)
    except InputError as error:
        raise InputError(f"{where}: {error}") from None
    return entry


def _check(entry: Entry) -> None:
    """What one table alone cannot say. Raises InputError."""
    if not entry.location.strip():
        raise InputError("location is empty; give one of the forms that `codecraft index` takes")
    if entry.location.endswith(".toml") and place(entry.location) == "directory":
        raise InputError(f"{entry.location} is a manifest itself: list its sources here")
    for name in ("license", "expected_license"):
        value = getattr(entry, name)
        if value and value != NOASSERTION and normalise(value) == NOASSERTION:
            raise InputError(f"{name} {value!r} is no SPDX expression: give one, for example MIT OR Apache-2.0")
    if entry.license == NOASSERTION:
        raise InputError("license 'NOASSERTION' concludes nothing: leave it out")
    kind = place(entry.location)
    if entry.kind and entry.kind != kind:
        raise InputError(f"kind is {entry.kind} but the location is of kind {kind}: leave kind out or change one of them")
    _check_pin(entry, kind)
    _check_consent(entry, kind)
    _check_review(entry.review)


def _check_pin(entry: Entry, kind: str) -> None:
    if entry.revision and kind == "directory":
        raise InputError("a directory has no revision to pin: remove revision, or give git+file://…@COMMIT")
    if entry.sha256 and kind != "package":
        raise InputError("sha256 is of a released file: remove it, or give a pkg:pypi/NAME@VERSION location")
    if entry.sha256 and not _SHA256.fullmatch(entry.sha256):
        raise InputError("sha256 is not 64 hexadecimal digits in lower case: copy it from the package index")


def _check_consent(entry: Entry, kind: str) -> None:
    if entry.internal and kind not in ("directory", "git"):
        raise InputError(f"internal is for a directory or a repository, not for kind {kind}: remove it")
    if entry.internal and entry.consent is None:
        raise InputError(
            'internal code needs consent: add consent = { by = "WHO", date = YYYY-MM-DD, for = "WHAT" }, or remove internal'
        )


def _check_review(review: Review) -> None:
    if review.state == "proposed":
        return
    missing = [name for name in ("reviewer", "date") if not getattr(review, name)]
    if missing:
        raise InputError(f"a review that says {review.state} needs {' and '.join(missing)}: see `codecraft sources review`")
    if not review.reason and review.state in ("rejected", "withdrawn"):
        raise InputError(f"a review that says {review.state} needs a reason: say why")
    if review.accept and not review.reason:
        raise InputError("a review that accepts what policy refuses needs a reason: say why")


def _refuse_twins(found: Listing) -> None:
    seen: dict[str, int] = {}
    names: dict[str, int] = {}
    for number, entry in enumerate(found.entries, start=1):
        location = found.location(entry)
        if location in seen:
            raise InputError(f"{found.where(number)}: {entry.location} is source {seen[location]} already: remove one of them")
        if entry.name and entry.name in names:
            raise InputError(f"{found.where(number)}: source {names[entry.name]} has this name already: choose another")
        seen[location] = number
        names.setdefault(entry.name, number)
