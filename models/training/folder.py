"""A model as a folder: the weights, a card that people read, and where it came from as W3C PROV-JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from graph.facts import Matrix, ModelInfo
from models.embedders.static import StaticEmbedder, quantise

CARD, PROVENANCE = "MODEL_CARD.md", "provenance.json"


@dataclass(frozen=True, slots=True)
class Input:
    """What went into a model: its id (a package URL or a model's), digest and licence; `role` as the card says it."""

    id: str
    digest: str
    license: str
    role: str = "source"


@dataclass(frozen=True, slots=True)
class Making:
    """How a model was made. `settings` are all that decide the result besides the inputs."""

    tool: str
    started: datetime
    ended: datetime
    inputs: Sequence[Input]
    settings: Mapping[str, Any] = field(default_factory=dict)


def write_weights(folder: Path, name: str, license_: str, table: Matrix, tokenizer: Tokenizer) -> ModelInfo:
    """Write what the `static` embedder reads, int8 with a scale a row, and give what it calls itself."""
    quantised, scales = quantise(table)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "table.npy", quantised)
    np.save(folder / "scales.npy", scales)
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    (folder / "model.json").write_text(json.dumps({"name": name, "license": license_}) + "\n", encoding="utf-8")
    return StaticEmbedder(folder).model


def write_provenance(folder: Path, model: ModelInfo, making: Making) -> None:
    """Beside the weights: which activity made them, out of what, by which software."""
    activity = f"activity:training:{model.digest.removeprefix('sha256:')[:16]}"
    agent = f"agent:{making.tool}"
    entities = {model.id: {"prov:type": "Model", "name": model.name, "digest": model.digest, "license": model.license}}
    entities |= {one.id: {"prov:type": one.role, "digest": one.digest, "license": one.license} for one in making.inputs}
    document = {
        "prefix": {"prov": "http://www.w3.org/ns/prov#"},
        "entity": entities,
        "activity": {
            activity: {
                "prov:startTime": making.started.isoformat(timespec="seconds"),
                "prov:endTime": making.ended.isoformat(timespec="seconds"),
                "kind": "training",
                "settings": json.dumps(making.settings, sort_keys=True),
            }
        },
        "agent": {agent: {"prov:type": "prov:SoftwareAgent"}},
        "wasGeneratedBy": {"_:made": {"prov:entity": model.id, "prov:activity": activity}},
        "wasAssociatedWith": {"_:by": {"prov:activity": activity, "prov:agent": agent}},
        "used": {
            f"_:used{number}": {"prov:activity": activity, "prov:entity": one.id} for number, one in enumerate(making.inputs, 1)
        },
    }
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (folder / PROVENANCE).write_text(text + "\n", encoding="utf-8")
