"""The components that the graph knows: indexed sources and other distributions, the models, and how they hang together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.facts import NOASSERTION
from graph.ports import GraphStore, Row
from graph.statements import load

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class LicenseStatement:
    """One licence that someone says holds: who says so (`kind`), how it was read, and where. No line is 0."""

    license: str
    category: str
    expression: str
    kind: str
    method: str
    path: str
    line: int
    end_line: int

    @property
    def place(self) -> str:
        """`path:line-end`, empty without a file."""
        if not self.path or not self.line:
            return self.path
        return f"{self.path}:{self.line}" + (f"-{self.end_line}" if self.end_line > self.line else "")


@dataclass(frozen=True, slots=True)
class LicenseText:
    """A file of a source that holds a licence, a notice or authors. `text` is empty where the graph does not hold it."""

    path: str
    kind: str
    text: str
    license: str
    copyrights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of a source. `digest` reads `sha256:<hex>`."""

    id: str
    path: str
    digest: str
    license: str
    statements: tuple[LicenseStatement, ...]
    copyrights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A source, or a distribution that only others name (`indexed` is false: its files are not known).

    `license` is what is concluded for all that it distributes, else the effective expression, else `NOASSERTION`; `properties`
    are all that the node holds.
    """

    id: str
    name: str
    version: str
    license: str
    indexed: bool
    properties: Mapping[str, Any]
    statements: tuple[LicenseStatement, ...] = ()
    texts: tuple[LicenseText, ...] = ()
    files: tuple[FileEntry, ...] = ()

    @property
    def digest(self) -> str:
        """Hex of the SHA-256 over its files' paths and digests; empty where it is not indexed."""
        return hex_of(str(self.properties.get("digest") or ""))

    @property
    def copyrights(self) -> tuple[str, ...]:
        """The copyright lines of its licence texts, each once."""
        return tuple(dict.fromkeys(line for text in self.texts for line in text.copyrights))


@dataclass(frozen=True, slots=True)
class Dependency:
    """`end` is what `start` requires (`declared`, with its version specifier), or only uses names of."""

    start: str
    end: str
    specifier: str
    declared: bool


@dataclass(frozen=True, slots=True)
class TrainedOn:
    """Something that a model learned from: its package URL, its digest (`sha256:<hex>`) and its licence."""

    id: str
    digest: str
    license: str


@dataclass(frozen=True, slots=True)
class Training:
    """How a model came about. `settings` is JSON."""

    tool: str
    started: str
    ended: str
    settings: str
    inputs: tuple[TrainedOn, ...]


@dataclass(frozen=True, slots=True)
class UsedModel:
    """A model with what activities used it for: any of ingest, embedding, retrieval, generation, training.

    `training` is what the log says of how it came about, None where it says nothing.
    """

    id: str
    properties: Mapping[str, Any]
    uses: tuple[str, ...]
    training: Training | None = None

    @property
    def is_embedder(self) -> bool:
        """Whether it makes vectors."""
        return bool(self.properties.get("dimensions"))

    @property
    def is_generator(self) -> bool:
        """Whether it wrote answers."""
        return "generation" in self.uses


@dataclass(frozen=True, slots=True)
class Inventory:
    """Components by id in order, the dependencies between them, and the models. `chosen` are the sources asked for."""

    components: tuple[Component, ...]
    dependencies: tuple[Dependency, ...]
    models: tuple[UsedModel, ...]
    chosen: tuple[str, ...] = ()


def inventory(store: GraphStore, chosen: Collection[str] = (), *, with_files: bool = True) -> Inventory:
    """The chosen sources with all that they need, directly or not; everything where none is chosen.

    `with_files` also reads the files and what is said about the licence of each.
    """
    sources = {row["id"]: row["properties"] for row in store.run(load("read/exports/sources"))}
    others = {row["id"]: row["properties"] for row in store.run(load("read/exports/distributions"))}
    dependencies = _dependencies(store, sources, {*sources, *others})
    kept = _reached(chosen, dependencies) if chosen else {*sources, *others}
    ids = sorted(kept & {*sources, *others})
    statements = _statements(store, ids)
    texts = _texts(store, [id_ for id_ in ids if id_ in sources])
    components = [
        Component(
            id=id_,
            name=about.get("name") or id_,
            version=about.get("version") or "",
            license=about.get("license_concluded") or about.get("license") or NOASSERTION,
            indexed=id_ in sources,
            properties=about,
            statements=tuple(statements.get(id_, ())),
            texts=tuple(texts.get(id_, ())),
            files=_files(store, id_) if with_files and id_ in sources else (),
        )
        for id_ in ids
        for about in (sources.get(id_) or others.get(id_) or {},)
    ]
    within = [one for one in dependencies if one.start in kept and one.end in kept]
    return Inventory(tuple(components), tuple(within), _models(store, {*chosen} and kept), tuple(chosen))


