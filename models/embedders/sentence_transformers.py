"""Any model of sentence-transformers as an embedder; needs the `models` extra (torch) and is imported only when asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np

from graph.errors import InputError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from models.sentence_models import about, load

ARGUMENT = "MODEL"
_BATCH = 32


class SentenceTransformerEmbedder:
    """Embeds with a local folder's or the hub's model; `HF_HUB_OFFLINE=1` keeps it from the network. Raises ModelError."""

    def __init__(self, model: str | Path) -> None:
        self._encoder = load("SentenceTransformer", model, "use the embedder `static`")
        self._model = about(self._encoder, model, int(self._encoder.get_embedding_dimension() or 0))

    @property
    def model(self) -> ModelInfo:
        """The model's name, the digest of all its tensors, and the license that its card declares."""
        return self._model

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Float32 rows of length 1, with the model's own prompt for documents where it has one."""
        if not texts:
            return np.zeros((0, self._model.dimensions), np.float32)
        rows = self._encoder.encode_document(
            list(texts), batch_size=_BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return cast("Matrix", np.asarray(rows, np.float32))

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector, with the model's own prompt for queries where it has one."""
        row = self._encoder.encode_query(text, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return cast("Matrix", np.asarray(row, np.float32))


def create(argument: str, server: str) -> Embedder:  # noqa: ARG001 (of the adapters' form)
    """The embedder for `sentence-transformers:MODEL`."""
    if not argument:
        raise InputError("sentence-transformers needs a model: sentence-transformers:FOLDER or sentence-transformers:NAME")
    return SentenceTransformerEmbedder(argument)
