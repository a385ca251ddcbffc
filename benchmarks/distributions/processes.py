"""Runs one index in a process of its own, with limits, and tells how it ended."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.pinned import Pin

MEMORY_GIGABYTES = 12
CPU_SECONDS = 1200
_WALL_SECONDS = 3600


def measured(one: Pin, cache: Path, jedi_seconds: float, *, again: bool) -> dict[str, Any]:
    """The outcome of one distribution; `again` for a second index, in another way, which must give the same graph."""
    first = _index(one, cache, jedi_seconds, hash_seed="1")
    outcome = {"name": one.name, "version": one.version, **first}
    if "digest" not in first or not again:
        return outcome
    second = _index(one, cache, 0, hash_seed="2", plain=True)
    if second.get("digest") != first["digest"]:
        why = second.get("crash") or second.get("refused") or "another graph"
        outcome["problems"] = [*outcome["problems"], f"not-deterministic {why}"]
    return outcome | {"seconds_alone": second.get("seconds", {}), "megabytes_alone": second.get("megabytes", 0)}


def _index(one: Pin, cache: Path, jedi_seconds: float, *, hash_seed: str, plain: bool = False) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="index-", dir=cache))
    environment = os.environ | {
        "PYTHONHASHSEED": hash_seed,
        "CODECRAFT_JEDI_SECONDS": str(jedi_seconds),
        "PYTHONFAULTHANDLER": "1",
    }
    command = [sys.executable, "-m", "benchmarks.distributions.one", one.sha256, str(folder), *["--plain"] * plain]
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_WALL_SECONDS, preexec_fn=_limit, check=False
        )
    except subprocess.TimeoutExpired:
        return {"crash": f"no end after {_WALL_SECONDS} s"}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        return {"crash": f"exit {done.returncode}: {lines[-1] if lines else ''}", "stderr": "\n".join(lines[-40:])}
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _limit() -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_GIGABYTES * 1024**3,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 30))
