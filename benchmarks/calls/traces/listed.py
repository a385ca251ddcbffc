"""The traced packages: `packages.toml`, read."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.pinned import Pin
from graph.errors import InputError

_LIST = Path(__file__).with_name("packages.toml")
CONSTRAINTS = Path(__file__).with_name("constraints.txt")
"""The versions of everything that the tests' environments hold."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One package. `root` is the import root within its sdist, `modules` are the folders in it that are traced and indexed."""

    pin: Pin
    of_set: str
    license: str
    root: str
    modules: tuple[str, ...]
    requires: tuple[str, ...]
    tests: tuple[str, ...]
    """What pytest is told."""
    without: Mapping[str, str]
    """Tests that are left out, with the reason."""

    @property
    def name(self) -> str:
        """The package's."""
        return self.pin.name


def listed(names: Collection[str] = ()) -> list[Listed]:
    """All packages, or those of some names; `dev` and `held_out` stand for sets. Raises InputError for an unknown name."""
    every = [_one(entry) for entry in tomllib.loads(_LIST.read_text(encoding="utf-8"))["package"]]
    known = {one.name for one in every} | {one.of_set for one in every}
    if unknown := sorted(set(names) - known):
        raise InputError(f"{unknown[0]} is not in the list: there are {', '.join(sorted(known))}")
    return [one for one in every if not names or {one.name, one.of_set} & set(names)]


def _one(entry: dict[str, Any]) -> Listed:
    return Listed(
        Pin.of_sdist(entry),
        entry["set"],
        entry["license"],
        entry["root"],
        tuple(entry["modules"]),
        tuple(entry["requires"]),
        tuple(entry["tests"]),
        entry.get("without", {}),
    )
