"""What an answer names: the questions of a file, each with the files that its answer rests on."""

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError

_FILE = re.compile(r"[\w./-]*\w\.pyi?\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the paths of the files that its answer names, none where it names none."""

    text: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository is, and at which commit it is asked about."""

    name: str
    url: str
    commit: str


def places(folder: Path) -> tuple[Place, ...]:
    """The repositories of `repo_commit.txt` that have questions. Raises InputError."""
    listing = folder / "repo_commit.txt"
    if not listing.is_file():
        raise InputError(f"{folder} has no repo_commit.txt: give the folder that holds SWE-QA's questions")
    found = []
    for number, line in enumerate(listing.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        url, _, commit = line.strip().partition(" ")
        name = url.rstrip("/").rpartition("/")[2]
        if not commit:
            raise InputError(f"{listing.name}, line {number}: a URL and a commit are expected, not {line!r}")
        if (folder / f"{name}.jsonl").is_file():
            found.append(Place(name, url, commit.strip()))
    return tuple(found)


def questions(listing: Path, paths: Collection[str]) -> tuple[Asked, ...]:
    """The questions of a repository whose files have these paths. Raises InputError."""
    found = []
    for number, line in enumerate(listing.read_text(encoding="utf-8").strip().split("\n"), 1):
        try:
            entry = json.loads(line)
            found.append(Asked(" ".join(entry["question"].split()), named(entry["answer"], paths)))
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise InputError(f"{listing.name}, line {number}: no object with question and answer: {error}") from None
    return tuple(found)


def named(answer: str, paths: Collection[str]) -> frozenset[str]:
    """The Python files among `paths` that a text names: by path, by an end of it that no other has, or below another root.

    `base.py` names nothing where there are two of them; `/workspace/shop/api.py` is the repository's `shop/api.py`.
    """
    return frozenset(path for said in _FILE.findall(answer) if (path := _meant(said.removeprefix("./"), paths)))


def _meant(said: str, paths: Collection[str]) -> str | None:
    if said in paths:
        return said
    ending = [path for path in paths if path.endswith(f"/{said.lstrip('/')}")]
    if ending:
        return ending[0] if len(ending) == 1 else None
    _, _, rest = said.partition("/")
    while "/" in rest:
        if rest in paths:
            return rest
        _, _, rest = rest.partition("/")
    return None
