"""A listed package's sdist, its tests' environment, and a run of the tests in it."""

import os
import shutil
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from benchmarks.calls.traces.listed import CONSTRAINTS, Listed
from benchmarks.environments import python_in
from benchmarks.pinned import content
from graph.errors import SourceError

_PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--continue-on-collection-errors", "--timeout", "120")
_SECONDS = 2400
_HARNESS = ("pytest", "pytest-timeout")


@dataclass(frozen=True, slots=True)
class Suite:
    """A package's tests, ready to run: its unpacked sdist, the import root in it, and the command."""

    listed: Listed
    folder: Path
    root: Path
    command: tuple[str, ...]

    def environment(self, before: Sequence[Path] = (), **variables: str) -> dict[str, str]:
        """The variables to run it with; `before` goes in front of the path."""
        path = [*map(str, before), str(self.root), str(self.folder)]
        fixed = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(path)}
        return {**os.environ, **fixed, **variables}

    def run(self, environment: Mapping[str, str]) -> str:
        """Run the tests; what pytest says last. Failed tests are no failure here. Raises SourceError."""
        try:
            done = subprocess.run(
                self.command, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise SourceError(f"the tests of {self.listed.name} did not end within {_SECONDS} s") from error
        lines = [line for line in done.stdout.splitlines() if " in " in line and ("passed" in line or "failed" in line)]
        if not lines:
            said = (done.stdout + done.stderr).strip().splitlines()
            raise SourceError(f"the tests of {self.listed.name} did not run: {said[-1] if said else 'no output'}")
        return lines[-1].strip("= ")


def suite(one: Listed, cache: Path, base: str) -> Suite:
    """A package's suite, with what it needs fetched, made and unpacked anew under `cache`. Raises SourceError."""
    data = content(one.pin, cache / "downloads")
    python = python_in(cache / "environments" / one.name, (*_HARNESS, *one.requires), CONSTRAINTS, base)
    unpacked = cache / "sdists" / one.name
    shutil.rmtree(unpacked, ignore_errors=True)
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        archive.extractall(unpacked, filter="data")
    [folder] = [path for path in unpacked.iterdir() if path.is_dir()]
    left_out = [argument for test in one.without for argument in ("--deselect", test)]
    return Suite(one, folder, folder / one.root, (str(python), *_PYTEST, *one.tests, *left_out))
