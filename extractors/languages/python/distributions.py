"""Which distribution a name from outside the project belongs to, read from the environment."""

import sys
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from importlib.machinery import PathFinder
from inspect import getmodulename
from urllib.parse import unquote

from extractors.licenses.installed import installed_license
from extractors.sources.distributions.identity import pypi_id
from graph.facts import Distribution

_PYPI = "pkg:pypi/"


def python_distribution() -> Distribution:
    """Python itself, with its standard library."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Distribution(f"pkg:generic/cpython@{version}", "cpython", version, "PSF-2.0")


@cache
def distribution_of(top_name: str) -> Distribution | None:
    """The distribution that provides a top-level import name; None when nobody can say."""
    if top_name in sys.stdlib_module_names or top_name == "builtins":
        return python_distribution()
    names = {found.name for found in _by_top_name().get(top_name, ())}
    for name in sorted(names):
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        canonical = name.lower().replace("_", "-").replace(".", "-")
        return Distribution(pypi_id(name, found.version), canonical, found.version, installed_license(found).expression)
    return None


@cache
def _by_top_name() -> dict[str, list[metadata.Distribution]]:
    """As `metadata.packages_distributions`, which looks on disk for each of an environment's files."""
    found: dict[str, list[metadata.Distribution]] = defaultdict(list)
    for distribution in metadata.distributions():
        for name in _top_names(distribution):
            found[name].append(distribution)
    return found


def _top_names(distribution: metadata.Distribution) -> set[str]:
    if declared := (distribution.read_text("top_level.txt") or "").split():
        return set(declared)
    # Each line of a RECORD is a path, its digest and its size; names of modules need no quotes.
    paths = [line.partition(",")[0].split("/") for line in (distribution.read_text("RECORD") or "").splitlines()]
    named = {parts[0] if len(parts) > 1 else getmodulename(parts[0]) or "" for parts in paths}
    return {name for name in named if name and "." not in name}


def surroundings(top_names: Iterable[str]) -> tuple[str, ...]:
    """Where each top-level name comes from here, a line each: `requests pkg:pypi/requests@2.32.3`, `nowhere absent`."""
    return tuple(f"{name} {_origin(name)}" for name in sorted(top_names) if name)


def still_hold(lines: Iterable[str]) -> bool:
    """Whether `surroundings` would give these lines now; cheaper, as only the distributions that they name are looked at.

    Not noticed are a distribution that begins to provide a name that another one provides too, and an installed package that is
    edited without another version.
    """
    return all(_holds(*line.split(" ", 1)) for line in lines)


def _origin(name: str) -> str:
    found = distribution_of(name)
    return found.id if found else _without_distribution(name)


def _holds(name: str, origin: str) -> bool:
    if name in sys.stdlib_module_names or name == "builtins":
        return origin == python_distribution().id
    if not origin.startswith(_PYPI):
        return origin == _without_distribution(name)
    distribution = unquote(origin.removeprefix(_PYPI).partition("@")[0])
    try:
        return pypi_id(distribution, metadata.version(distribution)) == origin
    except metadata.PackageNotFoundError:
        return False


def _without_distribution(name: str) -> str:
    return "absent" if PathFinder.find_spec(name) is None else "undistributed"
