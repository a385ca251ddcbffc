from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError, NotFoundError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder, GraphStore
from graph.stores.embedded import EmbeddedStore
from queries.search import SearchResult, search, search_many
from queries.terms import read_terms
from tests.search.web_library import TOOLS, WEB, web

SEND = "web.sessions.Session.send"


def names(result: SearchResult) -> list[str]:
    return [hit.symbol for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("how often is a failed request tried again", "web.retry.Retry"),
        ("unpack a compressed file into a directory", "tools.archive.extract_archive"),
        ("checksum of a file's content", "web.hashing.sha256_of_file"),
        ("parse an HTTP date", "web.dates.parse_http_date"),
        ("Session.send", SEND),
        ("get_adapter", "web.sessions.Session.get_adapter"),
        ("getAdapter", "web.sessions.Session.get_adapter"),
        ("how is a request sent", SEND),
    ],
)
def test_what_is_found_first(store: GraphStore, embedder: Embedder, text: str, first: str) -> None:
    assert names(search(store, embedder, text))[0] == first


def test_a_hit_says_where_it_is_and_why(store: GraphStore, embedder: Embedder) -> None:
    hit = search(store, embedder, "Session.send").hits[0]

    assert hit.id == f"{WEB}#{SEND}"
    assert (hit.kind, hit.path, hit.line, hit.end_line) == ("method", "web/sessions.py", 4, 7)
    assert hit.summary == "Send a prepared request and give the response."
    assert (hit.license, hit.source) == ("Apache-2.0", WEB)
    assert {"dense", "keywords", "definition"} <= set(hit.components)
    assert hit.components["definition"] == max(hit.components.values())


def test_a_test_comes_after_what_it_tests_unless_tests_are_asked_for(store: GraphStore, embedder: Embedder) -> None:
    plain = names(search(store, embedder, "give the response to a prepared request"))
    asked = names(search(store, embedder, "test of the response to a prepared request"))
    test = "tests.test_sessions.test_send_gives_the_response"

    assert plain.index(SEND) < plain.index(test)
    assert asked.index(test) < asked.index(SEND)


def test_a_variable_is_found_by_its_name(store: GraphStore, embedder: Embedder) -> None:
    assert names(search(store, embedder, "DEFAULT_TIMEOUT"))[0] == "web.dates.DEFAULT_TIMEOUT"


def test_only_allowed_licenses(store: GraphStore, embedder: Embedder) -> None:
    result = search(store, embedder, "digest of a file or an archive", terms=read_terms(allow=["Apache-2.0", "GPL-3.0-only"]))

    assert result.hits
    assert {hit.license for hit in result.hits} == {"Apache-2.0", "GPL-3.0-only"}


def test_only_some_sources_by_id_or_by_name(store: GraphStore, embedder: Embedder) -> None:
    assert {hit.source for hit in search(store, embedder, "Session", sources=[TOOLS]).hits} == {TOOLS}
    assert {hit.source for hit in search(store, embedder, "Session", sources=["web"]).hits} == {WEB}


def test_only_some_kinds_and_paths(store: GraphStore, embedder: Embedder) -> None:
    assert {hit.kind for hit in search(store, embedder, "request", kinds=["class"]).hits} == {"class"}
    assert {hit.path for hit in search(store, embedder, "request", paths=["web/*.py"], kinds=["method"]).hits} == {
        "web/sessions.py",
        "web/retry.py",
    }
    assert {hit.path for hit in search(store, embedder, "request", paths=["tests"]).hits} == {"tests/test_sessions.py"}


def test_without_tests(store: GraphStore, embedder: Embedder) -> None:
    assert not any(hit.path.startswith("tests/") for hit in search(store, embedder, "send", exclude_tests=True, limit=50).hits)


