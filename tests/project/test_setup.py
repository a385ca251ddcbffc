"""Finding a Python and setting up, as a machine without ours would do it."""

import os
import subprocess
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project import repository

_SHELL = Path("/bin/sh")


def _find_python(path: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run `.ci/find-python` where only what is in `path` can be called."""
    environment = {"PATH": str(path), "HOME": str(home)}
    script = repository.ROOT / ".ci/find-python"
    return subprocess.run([_SHELL, script], env=environment, capture_output=True, text=True, check=False)


def _command(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# What a Python answers to the three questions that find-python asks: old enough? venv? where?
_NEW = 'case "$2" in *print*) echo "$0" ;; esac; exit 0'
_OLD = 'case "$2" in *version_info*) exit 1 ;; esac; echo "$0"'
_SHIM = 'echo "pyenv: command not found" >&2; exit 127'
_WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo "$0" ;; esac; exit 0'


@pytest.mark.parametrize(
    ("commands", "chosen"),
    [
        ({"python3": _NEW}, "python3"),
        ({"python3": _OLD, "python3.13": _NEW}, "python3.13"),
        ({"python3": _OLD, "python3.13": _SHIM, "python3.12": _NEW}, "python3.12"),
        ({"python3": _WITHOUT_VENV, "python3.12": _NEW}, "python3.12"),
        ({"python3": _SHIM, "uv": 'dirname "$0" | sed s,$,/managed,', "managed": _NEW}, "managed"),
        ({"python3": _NEW, "uv": "exit 2"}, "python3"),
    ],
)
def test_the_first_python_that_really_runs_is_taken(tmp_path: Path, commands: dict[str, str], chosen: str) -> None:
    for name, script in commands.items():
        _command(tmp_path / "bin" / name, script)
    for tool in ("dirname", "sed"):
        (tmp_path / "bin" / tool).symlink_to(_which(tool))
    found = _find_python(tmp_path / "bin", tmp_path)
    assert (found.returncode, found.stdout.strip()) == (0, str(tmp_path / "bin" / chosen))


def test_pyenvs_versions_are_tried_though_not_on_the_path(tmp_path: Path) -> None:
    _command(tmp_path / "bin/python3", _OLD)
    python = tmp_path / ".pyenv/versions/3.12.9/bin/python"
    _command(python, _NEW)
    assert _find_python(tmp_path / "bin", tmp_path).stdout.strip() == str(python)


@pytest.mark.parametrize(
    ("commands", "advice"),
    [({"python3": _OLD}, "needs Python 3.12 or later"), ({"python3": _WITHOUT_VENV}, "python3-venv")],
)
def test_without_one_it_says_what_to_install(tmp_path: Path, commands: dict[str, str], advice: str) -> None:
    for name, script in commands.items():
        _command(tmp_path / "bin" / name, script)
    found = _find_python(tmp_path / "bin", tmp_path)
    assert found.returncode == 2
    assert advice in found.stderr
    assert len(found.stderr.splitlines()) == 1


@pytest.mark.parametrize("script", sorted((repository.ROOT / ".ci").iterdir()), ids=lambda path: path.name)
def test_scripts_are_valid(script: Path) -> None:
    shell = "bash" if "bash" in script.read_text().splitlines()[0] else "sh"
    subprocess.run([shell, "-n", script], check=True)
    assert os.access(script, os.X_OK)


def test_setting_up_compiles_all_of_our_packages() -> None:
    line = next(one for one in (repository.text(".ci/setup") or "").splitlines() if "compileall" in one)
    packages = repository.pyproject()["tool"]["importlinter"]["root_packages"]
    assert set(line.partition(" -q ")[2].split()) == set(packages)


@pytest.mark.parametrize("target", ["demo", "test", "setup", "lint", "serve", "clean"])
def test_every_target_can_be_made(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=repository.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_demo_indexes_what_we_depend_on() -> None:
    manifest = tomllib.loads(repository.text("sources.toml") or "")
    locations = [source["location"] for source in manifest["source"]]
    needed = {canonicalize_name(Requirement(text).name) for text in repository.pyproject()["project"]["dependencies"]}
    assert locations[0] == "."
    assert {location.removeprefix("installed:") for location in locations[1:]} == {
        name for name in needed if _holds_python(name)
    }


def _holds_python(name: str) -> bool:
    return any(path.suffix in {".py", ".pyi"} for path in distribution(name).files or ())


def _which(tool: str) -> Path:
    return next(place for folder in os.defpath.split(":") if folder and (place := Path(folder) / tool).exists())
