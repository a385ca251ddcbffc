"""What a search may show, decided before anything is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Protocol

from graph.errors import InputError, NotFoundError
from graph.facts import Kind
from graph.paths import is_test
from graph.ports import GraphStore
from graph.statements import load

SECTION = "section"
"""The kind of documentation's sections, which are searched when they are asked for."""

_SOURCES = 10_000


class Placed(Protocol):
    """What filters look at."""

    @property
    def kind(self) -> str:
        """What the symbol is."""
        ...

    @property
    def path(self) -> str:
        """Its file."""
        ...

    @property
    def source(self) -> str:
        """The id of what it belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means anything. `paths` are folders, files or glob patterns. Sources and licences are narrowed by the store.

    `exclude_tests` leaves tests out, but for those of the sources `with_tests`.
    """

    kinds: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    exclude_tests: bool = False
    with_tests: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether candidates of the store can fail to pass."""
        return bool(self.kinds or self.paths or self.exclude_tests)

    def admit(self, placed: Placed) -> bool:
        """Whether a candidate passes."""
        return (
            (not self.kinds or placed.kind in self.kinds)
            and (not self.paths or any(_within(placed.path, path) for path in self.paths))
            and self.admit_around(placed)
        )

    def admit_around(self, placed: Placed) -> bool:
        """Whether a symbol may be on a call path of a hit: kinds and paths narrow the hits alone."""
        return not (self.exclude_tests and placed.source not in self.with_tests and is_test(placed.path))


def check_kinds(kinds: Sequence[str]) -> frozenset[str]:
    """The kinds, if they are all known. Raises InputError."""
    known = {SECTION, *(kind.value for kind in Kind)}
    unknown = sorted(set(kinds) - known)
    if unknown:
        raise InputError(f"there is no kind {unknown[0]!r}: choose from {', '.join(sorted(known))}")
    return frozenset(kinds)


def find_sources(store: GraphStore, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of indexed sources that are given by id or by name. Raises NotFoundError."""
    if not names:
        return ()
    rows = store.run(load("read/sources"), limit=_SOURCES)
    found: list[str] = []
    for name in names:
        ids = [row["id"] for row in rows if name in (row["id"], row["name"])]
        if not ids:
            raise NotFoundError(f"no source {name!r} is indexed: `codecraft status` lists those that are")
        found += ids
    return tuple(dict.fromkeys(found))


def sources_with_tests(store: GraphStore) -> frozenset[str]:
    """Those whose entry lets answers rest on their tests."""
    return frozenset(row["id"] for row in store.run(load("read/sources_with_tests_for_answers"), limit=_SOURCES))


def _within(path: str, wanted: str) -> bool:
    folder = wanted.rstrip("/")
    return path == folder or path.startswith(f"{folder}/") or fnmatchcase(path, wanted)
