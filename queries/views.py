"""A symbol as people see it: everything that is needed to place it, read for many ids at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.paths import is_test
from graph.ports import GraphStore, Row
from graph.statements import load


@dataclass(frozen=True, slots=True)
class SymbolView:
    """A symbol, or a name outside what is indexed (`external`), with all that a person needs to place it.

    `license` is an SPDX expression, empty where the graph holds none. Lines count from 1 and are 0 for an external name.
    """

    id: str
    name: str
    qualified_name: str
    kind: str
    external: bool = False
    module: str = ""
    path: str = ""
    line: int = 0
    end_line: int = 0
    signature: str = ""
    docstring: str = ""
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    value: str = ""
    license: str = ""
    source: str = ""
    distribution: str = ""

    @property
    def in_tests(self) -> bool:
        """Whether its file belongs to a test suite, by its path."""
        return is_test(self.path)

    @property
    def private(self) -> bool:
        """Whether any part of its name says that it is not for others."""
        return any(part.startswith("_") and not part.endswith("__") for part in self.qualified_name.split("."))


def views(store: GraphStore, ids: Iterable[str]) -> dict[str, SymbolView]:
    """Those of the ids that are symbols, external names or sections of documentation (their text as `docstring`)."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    rows = store.run(load("read/symbols"), ids=wanted)
    return {row["id"]: _view(row) for row in rows if row["indexed"] or row["external"] or row["section"]}


def _view(row: Row) -> SymbolView:
    return SymbolView(
        id=row["id"],
        name=row["name"] or "",
        qualified_name=row["qualified_name"] or "",
        kind=row["kind"] or ("external" if row["external"] else ""),
        external=bool(row["external"]),
        module=row["module"] or "",
        path=row["path"] or "",
        line=row["line"] or 0,
        end_line=row["end_line"] or 0,
        signature=row["signature"] or "",
        docstring=row["docstring"] or "",
        decorators=tuple(row["decorators"] or ()),
        is_async=bool(row["is_async"]),
        value=row["value"] or "",
        license=row["license"] or "",
        source=row["source"] or "",
        distribution=row["distribution"] or "",
    )
