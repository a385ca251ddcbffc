"""Reads wheels and sdists in memory: nothing is unpacked to a disk and nothing in them runs."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.sources.reading.documents import MAX_BYTES, printable, too_large
from graph.errors import SourceError
from graph.facts import Diagnostic

MAX_MEMBERS = 200_000
MAX_UNPACKED = 2_000_000_000

type Wanted = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's names, the contents of those that were wanted, and what was left out."""

    names: tuple[str, ...]
    contents: dict[str, bytes]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Found:
    names: list[str] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add(self, name: str, size: int, read: Callable[[], bytes], wanted: Wanted) -> None:
        if len(self.names) >= MAX_MEMBERS:
            raise SourceError(f"an archive with over {MAX_MEMBERS} files is not read: index a checkout of it instead")
        if _is_unsafe(name):
            self.diagnostics.append(Diagnostic(printable(name), "unsafe-path", "leads out of the archive and was left out"))
            return
        self.names.append(name)
        if not wanted(name):
            return
        # the archive's own word on a size is not trusted: one byte more than allowed is read to see
        data = b"" if size > MAX_BYTES else read()
        if max(size, len(data)) > MAX_BYTES:
            self.diagnostics.append(too_large(name, max(size, len(data))))
        else:
            self.contents[name] = data


def read_archive(filename: str, data: bytes, wanted: Wanted) -> Archive:
    """The members of a `.whl`, `.zip` or `.tar.*`. Raises SourceError when it is broken or unpacks to too much."""
    found = _Found()
    try:
        if filename.endswith((".whl", ".zip")):
            _read_zip(data, wanted, found)
        else:
            _read_tar(filename, data, wanted, found)
    except _BROKEN as error:
        raise SourceError(f"{filename} is a broken archive ({error}): it cannot be indexed") from error
    return Archive(tuple(found.names), found.contents, tuple(found.diagnostics))


_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
)


def _read_zip(data: bytes, wanted: Wanted, found: _Found) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        unpacked = 0
        for member in archive.infolist():
            if member.is_dir():
                continue

            def read(member: zipfile.ZipInfo = member) -> bytes:
                with archive.open(member) as stream:
                    return stream.read(MAX_BYTES + 1)

            found.add(member.filename, member.file_size, read, wanted)
            unpacked += len(found.contents.get(member.filename, b""))
            if unpacked > MAX_UNPACKED:
                raise SourceError(f"an archive that unpacks to over {MAX_UNPACKED / 1e9:.0f} GB is not read")


def _read_tar(filename: str, data: bytes, wanted: Wanted, found: _Found) -> None:
    with tarfile.open(fileobj=_Bounded(_decompressed(filename, data)), mode="r|") as archive:
        for member in archive:
            if member.isreg():

                def read(member: tarfile.TarInfo = member) -> bytes:
                    stream = archive.extractfile(member)
                    return stream.read(MAX_BYTES + 1) if stream else b""

                found.add(member.name.removeprefix("./"), member.size, read, wanted)


def _decompressed(filename: str, data: bytes) -> io.BufferedIOBase:
    raw = io.BytesIO(data)
    if filename.endswith((".gz", ".tgz")):
        return gzip.open(raw)
    if filename.endswith((".bz2", ".tbz")):
        return bz2.open(raw)
    return lzma.open(raw) if filename.endswith((".xz", ".txz")) else raw


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than MAX_UNPACKED bytes."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._given = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._given += len(data)
        if self._given > MAX_UNPACKED:
            raise SourceError(f"an archive that unpacks to over {MAX_UNPACKED / 1e9:.0f} GB is not read")
        return data


def _is_unsafe(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name.partition("/")[0] or ".." in name.replace("\\", "/").split("/")
