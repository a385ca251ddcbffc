import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from graph.errors import ModelError
from models.embedders.static import StaticEmbedder, quantise

SHIPPED = StaticEmbedder()


def small_weights(folder: Path, table: npt.NDArray[np.float64], words: list[str]) -> Path:
    """Weights in the shipped format, made of so many words."""
    tokenizer = Tokenizer(WordLevel({word: row for row, word in enumerate(words)}, unk_token=words[0]))
    tokenizer.pre_tokenizer = Whitespace()
    quantised, scales = quantise(table.astype(np.float32))
    np.save(folder / "table.npy", quantised)
    np.save(folder / "scales.npy", scales)
    (folder / "tokenizer.json").write_text(tokenizer.to_str())
    (folder / "model.json").write_text(json.dumps({"name": "small", "license": "MIT"}))
    return folder


def test_a_vector_is_the_mean_of_the_tokens_rows_at_length_one(tmp_path: Path) -> None:
    table = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
    embedder = StaticEmbedder(small_weights(tmp_path, table, ["?", "east", "north"]))

    vectors = embedder.embed_documents(["east", "east north", "north north east"])

    expected = [[1.0, 0.0], [2**-0.5, 2**-0.5], [5**-0.5, 2 * 5**-0.5]]
    np.testing.assert_allclose(vectors, expected, rtol=1e-6)


def test_the_model_says_whose_weights_it_uses(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    one = StaticEmbedder(small_weights(first, np.array([[0.0, 1.0], [1.0, 0.0]]), ["?", "east"])).model
    other = StaticEmbedder(small_weights(second, np.array([[0.0, 1.0], [0.0, 1.0]]), ["?", "east"])).model

    assert (one.name, one.license, one.dimensions) == ("small", "MIT", 2)
    assert one.id == f"model:small@{one.digest.removeprefix('sha256:')[:16]}"
    assert one.id != other.id


def test_the_shipped_weights_are_small_and_licensed() -> None:
    folder = Path(__file__).parents[2] / "models" / "embedders" / "static_code_256"

    assert sum(file.stat().st_size for file in folder.iterdir()) < 16_000_000
    assert SHIPPED.model.license == "Apache-2.0"
    assert SHIPPED.model.name == "static-code-256"
    assert SHIPPED.model.dimensions == 256
    assert SHIPPED.model.digest.removeprefix("sha256:")[:16] in (folder / "MODEL_CARD.md").read_text()


def test_the_shipped_weights_find_code_by_what_it_does() -> None:
    functions = [
        "json parse\ndef parse(text):\n    decoder = Decoder()\n    return decoder.raw_decode(text)",
        "http retry\ndef retry(request, attempts):\n    for attempt in range(attempts):\n        sleep(backoff(attempt))",
        "graph shortest_path\ndef shortest_path(graph, start, end):\n    queue = deque([start])\n    visited = set()",
    ]
    matrix = SHIPPED.embed_documents(functions)

    for row, query in enumerate(
        ["decode a JSON document", "try an HTTP request again after waiting", "fewest edges between two nodes"]
    ):
        assert int(np.argmax(matrix @ SHIPPED.embed_query(query))) == row


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_text_without_tokens_gives_zeros(text: str) -> None:
    assert not SHIPPED.embed_query(text).any()


def test_a_query_with_broken_unicode_is_embedded() -> None:
    assert np.isfinite(SHIPPED.embed_query("find \udce9 files")).all()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), max_size=12))
def test_rows_have_length_one_and_do_not_depend_on_their_neighbours(texts: list[str]) -> None:
    matrix = SHIPPED.embed_documents(texts)

    assert matrix.shape == (len(texts), 256)
    assert matrix.dtype == np.float32
    for row, text in zip(matrix, texts, strict=True):
        length = float(np.linalg.norm(row))
        assert length == 0 or abs(length - 1) < 1e-5
        np.testing.assert_allclose(row, SHIPPED.embed_query(text), atol=1e-6)


@given(st.lists(st.lists(st.floats(-5, 5, width=32), min_size=3, max_size=3), min_size=1, max_size=20))
def test_quantising_moves_no_value_by_more_than_half_a_step(rows: list[list[float]]) -> None:
    table = np.array(rows, np.float32)
    quantised, scales = quantise(table)

    assert quantised.dtype == np.int8
    assert (np.abs(quantised * scales[:, None] - table) <= scales[:, None] * 0.5001 + 1e-6).all()


def test_missing_weights_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"weights cannot be read .*table\.npy") as caught:
        StaticEmbedder(tmp_path)
    assert "\n" not in str(caught.value)
