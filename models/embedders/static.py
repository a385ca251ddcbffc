"""The default embedder: a table of token vectors and a mean, without torch.

A text's vector is the mean of its tokens' rows, brought to length 1. The weights are package data beside this file, in a
folder that says in `MODEL_CARD.md` what they were trained on: `table.npy` (int8, tokens x dimensions), `scales.npy` (float32,
one a token), `tokenizer.json`, `model.json` (name, license, and figures that were measured) and `provenance.json` (PROV-JSON,
not needed to embed).
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from graph.errors import ModelError
from graph.facts import Matrix, ModelCard, ModelInfo, Training
from graph.ports import Embedder
from models.pieces import Pieces

DEFAULT_WEIGHTS = "static_code_256"
_DIGITS = 16


_CARD = ModelCard(
    architecture="table of token vectors; a text's vector is the mean of its tokens'",
    use_cases=("finding Python functions, classes and modules by what they do, from questions in English",),
    limitations=(
        "word order is lost, and what the text after the first 1,500 characters says",
        "it knows Python and English; other languages only as far as their words are in its vocabulary",
        "docstrings are what authors say of their code: it repeats their words, right or wrong",
    ),
)


class StaticEmbedder:
    """Embeds with a table of token vectors; `weights` is a folder, the shipped one by default. Raises ModelError."""

    def __init__(self, weights: Traversable | None = None) -> None:
        folder = weights if weights is not None else files(__package__).joinpath(DEFAULT_WEIGHTS)
        try:
            table, scales, tokenizer, about = (
                folder.joinpath(name).read_bytes() for name in ("table.npy", "scales.npy", "tokenizer.json", "model.json")
            )
        except OSError as error:
            raise ModelError(
                f"the embedding's weights cannot be read ({error}): install codecraft again, or give their folder"
            ) from error
        self._table: Matrix = _array(table).astype(np.float32) * _array(scales)[:, None]
        self._taken: Matrix = np.empty((0, self._table.shape[1]), np.float32)
        self._tokenizer = Tokenizer.from_str(tokenizer.decode())
        self._tokenizer.no_padding()
        self._pieces = Pieces(self._tokenizer)
        digest = hashlib.sha256(table + scales + tokenizer).hexdigest()
        facts = json.loads(about)
        self._model = ModelInfo(
            id=f"model:{facts['name']}@{digest[:_DIGITS]}",
            name=facts["name"],
            digest=f"sha256:{digest}",
            license=facts["license"],
            dimensions=self._table.shape[1],
            training=_training(folder),
            card=replace(_CARD, figures=tuple(str(one) for one in facts.get("figures", ()))),
        )

    @property
    def model(self) -> ModelInfo:
        """The weights' name, digest, license and dimensions."""
        return self._model

    @property
    def table(self) -> Matrix:
        """The tokens' rows."""
        return self._table

    @property
    def tokenizer(self) -> Tokenizer:
        """Cuts texts into tokens."""
        return self._tokenizer

    def numbers(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The tokens of each text, as rows of the table."""
        return self._pieces.numbers(texts)

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """Float32 rows of length 1; a text without a known token gives a row of zeros."""
        matrix = np.zeros((len(texts), self._table.shape[1]), np.float32)
        counts = np.ones((len(texts), 1), np.float32)
        for row, numbers in enumerate(self._pieces.rows(texts)):
            if size := len(numbers):
                if size > len(self._taken):
                    self._taken = np.empty((2 * size, matrix.shape[1]), np.float32)
                # Into the same memory, and `clip` as what is checked is taken into other memory first.
                taken = self._table.take(numbers, axis=0, out=self._taken[:size], mode="clip")
                np.add.reduce(taken, axis=0, out=matrix[row])
                counts[row] = size
        matrix /= counts
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        np.divide(matrix, lengths, out=matrix, where=lengths > 0)
        return matrix

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector; queries need no prompt."""
        return cast("Matrix", self.embed_documents([text.encode("utf-8", "replace").decode()])[0])


def create(argument: str, server: str) -> Embedder:  # noqa: ARG001 (of the adapters' form)
    """The embedder for `static`, or for `static:FOLDER` with weights of one's own."""
    return StaticEmbedder(Path(argument) if argument else None)


def _training(folder: Traversable) -> Training | None:
    """What `provenance.json` says, None where there is none that can be read: vectors can be made without."""
    try:
        said = json.loads(folder.joinpath("provenance.json").read_bytes())
        ((id_, activity),) = said["activity"].items()
        (agent,) = said["agent"]
        used = [said["entity"][relation["prov:entity"]] | {"id": relation["prov:entity"]} for relation in said["used"].values()]
        return Training(
            id=id_,
            tool=agent.removeprefix("agent:"),
            started=activity["prov:startTime"],
            ended=activity["prov:endTime"],
            settings=activity["settings"],
            inputs=tuple(f"{one['id']} {one['digest']} {one['license']}" for one in used),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def quantise(table: Matrix) -> tuple[npt.NDArray[np.int8], Matrix]:
    """The table as int8 with one scale a row, and the scales."""
    scales = np.maximum(np.abs(table).max(axis=1), np.finfo(np.float32).tiny).astype(np.float32) / 127
    return np.round(table / scales[:, None]).astype(np.int8), scales


def _array(data: bytes) -> npt.NDArray[Any]:
    return cast("npt.NDArray[Any]", np.load(BytesIO(data), allow_pickle=False))
