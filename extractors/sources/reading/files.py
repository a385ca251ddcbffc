"""Which files of a directory belong to it, and their bytes."""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
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
            elif entry.is_symlink() and (root / path).is_dir():
                if leaves(root, path):
                    yield outside(path)
            else:
                yield path


def is_skipped(folder: Path) -> bool:
    """Whether a folder holds copies or environments, not the project's own code."""
    package = folder.name in _COPIES and (folder / "__init__.py").is_file()
    return is_skipped_name(folder.name, package=package) or (folder / "pyvenv.cfg").is_file()


def is_skipped_name(name: str, *, package: bool) -> bool:
    """Whether a folder of that name is left out; `package` tells that it holds an `__init__.py`."""
    return name in _NEVER or name.endswith(".egg-info") or (name in _COPIES and not package)


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


def read_bytes(root: Path, path: str) -> bytes | None:
    """One file's bytes; None for what is no small regular file of the tree, or cannot be read."""
    file = root / path
    try:
        if printable(path) != path or leaves(root, path) or not file.is_file() or file.stat().st_size > MAX_BYTES:
            return None
        return file.read_bytes()
    except OSError:
        return None


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


def without_skipped(root: Path, paths: Iterable[str]) -> list[str]:
    """The paths that lie in no skipped folder."""
    return _outside_of(lambda folder: is_skipped(root / folder), paths)


def kept(paths: Collection[str]) -> list[str]:
    """As `without_skipped`, for a tree that is not on a disk: all its paths are given."""
    packages = {path.rpartition("/")[0] for path in paths if path.endswith("/__init__.py")}
    environments = {path.rpartition("/")[0] for path in paths if path.endswith("/pyvenv.cfg")}

    def skipped(folder: str) -> bool:
        return folder in environments or is_skipped_name(folder.rpartition("/")[2], package=folder in packages)

    return _outside_of(skipped, paths)


def _outside_of(skipped: Callable[[str], bool], paths: Iterable[str]) -> list[str]:
    """The paths none of whose folders is skipped; each folder is asked for once."""
    known: dict[str, bool] = {"": False}

    def below(folder: str) -> bool:
        if folder not in known:
            known[folder] = below(folder.rpartition("/")[0]) or skipped(folder)
        return known[folder]

    return [path for path in paths if not below(path.rpartition("/")[0])]
