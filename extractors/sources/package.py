"""A released package, fetched from the configured package index without running any of its code."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from hashlib import sha256
from pathlib import Path

from packaging.tags import sys_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version

from extractors.licenses.files import license_file_kind
from extractors.licenses.reuse import is_annotation
from extractors.sources.distributions.configuration import index_configuration
from extractors.sources.distributions.core_metadata import parsed, stated_by
from extractors.sources.distributions.identity import pypi_id
from extractors.sources.distributions.index import IndexFile, PackageIndex
from extractors.sources.distributions.project import describe, is_description
from extractors.sources.distributions.requirements import declared_requirements
from extractors.sources.reading import files
from extractors.sources.reading.archives import Archive, read_archive
from extractors.sources.reading.documents import annotated, chosen, read_document, snapshot, terms
from extractors.sources.reading.options import Options
from graph.errors import InputError, NotFoundError, SourceError
from graph.facts import Diagnostic, Document, Snapshot, SourceInfo, SourceKind
from graph.ports import Source

FORM = "pkg:pypi/NAME@VERSION"
_PREFIX = "pkg:pypi/"
_LOCATION = re.compile(r"(?P<name>[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)(@(?P<version>[^@?#]+))?")
# what a wheel installs beside its root: the two that hold importable code
_DATA = re.compile(r"^[^/]+\.data/(?:purelib|platlib)/")


def accepts(location: str) -> bool:
    """Whether a location is the package URL of a release, or looks like a package URL at all."""
    return location.startswith("pkg:")


def open_location(location: str, options: Options) -> tuple[Source, ...]:
    """The release, the newest without a version. Raises InputError; what the index says comes with `read`."""
    match = _LOCATION.fullmatch(location.removeprefix(_PREFIX)) if location.startswith(_PREFIX) else None
    if match is None:
        raise InputError(f"{location} is no package that can be fetched: give {FORM}, for example pkg:pypi/requests@2.32.3")
    version = None
    if match["version"]:
        try:
            version = Version(match["version"].replace("%2B", "+").replace("%21", "!"))
        except InvalidVersion as error:
            raise InputError(f"{match['version']} is no version: give {FORM}, for example pkg:pypi/requests@2.32.3") from error
    return (Package(match["name"], version, options),)


@dataclass(frozen=True, slots=True)
class Package:
    """Reads a release's wheel, or its sdist without building it."""

    name: str
    version: Version | None
    options: Options

    def read(self) -> Snapshot:
        """The release's files. Raises NotFoundError, SourceError, InputError."""
        with PackageIndex(index_configuration()) as index:
            file = self._meant(_of_version(index.files(self.name), self.name, self.version))
            data = _archived(index, file, self.options.cache)
        return self.read_file(file, data)

    def find(self) -> IndexFile:
        """The file that would be read, without fetching it. Raises NotFoundError, SourceError."""
        with PackageIndex(index_configuration()) as index:
            return self._meant(_of_version(index.files(self.name), self.name, self.version))

    def read_file(self, file: IndexFile, data: bytes) -> Snapshot:
        """What one released file holds. Raises SourceError, InputError."""
        archive = read_archive(file.filename, data, self._is_wanted)
        code, described = _laid_out(archive, file)
        kept = set(files.kept(code))
        paths = chosen((path for path in code if path in kept), self.options)
        info = self._info(file, data, described)
        stated = terms((path for path in code if path in kept), code.get)
        where = "METADATA" if file.is_wheel else "PKG-INFO"
        said = stated_by(described.get(where, b""), where)
        if said.declared.method == "none" and not file.is_wheel:
            said = describe({path: text for path, text in described.items() if is_description(path)}).stated
        return snapshot(
            info,
            _documents(paths, code),
            [*_standing(file), *archive.diagnostics],
            stated,
            said,
            annotated(code, code.get),
            only_pages=self.options.only_pages,
        )

    def _meant(self, matching: Sequence[IndexFile]) -> IndexFile:
        if not self.options.sha256:
            return _best(matching)
        found = next((file for file in matching if file.sha256 == self.options.sha256), None)
        if found is None:
            raise SourceError(
                f"{self.name} {matching[0].version} has no file with the sha256 {self.options.sha256[:12]}…: "
                "it is not what was approved; look at the release, then review it again"
            )
        return found

    def _is_wanted(self, path: str) -> bool:
        return (
            path.endswith(self.options.suffixes)
            or _is_about(path)
            or license_file_kind(path) is not None
            or is_annotation(path)
        )

    def _info(self, file: IndexFile, data: bytes, described: dict[str, bytes]) -> SourceInfo:
        metadata = _metadata(described)
        name = canonicalize_name(self.name)
        return SourceInfo(
            id=pypi_id(name, str(file.version)),
            kind=SourceKind.PACKAGE,
            name=name,
            location=f"{pypi_id(name, str(file.version))}",
            version=str(file.version),
            revision=f"sha256:{sha256(data).hexdigest()}",
            requires=declared_requirements(metadata.get_all("Requires-Dist") or ()),
            yanked=file.yanked is not None,
        )


