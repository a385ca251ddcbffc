"""A manifest: a TOML file that lists sources.

    [[source]]
    location = "pkg:pypi/requests@2.32.3"      # any form that a location can have, but not another manifest
    name = "requests"                          # optional: what to call it
    include = ["src/**"]                       # optional: globs, only paths that match one
    exclude = ["**/tests/**", "**/test_*.py"]  # optional: globs, no path that matches one
    license = "Apache-2.0"                     # optional: an SPDX expression that a person concluded

`**` stands for any number of folders. A relative directory is meant from the manifest's folder.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from extractors.licenses.expression import normalise
from extractors.licenses.files import covered_folder
from extractors.sources import directory, open_sources
from extractors.sources.distributions.identity import generic_id
from extractors.sources.reading.options import Options
from graph.errors import CodeCraftError, InputError, NotFoundError
from graph.facts import NOASSERTION, LicenseClaim, LicenseKind, Snapshot, SourceInfo
from graph.ports import Source

FORM = "a *.toml manifest of sources"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[source]]` of a manifest."""

    location: str
    name: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    license: str = ""


_ALLOWED = ", ".join(Entry.__struct_fields__)


def accepts(location: str) -> bool:
    """Whether a location is a manifest's path."""
    return location.endswith(".toml") and ":" not in location[2:] and not Path(location).is_dir()


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The sources that the manifest lists, in its order. Raises InputError naming the file and the entry."""
    file = Path(location).expanduser()
    found: list[Source] = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(_entries(file), start=1):
        where = f"{location}, source {number}"
        meant = _meant(file, entry)
        if meant in seen:
            raise InputError(f"{where}: {entry.location} is source {seen[meant]} already: remove one of them")
        seen[meant] = number
        if accepts(meant):
            raise InputError(f"{where}: {entry.location} is a manifest itself: list its sources here")
        expression = normalise(entry.license) if entry.license else ""
        if expression == NOASSERTION:
            raise InputError(
                f"{where}: license {entry.license!r} is no SPDX expression: give one, for example MIT OR Apache-2.0"
            )
        try:
            opened = open_sources(meant, options)
        except CodeCraftError as error:
            raise type(error)(f"{where}: {error}") from error
        found.extend(Listed(source, entry, expression) for source in opened)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as its manifest entry wants it: named, narrowed, with a concluded licence."""

    source: Source
    entry: Entry
    expression: str

    def read(self) -> Snapshot:
        """The source's snapshot, changed as the entry says. Raises InputError when its globs leave nothing."""
        whole = self.source.read()
        documents = tuple(document for document in whole.documents if self._keeps(document.path))
        if not documents:
            raise InputError(
                f"{whole.info.location}: include and exclude leave no Python file: change the globs in the manifest"
            )
        diagnostics = tuple(diagnostic for diagnostic in whole.diagnostics if self._keeps(diagnostic.path))
        folders = {folder for document in documents for folder in _folders(document.path)}
        stated = tuple(one for one in whole.license_files if covered_folder(one.path) in folders)
        return Snapshot(self._named(whole.info), documents, diagnostics, stated)

    def _keeps(self, path: str) -> bool:
        included = not self.entry.include or _matches(path, self.entry.include)
        return included and not _matches(path, self.entry.exclude)

    def _named(self, info: SourceInfo) -> SourceInfo:
        if self.expression:
            claim = LicenseClaim(self.expression, LicenseKind.CONCLUDED, "manifest")
            info = replace(info, licenses=(claim, *info.licenses))
        if not self.entry.name:
            return info
        if info.id == generic_id(info.name, info.revision):
            info = replace(info, id=generic_id(self.entry.name, info.revision))
        elif info.id == generic_id(info.name):
            info = replace(info, id=generic_id(self.entry.name))
        return replace(info, name=self.entry.name)


def _folders(path: str) -> set[str]:
    """The folders that a file lies in, at any depth."""
    parts = path.split("/")[:-1]
    return {"/".join(parts[:count]) for count in range(len(parts) + 1)}


def _matches(path: str, patterns: Sequence[str]) -> bool:
    if not patterns:
        return False
    from wcmatch import glob  # noqa: PLC0415 (few sources have patterns)

    return bool(glob.globmatch(path, list(patterns), flags=glob.GLOBSTAR | glob.DOTGLOB))


def _meant(file: Path, entry: Entry) -> str:
    if directory.accepts(entry.location) or accepts(entry.location):
        return str(file.parent / Path(entry.location).expanduser())
    return entry.location


def _entries(file: Path) -> list[Entry]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no manifest {file}: check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is no TOML: {error}") from error
    listed = table.get("source")
    if unknown := sorted(set(table) - {"source"}):
        raise InputError(f"{file}: {unknown[0]} is not known: a manifest holds [[source]] entries only")
    if not isinstance(listed, list) or not listed:
        raise InputError(f'{file} lists no sources: write [[source]] and below it location = "…"')
    return [_entry(file, number, values) for number, values in enumerate(listed, start=1)]


def _entry(file: Path, number: int, values: object) -> Entry:
    try:
        entry = msgspec.convert(values, Entry)
    except msgspec.ValidationError as error:
        raise InputError(f"{file}, source {number}: {error}; allowed are {_ALLOWED}") from error
    if not entry.location.strip():
        raise InputError(f"{file}, source {number}: location is empty; give one of the forms that `codecraft index` takes")
    return entry
