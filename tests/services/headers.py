"""The C and C++ headers that Ollama's Go module leaves out, because Go leaves folders named `vendor` out of modules."""

import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.services import process

_SYSTEM = Path("/usr/include")
_DEBIAN = {"nlohmann": "nlohmann-json3-dev", "stb": "libstb-dev"}
_MINIAUDIO = "miniaudio==1.71"


def fetch(include: Path) -> None:
    """Fill the folder `include` with nlohmann/, stb/ and miniaudio/. Needs no root rights."""
    for folder, package in _DEBIAN.items():
        if (_SYSTEM / folder).is_dir():
            shutil.copytree(_SYSTEM / folder, include / folder)
        else:
            _from_debian(package, folder, include)
    _from_sdist(include)


def _from_debian(package: str, folder: str, include: Path) -> None:
    install = f"install the headers of {folder} (Debian: {package})"
    apt, dpkg = process.need("apt-get", install), process.need("dpkg", install)
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        try:
            process.run([apt, "download", package], cwd=place)
        except process.ServiceError as error:
            message = f"{install}; apt-get cannot download it, perhaps 'apt-get update' was never run:\n{error}"
            raise process.ServiceError(message) from error
        process.run([dpkg, "-x", next(place.glob("*.deb")), place / "root"])
        shutil.copytree(place / "root/usr/include" / folder, include / folder)


def _from_sdist(include: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        process.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary=:all:", "-d", place, _MINIAUDIO],
        )
        with tarfile.open(next(place.glob("*.tar.gz"))) as archive:
            archive.extractall(place, filter="data")
        (include / "miniaudio").mkdir()
        shutil.copy(next(place.glob("*/miniaudio/miniaudio.h")), include / "miniaudio")
