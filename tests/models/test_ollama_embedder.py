"""Embedding through a real Ollama."""

import socket

import numpy as np
import pytest

from graph.errors import InputError, ModelError
from models.embedders import embedder_names, open_embedder
from models.embedders.ollama import OllamaEmbedder
from tests.services.ollama import OllamaServer


@pytest.fixture(scope="module")
def embedder(ollama_server: OllamaServer) -> OllamaEmbedder:
    return OllamaEmbedder(ollama_server.host, ollama_server.model)


def test_it_says_which_model_it_is(embedder: OllamaEmbedder, ollama_server: OllamaServer) -> None:
    assert embedder.model.name == ollama_server.model
    assert embedder.model.license == "Apache-2.0"
    assert embedder.model.dimensions == 576
    assert embedder.model.id == f"model:{ollama_server.model}@{embedder.model.digest}"


def test_rows_have_length_one_and_do_not_depend_on_their_batch(embedder: OllamaEmbedder) -> None:
    texts = [f"def number_{number}():\n    return {number}" for number in range(34)]
    matrix = embedder.embed_documents([*texts, "", "broken \udce9"])

    assert matrix.shape == (36, 576)
    assert matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    assert float(matrix[33] @ embedder.embed_query(texts[33])) == pytest.approx(1, abs=1e-2)


def test_nothing_to_embed_gives_no_rows(embedder: OllamaEmbedder) -> None:
    assert embedder.embed_documents([]).shape == (0, 576)


def test_a_model_that_is_not_pulled_names_those_that_are(ollama_server: OllamaServer) -> None:
    with pytest.raises(ModelError, match=rf"run `ollama pull nowhere`, or set CODECRAFT_EMBEDDER to .*{ollama_server.model}"):
        _ = open_embedder("ollama:nowhere", ollama_server.host).model


def test_a_server_that_is_down_says_how_to_start_it() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ModelError, match="start it with `ollama serve`"):
        _ = open_embedder("ollama:any", address).model


def test_a_model_must_be_named() -> None:
    with pytest.raises(InputError, match="ollama:MODEL"):
        open_embedder("ollama")
    assert "ollama:MODEL" in embedder_names()
