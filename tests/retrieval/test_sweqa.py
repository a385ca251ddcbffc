"""The reading of answers that name files, by example, and a repository asked about from beginning to end."""

import json
import subprocess
from pathlib import Path

import pytest

from benchmarks.retrieval.scoring import Hit
from benchmarks.retrieval.sweqa.answers import Asked, Place, named, places, questions
from benchmarks.retrieval.sweqa.asking import Scores, Told, ask_all, scores
from benchmarks.retrieval.sweqa.page import page, table
from graph.errors import InputError

PATHS = ("src/shop/cart.py", "src/shop/base.py", "src/bank/base.py", "src/shop/util/money.py", "tests/test_cart.py", "setup.py")


@pytest.mark.parametrize(
    ("answer", "files"),
    [
        ("It is in `src/shop/cart.py` (lines 3-9).", {"src/shop/cart.py"}),
        ("See `cart.py` line 5 and src/shop/cart.py:7.", {"src/shop/cart.py"}),
        ("`util/money.py` rounds.", {"src/shop/util/money.py"}),
        ("`base.py` defines it.", set()),
        ("`bank/base.py` defines it.", {"src/bank/base.py"}),
        ("`/workspace/src/shop/cart.py` and `/workspace/setup.py`", {"src/shop/cart.py"}),
        ("./setup.py", {"setup.py"}),
        ("`/shop/cart.py`", {"src/shop/cart.py"}),
        ("`shopping_cart.py`, `art.py` and shop.cart are no files", set()),
        ("A test in `tests/test_cart.py`; `cart.pyx` is none.", {"tests/test_cart.py"}),
        ("It ends with src/shop/base.py.", {"src/shop/base.py"}),
    ],
)
def test_an_answer_names_files(answer: str, files: set[str]) -> None:
    assert named(answer, PATHS) == files


def test_questions_are_read_with_the_files_of_their_answers(tmp_path: Path) -> None:
    listing = tmp_path / "shop.jsonl"
    lines = [{"question": "What is\n a cart?", "answer": "`cart.py`"}, {"question": "Why?", "answer": "Nobody knows."}]
    listing.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert questions(listing, PATHS) == (Asked("What is a cart?", frozenset({"src/shop/cart.py"})), Asked("Why?", frozenset()))


@pytest.mark.parametrize("line", ["no JSON", '["a list"]', '{"question": "Why?"}', '{"question": 1, "answer": "2"}'])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    listing = tmp_path / "shop.jsonl"
    listing.write_text('{"question": "Why?", "answer": "x"}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"shop\.jsonl, line 2"):
        questions(listing, PATHS)


def test_repositories_with_questions_are_listed(tmp_path: Path) -> None:
    (tmp_path / "repo_commit.txt").write_text(
        "https://git.invalid/a/shop 1a2b\nhttps://git.invalid/a/bank 3c4d\n", encoding="utf-8"
    )
    (tmp_path / "shop.jsonl").touch()
    assert places(tmp_path) == (Place("shop", "https://git.invalid/a/shop", "1a2b"),)


def test_a_folder_without_the_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"repo_commit\.txt"):
        places(tmp_path)


def test_recall_counts_files_and_gain_counts_places() -> None:
    paths = ["a.py", "a.py", "b.py", "c.py", "d.py", "e.py", "f.py"]
    found = scores([Hit(path, 1, 2, path) for path in paths], {"e.py", "f.py", "g.py"})
    assert (found.few, found.ten) == (1 / 3, 2 / 3)
    assert found.reciprocal == 1 / 6
    assert 0 < found.ndcg < found.ten


def test_the_page_says_what_was_left_out_and_replaced() -> None:
    place = Place("shop", "https://git.invalid/a/shop", "1a2b")
    told = Told(place, "shop-1.0", 2, {"CodeCraft": (Scores(1.0, 1.0, 0.5, 0.25), Scores(0.0, 1.0, 0.0, 0.25))})
    text = page([told], ["https://git.invalid/a/bank at 3c4d cannot be fetched"], "abc")
    assert "| shop shop-1.0 | 2 | CodeCraft | 0.500 | 1.000 | 0.250 | 0.250 |" in text
    assert "2 about shop" in text
    assert "the folder `shop-1.0` in place of its commit 1a2b" in text
    assert "bank at 3c4d cannot be fetched" in text
    assert "| all |" not in table([told])


def test_a_commit_is_fetched_indexed_and_asked_about(tmp_path: Path) -> None:
    place = tmp_path / "shop"
    place.mkdir()
    (place / "cart.py").write_text(
        'def total(cart):\n    """What everything in a cart costs."""\n    return sum(cart)\n', encoding="utf-8"
    )
    (place / "door.py").write_text('def unlock(door):\n    """Open a door."""\n    return door\n', encoding="utf-8")
    commit = _committed(place)
    (place / "cart.py").unlink()
    _committed(place)
    data = tmp_path / "data"
    data.mkdir()
    (data / "repo_commit.txt").write_text(f"file://{place} {commit[:7]}\nfile://{tmp_path}/gone 1234567\n", encoding="utf-8")
    line = json.dumps({"question": "Where is it added up what a cart costs?", "answer": "In `cart.py`."})
    (data / "shop.jsonl").write_text(line, encoding="utf-8")
    (data / "gone.jsonl").write_text(line, encoding="utf-8")
    told, missing = ask_all(data, tmp_path / "cache", {}, None)
    assert [(one.place.name, one.unnamed) for one in told] == [("shop", 0)]
    assert told[0].scores == dict.fromkeys(("CodeCraft", "BM25", "grep"), (Scores(1.0, 1.0, 1.0, 1.0),))
    assert "gone at 1234567 cannot be fetched" in missing[0]


def _committed(folder: Path) -> str:
    def git(*words: str) -> str:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main")
        return subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "as it is")
    return git("rev-parse", "HEAD")
