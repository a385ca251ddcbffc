"""The baselines, on three small files."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.retrieval.baselines import Grep, Keywords, Meaning, chunk_texts
from graph.facts import Matrix, ModelInfo
from queries.views import SymbolView

FILES = {
    "shop/queue.py": ["class Queue:", "    def take(self):", "        return self.jobs.pop()"],
    "shop/retry.py": ["def retry(job):", "    return Backoff(job)", "def backoff(job):", "    return job.tries * 2"],
    "README.py": ["# nothing"],
}
TAKE = SymbolView("1", "take", "shop.queue.Queue.take", "method", path="shop/queue.py", line=2, end_line=3)
RETRY = SymbolView("2", "retry", "shop.retry.retry", "function", path="shop/retry.py", line=1, end_line=2)
BACKOFF = SymbolView("3", "backoff", "shop.retry.backoff", "function", path="shop/retry.py", line=3, end_line=4)
CHUNKS = (TAKE, RETRY, BACKOFF)


class Letters:
    """An embedder whose vectors say which of `q` and `y` a text has."""

    model = ModelInfo("model:letters", "letters", "sha256:0", "MIT", 2)

    def __init__(self) -> None:
        self.embedded = 0

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        self.embedded += len(texts)
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Matrix:
        return np.array(["q" in text, "y" in text], np.float32)


def test_grep_opens_the_file_with_the_most_words_then_the_most_lines() -> None:
    assert [hit.path for hit in Grep(FILES).rank("a JOB that backs off: Backoff", 10)] == ["shop/retry.py", "shop/queue.py"]


def test_grep_of_common_words_finds_nothing() -> None:
    assert Grep(FILES).rank("how does it", 10) == []


def test_bm25_puts_the_definition_with_the_rare_word_first() -> None:
    hits = Keywords(CHUNKS, chunk_texts(CHUNKS, FILES)).rank("tries of a job", 10)
    assert [hit.symbol for hit in hits] == ["shop.retry.backoff", "shop.retry.retry", "shop.queue.Queue.take"]


def test_vectors_are_made_once(tmp_path: Path) -> None:
    embedder, texts = Letters(), chunk_texts(CHUNKS, FILES)
    first = Meaning("letters", embedder, CHUNKS, texts, tmp_path)
    again = Meaning("letters", embedder, CHUNKS, texts, tmp_path)
    assert embedder.embedded == len(texts)
    assert first.prepared == again.prepared
    assert [hit.symbol for hit in again.rank("my", 1)] == ["shop.retry.retry"]
