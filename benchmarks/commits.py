"""The commit that figures are of."""

import subprocess
from pathlib import Path


def commit() -> str:
    """The commit that is checked out, to be asked before a run: while it takes its time another may take its place."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"
