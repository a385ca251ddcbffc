"""What git knows about a directory, asked of the git command without running anything the repository configures."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# A repository's own settings may name programs to run: these are the ones our commands would start.
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.ext.allow=never")
_TIMEOUT = 600


@dataclass(frozen=True, slots=True)
class GitError(Exception):
    """Git said no. `reason` is its own last line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """A work tree's state below one folder. `prefix` is the folder's path in the repository, empty at its root."""

    prefix: str
    remote: str
    revision: str
    dirty: bool
    files: tuple[str, ...]


def available() -> bool:
    """Whether there is a git command at all."""
    return shutil.which("git") is not None


def git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """A git command's output. Raises GitError."""
    command = ["git", *_SAFE, "-C", str(folder), *arguments]
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }
    environment.setdefault("GIT_SSH_COMMAND", "ssh -oBatchMode=yes")
    for inherited in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"):
        environment.pop(inherited, None)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with a list of arguments, no shell
            command, input=given, capture_output=True, timeout=_TIMEOUT, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = next(
            (line for line in lines if line.startswith("fatal:")), lines[-1] if lines else f"exit code {done.returncode}"
        )
        raise GitError(said.removeprefix("fatal: "))
    return done.stdout


def checkout(folder: Path, suffixes: Sequence[str]) -> Checkout | None:
    """The checkout that a folder is in. None when it is in none, or ignored by the one around it.

    `dirty` looks at the files that would be indexed and at what describes the project, not at others. Raises GitError
    when there is a repository but git won't read it.
    """
    if not available() or not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return None
    prefix = _line(folder, "rev-parse", "--show-prefix").rstrip("/")
    if prefix and _ignored(folder):
        return None
    listed = git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".")
    files = tuple(sorted({os.fsdecode(path) for path in listed.split(b"\0") if path}))
    try:
        revision = _line(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    except GitError:
        revision = ""
    watched = [*(f":(glob)**/*{suffix}" for suffix in suffixes), ":(glob)pyproject.toml", ":(glob)setup.cfg"]
    changed = git(folder, "status", "--porcelain", "-z", "--untracked-files=all", "--", *watched)
    return Checkout(prefix, _remote(folder), revision, bool(changed), files)


def _line(folder: Path, *arguments: str) -> str:
    return os.fsdecode(git(folder, *arguments)).strip("\n")


def _ignored(folder: Path) -> bool:
    try:
        git(folder, "check-ignore", "--quiet", ".")
    except GitError:
        return False
    return True


def _remote(folder: Path) -> str:
    names = _line(folder, "remote").splitlines()
    if not names:
        return ""
    return _line(folder, "remote", "get-url", "origin" if "origin" in names else names[0])
