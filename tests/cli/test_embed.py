"""`codecraft embed`: what is said, and what is refused."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, write_files

THINGS = ("invoice", "ledger", "parcel", "voyage", "orchard", "lantern", "harbour", "meadow", "furnace", "saddle")
DEEDS = {"copy": "grint", "delete": "vosk", "rename": "thalm", "print": "wrobe", "sort": "jund", "merge": "plask"}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / "pyproject.toml").write_text('[project]\nname = "house"\nversion = "1"\nlicense = "MIT"\n')
    for thing in (f"{one}{end}" for one in THINGS for end in ("", "ry", "ling")):
        (folder / f"{thing}.py").write_text(
            "\n".join(
                f'def {said}_{thing}(x):\n    """Please {plain} one {thing} for me."""\n    return {said}({said}_of(x))\n'
                for plain, said in DEEDS.items()
            )
        )
    return folder


def test_a_tuned_model_is_used_by_index_and_search(cli: Cli, house: Path) -> None:
    told = json.loads(cli("embed", "tune", str(house), "--json").out)
    assert told["mrr_after"] > told["mrr_before"] + 0.1
    assert told["folder"] == ".codecraft/embedding"

    chosen = {"CODECRAFT_EMBEDDER": f"static:{told['folder']}"}
    assert cli("index", str(house), **chosen).code == 0
    status = json.loads(cli("status", "--json").out)["status"]
    assert status["embedding_model"] == told["model"]["id"]
    hits = json.loads(cli("search", "please rename one harbour", "--json", **chosen).out)["hits"]
    assert hits[0]["symbol"].startswith(("thalm", "harbour.thalm"))


def test_without_sources_what_is_indexed_is_tuned_on(cli: Cli, house: Path) -> None:
    cli("index", str(house), "--no-embed")
    outcome = cli("embed", "tune")
    assert outcome.out.startswith("tuned model:static-code-256-tuned@")
    assert "held-back docstrings among 180 definitions" in outcome.out


def test_too_little_code_to_tune_on_is_one_line(cli: Cli, tmp_path: Path) -> None:
    outcome = cli("embed", "tune", str(write_files(tmp_path / "project")))
    assert outcome.code == 2
    assert outcome.err.startswith("error: ")
    assert "30 are needed" in outcome.err


def test_a_manifest_that_is_not_there_is_one_line(cli: Cli) -> None:
    outcome = cli("embed", "train", "--manifest", "missing.toml")
    assert outcome.code == 2
    assert "missing.toml cannot be read" in outcome.err
