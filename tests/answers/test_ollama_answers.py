"""A real model of a real Ollama phrases an answer, and everything it says is checked."""

import pytest

from graph.errors import ModelError
from graph.ports import Embedder, GraphStore
from models.generators.ollama import OllamaGenerator
from queries.answer import Mode, answer
from tests.services.ollama import OllamaServer


def test_it_says_which_model_it_is(ollama_server: OllamaServer) -> None:
    model = OllamaGenerator(ollama_server.host, ollama_server.model).model
    assert model.name == ollama_server.model
    assert model.digest.startswith("sha256:")
    assert len(model.digest) == len("sha256:") + 64


def test_a_model_that_is_not_pulled(ollama_server: OllamaServer) -> None:
    with pytest.raises(ModelError, match=rf"ollama pull huge:70b.*{ollama_server.model}"):
        _ = OllamaGenerator(ollama_server.host, "huge:70b").model
    with pytest.raises(ModelError, match="ollama pull huge:70b"):
        list(OllamaGenerator(ollama_server.host, "huge:70b").generate("", "hello", max_tokens=3))


def test_the_same_question_has_the_same_answer(ollama_server: OllamaServer) -> None:
    generator = OllamaGenerator(ollama_server.host, ollama_server.model)
    first = list(generator.generate("Answer in one word.", "What colour is the sky?", max_tokens=8))
    assert len(first) > 1
    assert "".join(first) == "".join(generator.generate("Answer in one word.", "What colour is the sky?", max_tokens=8))


def test_what_it_says_is_cited_or_marked(ollama_server: OllamaServer, libraries: GraphStore, embedder: Embedder) -> None:
    generator = OllamaGenerator(ollama_server.host, ollama_server.model)
    found = answer(libraries, embedder, generator, "How are cookies taken from a response?", token_budget=250)
    assert found.mode is Mode.MODEL
    assert found.model == generator.model
    assert found.sentences
    grounds = {one.citation.node for one in found.evidence}
    for sentence in found.sentences:
        assert {cited.node for cited in sentence.citations} <= grounds
        assert sentence.supported or not sentence.citations
