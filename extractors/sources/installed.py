"""A distribution that is installed in an environment, from the files that its RECORD lists."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import Distribution, PackagePath
from pathlib import Path

from packaging.utils import canonicalize_name

from extractors.licenses.conclusions import Stated
from extractors.sources.distributions.core_metadata import stated_by
from extractors.sources.distributions.environment import Environment, editable_root, environment_at
from extractors.sources.distributions.identity import pypi_id
from extractors.sources.distributions.requirements import declared_requirements
from extractors.sources.reading import files
from extractors.sources.reading.documents import chosen, snapshot, terms
from extractors.sources.reading.options import Options
from graph.errors import InputError, NotFoundError
from graph.facts import Diagnostic, Document, Snapshot, SourceInfo, SourceKind
from graph.ports import Source

FORM = "installed:NAME"
_PREFIX = "installed:"


def accepts(location: str) -> bool:
    """Whether a location names an installed distribution."""
    return location.startswith(_PREFIX)


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The distribution as a source. Raises NotFoundError, and InputError for an editable install."""
    name = location.removeprefix(_PREFIX).strip()
    environment = environment_at(options.environment)
    distribution = environment.distributions.get(canonicalize_name(name))
    if distribution is None:
        near = get_close_matches(canonicalize_name(name), environment.distributions, n=3)
        hint = f"did you mean {', '.join(near)}?" if near else f"install it, or give pkg:pypi/{name or 'NAME'}"
        raise NotFoundError(f"no distribution {name!r} is installed in {_where(options)}: {hint}")
    if root := editable_root(distribution):
        raise InputError(f"{name} is installed editable from {root}: give that directory")
    return (Installed(distribution, environment, options),)


def _where(options: Options) -> str:
    return str(options.environment) if options.environment else "the running environment"


@dataclass(frozen=True, slots=True)
class Installed:
    """Reads what a distribution installed. `dirty` says that files differ from their hashes in RECORD."""

    distribution: Distribution
    environment: Environment
    options: Options

    def read(self) -> Snapshot:
        """The distribution as it is on disk now. Raises InputError when it has no Python."""
        listed = {path.as_posix(): path for path in self.distribution.files or ()}
        if not listed:
            name = self.distribution.metadata["Name"]
            raise InputError(
                f"{name} does not say which files it installed (no RECORD): give pkg:pypi/{name}@{self.distribution.version}"
            )
        read = list(self._read(listed))
        changed = any(isinstance(item, Diagnostic) and item.code == "changed" for item in read)
        root = Path(str(self.distribution.locate_file("")))
        stated = terms(_inside(listed), lambda path: files.read_bytes(root, path))
        return snapshot(
            self._info(dirty=changed), read, license_files=stated, stated=self._stated(), only_pages=self.options.only_pages
        )

    def _read(self, listed: dict[str, PackagePath]) -> Iterator[Document | Diagnostic]:
        root = Path(str(self.distribution.locate_file("")))
        for path in chosen(_inside(listed), self.options):
            item = files.read_file(root, path)
            if item is not None:
                yield item
            if isinstance(item, Document) and _differs(listed[path], item):
                yield Diagnostic(path, "changed", "differs from its hash in RECORD: it was edited after the installation")

    def _stated(self) -> Stated:
        text = self.distribution.read_text("METADATA") or self.distribution.read_text("PKG-INFO") or ""
        return stated_by(text.encode(), "METADATA")

    def _info(self, *, dirty: bool) -> SourceInfo:
        metadata = self.distribution.metadata
        name = canonicalize_name(metadata["Name"])
        return SourceInfo(
            id=pypi_id(name, self.distribution.version),
            kind=SourceKind.INSTALLED,
            name=name,
            location=f"{_PREFIX}{name}",
            version=self.distribution.version,
            dirty=dirty,
            requires=self.environment.pinned(declared_requirements(self.distribution.requires or ())),
        )


def _inside(listed: Iterable[str]) -> list[str]:
    return [path for path in listed if not path.startswith(("../", "/")) and "__pycache__" not in path]


def _differs(listed: PackagePath, document: Document) -> bool:
    recorded = listed.hash
    if recorded is None or recorded.mode != "sha256":
        return False
    padded = recorded.value + "=" * (-len(recorded.value) % 4)
    return base64.urlsafe_b64decode(padded).hex() != document.digest.removeprefix("sha256:")
