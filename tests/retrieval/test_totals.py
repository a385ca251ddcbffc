"""Means over questions, and what is said of those that stay too low."""

from dataclasses import replace
from pathlib import Path

from benchmarks.pinned import Pin
from benchmarks.retrieval.asking import Answer, Run
from benchmarks.retrieval.crowd import Crowd, smallest
from benchmarks.retrieval.indexed import Cost
from benchmarks.retrieval.misses import misses
from benchmarks.retrieval.page import shortfalls
from benchmarks.retrieval.questions import Question, Repository, Target
from benchmarks.retrieval.scoring import Hit, Scores
from benchmarks.retrieval.totals import prices, rows, table

TAKE = Target("shop/queue.py", 3, "Queue.take")
SYMBOL = Question("symbol", "Queue.take", (TAKE,), TAKE)
MEANING = Question("meaning", "next in line", (TAKE,))
CROWD = Crowd(22, 50_000, 40_000, Cost(100.0, 50.0, 10**9), 9.9, 20.0, 10**8)


def repository(of_set: str) -> Repository:
    return Repository(Pin("shop", "1.0", "00", "shop-1.0.tar.gz"), "MIT", of_set, (SYMBOL, MEANING))


def run(of_set: str, ranker: str, symbol: Scores, meaning: Scores) -> Run:
    hits = (Hit("shop/queue.py", 1, 8, "shop.queue.Queue"),)
    answers = (Answer(SYMBOL, hits, symbol, 0.002), Answer(MEANING, hits, meaning, 0.004))
    return Run(repository(of_set), ranker, 1.5, answers)


RUNS = (
    run("dev", "CodeCraft", Scores(1.0, 1.0, 0.5, 1.0, 1.0), Scores(0.5, 0.5, 0.0, None, 0.0)),
    run("dev", "grep", Scores(0.5, 0.5, None, None, 0.0), Scores(0.0, 0.0, None, None, 0.0)),
    run("held_out", "CodeCraft", Scores(1.0, 1.0, 1.0, 0.0, 1.0), Scores(1.0, 1.0, 1.0, None, 1.0)),
)


def test_means_are_over_the_questions_that_have_a_value() -> None:
    found = {(row.of_set, row.kind, row.ranker): row.means for row in rows(RUNS)}
    assert found["dev", "all", "CodeCraft"] == (0.75, 0.75, 0.25, 1.0, 0.5)
    assert found["dev", "meaning", "CodeCraft"] == (0.5, 0.5, 0.0, None, 0.0)
    assert found["dev", "all", "grep"] == (0.25, 0.25, None, None, 0.0)
    assert ("dev", "architecture", "CodeCraft") not in found


def test_what_cannot_be_said_is_a_dash() -> None:
    assert table(rows(RUNS[1:2])).splitlines()[2] == "| `dev` | all (2) | grep | 0.250 | 0.250 | - | - | 0.000 |"


def test_a_price_is_of_all_repositories() -> None:
    ours = prices(RUNS)[0]
    assert (ours.ranker, ours.indexing, ours.median, ours.worst_of_twenty) == ("CodeCraft", 3.0, 3.0, 4.0)


def test_what_falls_short_is_said_for_each_set_and_kind() -> None:
    assert shortfalls(rows(RUNS), CROWD, CROWD) == [
        "`dev`, all: NDCG@10 0.750 where 0.90 is asked",
        "`dev`, meaning: NDCG@10 0.500 where 0.86 is asked",
        "`held_out`: the function asked for is first in 0.000 where 0.60 is asked",
    ]


def test_a_slow_query_is_said_of_the_store_with_as_many_functions_as_asked() -> None:
    slow = replace(CROWD, functions=50_100, median=12.34)
    assert shortfalls(rows(RUNS), slow, CROWD) == shortfalls(rows(RUNS), CROWD, CROWD)
    assert shortfalls(rows(RUNS), CROWD, slow)[-1] == "a query takes 12.3 CPU ms over 50,100 functions, 10 is asked"


def test_the_smallest_sources_make_a_store_of_some_size(tmp_path: Path) -> None:
    for name, count in (("large", 5), ("small", 1), ("medium", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "code.pyi").write_text("\n".join(f"class A{n}:\n    async def f(self): ..." for n in range(count)))
    folders = sorted(tmp_path.iterdir())
    assert [one.name for one in smallest(folders, 1)] == ["small"]
    assert [one.name for one in smallest(folders, 2)] == ["small", "medium"]
    assert [one.name for one in smallest(folders, 99)] == ["small", "medium", "large"]


def test_single_answers_are_shown_of_dev_only() -> None:
    assert any("next in line" in line for line in misses(RUNS[0], 1))
    assert list(misses(RUNS[2], 1)) == []