def _of_version(released: Sequence[IndexFile], name: str, version: Version | None) -> list[IndexFile]:
    """The files of the version asked for, else of the newest that is neither yanked nor a pre-release if there is one."""
    if not released:
        raise NotFoundError(f"the package index has no files of {name}: give another name or a checkout")
    if version is None:
        good = [file for file in released if file.yanked is None] or list(released)
        final = [file for file in good if not file.version.is_prerelease] or good
        version = max(file.version for file in final)
    matching = [file for file in released if file.version == version]
    if not matching:
        near = ", ".join(str(other) for other in _near(version, {file.version for file in released}))
        raise NotFoundError(f"{name} has no version {version}: there are {near}")
    return matching


def _near(version: Version, released: Iterable[Version]) -> list[Version]:
    """The nearest versions on both sides, and the newest."""
    ordered = sorted(released)
    below = [other for other in ordered if other < version]
    above = [other for other in ordered if other > version]
    return sorted({*below[-2:], *above[:2], ordered[-1]})


def _best(matching: Sequence[IndexFile]) -> IndexFile:
    """A wheel for this machine, else any wheel, else the sdist; files in good standing first."""
    tags = {tag: rank for rank, tag in enumerate(sys_tags())}

    def preference(file: IndexFile) -> tuple[bool, bool, int, str]:
        rank = len(tags)
        if file.is_wheel:
            rank = min((tags[tag] for tag in parse_wheel_filename(file.filename)[3] if tag in tags), default=len(tags))
        return file.yanked is not None, not file.is_wheel, rank, file.filename

    return min(matching, key=preference)


def archive_of(cache: Path, digest: str) -> Path | None:
    """Where a downloaded file with that sha256 is kept; None for what is no digest."""
    digits = digest.removeprefix("sha256:")
    return cache / "archives" / digits if re.fullmatch("[0-9a-f]{64}", digits) else None


def _archived(index: PackageIndex, file: IndexFile, cache: Path | None) -> bytes:
    """The file's bytes, from the cache when its digest is known and verified there."""
    kept = archive_of(cache, file.sha256) if cache else None
    if kept is not None and kept.is_file():
        data = kept.read_bytes()
        if sha256(data).hexdigest() == file.sha256:
            return data
    data = index.download(file)
    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as whole:
            whole.write(data)
        os.replace(whole.name, kept)  # noqa: PTH105 - both are strings and paths of one folder, moved at once
    return data


def _standing(file: IndexFile) -> Iterator[Diagnostic]:
    if file.yanked is not None:
        yield Diagnostic(file.filename, "yanked", f"was withdrawn by its authors: {file.yanked}")
    if not file.sha256:
        yield Diagnostic(file.filename, "unverified", "the package index states no sha256 for it")


def _is_about(path: str) -> bool:
    """Whether a member of a wheel or sdist describes it: metadata and licence files, none of bundled code."""
    parts = path.split("/")
    if parts[0].endswith(".dist-info"):
        return parts[1:] == ["METADATA"] or (len(parts) <= 3 and is_description(parts[-1]))
    return len(parts) == 2 and (parts[1] == "PKG-INFO" or is_description(parts[1]))


def _laid_out(archive: Archive, file: IndexFile) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files by their paths from the root, and those that describe the release by their names."""
    code: dict[str, bytes] = {}
    described: dict[str, bytes] = {}
    for path, data in archive.contents.items():
        if file.is_wheel:
            if path.partition("/")[0].endswith(".dist-info"):
                described.setdefault(path.rpartition("/")[2], data)
                code[path] = data
            elif (installed := _DATA.sub("", path)) != path or not path.partition("/")[0].endswith(".data"):
                code[installed] = data
        else:
            below = path.partition("/")[2]
            code[below] = data
            if _is_about(path):
                described[below] = data
    return code, described


def _metadata(described: dict[str, bytes]) -> Message:
    return parsed(described.get("METADATA") or described.get("PKG-INFO") or b"")


def _documents(paths: Sequence[str], code: dict[str, bytes]) -> Iterator[Document | Diagnostic]:
    for path in paths:
        yield read_document(path, code[path])
