"""Virtual environments that a benchmark makes for other people's packages, once."""

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.errors import SourceError


def python_in(home: Path, requirements: Sequence[str], constraints: Path | None = None, base: str = sys.executable) -> Path:
    """The interpreter of the environment in `home`, made from `base` when it is missing or was for something else.

    Installs from the user's package index. Raises SourceError.
    """
    limits = constraints.read_text(encoding="utf-8") if constraints else ""
    meant = hashlib.sha256("\n".join([base, *requirements, limits]).encode()).hexdigest()
    ready, python = home / "ready", home / "bin" / "python"
    if not ready.is_file() or ready.read_text(encoding="utf-8") != meant:
        ready.unlink(missing_ok=True)
        limited = ["--constraint", str(constraints)] if constraints else []
        for command in (
            [base, "-m", "venv", "--clear", str(home)],
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *limited, *requirements],
        ):
            done = subprocess.run(command, check=False, capture_output=True, text=True)
            if done.returncode:
                said = (done.stderr or done.stdout).strip().splitlines()
                raise SourceError(f"no environment for {', '.join(requirements)}: {said[-1] if said else 'pip failed'}")
        ready.write_text(meant, encoding="utf-8")
    return python
