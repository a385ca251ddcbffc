"""Any model of sentence-transformers as an embedder; needs the `models` extra (torch) and is imported only when asked for."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from models.card import card_license, folder_name

ARGUMENT = "MODEL"
_BATCH = 32
_DIGITS = 16


class SentenceTransformerEmbedder:
    """Embeds with a local folder's or the hub's model; `HF_HUB_OFFLINE=1` keeps it from the network. Raises ModelError."""

    def __init__(self, model: str | Path) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - torch takes seconds: only when asked for
        except ImportError as error:
            raise ModelError(
                "sentence-transformers is not installed: pip install 'codecraft[models]', or use the embedder `static`"
            ) from error
        try:
            self._encoder = SentenceTransformer(str(model), device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            first_line = str(error).strip().partition("\n")[0]
            raise ModelError(
                f"the model {model} cannot be loaded ({first_line}): give a folder that holds it, or download it first"
            ) from error
        digest = _digest(self._encoder.state_dict())
        name = _name(model)
        self._model = ModelInfo(
            id=f"model:{name}@{digest[:_DIGITS]}",
            name=name,
            digest=f"sha256:{digest}",
            license=card_license(getattr(self._encoder, "_model_card_text", None) or ""),
            dimensions=int(self._encoder.get_embedding_dimension() or 0),
        )

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


def _digest(tensors: dict[str, Any]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


def _name(model: str | Path) -> str:
    """The hub's name as it is, or a local folder's."""
    path = Path(model)
    return folder_name(path) if path.is_dir() else str(model)
