"""What is in the store, how much of it is resolved, and what changed since."""

from dataclasses import dataclass

from graph.ids import path_of
from graph.ports import GraphStore, Row
from graph.statements import load
from queries.staleness import of_source

_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. `resolved_share` is the part of its call sites with a target, None when it has none.

    `diagnostics` read `path:line code message`. `stale` files changed on disk since they were indexed, `unchecked` ones are
    not on this machine.
    """

    id: str
    name: str
    version: str
    kind: str
    location: str
    revision: str
    dirty: bool
    license: str
    files: int
    lines: int
    symbols: int
    call_sites: int
    unresolved_calls: int
    diagnostics: tuple[str, ...]
    notes: tuple[str, ...]
    stale: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def resolved_share(self) -> float | None:
        """The part of the call sites that have a target, from 0 to 1."""
        return 1 - self.unresolved_calls / self.call_sites if self.call_sites else None


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """A model that the graph names. `license` is an SPDX expression."""

    id: str
    name: str
    digest: str
    license: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Status:
    """Everything in the store in numbers. `embedding_model` made the stored vectors; several are joined by commas."""

    store: str
    sources: tuple[SourceStatus, ...]
    models: tuple[ModelStatus, ...]
    embedding_model: str
    withheld: int = 0

    @property
    def files(self) -> int:
        """Files of all sources."""
        return sum(source.files for source in self.sources)

    @property
    def symbols(self) -> int:
        """Symbols of all sources."""
        return sum(source.symbols for source in self.sources)

    @property
    def call_sites(self) -> int:
        """Call sites of all sources."""
        return sum(source.call_sites for source in self.sources)

    @property
    def resolved_share(self) -> float | None:
        """The part of all call sites that have a target, None when there are none."""
        sites = self.call_sites
        return 1 - sum(source.unresolved_calls for source in self.sources) / sites if sites else None


def status(store: GraphStore, *, check_disk: bool = True) -> Status:
    """The store's sources and models. `check_disk` reads every file of the sources in folders to find stale ones."""
    before = store.withheld
    rows = store.run(load("read/sources"), limit=_LIMIT)
    withheld = store.withheld - before
    sources = tuple(_source(store, row, check_disk=check_disk) for row in rows)
    models = tuple(
        ModelStatus(row["id"], row["name"] or "", row["digest"] or "", row["license"] or "", row["dimensions"] or 0)
        for row in store.run(load("read/models"), limit=_LIMIT)
    )
    return Status(store.name, sources, models, ", ".join(sorted(set(store.embedding_models().values()))), withheld)


def _source(store: GraphStore, row: Row, *, check_disk: bool) -> SourceStatus:
    disk = of_source(store, row["id"]) if check_disk else None
    return SourceStatus(
        id=row["id"],
        name=row["name"] or "",
        version=row["version"] or "",
        kind=row["kind"] or "",
        location=row["location"] or "",
        revision=row["revision"] or "",
        dirty=bool(row["dirty"]),
        license=row["license"] or "NOASSERTION",
        files=row["files"] or 0,
        lines=row["lines"] or 0,
        symbols=row["symbols"] or 0,
        call_sites=row["call_sites"] or 0,
        unresolved_calls=row["unresolved_calls"] or 0,
        diagnostics=tuple(row["diagnostics"] or ()),
        notes=_texts(row["notes"]),
        stale=tuple(map(path_of, disk.stale)) if disk else (),
        unchecked=tuple(map(path_of, disk.unchecked)) if disk else (),
    )


def _texts(value: str | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
