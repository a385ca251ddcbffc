"""Released files by their name and digest, so that a benchmark reads the same bytes everywhere and on every day."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from packaging.version import Version

from extractors.sources.distributions.configuration import index_configuration
from extractors.sources.distributions.index import IndexFile, PackageIndex
from extractors.sources.package import Package
from graph.errors import SourceError
from graph.facts import Snapshot


@dataclass(frozen=True, slots=True)
class Pin:
    """One file of one release; `sha256` in hexadecimal digits."""

    name: str
    version: str
    sha256: str
    filename: str

    @classmethod
    def of_sdist(cls, entry: Mapping[str, Any]) -> Self:
        """The sdist that a list's entry names. Raises KeyError for what is missing in it."""
        return cls(entry["name"], entry["version"], entry["sha256"], entry["sdist"])


def content(pin: Pin, downloads: Path) -> bytes:
    """The file's bytes, from `downloads` or the configured package index. Raises SourceError, NotFoundError."""
    kept = downloads / "archives" / pin.sha256
    if kept.is_file() and _digest(data := kept.read_bytes()) == pin.sha256:
        return data
    with PackageIndex(index_configuration()) as index:
        offered = [file for file in index.files(pin.name) if file.filename == pin.filename]
        if not offered:
            raise SourceError(f"the package index no longer has {pin.filename}: take it out of the list, or pin another file")
        data = index.download(offered[0])
    if _digest(data) != pin.sha256:
        raise SourceError(f"{pin.filename} is not the file that was pinned: its digest is another")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(data)
    return data


@dataclass(frozen=True, slots=True)
class PinnedPackage:
    """A source that reads a pinned file as the package source does, without asking the index what there is."""

    pin: Pin
    package: Package
    downloads: Path

    def read(self) -> Snapshot:
        """As the port says. Raises SourceError, NotFoundError, InputError."""
        data = content(self.pin, self.downloads)
        is_wheel = self.pin.filename.endswith(".whl")
        file = IndexFile(self.pin.filename, "", Version(self.pin.version), is_wheel=is_wheel, sha256=self.pin.sha256)
        return self.package.read_file(file, data)


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()
