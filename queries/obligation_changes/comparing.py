"""Two revisions side by side: what the later one adds, loses and changes, and what is owed for that."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.facts import NOASSERTION
from graph.licensing.expressions import license_ids
from queries.obligation_changes.categories import category, of_license
from queries.obligation_changes.revisions import UNKNOWN, Place, Required, Revision
from queries.obligations import duties_of
from queries.policy import CATEGORIES

NOTHING = Place("", 0)


class Kind(StrEnum):
    """What a change is about."""

    SOURCE_LICENSE = "source-license"
    FILE_LICENSE = "file-license"
    TERMS = "terms-file"
    REQUIREMENT = "requirement"
    ORIGIN = "origin"
    CROSSING = "crossing"


class Reason(StrEnum):
    """What `--fail-on` can name."""

    NEW_LICENSE = "new-license"
    COPYLEFT = "copyleft"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `license` is the one that holds after it.

    `before` and `after` say what stands there: an expression, a version specifier, the kind of a file of terms, `called`, with
    `in tests` after it where only tests use it; they are empty where there is nothing.
    `category` is permissive, weak-copyleft, copyleft or unknown.
    """

    kind: Kind
    what: str
    before: str
    after: str
    license: str
    category: str
    path: str = ""
    line: int = 0
    tests_only: bool = False

    @property
    def is_removal(self) -> bool:
        """Whether something is gone, so that nothing more is owed for it."""
        return not self.after

    @property
    def is_addition(self) -> bool:
        """Whether something comes in, or comes under other terms, so that something may be owed that was not."""
        other_terms = self.kind in (Kind.SOURCE_LICENSE, Kind.FILE_LICENSE, Kind.ORIGIN, Kind.CROSSING)
        return bool(self.after) and (not self.before or (other_terms and self.before != self.after))


