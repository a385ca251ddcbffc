"""The model that is learned from: what it makes of single pieces and of sentences."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer

from graph.errors import ModelError
from graph.facts import Matrix
from models.training.bags import unit

_PIECES_AT_ONCE = 1_024
_SENTENCES_AT_ONCE = 256


class Teacher:
    """A sentence transformer on one thread, which costs half the CPU time of two, and in bfloat16, which costs a third."""

    def __init__(self, model: Path) -> None:
        try:
            self._model = SentenceTransformer(str(model), device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            raise ModelError(f"the teacher {model} cannot be loaded: give the folder of a sentence transformer") from error
        self._tokenizer: Any = self._model.tokenizer
        self.vocabulary: dict[str, int] = self._tokenizer.get_vocab()

    def of_pieces(self, pieces: Sequence[str]) -> Matrix:
        """A row of length 1 for each piece of its vocabulary, or for a word that it has to spell, alone."""
        spelled = [self._spelled(piece) for piece in pieces]
        rows = np.empty((len(spelled), int(self._model.get_embedding_dimension() or 0)), np.float32)
        order = sorted(range(len(spelled)), key=lambda one: len(spelled[one]))
        with _quickly():
            for start in range(0, len(order), _PIECES_AT_ONCE):
                part = order[start : start + _PIECES_AT_ONCE]
                rows[part] = self._forward([spelled[one] for one in part])
        return unit(rows)[0]

    def of_sentences(self, sentences: Sequence[str]) -> Matrix:
        """A row of length 1 for each."""
        with _quickly():
            rows = self._model.encode(
                list(sentences), batch_size=_SENTENCES_AT_ONCE, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows, np.float32)

    def _spelled(self, piece: str) -> list[int]:
        number = self.vocabulary.get(piece)
        inner = [number] if number is not None else self._tokenizer.encode(piece, add_special_tokens=False)
        return [self._tokenizer.cls_token_id, *inner, self._tokenizer.sep_token_id]

    def _forward(self, texts: list[list[int]]) -> Matrix:
        longest = max(map(len, texts))
        numbers = torch.tensor([text + [0] * (longest - len(text)) for text in texts])
        mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
        features = self._model({"input_ids": numbers, "attention_mask": mask})
        rows: Matrix = features["sentence_embedding"].float().numpy()
        return rows


@contextmanager
def _quickly() -> Iterator[None]:
    """The number of threads is what it was afterwards."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            yield
    finally:
        torch.set_num_threads(threads)
