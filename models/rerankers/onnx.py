"""A cross-encoder in the ONNX format, without torch; needs the `onnx` extra and is imported only when asked for."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Reranker
from models.onnx_model import LONGEST, OnnxModel, alike

ARGUMENT = "PATH"


class OnnxReranker:
    """Reads with the weights of a file, or with `model.onnx` or `onnx/model.onnx` of a folder. Raises ModelError.

    How many tokens a pair may have says `tokenizer_config.json` beside them.
    """

    def __init__(self, path: Path) -> None:
        self._onnx = OnnxModel(path, "unset CODECRAFT_RERANKER")
        self._model = self._onnx.about()
        said = self._onnx.said("tokenizer_config.json").get("model_max_length")
        # What has no limit says so by a number that no machine can hold.
        self._onnx.tokenizer.enable_truncation(min(int(said or LONGEST), LONGEST))
        self.scores("", [""])

    @property
    def model(self) -> ModelInfo:
        """The file's name, the digest of its bytes and its tokenizer's, and the licence that the card declares."""
        return self._model

    def scores(self, question: str, texts: Sequence[str]) -> Matrix:
        """The model's single number for each text, as it is. Raises ModelError."""
        pairs = self._onnx.tokenizer.encode_batch([(_sendable(question), _sendable(text)) for text in texts])
        found = np.zeros(len(texts), np.float32)
        for part in alike(pairs):
            try:
                logits, _ = self._onnx.run([pairs[one] for one in part])
            except Exception as error:  # onnxruntime raises nothing narrower
                first_line = str(error).strip().partition("\n")[0]
                raise ModelError(f"the reranker {self._model.name} failed ({first_line}): choose another model") from error
            if logits.size != len(part):
                raise ModelError(
                    f"{self._model.name} gives no single score to a pair of texts: choose a cross-encoder that does"
                )
            found[part] = logits.reshape(-1)
        return found


def create(argument: str) -> Reranker:
    """The reranker for `onnx:PATH`."""
    if not argument:
        raise InputError("onnx needs a model: onnx:FOLDER with a model.onnx, or onnx:FILE")
    return OnnxReranker(Path(argument).expanduser())


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
