"""The questions as files: that each target is there, and what is said of one that is not."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from license_expression import get_spdx_licensing

from benchmarks.retrieval.checkout import check_targets, definitions
from benchmarks.retrieval.docstrings import packages
from benchmarks.retrieval.questions import FOLDER, KINDS, SETS, read_repository, repositories
from graph.errors import InputError
from models.training.sources import PERMISSIVE, read_manifest

CODE = """\
LIMIT = 10


class Queue:
    @property
    def length(self):
        return 0

    async def take(self):
        def wait():
            pass


try:
    from fast import parse
except ImportError:
    def parse(text):
        return text
"""

HEAD = """
name = "shop"
version = "1.0"
sdist = "shop-1.0.tar.gz"
sha256 = "00"
license = "MIT"
set = "dev"
"""


def asked(folder: Path, *lines: str) -> Path:
    path = folder / "shop.toml"
    path.write_text("\n".join([HEAD, "[[question]]", *lines]), encoding="utf-8")
    return path


def test_definitions_are_known_by_their_names_within_the_file() -> None:
    assert definitions(CODE) == {
        "LIMIT": [(1, 1)],
        "Queue": [(4, 11)],
        "Queue.length": [(5, 7)],
        "Queue.take": [(9, 11)],
        "Queue.take.wait": [(10, 11)],
        "parse": [(17, 18)],
    }


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("shop.py:9 Queue.put", "nothing of that name is defined there"),
        ("shop.py:4 Queue.take", "it is defined at 9-11"),
        ("store.py:1 Queue", "shop-1.0 has no file store.py"),
    ],
)
def test_a_question_whose_target_is_missing_is_refused_with_one_line(tmp_path: Path, target: str, said: str) -> None:
    folder = tmp_path / "shop-1.0"
    folder.mkdir()
    (folder / "shop.py").write_text(CODE, encoding="utf-8")
    path = asked(tmp_path, 'kind = "symbol"', 'text = "Queue.put"', f'targets = ["{target}"]')
    with pytest.raises(InputError) as raised:
        check_targets(folder, read_repository(path).questions)
    assert said in str(raised.value)
    assert "'Queue.put'" in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (['kind = "symbol"', 'text = "put"', 'targets = ["shop.py Queue"]'], "the target 'shop.py Queue' is not"),
        (
            ['kind = "riddle"', 'text = "put"', 'targets = ["shop.py:4 Queue"]'],
            "kind is 'riddle': give one of symbol",
        ),
        (['kind = "symbol"', 'text = "put"', "targets = []"], "shop.toml: 'put' has no target"),
        (['kind = "symbol"', 'text = "put"'], "shop.toml: 'targets' is missing"),
        (
            ['kind = "symbol"', 'text = "put"', 'targets = ["shop.py:4 Queue"]', 'function = "put"'],
            "shop.toml: 'put' asks for put, which must be the name of one of its targets",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_one_line(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(InputError) as raised:
        read_repository(asked(tmp_path, *lines))
    assert said in str(raised.value)


def test_a_name_without_questions_is_refused() -> None:
    with pytest.raises(InputError, match="there are no questions about flask: choose from"):
        repositories(["flask"])


def test_no_repository_was_trained_on() -> None:
    trained = {source.name for source in read_manifest()}
    assert not trained & {repository.name for repository in repositories()}


def test_every_repository_is_permissively_licensed_and_pinned() -> None:
    for repository in repositories():
        assert set(get_spdx_licensing().license_keys(repository.license)) <= PERMISSIVE
        assert len(repository.pin.sha256) == 64


def test_files_are_named_for_their_repositories() -> None:
    names = [tomllib.loads(path.read_text(encoding="utf-8"))["name"] for path in sorted(FOLDER.glob("*.toml"))]
    assert names == [path.stem for path in sorted(FOLDER.glob("*.toml"))]


def test_no_question_is_asked_of_two_repositories() -> None:
    asked_times = Counter(question.text for repository in repositories() for question in repository.questions)
    assert asked_times.most_common(1)[0][1] == 1


def test_packages_whose_docstrings_are_asked_for_were_not_trained_on() -> None:
    assert not {source.name for source in read_manifest()} & {package.pin.name for package in packages()}


def test_the_set_is_large_and_of_every_kind() -> None:
    questions = [question for repository in repositories() for question in repository.questions]
    kinds = Counter(question.kind for question in questions)
    assert len(questions) >= 120
    assert all(kinds[kind] >= 40 for kind in KINDS)
    assert {repository.of_set for repository in repositories()} == set(SETS)
