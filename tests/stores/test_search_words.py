"""The embedded store's own text search: its files, and its scores against BM25 written down plainly."""

from collections.abc import Mapping
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts import Batch, Node
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from graph.stores.matching import Words, keep_words
from graph.stores.words import keep, read, word_set
from tests.stores.small_graph import ACME, TOOLS, acme, tools

_FORGET = parse_statement("forget", "MATCH (w:WordSet) DELETE w")
_TEXT = st.lists(st.sampled_from(["send", "get", "walk", "été", "a"]), min_size=1, max_size=6).map(" ".join)
_SOURCES = st.dictionaries(st.sampled_from(["pkg:a", "pkg:b", "pkg:c"]), st.lists(_TEXT, max_size=5), min_size=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store's folder with acme and tools in it, closed."""
    path = tmp_path / "store"
    store = EmbeddedStore(path)
    store.ensure_schema()
    store.replace(acme())
    store.replace(tools())
    store.close()
    return path


@given(_SOURCES, st.sets(st.sampled_from(["send", "walk", "été", "none"]), min_size=1), st.integers(1, 8))
def test_scores_are_bm25_over_all_sources(
    tmp_path_factory: pytest.TempPathFactory, sources: Mapping[str, list[str]], words: set[str], limit: int
) -> None:
    folder = tmp_path_factory.mktemp("words")
    files = {source: keep_words(folder, _batch(source, texts)) for source, texts in sources.items()}
    searched = Words(folder, files, lambda _statement, _parameters: [])
    texts = {f"{source}#{place}": text.split(" ") for source, some in sources.items() for place, text in enumerate(some)}
    expected = sorted(((-score, id_) for id_, text in texts.items() if (score := _bm25(words, text, list(texts.values())))))
    found = [(-one.score, one.id) for one in searched.best("Symbol", sorted(words), limit, (), None)]
    assert found == expected[:limit]


def test_an_index_is_read_as_it_was_written(tmp_path: Path) -> None:
    made = word_set([("a", "get send send", "MIT"), ("b", "walk", ""), ("c", "send get", "MIT")])
    held = read(tmp_path, keep(tmp_path, made))
    assert held is not None
    assert (held.ids, held.words, held.licenses) == (("a", "b", "c"), ("get", "send", "walk"), ("", "MIT"))
    assert held.starts.tolist() == [0, 2, 4, 5]
    assert held.rows.tolist() == [0, 2, 0, 2, 1]
    assert held.counts.tolist() == [1, 1, 2, 1, 1]
    assert held.lengths.tolist() == [3, 1, 2]
    assert held.codes.tolist() == [1, 0, 1]


def test_files_of_words_that_nothing_names_are_removed(folder: Path) -> None:
    before = {path.name for path in (folder / "words").iterdir()}
    store = EmbeddedStore(folder)
    store.replace(Batch(ACME, (), ()))
    kept = {path.name for path in (folder / "words").iterdir()}
    assert kept < before
    assert store.match_text(["client"], limit=5) == []
    assert store.match_text(["walk"], limit=5) != []
    store.replace(Batch(TOOLS, (), ()))
    assert list((folder / "words").iterdir()) == []
    store.close()


@pytest.mark.parametrize("lost", ["files", "damaged", "names"])
def test_words_whose_files_are_lost_come_from_the_graph(folder: Path, lost: str) -> None:
    store = EmbeddedStore(folder)
    wanted = [store.match_text(["made", "client"], limit=9, label=label) for label in ("Symbol", "Section")]
    if lost == "names":  # as in a store of an earlier version
        store._db.execute_cypher(_FORGET.text)
    store.close()
    for path in (folder / "words").iterdir():
        path.write_bytes(b"not words") if lost == "damaged" else path.unlink()
    for read_only in (True, False):
        again = EmbeddedStore(folder, read_only=read_only)
        found = [again.match_text(["made", "client"], limit=9, label=label) for label in ("Symbol", "Section")]
        assert found == wanted
        again.close()
    assert all(wanted)


def _batch(source: str, texts: list[str]) -> Batch:
    nodes = [Node(f"{source}#{place}", ("Function", "Symbol"), {"search_text": text}) for place, text in enumerate(texts)]
    return Batch(source, tuple(nodes), ())


def _bm25(words: set[str], text: list[str], texts: list[list[str]]) -> float:
    mean = sum(map(len, texts)) / len(texts)
    score = 0.0
    for word in sorted(words):
        having = sum(word in one for one in texts)
        rarity = log(1 + (len(texts) - having + 0.5) / (having + 0.5))
        count = text.count(word)
        score += rarity * 2.2 * count / (count + 1.2 * (0.25 + 0.75 * len(text) / mean))
    return round(score, 6)
