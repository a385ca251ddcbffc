"""Tuning: it says by how much it helps on what it has not seen, and writes nothing where it does not."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from extractors.sources import Options, open_sources
from graph.errors import InputError
from graph.facts import Snapshot
from graph.progress import Silent
from models.embedders.static import StaticEmbedder
from models.training.measuring import Found
from models.training.tuning import Tuned, tune

THINGS = ("invoice", "ledger", "parcel", "voyage", "orchard", "lantern", "harbour", "meadow", "furnace", "saddle")
# The house's own words: nobody outside knows that a grint is what others call a copy.
DEEDS = {"copy": "grint", "delete": "vosk", "rename": "thalm", "print": "wrobe", "sort": "jund", "merge": "plask"}


def project(folder: Path, deeds: dict[str, str], things: tuple[str, ...] = THINGS) -> Snapshot:
    """Functions whose bodies say in the house's words what their docstrings say in plain ones."""
    (folder / "pyproject.toml").write_text('[project]\nname = "house"\nversion = "1"\nlicense = "MIT"\n')
    for thing in things:
        code = "\n".join(
            f'def {said}_{thing}(x):\n    """Please {plain} one {thing} for me."""\n    return {said}({said}_of(x), {thing}s)\n'
            for plain, said in deeds.items()
        )
        (folder / f"{thing}.py").write_text(code)
    (source,) = open_sources(str(folder), Options(suffixes=(".py",)))
    return source.read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "house").mkdir()
    return tmp_path


def test_the_houses_words_are_learned(folder: Path) -> None:
    base = StaticEmbedder()
    things = tuple(f"{thing}{end}" for thing in THINGS for end in ("", "ry", "ling"))
    tuned = tune(base, [project(folder / "house", DEEDS, things)], folder / "model", Silent())

    assert tuned.helps
    assert tuned.after.mrr > tuned.before.mrr + 0.1
    opened = StaticEmbedder(folder / "model").model
    assert tuned.model == replace(opened, training=None)
    assert opened.training
    assert opened.training.inputs[0].startswith(base.model.id)
    card = (folder / "model" / "MODEL_CARD.md").read_text()
    assert f"{tuned.after.mrr:.3f}" in card
    assert f"{tuned.before.mrr:.3f}" in card
    said = json.loads((folder / "model" / "provenance.json").read_text())
    assert base.model.id in said["entity"]
    assert any(told.get("license") == "MIT" for one, told in said["entity"].items() if "house" in one)


def test_what_does_not_help_is_not_written(folder: Path) -> None:
    # Whatever is learned of some deeds' names says nothing of the others: each word occurs once.
    things = tuple(f"{thing}{end}" for thing in THINGS for end in ("", "ry", "ling", "dom", "hood", "ward"))
    deeds = {"find": "find", "load": "load", "save": "save"}
    tuned = tune(StaticEmbedder(), [project(folder / "house", deeds, things)], folder / "model", Silent())

    assert not tuned.helps
    assert tuned.model is None
    assert not (folder / "model").exists()


def test_too_little_to_measure_by_is_told(folder: Path) -> None:
    snapshot = project(folder / "house", DEEDS, THINGS[:2])
    with pytest.raises(InputError, match=r"documented definitions could be held back to measure by, 30 are needed"):
        tune(StaticEmbedder(), [snapshot], folder / "model", Silent())


def test_a_gain_within_its_error_is_none() -> None:
    before, lucky, sure = (
        Found(np.array(ranks), 40) for ranks in ([0.5] * 40, [0.5] * 38 + [1.0, 0.5], [0.5] * 20 + [1.0] * 20)
    )
    assert not Tuned(before, lucky, 10).helps
    assert Tuned(before, sure, 10).helps
    assert not Tuned(sure, before, 10).helps
    assert not Tuned(before, before, 10).helps
