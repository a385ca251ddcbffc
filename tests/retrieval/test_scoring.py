"""What a list of results is worth, by examples that can be worked out by hand."""

import math

import pytest

from benchmarks.retrieval.questions import Question, Target
from benchmarks.retrieval.scoring import BUDGET, Hit, ndcg, scores, tokens

TAKE = Target("shop/queue.py", 3, "Queue.take")
PUT = Target("shop/queue.py", 7, "Queue.put")
LOCK = Target("shop/lock.py", 1, "lock")
FILES = {
    "shop/queue.py": [
        "class Queue:",
        "",
        "    def take(self):",
        "        pass",
        "",
        "    # in",
        "    def put(self):",
        "        pass",
    ],
    "shop/lock.py": ["def lock():", "    pass"],
    "shop/long.py": ["x = 1"] * 5_000,
}
HIT_QUEUE = Hit("shop/queue.py", 1, 8, "shop.queue.Queue")
HIT_TAKE = Hit("shop/queue.py", 3, 4, "shop.queue.Queue.take")
HIT_PUT = Hit("shop/queue.py", 7, 8, "shop.queue.Queue.put")
HIT_LOCK = Hit("shop/lock.py", 1, 2, "shop.lock.lock")
HIT_OTHER = Hit("shop/long.py", 1, 1, "shop.long.x")


def test_gain_by_rank() -> None:
    assert ndcg([1], 1) == 1
    assert ndcg([2], 1) == pytest.approx(1 / math.log2(3))
    assert ndcg([], 3) == 0
    assert ndcg([1, 4], 2) == pytest.approx((1 + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))


def test_no_more_than_ten_can_be_found() -> None:
    assert ndcg(range(1, 11), 12) == 1


def test_a_file_counts_at_its_first_hit_and_its_further_hits_take_places() -> None:
    """Of two files wanted the first is at rank 2; the second is pushed to rank 4 by another hit in the first."""
    question = Question("architecture", "how is a queue locked", (TAKE, PUT, LOCK))
    hits = [HIT_OTHER, HIT_QUEUE, HIT_TAKE, HIT_LOCK]
    found = scores(question, hits, hits, FILES)
    ideal = 1 + 1 / math.log2(3)
    assert found.ndcg == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert found.reciprocal == 1 / 2
    assert found.symbol_ndcg == pytest.approx((1 / math.log2(4) + 1 / math.log2(5)) / (ideal + 1 / math.log2(4)))


def test_what_is_around_the_function_is_not_the_function() -> None:
    question = Question("symbol", "Queue.take", (TAKE,), TAKE)
    around = scores(question, [HIT_QUEUE, HIT_TAKE], [], FILES)
    itself = scores(question, [HIT_TAKE, HIT_QUEUE], [], FILES)
    assert (around.ndcg, around.first) == (1, 0)
    assert (itself.ndcg, itself.first) == (1, 1)


def test_a_name_ends_a_qualified_name_at_a_dot() -> None:
    assert not Hit("shop/queue.py", 3, 4, "shop.queue.MyQueue.take").answers(TAKE)


def test_a_result_beyond_the_tenth_does_not_count() -> None:
    question = Question("symbol", "Queue.take", (TAKE,), TAKE)
    found = scores(question, [HIT_OTHER] * 10 + [HIT_TAKE], [], FILES)
    assert (found.ndcg, found.reciprocal, found.first) == (0, 0, 0)


def test_files_as_results_say_nothing_about_symbols() -> None:
    question = Question("symbol", "Queue.take", (TAKE,), TAKE)
    found = scores(question, [Hit("shop/queue.py", 1, 8)], [], FILES)
    assert (found.ndcg, found.symbol_ndcg, found.first) == (1, None, None)


def test_words_and_other_characters_are_tokens() -> None:
    assert tokens("def take(self):") == 6


def test_a_reader_meets_what_is_shown_until_the_tokens_are_spent() -> None:
    question = Question("architecture", "how is a queue locked", (TAKE, LOCK))
    whole = Hit("shop/long.py", 1, 5_000)
    assert BUDGET < 3 * 5_000
    assert scores(question, [], [HIT_QUEUE, HIT_LOCK], FILES).recall == 1
    assert scores(question, [], [HIT_TAKE, whole, HIT_LOCK], FILES).recall == 1 / 2
    assert scores(question, [], [whole, HIT_TAKE, HIT_LOCK], FILES).recall == 0
