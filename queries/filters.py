"""What a search may show, decided before anything is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from typing import Any, Protocol

from license_expression import ExpressionError, LicenseWithExceptionSymbol, Licensing, get_spdx_licensing

from graph.errors import InputError, NotFoundError
from graph.facts import NOASSERTION, Kind
from graph.ports import GraphStore
from graph.statements import load
from queries.views import is_test_path

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
    def license(self) -> str:
        """An SPDX expression."""
        ...


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means anything. `licenses` are the SPDX ids that are allowed, `paths` folders, files or glob patterns."""

    sources: tuple[str, ...] = ()
    licenses: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    exclude_tests: bool = False

    @property
    def narrows(self) -> bool:
        """Whether candidates of the store can fail to pass; sources and licences are narrowed by the store itself."""
        return bool(self.kinds or self.paths or self.exclude_tests)

    def admit(self, placed: Placed) -> bool:
        """Whether a candidate passes; its source and licence have been looked at by the store."""
        return (
            (not self.kinds or placed.kind in self.kinds)
            and (not self.paths or any(_within(placed.path, path) for path in self.paths))
            and not (self.exclude_tests and is_test_path(placed.path))
        )

    def admit_around(self, placed: Placed) -> bool:
        """Whether a symbol may be on a call path of a hit: kinds and paths narrow the hits alone."""
        return self.allows_license(placed.license) and not (self.exclude_tests and is_test_path(placed.path))

    def allows_license(self, expression: str) -> bool:
        """Whether an SPDX expression is among what is asked for."""
        return not self.licenses or license_allowed(expression, self.licenses)


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


def license_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """Whether an SPDX expression can be met with the allowed ids: all sides of an AND, any side of an OR.

    An unknown licence is never allowed, unless `NOASSERTION` is among the allowed.
    """
    return _met(expression or NOASSERTION, frozenset(one.lower() for one in allowed))


@lru_cache(maxsize=10_000)
def _met(expression: str, allowed: frozenset[str]) -> bool:
    try:
        return _tree_met(_licensing().parse(expression), allowed)
    except ExpressionError:
        return expression.lower() in allowed


def _tree_met(tree: Any, allowed: frozenset[str]) -> bool:
    if isinstance(tree, _licensing().AND):
        return all(_tree_met(part, allowed) for part in tree.args)
    if isinstance(tree, _licensing().OR):
        return any(_tree_met(part, allowed) for part in tree.args)
    if isinstance(tree, LicenseWithExceptionSymbol) and tree.license_symbol.key.lower() in allowed:
        return True
    return str(tree.key).lower() in allowed


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()


def _within(path: str, wanted: str) -> bool:
    folder = wanted.rstrip("/")
    return path == folder or path.startswith(f"{folder}/") or fnmatchcase(path, wanted)
