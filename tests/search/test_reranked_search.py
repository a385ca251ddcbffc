"""Search with a real cross-encoder: what it is given to read, what its word is worth, and the same on both engines."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.errors import ModelError
from graph.facts import Batch, Matrix, ModelInfo
from graph.ports import Embedder, GraphStore, Reranker
from graph.stores.neo4j import Neo4jStore
from models.rerankers import open_reranker
from queries.answer import answer
from queries.ranking.reading import READ, reading_boosts, text_to_read
from queries.search import search
from queries.terms import read_terms
from queries.views import SymbolView
from tests.search.web_library import TOOLS, WEB, tools, web
from tests.services import cross_encoder
from tests.services.neo4j import Neo4jServer

QUESTION = "is this still the same document"


class Watched:
    """A real reranker, and what it was given to read."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker
        self.read: list[tuple[str, list[str]]] = []

    @property
    def model(self) -> ModelInfo:
        return self._reranker.model

    def scores(self, question: str, texts: Sequence[str]) -> Matrix:
        self.read.append((question, list(texts)))
        return self._reranker.scores(question, texts)


@pytest.fixture(scope="module")
def cross() -> Reranker:
    return open_reranker(f"onnx:{cross_encoder.onnx_folder()}")


@pytest.fixture
def watched(cross: Reranker) -> Watched:
    return Watched(cross)


@pytest.fixture(scope="module")
def neo4j(neo4j_server: Neo4jServer, embedder: Embedder) -> Iterator[GraphStore]:
    opened = Neo4jStore(neo4j_server.uri, neo4j_server.user, neo4j_server.password)
    opened.ensure_schema()
    opened.replace(web(embedder))
    opened.replace(tools(embedder))
    yield opened
    for source in (WEB, TOOLS):
        opened.replace(Batch(source, (), ()))
    opened.close()


def test_the_order_changes_as_the_model_says(store: GraphStore, embedder: Embedder, watched: Watched) -> None:
    alone = search(store, embedder, QUESTION)
    found = search(store, embedder, QUESTION, reranker=watched)

    assert alone.hits[0].symbol == "web.sessions.Session"
    assert found.hits[0].symbol == "web.hashing.sha256_of_file"
    assert (alone.reranker, found.reranker) == (None, watched.model)
    assert all("rerank" not in hit.components for hit in alone.hits)
    [(asked, texts)] = watched.read
    assert asked == QUESTION
    said = dict(zip(texts, watched.scores(asked, texts), strict=True))
    best = max(said, key=lambda text: said[text])
    assert best.startswith("web hashing sha256_of_file\n")


def test_its_part_is_in_proportion_and_the_parts_add_up(store: GraphStore, embedder: Embedder, cross: Reranker) -> None:
    alone = {hit.id: hit for hit in search(store, embedder, QUESTION, limit=50).hits}
    for hit in search(store, embedder, QUESTION, reranker=cross, limit=50).hits:
        assert hit.score == pytest.approx(sum(hit.components.values()))
        before = {name: part for name, part in alone[hit.id].components.items() if name not in ("damping", "saturation")}
        after = {name: part for name, part in hit.components.items() if name not in ("damping", "saturation", "rerank")}
        assert after == before


def test_a_score_counts_by_its_place_between_the_least_and_the_most() -> None:
    given = {"a": -8.0, "b": 4.0, "c": 0.0}
    found = reading_boosts({one: one for one in given}, lambda texts: [given[text] for text in texts])
    assert found["a"] == 0
    assert found["c"] / found["b"] == pytest.approx(8 / 12)
    assert reading_boosts({"a": "a"}, lambda _: [1.0]) == {}
    assert reading_boosts({"a": "a", "b": "b"}, lambda _: [1.0, 1.0]) == {}


@pytest.mark.parametrize("question", [*cross_encoder.TAUGHT, "how is a request sent", "Session.send"])
def test_both_stores_say_the_same(
    store: GraphStore, neo4j: GraphStore, embedder: Embedder, cross: Reranker, question: str
) -> None:
    here, there = (search(one, embedder, question, reranker=cross, limit=50).hits for one in (store, neo4j))
    assert [hit.id for hit in here] == [hit.id for hit in there]
    for ours, theirs in zip(here, there, strict=True):
        assert ours.components == pytest.approx(theirs.components, abs=1e-4)


