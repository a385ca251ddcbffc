"""A transformer in the ONNX format as an embedder, without torch; needs the `onnx` extra and is imported only when asked for.

What lies beside the weights is read as sentence-transformers writes it: how tokens are pooled (`1_Pooling/config.json`), how
many a text may have (`sentence_bert_config.json`), what goes before questions and documents
(`config_sentence_transformers.json`).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
from tokenizers import Encoding

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from models.onnx_model import LONGEST, OnnxModel, alike

ARGUMENT = "PATH"
_POOLING = {"cls": ("pooling_mode_cls_token", "cls"), "mean": ("pooling_mode_mean_tokens", "mean")}


class OnnxEmbedder:
    """Embeds with the weights of a file, or with `model.onnx` or `onnx/model.onnx` of a folder. Raises ModelError."""

    def __init__(self, path: Path) -> None:
        self._onnx = OnnxModel(path, "use the embedder `static`")
        limits, prompts = self._onnx.said("sentence_bert_config.json"), self._onnx.said("config_sentence_transformers.json")
        self._pooling = _pooled(self._onnx.said("1_Pooling/config.json"), self._onnx.folder)
        self._onnx.tokenizer.enable_truncation(int(limits.get("max_seq_length") or LONGEST))
        self._asked, self._searched = ((prompts.get("prompts") or {}).get(kind) or "" for kind in ("query", "document"))
        self._model = self._onnx.about(dimensions=self._rows(self._cut([""])).shape[1], more=self._pooling)

    @property
    def model(self) -> ModelInfo:
        """The file's name, the digest of its bytes, its tokenizer's and the pooling, and the licence that the card declares."""
        return self._model

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Float32 rows of length 1, with the model's own prompt for documents where it has one."""
        matrix = np.zeros((len(texts), self._model.dimensions), np.float32)
        cut = self._cut([f"{self._searched}{text}" for text in texts])
        for part in alike(cut):
            matrix[part] = self._rows([cut[one] for one in part])
        return matrix

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector, with the model's own prompt for queries where it has one."""
        return cast("Matrix", self._rows(self._cut([f"{self._asked}{text}"]))[0])

    def _cut(self, texts: list[str]) -> list[Encoding]:
        return self._onnx.tokenizer.encode_batch([text.encode("utf-8", "replace").decode() for text in texts])

    def _rows(self, texts: Sequence[Encoding]) -> Matrix:
        found, mask = self._onnx.run(texts)
        if found.ndim == 3:
            found = found[:, 0] if self._pooling == "cls" else (found * mask[..., None]).sum(axis=1) / mask.sum(axis=1)[:, None]
        rows: Matrix = np.asarray(found, np.float32)
        return cast("Matrix", rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12)))


def create(argument: str, server: str) -> Embedder:  # noqa: ARG001 (of the adapters' form)
    """The embedder for `onnx:PATH`."""
    if not argument:
        raise InputError("onnx needs a model: onnx:FOLDER with a model.onnx, or onnx:FILE")
    return OnnxEmbedder(Path(argument).expanduser())


def _pooled(said: dict[str, Any], folder: Path) -> str:
    """`mean` or `cls`; the mean where nothing is said."""
    named = said.get("pooling_mode")
    for pooling, (flag, name) in _POOLING.items():
        if said.get(flag) or named == name:
            return pooling
    if any(value is True for key, value in said.items() if key.startswith("pooling_mode_")) or named:
        raise ModelError(f"the model in {folder} pools its tokens neither by mean nor by the first: use sentence-transformers")
    return "mean"