def hex_of(digest: str) -> str:
    """The hex digits of `sha256:<hex>`; empty for a digest of another form."""
    kind, _, digits = digest.partition(":")
    return digits if kind == "sha256" and len(digits) == 64 else ""


def _dependencies(store: GraphStore, sources: Mapping[str, Any], known: Collection[str]) -> list[Dependency]:
    declared = [
        Dependency(row["start"], row["end"], row["specifier"], declared=True)
        for row in store.run(load("read/exports/dependencies"))
    ]
    pairs = {(one.start, one.end) for one in declared}
    for id_, about in sources.items():
        # surroundings read `language name id`
        used = {line.rpartition(" ")[2] for line in about.get("surroundings") or ()}
        pairs_of_it = {(id_, end) for end in used if end in known and end != id_} - pairs
        declared += [Dependency(start, end, "", declared=False) for start, end in pairs_of_it]
    return sorted(declared, key=lambda one: (one.start, one.end))


def _reached(chosen: Iterable[str], dependencies: Iterable[Dependency]) -> set[str]:
    needs: dict[str, list[str]] = {}
    for one in dependencies:
        needs.setdefault(one.start, []).append(one.end)
    reached, ahead = set[str](), list(chosen)
    while ahead:
        if (id_ := ahead.pop()) not in reached:
            reached.add(id_)
            ahead += needs.get(id_, ())
    return reached


def _statements(store: GraphStore, ids: list[str]) -> dict[str, list[LicenseStatement]]:
    found: dict[str, list[LicenseStatement]] = {}
    for start in range(0, len(ids), _BATCH):
        for row in store.run(load("read/exports/license_claims"), ids=ids[start : start + _BATCH]):
            found.setdefault(row["id"], []).append(_statement(row))
    return found


def _statement(row: Row) -> LicenseStatement:
    return LicenseStatement(
        row["license"],
        row["category"],
        row["expression"] or row["license"],
        row["kind"] or "",
        row["method"],
        row["path"],
        row["line"],
        row["end_line"],
    )


def _texts(store: GraphStore, ids: list[str]) -> dict[str, list[LicenseText]]:
    found: dict[str, list[LicenseText]] = {}
    for row in store.run(load("read/exports/license_texts"), ids=ids) if ids else ():
        about = row["properties"]
        text = LicenseText(
            about.get("path") or "",
            about.get("kind") or "license",
            about.get("text") or "",
            about.get("license") or NOASSERTION,
            tuple(about.get("copyrights") or ()),
        )
        found.setdefault(row["source"], []).append(text)
    return found


def _files(store: GraphStore, source: str) -> tuple[FileEntry, ...]:
    rows = store.run(load("read/exports/files"), source=source)
    statements = _statements(store, [row["id"] for row in rows])
    return tuple(
        FileEntry(
            row["id"],
            row["properties"].get("path") or "",
            row["properties"].get("digest") or "",
            row["properties"].get("license") or NOASSERTION,
            tuple(statements.get(row["id"], ())),
            tuple(row["properties"].get("copyrights") or ()),
        )
        for row in rows
    )


def _models(store: GraphStore, within: Collection[str]) -> tuple[UsedModel, ...]:
    """The models, or those that an activity of one of the sources used."""
    uses: dict[str, set[str]] = {}
    sources: dict[str, set[str]] = {}
    for row in store.run(load("read/exports/model_uses")):
        uses.setdefault(row["model"], set()).add(row["kind"])
        sources.setdefault(row["model"], set()).add(row["source"])
    trainings = {row["model"]: _training(row["properties"]) for row in store.run(load("read/exports/trainings"))}
    return tuple(
        UsedModel(row["id"], row["properties"], tuple(sorted(uses.get(row["id"], set()) - {""})), trainings.get(row["id"]))
        for row in store.run(load("read/exports/models"))
        if not within or sources.get(row["id"], set()) & {*within}
    )


def _training(about: Mapping[str, Any]) -> Training:
    inputs = (str(one).split(" ", 2) for one in about.get("inputs") or ())
    return Training(
        str(about.get("tool") or ""),
        str(about.get("started") or ""),
        str(about.get("ended") or ""),
        str(about.get("settings") or ""),
        tuple(TrainedOn(id_, digest, license_) for id_, digest, license_ in inputs),
    )
