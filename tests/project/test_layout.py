"""A stranger finds any piece in a minute: what stands at the top level is in CONTRIBUTING's table, and nothing else does."""

import re
import subprocess
import sys
from pathlib import Path

from tests.project import repository

_ROW = re.compile(r"^\| ((?:`[^`]+`(?:, )?)+) \|", re.MULTILINE)


def _declared() -> set[str]:
    table = (repository.text("CONTRIBUTING.md") or "").partition("## Where things are")[2].partition("\n## ")[0]
    return {name.rstrip("/") for cell in _ROW.findall(table) for name in re.findall(r"`([^`]+)`", cell)}


def test_only_declared_names_stand_at_the_top_level() -> None:
    assert {path.parts[0] for path in repository.files()} - _declared() == set()


def test_every_declared_name_is_there() -> None:
    assert {name for name in _declared() if not (repository.ROOT / name).exists()} == set()


def test_every_package_is_checked_built_and_held_to_the_layers() -> None:
    packages = {path.parts[0] for path in repository.files() if path.parts[1:] == ("__init__.py",)}
    tool = repository.pyproject()["tool"]
    built = set(tool["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert set(tool["mypy"]["packages"]) >= packages
    assert built >= packages - {"benchmarks"}
    assert set(tool["importlinter"]["root_packages"]) == packages - {"benchmarks"}


def test_imports_point_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache", "--no-logo"], cwd=repository.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_decision_is_listed() -> None:
    listing = repository.text("docs/decisions/README.md") or ""
    decisions = [path.name for path in repository.files() if path.parent.as_posix() == "docs/decisions"]
    numbered = [name for name in decisions if name != "README.md"]
    assert [name for name in numbered if f"]({name})" not in listing] == []
    assert [name for name in re.findall(r"\]\((\d\d\d-[^)]+)\)", listing) if name not in numbered] == []
    numbers = [name.partition("-")[0] for name in numbered]
    assert len(set(numbers)) == len(numbers), "two decisions have one number"
