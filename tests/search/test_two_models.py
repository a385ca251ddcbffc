"""A store whose sources were embedded by different models: each search compares with its own model's vectors alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from graph.stores.embedded import EmbeddedStore
from queries.search import SearchResult, search
from tests.search.web_library import TOOLS, WEB, tools, web

QUESTION = "seconds to sleep before the next attempt"


class Shorter:
    """Another model: of other dimensions, so that comparing its vectors with the first's would fail."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def model(self) -> ModelInfo:
        return replace(self._embedder.model, id="model:shorter@1", dimensions=64)

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        rows = self._embedder.embed_documents(texts)[:, :64]
        shorter: Matrix = rows / ((rows**2).sum(axis=1, keepdims=True) ** 0.5)
        return shorter

    def embed_query(self, text: str) -> Matrix:
        row: Matrix = self.embed_documents([text])[0]
        return row


@pytest.fixture
def mixed(tmp_path: Path, embedder: Embedder) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    store.replace(web(embedder))
    store.replace(tools(Shorter(embedder)))
    yield store
    store.close()


def by_meaning(result: SearchResult) -> set[str]:
    return {hit.source for hit in result.hits if "dense" in hit.components}


def test_each_model_is_compared_with_its_own_vectors(mixed: EmbeddedStore, embedder: Embedder) -> None:
    first = search(mixed, embedder, QUESTION, limit=50)
    second = search(mixed, Shorter(embedder), QUESTION, limit=50)

    assert by_meaning(first) == {WEB}
    assert by_meaning(second) == {TOOLS}
    assert first.hits[0].symbol == "web.retry.Retry.backoff"


def test_it_says_what_is_searched_by_words_alone(mixed: EmbeddedStore, embedder: Embedder) -> None:
    (note,) = search(mixed, embedder, QUESTION).notes
    assert note == (
        f"searched by words only, as the vectors were made by model:shorter@1: {TOOLS}; "
        f"index again with {embedder.model.id} to compare"
    )


def test_words_still_find_what_cannot_be_compared(mixed: EmbeddedStore, embedder: Embedder) -> None:
    result = search(mixed, embedder, "unpack an archive", sources=[TOOLS])

    assert result.hits
    assert by_meaning(result) == set()
    assert "searched by words only" in result.notes[0]


def test_indexed_again_all_is_compared(mixed: EmbeddedStore, embedder: Embedder) -> None:
    mixed.replace(tools(embedder))
    assert search(mixed, embedder, QUESTION).notes == ()
