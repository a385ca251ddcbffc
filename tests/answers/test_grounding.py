"""What supports a sentence is computed: by example over a small piece of evidence, and with the real store's relations."""

from collections.abc import Callable, Iterator

import pytest

from graph.errors import AmbiguousError, InputError, ModelError, NotFoundError
from graph.facts import ModelInfo
from graph.ports import Embedder, GraphStore
from graph.statements import load
from queries.answer import Mode, Sentence, answer
from queries.answering.grounding import Grounds
from queries.answering.questions import GraphQuestion, Topic, quoted_names, recognise
from queries.answering.sentences import split_sentences
from queries.answering.values import Citation, Evidence
from queries.terms import read_terms


@pytest.fixture
def match(libraries: GraphStore) -> Callable[[str], Sentence]:
    evidence = [
        _evidence(
            libraries, "httpx._client.Client.send", "(self, request, stream=False)", "Send a request. Timeout is 5 seconds."
        ),
        _evidence(libraries, "httpx._client.Client.get", "(self, url)", "Send a GET request."),
        _evidence(libraries, "httpx._client.Client.request", "(self, method, url)", "Build and send a request."),
        _evidence(libraries, "httpx._models.Cookies", "", "HTTP cookies, as a mutable mapping."),
    ]
    return Grounds(libraries, None, evidence, "How is a request sent?").match


def _evidence(store: GraphStore, name: str, signature: str, summary: str) -> Evidence:
    source = next(row["id"] for row in store.run(load("read/sources"), limit=10) if "httpx" in row["id"])
    return Evidence(
        Citation(f"{source}#{name}", name, "a.py", 1, source, "1", "BSD-3-Clause"), "method", signature, summary, 1.0
    )


def _cited(sentence: Sentence) -> list[str]:
    return [one.symbol.rpartition(".")[2] for one in sentence.citations]


def test_a_sentence_in_the_words_of_the_evidence_cites_it(match: Callable[[str], Sentence]) -> None:
    found = match("`Cookies` are a mutable mapping of HTTP cookies.")
    assert found.supported
    assert _cited(found) == ["Cookies"]


@pytest.mark.parametrize(
    "text",
    [
        "It uses `Session.mount` to find an adapter.",
        "Paris is the capital of France.",
        "The timeout of `Client.send` is 30 seconds.",
        "Errors are written to a log file on disk.",
        "`Client.send` calls `Client.get`.",
        "`Client.get` inherits from `Cookies`.",
    ],
    ids=[
        "a name from nowhere",
        "another subject",
        "a wrong number",
        "words from nowhere",
        "a call the other way",
        "a wrong base",
    ],
)
def test_what_nothing_supports_is_marked(match: Callable[[str], Sentence], text: str) -> None:
    found = match(text)
    assert not found.supported
    assert found.citations == ()


def test_a_stated_call_is_looked_up_in_the_graph(match: Callable[[str], Sentence]) -> None:
    found = match("`Client.get` calls `Client.request`.")
    assert found.supported
    assert [one.relation.partition("#")[2] for one in found.citations] == ["httpx._client.Client.request"]


def test_saying_that_the_evidence_says_nothing_is_no_claim(match: Callable[[str], Sentence]) -> None:
    found = match("The evidence does not say.")
    assert found.supported
    assert found.citations == ()


def test_a_text_is_split_without_its_marks_and_lists() -> None:
    text = "Use `a.b` [1]. See e.g. The docs!\n\n```python\n1. First **step** [2, 3]\n- Second\n```\nUse `a.b` [4]."
    assert split_sentences(text) == ["Use `a.b`.", "See e.g. The docs!", "First step", "Second"]


