"""A transformer in the ONNX format as an embedder, without torch; needs the `onnx` extra and is imported only when asked for.

What lies beside the weights is read as sentence-transformers writes it: `tokenizer.json`, how tokens are pooled
(`1_Pooling/config.json`), how many a text may have (`sentence_bert_config.json`), what goes before questions and documents
(`config_sentence_transformers.json`), and the card's licence (`README.md`). Weights in int8 are files like any other.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Embedder
from models.card import card_license, folder_name
from models.cores import usable_threads

ARGUMENT = "PATH"
_WEIGHTS = ("model.onnx", "onnx/model.onnx")
_TOKENIZER = "tokenizer.json"
_LONGEST = 512
_TOKENS_AT_ONCE = 16_384
_DIGITS = 16
_POOLING = {"cls": ("pooling_mode_cls_token", "cls"), "mean": ("pooling_mode_mean_tokens", "mean")}


class OnnxEmbedder:
    """Embeds with the weights of a file, or with `model.onnx` or `onnx/model.onnx` of a folder. Raises ModelError."""

    def __init__(self, path: Path) -> None:
        try:
            import onnxruntime  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise ModelError(
                "onnxruntime is not installed: pip install 'codecraft[onnx]', or use the embedder `static`"
            ) from error
        weights = _weights(path)
        folder = _folder(weights)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = usable_threads()
        try:
            self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
            self._tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        except Exception as error:  # both libraries raise nothing narrower
            first_line = str(error).strip().partition("\n")[0]
            raise ModelError(f"{weights} cannot be loaded ({first_line}): give another file or folder") from error
        limits, prompts = _read(folder / "sentence_bert_config.json"), _read(folder / "config_sentence_transformers.json")
        pooling = _read(folder / "1_Pooling/config.json")
        self._pooling = _pooled(pooling, folder)
        self._tokenizer.enable_truncation(int(limits.get("max_seq_length") or _LONGEST))
        self._tokenizer.no_padding()
        self._asked, self._searched = ((prompts.get("prompts") or {}).get(kind) or "" for kind in ("query", "document"))
        self._inputs = {one.name for one in self._session.get_inputs()}
        digest = hashlib.sha256(weights.read_bytes() + (folder / _TOKENIZER).read_bytes() + self._pooling.encode()).hexdigest()
        name = f"{folder_name(folder)}/{weights.name}"
        card = folder / "README.md"
        self._model = ModelInfo(
            id=f"model:{name}@{digest[:_DIGITS]}",
            name=name,
            digest=f"sha256:{digest}",
            license=card_license(card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""),
            dimensions=self._rows([[0]]).shape[1],
        )

    @property
    def model(self) -> ModelInfo:
        """The file's name, the digest of its bytes, its tokenizer's and the pooling, and the licence that the card declares."""
        return self._model

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Float32 rows of length 1, with the model's own prompt for documents where it has one."""
        matrix = np.zeros((len(texts), self._model.dimensions), np.float32)
        numbers = self._numbers([f"{self._searched}{text}" for text in texts])
        for part in _alike(numbers):
            matrix[part] = self._rows([numbers[one] for one in part])
        return matrix

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector, with the model's own prompt for queries where it has one."""
        return cast("Matrix", self._rows(self._numbers([f"{self._asked}{text}"]))[0])

    def _numbers(self, texts: list[str]) -> list[list[int]]:
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        return [one.ids or [0] for one in self._tokenizer.encode_batch(clean)]

    def _rows(self, numbers: Sequence[list[int]]) -> Matrix:
        longest = max(map(len, numbers))
        ids = np.array([one + [0] * (longest - len(one)) for one in numbers], np.int64)
        mask = np.array([[1] * len(one) + [0] * (longest - len(one)) for one in numbers], np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        found: npt.NDArray[Any] = self._session.run(None, {name: given[name] for name in self._inputs & given.keys()})[0]
        if found.ndim == 3:
            found = found[:, 0] if self._pooling == "cls" else (found * mask[..., None]).sum(axis=1) / mask.sum(axis=1)[:, None]
        rows: Matrix = np.asarray(found, np.float32)
        return cast("Matrix", rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12)))


def create(argument: str, server: str) -> Embedder:  # noqa: ARG001 (of the adapters' form)
    """The embedder for `onnx:PATH`."""
    if not argument:
        raise InputError("onnx needs a model: onnx:FOLDER with a model.onnx, or onnx:FILE")
    return OnnxEmbedder(Path(argument).expanduser())


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


def _pooled(said: dict[str, Any], folder: Path) -> str:
    """`mean` or `cls`; the mean where nothing is said."""
    named = said.get("pooling_mode")
    for pooling, (flag, name) in _POOLING.items():
        if said.get(flag) or named == name:
            return pooling
    if any(value is True for key, value in said.items() if key.startswith("pooling_mode_")) or named:
        raise ModelError(f"the model in {folder} pools its tokens neither by mean nor by the first: use sentence-transformers")
    return "mean"


def _alike(numbers: Sequence[list[int]]) -> Iterator[list[int]]:
    """Texts of like length together, so that little of a batch is padding."""
    order = sorted(range(len(numbers)), key=lambda one: len(numbers[one]))
    part: list[int] = []
    for one in order:
        if part and len(numbers[one]) * (len(part) + 1) > _TOKENS_AT_ONCE:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _read(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_bytes()) if path.is_file() else {}
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}): fetch the model again") from error
    return said if isinstance(said, dict) else {}
