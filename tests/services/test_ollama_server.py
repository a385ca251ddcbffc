"""The server behind `ollama_server` runs the model it names."""

import ollama

from tests.services.ollama import OllamaServer


def test_the_model_answers(ollama_server: OllamaServer) -> None:
    answer = ollama.Client(ollama_server.host).generate(
        ollama_server.model, "The capital of France is", options={"temperature": 0, "seed": 1, "num_predict": 8}
    )
    assert "Paris" in (answer.response or "")


def test_it_has_no_other_model(ollama_server: OllamaServer) -> None:
    assert [model.model for model in ollama.Client(ollama_server.host).list().models] == [ollama_server.model]
