"""Any cross-encoder of sentence-transformers; needs the `models` extra (torch) and is imported only when asked for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from graph.errors import InputError, ModelError
from graph.facts import Matrix, ModelInfo
from graph.ports import Reranker
from models.sentence_models import about, load

ARGUMENT = "MODEL"
_BATCH = 32
_WITHOUT_HEAD = ("Model", "ForMaskedLM")


class CrossEncoderReranker:
    """Reads with a local folder's or the hub's model; `HF_HUB_OFFLINE=1` keeps it from the network. Raises ModelError."""

    def __init__(self, model: str | Path) -> None:
        self._encoder = load("CrossEncoder", model, "unset CODECRAFT_RERANKER")
        # A model that only embeds is loaded all the same, with a last layer of random weights.
        if _is_headless(self._encoder) or self._encoder.num_labels != 1:
            raise ModelError(f"the model {model} gives no single score to a pair of texts: choose a cross-encoder")
        self._model = about(self._encoder, model)

    @property
    def model(self) -> ModelInfo:
        """The model's name, the digest of all its tensors, and the license that its card declares."""
        return self._model

    def scores(self, question: str, texts: Sequence[str]) -> Matrix:
        """What the model's last layer gives, without the function that squeezes it between 0 and 1. Raises ModelError."""
        if not texts:
            return np.zeros(0, np.float32)
        try:
            found = self._encoder.predict(
                [(question, text) for text in texts],
                batch_size=_BATCH,
                activation_fn=_as_it_is,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        except (IndexError, RuntimeError, TypeError, ValueError) as error:
            first_line = str(error).strip().partition("\n")[0]
            raise ModelError(f"the reranker {self._model.name} failed ({first_line}): choose another model") from error
        return cast("Matrix", np.asarray(found, np.float32))


def create(argument: str) -> Reranker:
    """The reranker for `sentence-transformers:MODEL`."""
    if not argument:
        raise InputError("sentence-transformers needs a model: sentence-transformers:FOLDER or sentence-transformers:NAME")
    return CrossEncoderReranker(argument)


def _is_headless(encoder: Any) -> bool:
    said = getattr(encoder.config, "architectures", None) or ()
    return len(encoder) == 1 and any(one.endswith(_WITHOUT_HEAD) for one in said)


def _as_it_is(logits: Any) -> Any:
    return logits
