"""Nothing in the repository depends on the machine that it was written on, and what it installs stays small."""

import re
from collections.abc import Set
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.project import repository

_MACHINE_PATH = re.compile(r"(?<![\w.$~/-])/(?:work|root|tmp|(?:Users|home)(?=/(?!someone\b)))/[\w.]")
_REGISTRY_HOST = re.compile(r"\b(?:pypi|pythonhosted|npmjs|debian|golang|crates|maven\.apache)\.(?:org|com|io)/(?!POM)")
# Paths inside the containers that these describe.
_CONTAINERS = {PurePosixPath("docker-compose.yml"), PurePosixPath("Dockerfile")}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("cd /" + "work/main", True),
        ("'/" + "root/.cache'", True),
        ("open /" + "home/ann/x", True),
        ("secret at /" + "home/someone", False),
        ("src/work/main", False),
        ("https://example.org/work/x", False),
        ("$HOME/tmp/x", False),
    ],
)
def test_what_counts_as_a_machine_path(line: str, *, found: bool) -> None:
    assert bool(_MACHINE_PATH.search(line)) is found


def test_no_file_names_a_path_of_one_machine() -> None:
    assert _lines_with(_MACHINE_PATH, leaving_out=_CONTAINERS) == []


def test_no_file_names_a_registry_by_its_host() -> None:
    assert _lines_with(_REGISTRY_HOST) == []


def _lines_with(pattern: re.Pattern[str], leaving_out: Set[PurePosixPath] = frozenset()) -> list[str]:
    return [
        f"{path}:{number}: {line.strip()}"
        for path in repository.files()
        if path not in leaving_out
        for number, line in enumerate((repository.text(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_base_install_is_under_300_mb() -> None:
    sizes = {name: _installed_bytes(name) for name in _base_closure()}
    assert sum(sizes.values()) < 300e6, sorted(sizes.items(), key=lambda item: -item[1])[:5]
    assert {"grafeo", "libcst", "neo4j", "strawberry-graphql"} <= sizes.keys()
    assert "torch" not in sizes


def _base_closure() -> set[str]:
    """The distributions that CodeCraft needs without extras, itself among them, by canonical name."""
    wanted: list[tuple[str, frozenset[str]]] = [("codecraft", frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while wanted:
        name, extras = wanted.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for text in distribution(name).requires or ():
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                wanted.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return {name for name, _ in seen}


def _installed_bytes(name: str) -> int:
    if name == "codecraft":  # An editable install's record holds a pointer, not the files.
        packages = set(repository.pyproject()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
        shipped = [repository.ROOT / path for path in repository.files() if path.parts[0] in packages]
    else:
        shipped = [path for file in distribution(name).files or () if (path := Path(file.locate())).is_file()]
    assert shipped, f"{name} has no file"
    return sum(path.stat().st_size for path in shipped)