@pytest.mark.parametrize(
    ("question", "topic", "name", "within"),
    [
        ("Where's `Session.send` defined?", Topic.DEFINITION, "Session.send", ""),
        ("Where is the send method of Session defined", Topic.DEFINITION, "send", "Session"),
        ("please tell me who uses requests.get", Topic.CALLERS, "requests.get", ""),
        ("what calls send() in requests?", Topic.CALLERS, "send", "requests"),
        ("Which functions does `f` call?", Topic.CALLEES, "f", ""),
        ("What is requests's licence?", Topic.LICENSE, "requests", ""),
        ("Under which license is networkx released?", Topic.LICENSE, "networkx", ""),
        ("which modules import json.decoder", Topic.IMPORTERS, "json.decoder", ""),
        ("What does HTTPAdapter inherit from?", Topic.BASES, "HTTPAdapter", ""),
        ("list all subclasses of `Exception`", Topic.SUBCLASSES, "Exception", ""),
        ("what arguments does get accept?", Topic.SIGNATURE, "get", ""),
        ("Where does Router come from?", Topic.ORIGIN, "Router", ""),
    ],
)
def test_plain_questions_are_recognised(question: str, topic: Topic, name: str, within: str) -> None:
    found = recognise(question)
    assert isinstance(found, GraphQuestion)
    assert (found.topic, found.name, found.within) == (topic, name, within)


@pytest.mark.parametrize(
    "question",
    ["How does a request reach the adapter?", "Why is this slow?", "what does it do", "where is error handling done?"],
)
def test_other_questions_are_left_to_the_evidence(question: str) -> None:
    assert recognise(question) is None


def test_names_are_seen_as_code_writes_them() -> None:
    assert quoted_names("Does `get` of httpx.Client call build_request or MyClass?") == (
        "get",
        "httpx.Client",
        "build_request",
        "MyClass",
    )


class _Says:
    """A generator that says what it is told to, or fails as a server does."""

    def __init__(self, text: str = "", error: str = "") -> None:
        self._text, self._error = text, error

    @property
    def model(self) -> ModelInfo:
        return ModelInfo("model:says@1", "says", "1", "MIT")

    def generate(self, system: str, prompt: str, *, max_tokens: int) -> Iterator[str]:  # noqa: ARG002 (the port's)
        if self._error:
            raise ModelError(self._error)
        yield self._text


def test_a_models_words_are_marked_or_cited(libraries: GraphStore, embedder: Embedder) -> None:
    generator = _Says("`Cookies.extract_cookies` loads cookies based on the response. It calls `nonsense.everywhere`. [1]")
    found = answer(libraries, embedder, generator, "How are cookies taken from a response?")
    assert found.mode is Mode.MODEL
    assert found.model is not None
    assert [one.supported for one in found.sentences] == [True, False]
    assert "httpx._models.Cookies.extract_cookies" in [one.symbol for one in found.citations]
    assert "nonsense.everywhere`. [unsupported]" in found.text


def test_a_model_that_fails_leaves_the_evidence(libraries: GraphStore, embedder: Embedder) -> None:
    found = answer(libraries, embedder, _Says(error="it is down: start it"), "How are cookies taken from a response?")
    assert found.mode is Mode.EVIDENCE
    assert "no model answered: it is down: start it" in found.notes
    assert found.model is None


def test_licenses_narrow_what_grounds_an_answer(libraries: GraphStore, embedder: Embedder) -> None:
    found = answer(libraries, embedder, None, "How are cookies taken from a response?", terms=read_terms(allow=["MIT"]))
    assert found.evidence == ()
    assert any("left out" in note for note in found.notes)


def test_the_budget_is_kept(libraries: GraphStore, embedder: Embedder) -> None:
    small = answer(libraries, embedder, None, "How is a response sent?", token_budget=120)
    large = answer(libraries, embedder, None, "How is a response sent?", token_budget=3000)
    assert 0 < len(small.evidence) < len(large.evidence)


def test_names_that_are_unknown_or_fit_several_are_told(libraries: GraphStore, embedder: Embedder) -> None:
    with pytest.raises(NotFoundError):
        answer(libraries, embedder, None, "who calls `no_such_name`?")
    with pytest.raises(AmbiguousError) as raised:
        answer(libraries, embedder, None, "who calls `__init__`?")
    assert len(raised.value.candidates) > 5
    with pytest.raises(InputError):
        answer(libraries, embedder, None, "  ")
    listed = answer(libraries, embedder, None, "where is `Request` defined?")
    assert {"httpx._models.Request", "starlette.requests.Request"} <= {one.symbol for one in listed.citations}