def test_what_is_not_admitted_is_not_read(store: GraphStore, embedder: Embedder, watched: Watched) -> None:
    search(store, embedder, QUESTION, reranker=watched)
    search(store, embedder, QUESTION, reranker=watched, terms=read_terms(allow=["Apache-2.0"]))
    search(store, embedder, QUESTION, reranker=watched, paths=["web/dates.py", "web/retry.py"])
    search(store, embedder, QUESTION, reranker=watched, exclude_tests=True)
    answer(store, embedder, None, QUESTION, reranker=watched, terms=read_terms(allow=["Apache-2.0"]))
    everything, licensed, pathed, untested, grounding = ("\n".join(texts) for _, texts in watched.read)

    for name in ("sha256_of_file", "extract_archive", "test_send_gives_the_response"):
        assert name in everything
    for read in (licensed, grounding):
        assert "sha256_of_file" not in read
        assert "extract_archive" not in read
        assert "parse_http_date" in read
    assert {line.split()[1] for line in pathed.splitlines() if line.startswith("web ")} == {"dates", "retry"}
    assert "test_send_gives_the_response" not in untested
    assert "sha256_of_file" in untested


@pytest.mark.parametrize("name", ["Session", "where is get_adapter defined"])
def test_who_asks_for_a_name_gets_it_unread(store: GraphStore, embedder: Embedder, watched: Watched, name: str) -> None:
    found = search(store, embedder, name, reranker=watched)
    assert watched.read == []
    assert found.reranker is None
    assert found.hits == search(store, embedder, name).hits


def test_only_the_best_are_read(
    embedder: Embedder, watched: Watched, store: GraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("queries.search.READ", 3)
    best = [hit.symbol for hit in search(store, embedder, QUESTION, limit=3).hits]
    search(store, embedder, QUESTION, reranker=watched, limit=1)
    [(_, texts)] = watched.read
    assert [text.partition("\n")[0] for text in texts] == [symbol.replace(".", " ") for symbol in best]
    assert READ > 3


def test_a_page_is_the_beginning_of_a_longer_one(store: GraphStore, embedder: Embedder, cross: Reranker) -> None:
    short, long = (search(store, embedder, QUESTION, reranker=cross, limit=limit).hits for limit in (3, 50))
    assert short == long[:3]


def test_a_model_that_fails_is_told(store: GraphStore, embedder: Embedder, tmp_path: Path) -> None:
    """Its tokenizer is not the weights' own: it names a token that these do not have."""
    mixed = tmp_path / "mixed"
    shutil.copytree(cross_encoder.onnx_folder(), mixed)
    tokenizer = json.loads((mixed / "tokenizer.json").read_bytes())
    tokenizer["model"]["vocab"]["document"] = 99_999
    (mixed / "tokenizer.json").write_text(json.dumps(tokenizer))
    with pytest.raises(ModelError, match=r"the reranker .* failed"):
        search(store, embedder, QUESTION, reranker=open_reranker(f"onnx:{mixed}"))


def test_an_answer_rests_on_what_was_reranked(store: GraphStore, embedder: Embedder, cross: Reranker) -> None:
    terms = read_terms(allow=["Apache-2.0", "MPL-2.0", "GPL-3.0-only"])
    alone, found = (answer(store, embedder, None, QUESTION, reranker=one, terms=terms) for one in (None, cross))
    assert alone.evidence[0].citation.symbol == "web.sessions.Session"
    assert found.evidence[0].citation.symbol == "web.hashing.sha256_of_file"
    assert (alone.reranker, found.reranker) == (None, cross.model)


def test_what_is_read_of_a_symbol() -> None:
    view = SymbolView(
        "x", "send", "web.Session.send", "method", signature="(self, request) -> Response", docstring=" Send it.\n\n  Now. "
    )
    assert text_to_read(view) == "web Session send\nsend(self, request) -> Response\nSend it.\nNow."
    assert text_to_read(SymbolView("x", "LIMIT", "web.LIMIT", "variable", value="30")) == "web LIMIT\nLIMIT 30"
    assert text_to_read(SymbolView("x", "web", "web", "module")) == "web\nweb"
