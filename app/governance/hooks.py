"""A git hook that refreshes after each commit what follows commits."""

import shlex
from pathlib import Path

from extractors.sources.reading.checkout import GitError, git
from graph.errors import InputError

_BEGIN, _END = "# >>> codecraft refresh >>>", "# <<< codecraft refresh <<<"


def install(folder: Path, manifest: Path, store: str) -> Path:
    """Write the hook, or add our marked part to one that is a shell script. Raises InputError; then nothing has changed."""
    hook = _folder(folder) / "post-commit"
    text = hook.read_text(encoding="utf-8") if hook.exists() else "#!/bin/sh\n"
    if not text.startswith(("#!/bin/sh", "#!/bin/bash", "#!/usr/bin/env sh", "#!/usr/bin/env bash")):
        raise InputError(f"{hook} is no shell script: add this line to it: {_line(manifest, store)}")
    kept = _without_ours(text)
    hook.parent.mkdir(parents=True, exist_ok=True)
    hook.write_text(f"{kept}{_BEGIN}\n{_line(manifest, store)}\n{_END}\n", encoding="utf-8")
    hook.chmod(hook.stat().st_mode | 0o755)
    return hook


def remove(folder: Path) -> Path:
    """Take our part out of the hook; a hook that held nothing else goes. Raises InputError."""
    hook = _folder(folder) / "post-commit"
    text = hook.read_text(encoding="utf-8") if hook.exists() else ""
    if _BEGIN not in text:
        raise InputError(f"{hook} holds nothing of ours")
    kept = _without_ours(text)
    if kept.strip() == "#!/bin/sh":
        hook.unlink()
    else:
        hook.write_text(kept, encoding="utf-8")
    return hook


def _line(manifest: Path, store: str) -> str:
    """In the background: a commit is neither held up nor undone by it. What the last run said lies beside the hooks."""
    command = f"codecraft refresh --on-commit --manifest {shlex.quote(str(manifest))} --store {shlex.quote(store)}"
    return f'( {command} >"$(git rev-parse --git-common-dir)/codecraft-refresh.log" 2>&1 & )'


def _without_ours(text: str) -> str:
    before, found, rest = text.partition(f"{_BEGIN}\n")
    kept = before + rest.partition(f"{_END}\n")[2] if found else text
    return kept if kept.endswith("\n") or not kept else kept + "\n"


def _folder(folder: Path) -> Path:
    try:
        told = git(folder, "rev-parse", "--path-format=absolute", "--git-common-dir")
    except GitError as error:
        raise InputError(f"{folder} is in no git repository ({error.reason}): run this where the code is") from error
    return Path(told.decode().strip()) / "hooks"
