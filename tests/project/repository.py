"""The repository as its own tests see it."""

import subprocess
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).parents[2]


def files() -> list[PurePosixPath]:
    """The files of the repository: those git tracks and that are still there, relative to its root."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [PurePosixPath(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def text(path: PurePosixPath | str) -> str | None:
    """The text of a file; None for one that is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def pyproject() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
