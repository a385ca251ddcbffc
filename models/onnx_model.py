"""A transformer in the ONNX format, without torch: its files, its session and its batches; needs the `onnx` extra.

What lies beside the weights is read as sentence-transformers writes it: `tokenizer.json`, and the card's licence (`README.md`).
Weights in int8 are files like any other.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from graph.errors import ModelError
from graph.facts import ModelInfo
from models.card import card_license, folder_name
from models.cores import usable_threads

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LONGEST = 512
"""Tokens of a text where the model's files say nothing else."""

_WEIGHTS = ("model.onnx", "onnx/model.onnx")
_TOKENIZER = "tokenizer.json"
_TOKENS_AT_ONCE = 16_384
_DIGITS = 16


class OnnxModel:
    """The weights of a file, or `model.onnx` or `onnx/model.onnx` of a folder. `otherwise` is what to use without the extra.

    Raises ModelError.
    """

    def __init__(self, path: Path, otherwise: str) -> None:
        try:
            import onnxruntime  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ModelError(f"onnxruntime is not installed: pip install 'codecraft[onnx]', or {otherwise}") from error
        self._weights = _weights(path)
        self.folder = _folder(self._weights)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = usable_threads()
        try:
            self._session: InferenceSession = onnxruntime.InferenceSession(
                self._weights, options, providers=["CPUExecutionProvider"]
            )
            self.tokenizer = Tokenizer.from_file(str(self.folder / _TOKENIZER))
        except Exception as error:  # both libraries raise nothing narrower
            first_line = str(error).strip().partition("\n")[0]
            raise ModelError(f"{self._weights} cannot be loaded ({first_line}): give another file or folder") from error
        self.tokenizer.no_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}

    def about(self, dimensions: int = 0, more: str = "") -> ModelInfo:
        """The file's name, the digest of its bytes, its tokenizer's and `more`, and the licence that the card declares."""
        told = self._weights.read_bytes() + (self.folder / _TOKENIZER).read_bytes() + more.encode()
        digest = hashlib.sha256(told).hexdigest()
        name = f"{folder_name(self.folder)}/{self._weights.name}"
        card = self.folder / "README.md"
        license_ = card_license(card.read_text(encoding="utf-8", errors="replace") if card.is_file() else "")
        return ModelInfo(f"model:{name}@{digest[:_DIGITS]}", name, f"sha256:{digest}", license_, dimensions)

    def said(self, name: str) -> dict[str, Any]:
        """A JSON file beside the weights; empty where there is none. Raises ModelError."""
        path = self.folder / name
        try:
            said = json.loads(path.read_bytes()) if path.is_file() else {}
        except (OSError, ValueError) as error:
            raise ModelError(f"{path} cannot be read ({error}): fetch the model again") from error
        return said if isinstance(said, dict) else {}

    def run(self, texts: Sequence[Encoding]) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
        """The first output for a batch of texts, or of pairs of texts, and the mask of what is no padding."""
        longest = max(1, *(len(one.ids) for one in texts))
        ids, mask, kinds = (np.zeros((len(texts), longest), np.int64) for _ in range(3))
        for row, one in enumerate(texts):
            length = max(1, len(one.ids))
            ids[row, : len(one.ids)], kinds[row, : len(one.ids)], mask[row, :length] = one.ids, one.type_ids, 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds}
        found: npt.NDArray[Any] = self._session.run(None, {name: given[name] for name in self._inputs & given.keys()})[0]
        return found, mask


def alike(texts: Sequence[Encoding]) -> Iterator[list[int]]:
    """The places of texts of like length together, so that little of a batch is padding."""
    part: list[int] = []
    for one in sorted(range(len(texts)), key=lambda place: len(texts[place].ids)):
        if part and len(texts[one].ids) * (len(part) + 1) > _TOKENS_AT_ONCE:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _weights(path: Path) -> Path:
    found = next((one for one in (path, *(path / name for name in _WEIGHTS)) if one.is_file()), None)
    if found is None:
        raise ModelError(f"{path} holds no model.onnx: give a folder that does, or the file itself")
    return found


def _folder(weights: Path) -> Path:
    """Where the rest of the model lies: beside the weights, or one folder above."""
    for folder in weights.resolve().parents[:2]:
        if (folder / _TOKENIZER).is_file():
            return folder
    raise ModelError(f"there is no {_TOKENIZER} beside {weights} or one folder above it: keep the model's files together")
