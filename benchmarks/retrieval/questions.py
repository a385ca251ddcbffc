"""The questions: a file for each repository under `questions/`, read and checked."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.pinned import Pin
from graph.errors import InputError

FOLDER = Path(__file__).with_name("questions")
KINDS = ("symbol", "meaning", "architecture")
SETS = ("dev", "held_out", "dev_plain", "held_out_plain")
"""Questions of the first two avoid the words of the names that they look for; the others are in the words that come (255)."""
READ_SETS = ("dev", "dev_plain")
"""Sets whose single answers may be read by those who tune."""
_TARGET = re.compile(r"(?P<path>\S+\.py):(?P<line>[1-9]\d*) (?P<name>\S+)")


@dataclass(frozen=True, slots=True)
class Target:
    """A definition that answers: its path in the sdist, a line within it counted from 1, its dotted name within the file."""

    path: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line} {self.name}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. `function` is the one target that is a function asked for by the question, where there is one."""

    kind: str
    text: str
    targets: tuple[Target, ...]
    function: Target | None = None


@dataclass(frozen=True, slots=True)
class Repository:
    """A released sdist and what is asked of it. Of those outside `READ_SETS` only totals are read."""

    pin: Pin
    license: str
    of_set: str
    questions: tuple[Question, ...]

    @property
    def name(self) -> str:
        """The package's."""
        return self.pin.name


def repositories(names: Sequence[str] = (), folder: Path = FOLDER) -> tuple[Repository, ...]:
    """Those that are named, by their own names or their set's; all without. Raises InputError."""
    found = [read_repository(path) for path in sorted(folder.glob("*.toml"))]
    known = {one.name for one in found} | set(SETS)
    for name in names:
        if name not in known:
            raise InputError(f"there are no questions about {name}: choose from {', '.join(sorted(known))}")
    return tuple(one for one in found if not names or one.name in names or one.of_set in names)


def read_repository(path: Path) -> Repository:
    """A repository's file. Raises InputError with one line that names the file and what is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        pin = Pin.of_sdist(data)
        questions = tuple(_question(each) for each in data["question"])
        repository = Repository(pin, data["license"], _one_of(SETS, data["set"], "set"), questions)
    except KeyError as error:
        raise InputError(f"{path.name}: {error} is missing") from None
    except (tomllib.TOMLDecodeError, InputError) as error:
        raise InputError(f"{path.name}: {error}") from None
    for text, count in Counter(question.text for question in questions).items():
        if count > 1:
            raise InputError(f"{path.name}: {text!r} is asked {count} times")
    return repository


def _question(data: Mapping[str, Any]) -> Question:
    text = data["text"]
    targets = tuple(_target(each) for each in data["targets"])
    if not targets or len(set(targets)) < len(targets):
        raise InputError(f"{text!r} has no target, or one twice")
    function = None
    if "function" in data:
        named = [target for target in targets if target.name == data["function"]]
        if len(named) != 1:
            raise InputError(f"{text!r} asks for {data['function']}, which must be the name of one of its targets")
        function = named[0]
    return Question(_one_of(KINDS, data["kind"], "kind"), text, targets, function)


def _target(text: str) -> Target:
    match = _TARGET.fullmatch(text)
    if match is None:
        raise InputError(f"the target {text!r} is not of the form PATH:LINE NAME")
    return Target(match["path"], int(match["line"]), match["name"])


def _one_of(allowed: Sequence[str], value: str, what: str) -> str:
    if value not in allowed:
        raise InputError(f"{what} is {value!r}: give one of {', '.join(allowed)}")
    return value
