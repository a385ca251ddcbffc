"""The distributions installed in an environment."""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import Distribution, DistributionFinder, MetadataPathFinder
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from packageurl import PackageURL
from packaging.utils import canonicalize_name

from extractors.sources.distributions.identity import pypi_id
from graph.errors import NotFoundError
from graph.facts import Requirement


@dataclass(frozen=True)
class Environment:
    """Where an interpreter looks for installed distributions."""

    paths: tuple[str, ...] = field(default_factory=lambda: tuple(sys.path))

    @cached_property
    def distributions(self) -> dict[str, Distribution]:
        """Installed distributions by normalised name, the first on the path winning as it does at import."""
        found: dict[str, Distribution] = {}
        context = DistributionFinder.Context(path=list(self.paths))
        for distribution in MetadataPathFinder.find_distributions(context):
            name = distribution.metadata["Name"]
            if name:
                found.setdefault(canonicalize_name(name), distribution)
        return found

    def pinned(self, requirements: Iterable[Requirement]) -> tuple[Requirement, ...]:
        """The requirements with the installed version in their ids, for those that are installed."""
        return tuple(self._pin(requirement) for requirement in requirements)

    def _pin(self, requirement: Requirement) -> Requirement:
        installed = self.distributions.get(PackageURL.from_string(requirement.id).name)
        if installed is None:
            return requirement
        return replace(requirement, id=pypi_id(installed.metadata["Name"], installed.version))


def environment_at(folder: Path | None) -> Environment:
    """The environment of a virtual environment's folder, by default the one that runs. Raises NotFoundError."""
    if folder is None:
        return Environment()
    for pattern in ("lib/python3*/site-packages", "Lib/site-packages"):
        if found := sorted(folder.glob(pattern)):
            return Environment(tuple(str(path) for path in found))
    raise NotFoundError(f"{folder} is no virtual environment: it holds no site-packages folder")


def project_environment(root: Path, given: Path | None) -> Environment | None:
    """The environment that a project runs in, None where nobody can say.

    It is the one given, else the project's own `.venv` or `venv`, else the running one when the project is installed in
    it in editable mode.
    """
    if given is not None:
        return environment_at(given)
    for name in (".venv", "venv"):
        if (root / name / "pyvenv.cfg").is_file():
            try:
                return environment_at(root / name)
            except NotFoundError:
                continue
    running = Environment()
    if any(editable_root(distribution) == root for distribution in running.distributions.values()):
        return running
    return None


def editable_root(distribution: Distribution) -> Path | None:
    """The directory that an editable install points at (PEP 660's direct_url.json), None for an ordinary one."""
    text = distribution.read_text("direct_url.json")
    if not text:
        return None
    try:
        origin = json.loads(text)
        if not origin.get("dir_info", {}).get("editable"):
            return None
        return Path(url2pathname(urlsplit(origin["url"]).path)).resolve()
    except (ValueError, KeyError, AttributeError, TypeError):
        return None
