"""Which Python files an archive holds, by their path from the import root: read without the product's own reader."""

import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

_SCHEME = re.compile(r"^[^/]+\.data/(purelib|platlib)/")


@dataclass(frozen=True, slots=True)
class Shipped:
    """Bytes by path, and the paths of what nobody imports from there: a wheel's scripts, a stub beside its source."""

    files: dict[str, bytes]
    aside: dict[str, str]


def shipped(archive: bytes) -> Shipped:
    """The Python files and stubs of a wheel or an sdist."""
    files: dict[str, bytes] = {}
    aside: dict[str, str] = {}
    wheel = zipfile.is_zipfile(io.BytesIO(archive)) and _is_wheel(archive)
    for path, data in _members(archive):
        if not path.endswith((".py", ".pyi")):
            continue
        if not wheel:
            files[path.partition("/")[2]] = data
        elif path.partition("/")[0].endswith(".dist-info"):
            aside[path] = "metadata"
        elif path.partition("/")[0].endswith(".data") and not _SCHEME.match(path):
            aside[path] = "script"
        else:
            files[_SCHEME.sub("", path)] = data
    for path in [path for path in files if path.endswith(".pyi") and path.removesuffix("i") in files]:
        aside[path] = "stub beside its source"
        del files[path]
    return Shipped(files, aside)


def _is_wheel(archive: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return any(re.fullmatch(r"[^/]+\.dist-info/WHEEL", name) for name in opened.namelist())


def _members(archive: bytes) -> Iterator[tuple[str, bytes]]:
    if zipfile.is_zipfile(io.BytesIO(archive)):
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            for entry in opened.infolist():
                if not entry.is_dir():
                    yield entry.filename, opened.read(entry)
        return
    with tarfile.open(fileobj=io.BytesIO(archive)) as unpacked:
        for member in unpacked:
            if member.isreg() and (stream := unpacked.extractfile(member)):
                yield member.name.removeprefix("./"), stream.read()