@dataclass(frozen=True, slots=True)
class Duty:
    """What is owed once the change is in, and for what."""

    license: str
    category: str
    text: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A distribution that is called where it was not."""

    name: str
    license: str
    category: str
    calls: tuple[Change, ...]

    @property
    def tests_only(self) -> bool:
        """Whether only tests call it."""
        return all(one.tests_only for one in self.calls)

    @property
    def first(self) -> Change:
        """A call of shipped code if there is one."""
        return min(self.calls, key=lambda one: (one.tests_only, one.path, one.line))


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a change does. `new_licenses` were nowhere before; `reasons` are those that `--fail-on` can name.

    What only tests use of others is told and counts for neither, nor for duties: it is not part of what is passed on.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    duties: tuple[Duty, ...]
    new_licenses: tuple[str, ...]
    reasons: tuple[Reason, ...]
    call_sites: int
    unresolved: int
    notes: tuple[str, ...]

    @property
    def entered(self) -> tuple[Entered, ...]:
        """The distributions into which new calls lead, those that ask for most first."""
        found: dict[str, list[Change]] = {}
        for one in self.of(Kind.CROSSING):
            if one.is_addition:
                found.setdefault(_entry(one.what), []).append(one)
        told = [Entered(name, calls[0].license, calls[0].category, tuple(calls)) for name, calls in found.items()]
        return tuple(sorted(told, key=lambda one: (one.tests_only, -CATEGORIES.index(one.category), one.name)))

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(one for one in self.changes if one.kind is kind)


def compare(before: Revision, after: Revision) -> Difference:
    """What the later revision adds, loses and changes."""
    changes = tuple(sorted(_changes(before, after), key=lambda one: (list(Kind).index(one.kind), one.is_removal, one.what)))
    added = [one for one in changes if one.is_addition and not one.tests_only]
    had = {id_ for expression in _expressions(before) for id_ in license_ids(expression)}
    new = sorted({id_ for expression in _expressions(after) for id_ in license_ids(expression)} - had)
    return Difference(
        before=before.commit,
        after=after.commit,
        changes=changes,
        duties=_duties(added),
        new_licenses=tuple(new),
        reasons=tuple(_reasons(added, new)),
        call_sites=after.call_sites,
        unresolved=after.unresolved,
        notes=after.notes,
    )


def _changes(before: Revision, after: Revision) -> Iterable[Change]:
    def change(kind: Kind, what: str, was: str, now: str, license_: str, place: Place = NOTHING) -> Change:
        uses = kind in (Kind.ORIGIN, Kind.CROSSING)
        return Change(kind, what, was, now, license_, category(license_), place.path, place.line, uses and place.in_tests)

    if before.license != after.license:
        yield change(Kind.SOURCE_LICENSE, after.name, before.license, after.license, after.license)
    for path, was, now in _pairs(before.files, after.files):
        yield change(Kind.FILE_LICENSE, path, was or "", now or "", now or was or NOASSERTION, Place(path))
    for path, held, holds in _pairs(before.terms, after.terms):
        text = holds or held or ("", NOASSERTION, "")
        yield change(Kind.TERMS, path, held[0] if held else "", holds[0] if holds else "", text[1], Place(path))
    for name, had, has in _pairs(before.requires, after.requires):
        license_ = next((one.license for one in (has, had) if one), NOASSERTION)
        yield change(Kind.REQUIREMENT, name, _said(had), _said(has), license_)
    for name, used, uses in _pairs(
        {key: _used(one.license, one.first) for key, one in before.origins.items()},
        {key: _used(one.license, one.first) for key, one in after.origins.items()},
    ):
        origin = after.origins[name] if uses else before.origins[name]
        yield change(Kind.ORIGIN, name, used or "", uses or "", origin.license, origin.first)
    crossed, crosses = _crossings(before), _crossings(after)
    for what, called, calls in _pairs(
        {name: _used("called", place) for name, (_, place) in crossed.items()},
        {name: _used("called", place) for name, (_, place) in crosses.items()},
    ):
        license_, place = crosses[what] if calls else crossed[what]
        yield change(Kind.CROSSING, what, called or "", calls or "", license_, place)


def _crossings(revision: Revision) -> dict[str, tuple[str, Place]]:
    """What is called outside, by id, with its licence and the first place."""
    return {
        f"{origin.partition('#')[0]}#{name}": (known.license if (known := revision.origins.get(origin)) else NOASSERTION, place)
        for (origin, name), place in revision.calls.items()
    }


def _entry(what: str) -> str:
    """The distribution that a called name belongs to; of a name that nobody could place, its first part."""
    base, _, name = what.partition("#")
    return f"{base}#{name.partition('.')[0]}" if base == UNKNOWN else base


def _used(text: str, place: Place) -> str:
    return f"{text} in tests" if place.in_tests else text


def _pairs[Value](before: Mapping[str, Value], after: Mapping[str, Value]) -> Iterable[tuple[str, Value | None, Value | None]]:
    """What differs, by name."""
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)


def _said(required: Required | None) -> str:
    return "" if required is None else required.specifier or "any version"


def _expressions(revision: Revision) -> list[str]:
    """Every licence that a revision has to do with."""
    return [
        revision.license,
        *revision.files.values(),
        *(license_ for _, license_, _ in revision.terms.values()),
        *(one.license for one in revision.requires.values()),
        *(one.license for one in revision.origins.values() if not one.first.in_tests),
    ]


def _reasons(added: Iterable[Change], new: Iterable[str]) -> Iterable[Reason]:
    categories = {one.category for one in added if not _is_plain_notice(one)}
    if any(True for _ in new):
        yield Reason.NEW_LICENSE
    if categories & {"copyleft", "weak-copyleft"}:
        yield Reason.COPYLEFT
    if "unknown" in categories:
        yield Reason.UNKNOWN


def _is_plain_notice(change: Change) -> bool:
    """Whether it is a file of terms that holds no licence text: a notice or a list of authors."""
    return change.kind is Kind.TERMS and change.license == NOASSERTION and "license" not in (change.before, change.after)


def _duties(added: Iterable[Change]) -> tuple[Duty, ...]:
    """What each licence of what is added asks for, with what brought it."""
    causes: dict[str, list[str]] = {}
    for one in added:
        if not _is_plain_notice(one):
            place = f" ({one.path}:{one.line})" if one.line else f" ({one.path})" if one.path and one.path != one.what else ""
            causes.setdefault(one.license or NOASSERTION, []).append(f"{one.kind.value} {one.what}{place}")
    return tuple(
        Duty(license_, category(license_), _duty(license_), tuple(dict.fromkeys(because)))
        for license_, because in sorted(causes.items())
    )


def _duty(expression: str) -> str:
    if category(expression) == "unknown":
        return "nothing may be assumed: find the licence, or remove it"
    duties, unknown = duties_of(expression, of_license)
    said = "; ".join(duty.text for duty in duties) or "nothing"
    return "; ".join([said, *(f"not known: {one}" for one in unknown)])
