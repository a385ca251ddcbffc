"""`python -m models.training FOLDER`: write a manifest of the wheels in a folder, leaving out what is not permissive."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from models.training.sources import pin

_HEAD = "# What the shipped embedding was trained on. Made by `python -m models.training FOLDER`; see MODEL_CARD.md.\n"


def main() -> None:
    """Read the arguments and write the manifest to stdout."""
    parser = argparse.ArgumentParser(prog="python -m models.training", description=__doc__)
    parser.add_argument("wheels", type=Path, metavar="FOLDER", help="where the wheels are")
    sys.stdout.write(_HEAD)
    for source in pin(parser.parse_args().wheels.glob("*.whl")):
        entry = "".join(f"{key} = {json.dumps(value)}\n" for key, value in asdict(source).items())
        sys.stdout.write(f"\n[[source]]\n{entry}")


if __name__ == "__main__":
    main()
