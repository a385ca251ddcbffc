"""Build a thing once into the cache folder, whoever comes first."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path


def folder() -> Path:
    """Where built servers are kept: `CODECRAFT_SERVICES`, else the user's cache folder."""
    chosen = os.environ.get("CODECRAFT_SERVICES")
    return Path(chosen) if chosen else user_cache_path("codecraft") / "services"


def built(name: str, build: Callable[[Path], None]) -> Path:
    """Return the folder `name` in the cache, calling `build` with an empty folder when it is not there yet.

    The folder appears under its name only when `build` has returned, so an interrupted build leaves nothing that looks whole.
    Other processes that want the same thing wait for it.
    """
    root = folder()
    root.mkdir(parents=True, exist_ok=True)
    target = root / name
    with (root / f".{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not target.is_dir():
            scratch = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=root))
            try:
                build(scratch)
                scratch.rename(target)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
    return target
