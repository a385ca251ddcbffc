"""ScanCode as a second opinion: run as a program of an environment of its own, never imported.

It is far larger and slower than what we read with, and knows more. Source of its output: ScanCode toolkit 32,
`scancode --license --json-pp FILE`: `files[]` with `path`, `type` and `detected_license_expression_spdx`.
"""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError, SourceError
from graph.facts import NOASSERTION
from graph.licensing.expressions import bare_ids, normalise

_HOURS = 6 * 3600


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is read differently: our expression and theirs, `NOASSERTION` for nothing."""

    path: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two readings of the same files compare. `agreeing` counts files of which at least one says something."""

    files: int
    agreeing: int
    differences: tuple[Difference, ...]


def executable(setting: str) -> str:
    """The program that the setting names, else the one that is found. Raises InputError saying how to get it."""
    found = shutil.which(setting or "scancode")
    if found is None:
        missing = f"there is no program {setting}" if setting else "scancode is not installed"
        raise InputError(
            f"{missing}: make an environment for it (python3.11 -m venv scancode; scancode/bin/pip install scancode-toolkit; "
            "about 1.5 GB) and set CODECRAFT_SCANCODE to scancode/bin/scancode"
        )
    return found


def scan(program: str, files: Mapping[str, str]) -> dict[str, str]:
    """The SPDX expression that ScanCode reads from each text, by path. Raises SourceError when it fails."""
    with tempfile.TemporaryDirectory(prefix="codecraft-scancode-") as folder:
        root, result = Path(folder) / "files", Path(folder) / "result.json"
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        command = [program, "--license", "--strip-root", "--quiet", "--json-pp", str(result), str(root)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_HOURS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SourceError(f"{program} did not run: {error}") from error
        if not result.is_file():
            said = (done.stderr or done.stdout).strip().splitlines()
            raise SourceError(f"{program} gave no result: {said[-1] if said else f'exit code {done.returncode}'}")
        return read_result(result.read_text(encoding="utf-8"))


def read_result(text: str) -> dict[str, str]:
    """The SPDX expressions of ScanCode's JSON by path, `NOASSERTION` for a file without one. Raises SourceError."""
    try:
        listed = json.loads(text)["files"]
        said = {str(one["path"]): one.get("detected_license_expression_spdx") for one in listed if one.get("type") == "file"}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise SourceError(f"ScanCode's result is not what version 32 writes ({error}): install scancode-toolkit 32") from error
    return {path: normalise(expression) if expression else NOASSERTION for path, expression in said.items()}


def compare(ours: Mapping[str, Sequence[str]], theirs: Mapping[str, str]) -> Agreement:
    """Both readings, file by file: they agree when they name the same licences, GNU's forms taken as one."""
    differences = tuple(_differing(ours, theirs))
    speaking = sum(1 for path in theirs if bare_ids(theirs[path]) or any(map(bare_ids, ours.get(path, ()))))
    return Agreement(len(theirs), speaking - len(differences), differences)


def _differing(ours: Mapping[str, Sequence[str]], theirs: Mapping[str, str]) -> Iterator[Difference]:
    for path in sorted(theirs):
        said = [one for one in dict.fromkeys(ours.get(path, ())) if one != NOASSERTION]
        if {id_ for one in said for id_ in bare_ids(one)} != bare_ids(theirs[path]):
            yield Difference(
                path, " AND ".join(f"({one})" if " OR " in one else one for one in said) or NOASSERTION, theirs[path]
            )
