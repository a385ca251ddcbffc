"""Which adapters make up the application: the only place that chooses."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

import extractors.languages
from app.serving import served_at
from app.settings import FolderAddress, Settings
from graph.errors import NotFoundError, StoreBusyError
from graph.facts import Snapshot, SourceInfo, SourceKind
from graph.ingest import Parts
from graph.observations import NONE, Observations, read_record
from graph.ports import (
    Clean,
    Embedder,
    Extractor,
    FactsCache,
    Generator,
    GraphStore,
    LicenseDetector,
    Linker,
    Reranker,
    Source,
    Tracer,
)
from graph.provenance import Tool

if TYPE_CHECKING:
    from extractors.sources import Options
    from queries.judgements import Given
    from queries.policy import Policy


def open_store(settings: Settings, *, read_only: bool) -> GraphStore:
    """The store that the settings name, its schema in place if it is to be written. Raises StoreError, NotFoundError."""
    if isinstance(settings.store, FolderAddress):
        from graph.stores.embedded import EmbeddedStore

        try:
            store: GraphStore = EmbeddedStore(settings.store.folder, read_only=read_only)
        except StoreBusyError as error:
            raise _busy(settings.store.folder, error) from None
    else:
        from graph.stores.neo4j import Neo4jStore

        store = Neo4jStore(settings.store.uri, settings.store.user, settings.store.password)
    if not read_only:
        store.ensure_schema()
    return store


def has_store(settings: Settings) -> bool:
    """Whether there is a store to open: a folder is made by the first index, a server is taken to be there."""
    from graph.stores.folder import DATABASE

    return not isinstance(settings.store, FolderAddress) or (settings.store.folder / DATABASE).exists()


def open_cache(settings: Settings) -> FactsCache:
    """What is kept of files by their content."""
    from graph.cache import DiskCache

    return DiskCache(cache_folder(settings) / "facts")


def open_sources(location: str, settings: Settings) -> tuple[Source, ...]:
    """The sources at a location, approved by a manifest or by whoever gives the location. Raises InputError, SourceError."""
    from extractors.sources import manifest
    from extractors.sources import open_sources as find
    from extractors.sources.manifests.given import Given

    found = find(location, source_options(settings))
    return found if manifest.accepts(location) else tuple(Given(one, location, settings.user) for one in found)


def source_options(settings: Settings) -> "Options":
    """What every kind of source is told besides its location."""
    from extractors.sources import Options

    return Options(suffixes=tuple(sorted(_extractors())), cache=downloads_folder(settings))


def read_for_licenses(location: str, settings: Settings) -> Iterator[Snapshot]:
    """Every text file of the sources at a location, or a single file. Raises InputError, SourceError."""
    from extractors.sources import Options, manifest
    from extractors.sources import open_sources as find
    from extractors.sources.reading.alone import read_alone

    path = Path(location).expanduser()
    if path.is_file() and not manifest.accepts(location):
        yield read_alone(path)
        return
    for source in find(location, Options(suffixes=("",), cache=downloads_folder(settings))):
        yield source.read()


def license_detector() -> LicenseDetector:
    """What finds licences."""
    from extractors.licenses.detector import DETECTOR

    return DETECTOR


def parts(settings: Settings, *, embed: bool, workers: int) -> Parts:
    """What an ingest is made of."""
    from extractors.redaction import REDACTOR

    return Parts(
        extractors=_extractors(),
        linkers=_linkers(settings),
        licenses=license_detector(),
        cache=open_cache(settings),
        tool=own_tool(),
        embedder=_open_embedder(settings.embedder, settings.ollama) if embed else None,
        workers=workers,
        observed=_observed,
        redactor=REDACTOR,
    )


def open_revision(folder: Path, revision: str, settings: Settings) -> Source:
    """One commit of the checkout that a folder is in. Raises NotFoundError, InputError when it is read."""
    from extractors.sources.git import Revision

    if not folder.is_dir():
        raise NotFoundError(f"there is no directory {folder}: give a directory of a git checkout")
    return Revision(folder, revision, source_options(settings))


def licenses_known_here(folder: Path) -> Callable[[str], str]:
    """Tells a distribution's licence by its package URL: of those that a project's environment, or else this one, holds."""
    from packageurl import PackageURL
    from packaging.utils import canonicalize_name

    from extractors.licenses.installed import installed_license
    from extractors.sources.distributions.environment import Environment, project_environment
    from graph.facts import NOASSERTION

    installed = (project_environment(folder.resolve(), None) or Environment()).distributions

    def license_of(id_: str) -> str:
        found = installed.get(canonicalize_name(PackageURL.from_string(id_).name))
        return installed_license(found).expression if found else NOASSERTION

    return license_of


def tracers() -> tuple[Tracer, ...]:
    """What can trace a command, one a language."""
    names = [name for language in _languages() if find_spec(name := f"{language}.tracing")]
    return tuple(import_module(name).TRACER for name in names)


def embedder_for(store: GraphStore, settings: Settings) -> Embedder | None:
    """The embedder that the settings name; None where the store holds no vectors that it could be compared with."""
    return _open_embedder(settings.embedder, settings.ollama) if store.embedding_models() else None


def reranker_for(settings: Settings) -> Reranker | None:
    """The reranker that the settings name, if any. Raises InputError for an unknown one, ModelError."""
    return _open_reranker(settings.reranker) if settings.reranker else None


def open_generator(settings: Settings, model: str | None = None) -> Generator | None:
    """The generator of the settings, or of another model; None for `none`. Nothing is asked of its server yet."""
    from models.generators.ollama import OllamaGenerator

    chosen = settings.model if model is None else "" if model == "none" else model
    return OllamaGenerator(settings.ollama, chosen) if chosen else None


def facts_for_rules(settings: Settings, waivers: Path | None = None, policy: Path | None = None) -> "Given":
    """What rules are told from outside the graph. Raises InputError, NotFoundError for a file that cannot be read."""
    from queries.judgements import Given
    from queries.waivers import read_waivers

    known = read_waivers(waivers) if waivers else ()
    return Given(policy=open_policy(settings, policy), waivers=known, detector=license_detector().version)


def open_policy(settings: Settings, file: Path | None = None) -> "Policy":
    """The policy of a file, of the settings, or the shipped one. Raises NotFoundError, InputError."""
    from queries.policy_file import read_policy

    return read_policy(file or settings.policy)


def own_tool() -> Tool:
    """What we are, as provenance names it."""
    return Tool("codecraft", version("codecraft"))


def cleaner() -> Clean:
    """What takes secrets and addresses out of questions."""
    from extractors.said import cleaned

    return cleaned


def cache_folder(settings: Settings) -> Path:
    """Where facts, vectors and verified downloads are kept."""
    return settings.cache or user_cache_path("codecraft")


def downloads_folder(settings: Settings) -> Path:
    """Where verified downloads are kept."""
    return cache_folder(settings) / "downloads"


@cache
def _open_embedder(name: str, server: str) -> Embedder:
    from models.embedders import open_embedder

    return open_embedder(name, server)


@cache
def _open_reranker(name: str) -> Reranker:
    from models.rerankers import open_reranker

    return open_reranker(name)


def _observed(info: SourceInfo) -> Observations:
    return read_record(Path(info.location)) if info.kind is SourceKind.DIRECTORY else NONE


def _languages() -> list[str]:
    packages = extractors.languages
    return sorted(f"{packages.__name__}.{entry.name}" for entry in iter_modules(packages.__path__) if entry.ispkg)


def _extractors() -> dict[str, Extractor]:
    found = [import_module(f"{language}.extractor").EXTRACTOR for language in _languages()]
    return {suffix: one for one in found for suffix in one.suffixes}


def _linkers(settings: Settings) -> dict[str, Linker]:
    """Each language's linker, told as much of the settings as it can take."""
    told = {"jedi_seconds": settings.jedi_seconds, "cache_dir": cache_folder(settings) / "names"}
    found = [import_module(name).LINKER for language in _languages() if find_spec(name := f"{language}.linker")]
    fitted = [replace(one, **{field.name: told[field.name] for field in fields(one) if field.name in told}) for one in found]
    return {one.language: one for one in fitted}


def _busy(folder: Path, error: StoreBusyError) -> StoreBusyError:
    """The same, with the address of the server that holds the store."""
    address = served_at(folder)
    if not address:
        return error
    return StoreBusyError(f"{folder} is served by `codecraft serve` at {address}: ask it there, or stop it first")
