"""What the policy of sources refuses unless a reviewer accepts it by name: a table in refusals.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import msgspec

from extractors.sources.manifests.entry import Entry, RefusedKind
from graph.licensing.categories import category, is_permissive
from graph.licensing.expressions import license_ids


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: RefusedKind
    reason: str
    locations: tuple[str, ...] = ()
    licenses: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an entry is refused; `kind` is the word with which a reviewer accepts it."""

    kind: str
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.kind} is refused by policy, as {self.reason}: reject the entry, or approve it with "
            f"--accept {self.kind} --reason WHY"
        )


def refused_by_place(entry: Entry) -> Refusal | None:
    """Why what an entry points at is refused, whatever its licence."""
    names = (entry.location.lower(), entry.name.lower())
    return _first(row for row in _table() if any(fnmatchcase(name, one) for name in names for one in row.locations))


def refused_by_license(expression: str) -> Refusal | None:
    """Why terms are refused: every part of an AND, and no way around in an OR."""
    ids = license_ids(expression)
    if (
        ids
        and is_permissive(expression)
        and not any(fnmatchcase(one, p) for row in _table() for p in row.licenses for one in ids)
    ):
        return None
    kinds = {category(one) for one in ids} or {"unknown"}
    return _first(
        row
        for row in _table()
        if any(fnmatchcase(one, pattern) for one in ids for pattern in row.licenses) or not kinds.isdisjoint(row.categories)
    )


def policy() -> tuple[Refusal, ...]:
    """The whole table, for people."""
    return tuple(Refusal(row.kind, row.reason) for row in _table())


def _first(rows: Iterator[_Row]) -> Refusal | None:
    row = next(rows, None)
    return Refusal(row.kind, row.reason) if row else None


@cache
def _table() -> tuple[_Row, ...]:
    text = Path(__file__).with_name("refusals.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["refusal"], tuple[_Row, ...])
