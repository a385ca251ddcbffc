"""The packages that are trained on: pinned, hashed, and permissively licensed by their own metadata."""

import hashlib
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from packaging.utils import canonicalize_name, parse_wheel_filename

from graph.errors import InputError, SourceError
from graph.facts import NOASSERTION
from graph.licensing.expressions import licenses, normalise, parse

MANIFEST = "sources.toml"
PERMISSIVE = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-CMU",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
"""What every part of a package's licence expression must be."""

_PLATFORMS = (
    "manylinux_2_28_x86_64",
    "manylinux_2_27_x86_64",
    "manylinux_2_17_x86_64",
    "manylinux2014_x86_64",
    "manylinux1_x86_64",
)


@dataclass(frozen=True, slots=True)
class TrainingSource:
    """One wheel. `license` is the SPDX expression that its metadata declares."""

    name: str
    version: str
    file: str
    sha256: str
    license: str


def read_manifest(path: Path | None = None) -> tuple[TrainingSource, ...]:
    """The pinned sources of a manifest, the shipped one by default.

    Raises InputError for one that is no manifest, SourceError for a source whose licence is not permissive throughout.
    """
    manifest = path or files(__package__).joinpath(MANIFEST)
    try:
        entries = tomllib.loads(manifest.read_text(encoding="utf-8"))["source"]
        sources = tuple(TrainingSource(**entry) for entry in entries)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}): give a manifest of packages to train on") from None
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{manifest.name} is no manifest of packages to train on ({error}): "
            "give name, version, file, sha256 and license of each [[source]]"
        ) from None
    for source in sources:
        if not is_permissive(source.license):
            raise SourceError(f"{source.name} is under {source.license}: take it out of {manifest.name}")
    return sources


def fetch(sources: Sequence[TrainingSource], folder: Path) -> list[Path]:
    """The wheels in a folder, downloaded by pip from the configured package index where missing. Raises SourceError."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [source for source in sources if not (folder / source.file).is_file()]
    if missing:
        _download(missing, folder)
    for source in sources:
        found = hashlib.sha256((folder / source.file).read_bytes()).hexdigest()
        if found != source.sha256:
            raise SourceError(f"{source.file} has the digest {found}, not {source.sha256}: delete it and fetch it again")
        declared = declared_license(folder / source.file)
        if declared != source.license:
            raise SourceError(
                f"{source.file} declares {declared or 'no SPDX licence'}, the manifest says {source.license}: take it out"
            )
    return [folder / source.file for source in sources]


def pin(wheels: Iterable[Path]) -> Iterator[TrainingSource]:
    """What a manifest says of the wheels, by name, leaving out those whose licence is not permissive throughout."""
    for wheel in sorted(wheels, key=lambda path: path.name.lower()):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        expression = declared_license(wheel)
        if expression and is_permissive(expression):
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            yield TrainingSource(canonicalize_name(name), str(version), wheel.name, digest, expression)


def declared_license(wheel: Path) -> str:
    """A wheel's SPDX expression from its metadata, empty where it declares none that can be parsed. Raises SourceError."""
    try:
        with ZipFile(wheel) as archive:
            path = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
            headers = HeaderParser().parsestr(archive.read(path).decode("utf-8", "replace"))
    except (OSError, BadZipFile, StopIteration) as error:
        raise SourceError(f"{wheel} is not a wheel: delete it and fetch it again") from error
    text = headers.get("License-Expression") or headers.get("License") or ""
    expression = normalise(text)
    return "" if expression == NOASSERTION else expression


def is_permissive(expression: str) -> bool:
    """Whether every licence of an SPDX expression is a permissive one, whichever side of an OR is taken."""
    return all(str(one) in PERMISSIVE for one in licenses(parse(expression)))


def _download(sources: Sequence[TrainingSource], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        requirements = Path(scratch, "requirements.txt")
        requirements.write_text("".join(f"{one.name}=={one.version} --hash=sha256:{one.sha256}\n" for one in sources))
        platforms = [word for platform in _PLATFORMS for word in ("--platform", platform)]
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--python-version", "3.12"]
        command += [*platforms, "--require-hashes", "--dest", str(folder), "--requirement", str(requirements)]
        done = subprocess.run(command, check=False)  # noqa: S603 - pip, with names and hashes of our own manifest
    if done.returncode:
        raise SourceError("pip could not download the training sources: see its message above")
