from pathlib import Path

import pytest

from graph.errors import InputError, ModelError
from models.embedders import embedder_names, open_embedder


def test_every_file_of_the_folder_is_an_adapter() -> None:
    assert {"static", "sentence-transformers:MODEL"} <= set(embedder_names())


def test_the_default_is_the_shipped_table() -> None:
    assert open_embedder("static").model.name == "static-code-256"


def test_an_unknown_name_shows_the_choices() -> None:
    with pytest.raises(InputError, match=r"no embedder 'word2vec': choose one of .*sentence-transformers:MODEL.*static"):
        open_embedder("word2vec")


def test_a_model_must_be_named() -> None:
    with pytest.raises(InputError, match="sentence-transformers:FOLDER"):
        open_embedder("sentence-transformers")


def test_weights_of_ones_own_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        open_embedder(f"static:{tmp_path}")