def test_hops_bring_call_paths_the_surest_first(store: GraphStore, embedder: Embedder) -> None:
    result = search(store, embedder, "get_adapter", hops=2, limit=1)

    (hit,) = result.hits
    assert [(path.direction, [step.caller for step in path.steps], path.confidence) for path in hit.paths] == [
        ("callers", [SEND], 1.0),
        ("callers", ["tests.test_sessions.test_send_gives_the_response", SEND], 0.8),
        ("callers", ["web.retry.Retry.backoff", SEND], 0.4),
    ]
    step = hit.paths[1].steps[0]
    assert (step.callee, step.path, step.line, step.method, step.confidence) == (
        SEND,
        "tests/test_sessions.py",
        4,
        "inferred",
        0.8,
    )


def test_unresolved_calls_that_bear_on_the_paths_are_counted(store: GraphStore, embedder: Embedder) -> None:
    result = search(store, embedder, "Session.send", hops=1, limit=1)

    assert {(site.caller, site.line) for site in result.coverage.sites} == {
        (f"{WEB}#{SEND}", 7),
        (f"{WEB}#web.hashing.sha256_of_file", 5),
    }
    assert not result.coverage.complete


def test_filters_hold_on_call_paths(store: GraphStore, embedder: Embedder) -> None:
    (hit,) = search(store, embedder, "get_adapter", hops=2, limit=1, exclude_tests=True).hits

    assert {step.path for path in hit.paths for step in path.steps} == {"web/sessions.py", "web/retry.py"}


def test_many_queries_in_their_order(store: GraphStore, embedder: Embedder) -> None:
    results = list(search_many(store, embedder, [("b", "parse an HTTP date"), ("a", "Session.send")]))

    assert [(query_id, names(result)[0]) for query_id, result in results] == [("b", "web.dates.parse_http_date"), ("a", SEND)]


@pytest.mark.parametrize("text", ["", "   ", "?!", "how is it"])
def test_a_text_without_words_is_refused(store: GraphStore, embedder: Embedder, text: str) -> None:
    with pytest.raises(InputError, match="no word to search for"):
        search(store, embedder, text)


def test_bad_options_are_refused(store: GraphStore, embedder: Embedder) -> None:
    with pytest.raises(InputError, match="limit can be 1 to"):
        search(store, embedder, "send", limit=0)
    with pytest.raises(InputError, match=r"no kind 'methods': choose from .*method"):
        search(store, embedder, "send", kinds=["methods"])
    with pytest.raises(NotFoundError, match="no source 'nothing' is indexed"):
        search(store, embedder, "send", sources=["nothing"])
    with pytest.raises(InputError, match="hops can be"):
        search(store, embedder, "send", hops=-1)


def test_without_vectors_words_are_searched_and_it_says_so(tmp_path: Path, embedder: Embedder) -> None:
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    store.replace(web(None))

    result = search(store, embedder, "seconds to sleep before the next attempt")
    store.close()

    assert names(result)[0] == "web.retry.Retry.backoff"
    assert "no vectors" in result.notes[0]
    assert "dense" not in result.hits[0].components


def test_without_an_embedder_words_are_searched_and_it_says_so(store: GraphStore) -> None:
    result = search(store, None, "seconds to sleep before the next attempt")

    assert names(result)[0] == "web.retry.Retry.backoff"
    assert "no embedder" in result.notes[0]


def test_two_models_are_never_mixed(store: GraphStore, embedder: Embedder) -> None:
    class Other:
        @property
        def model(self) -> ModelInfo:
            return replace(embedder.model, id="model:other@1")

        def embed_documents(self, texts: Sequence[str]) -> Matrix:
            return embedder.embed_documents(texts)

        def embed_query(self, text: str) -> Matrix:
            return embedder.embed_query(text)

    with pytest.raises(InputError, match=r"made by model:static-code-256@.*, not by model:other@1"):
        search(store, Other(), "send")


@given(st.text(min_size=1, max_size=40))
def test_any_text_is_answered_or_refused_and_scores_add_up(store: GraphStore, embedder: Embedder, text: str) -> None:
    try:
        result = search(store, embedder, text, limit=5)
    except InputError:
        return
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert result == search(store, embedder, text, limit=5)
    for hit in result.hits:
        assert abs(hit.score - sum(hit.components.values())) < 1e-6
