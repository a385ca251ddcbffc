"""Versions that follow the code: a digest of the very files that extract or link, so that no change of them can go unsaid."""

import sys
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def extractor_version() -> str:
    """Differs when the same text would give other facts: by our code, LibCST, or the Python whose `ast` is used."""
    return _digest(sorted(_HERE.glob("*.py")), metadata.version("libcst"))


@cache
def linker_version() -> str:
    """Differs when the same facts would give other links."""
    return _digest(sorted(_HERE.rglob("*.py")), "")


def _digest(paths: list[Path], library: str) -> str:
    digest = sha256(f"{sys.version_info[:2]} {library}\n".encode())
    for path in paths:
        digest.update(f"{path.relative_to(_HERE).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
