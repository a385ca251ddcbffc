"""Any embedding model that a local Ollama serves."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import cast

import numpy as np

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from models.cores import usable_threads
from models.served import Served

ARGUMENT = "MODEL"
_BATCH = 32
_PROBE = "dimensions"
# What models were trained to see before a question and before what may answer it, as their cards say.
_PROMPTS = {
    "mxbai-embed-large": ("Represent this sentence for searching relevant passages: ", ""),
    "nomic-embed-text": ("search_query: ", "search_document: "),
    "snowflake-arctic-embed": ("Represent this sentence for searching relevant passages: ", ""),
}


class OllamaEmbedder:
    """One model of one server. Nothing is asked of the server before the first use. Raises ModelError."""

    def __init__(self, host: str, model: str) -> None:
        self._served = Served(host, model, "CODECRAFT_EMBEDDER")
        self._asked, self._searched = _PROMPTS.get(model.partition(":")[0], ("", ""))

    @cached_property
    def model(self) -> ModelInfo:
        """The model's name, the digest of its weights, its licence and how many numbers its vectors have."""
        return replace(self._served.model, dimensions=self._rows([_PROBE]).shape[1])

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Float32 rows of length 1; what a text has beyond the model's context is left out."""
        matrix = np.zeros((len(texts), self.model.dimensions), np.float32)
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            matrix[start : start + len(part)] = self._rows([f"{self._searched}{text}" for text in part])
        return matrix

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector, with the model's own prompt for questions where it has one."""
        return cast("Matrix", self._rows([f"{self._asked}{text}"])[0])

    def _rows(self, texts: list[str]) -> Matrix:
        # Ollama refuses an empty text, and what is no UTF-8 cannot be sent.
        sent = [text.encode("utf-8", "replace").decode() or " " for text in texts]
        with self._served.errors():
            answer = self._served.client.embed(
                model=self._served.name, input=sent, truncate=True, options={"num_thread": usable_threads()}
            )
        rows = np.asarray(answer.embeddings, np.float32)
        if rows.ndim != 2 or len(rows) != len(texts):
            raise ModelError(f"the model {self._served.name} gave no vectors: choose one that embeds, such as nomic-embed-text")
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        result: Matrix = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
        return result


def create(argument: str, server: str) -> Embedder:
    """The embedder for `ollama:MODEL`, of the Ollama at an address."""
    if not argument:
        raise InputError("ollama needs a model: ollama:MODEL, one of those that `ollama list` shows")
    return OllamaEmbedder(server, argument)
