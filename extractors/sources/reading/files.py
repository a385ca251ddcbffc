"""Which files of a directory belong to it, and their bytes."""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.sources.reading.documents import MAX_BYTES, printable, read_document, too_large
from graph.facts import Diagnostic, Document

# Built or installed copies of code, unless the folder is a package that happens to have such a name.
_COPIES = frozenset({"build", "dist", "site-packages", "node_modules", "__pypackages__"})
_NEVER = frozenset({".git", ".hg", ".svn", ".bzr", "CVS", "_darcs", "__pycache__", ".tox", ".nox", ".eggs", ".venv"})


def walk(root: Path) -> Iterator[str | Diagnostic]:
    """Paths of the files below a root, relative and POSIX, in no promised order.

    Folders of version control, environments and build output are skipped, links to folders never followed.
    """
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(root / folder) as scan:
                entries = list(scan)
        except OSError as error:
            yield unreadable(folder, error)
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if not is_skipped(root / path):
                    pending.append(path)
            elif entry.is_symlink() and entry.is_dir():
                if leaves(root, path):
                    yield outside(path)
            else:
                yield path


def is_skipped(folder: Path) -> bool:
    """Whether a folder holds copies or environments, not the project's own code."""
    if folder.name in _NEVER or folder.name.endswith(".egg-info"):
        return True
    if folder.name in _COPIES:
        return not (folder / "__init__.py").is_file()
    return (folder / "pyvenv.cfg").is_file()


def read_file(root: Path, path: str) -> Document | Diagnostic | None:
    """One file's document. None for what is gone or a link to a folder inside the tree."""
    if printable(path) != path:
        return Diagnostic(printable(path), "not-utf8", "has a name that is not UTF-8: rename it")
    try:
        return _read(root, path)
    except FileNotFoundError:
        return None
    except OSError as error:
        return unreadable(path, error)


def _read(root: Path, path: str) -> Document | Diagnostic | None:
    file = root / path
    if file.is_symlink() and leaves(root, path):
        return outside(path)
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return Diagnostic(path, "unreadable", "is not a regular file")
    if status.st_size > MAX_BYTES:
        return too_large(path, status.st_size)
    return read_document(path, file.read_bytes())


def leaves(root: Path, path: str) -> bool:
    """Whether a link points out of the tree. A loop or a dangling link does not leave it."""
    try:
        target = (root / path).resolve()
    except (OSError, RuntimeError):
        return False
    return not target.is_relative_to(root.resolve())


def outside(path: str) -> Diagnostic:
    """The diagnostic for a link out of the tree."""
    return Diagnostic(printable(path), "symlink-outside", "links out of the source: index its target as a source of its own")


def unreadable(path: str, error: OSError) -> Diagnostic:
    """The diagnostic for a file or folder that the system won't let us read."""
    return Diagnostic(printable(path or "."), "unreadable", f"cannot be read: {error.strerror or error}")


def without_skipped(root: Path, paths: Sequence[str]) -> list[str]:
    """The paths that lie in no skipped folder."""
    known: dict[str, bool] = {"": False}

    def skipped(folder: str) -> bool:
        if folder not in known:
            parent = folder.rpartition("/")[0]
            known[folder] = skipped(parent) or is_skipped(root / folder)
        return known[folder]

    return [path for path in paths if not skipped(path.rpartition("/")[0])]
