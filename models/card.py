"""What a model's folder and card say of it."""

import re
from pathlib import Path

from graph.licensing.expressions import normalise

_LICENSE = re.compile(r"^license:\s*(?P<license>\S+)\s*$", re.MULTILINE)


def card_license(text: str) -> str:
    """The SPDX expression of a model card's `license:`, NOASSERTION where it has none."""
    match = _LICENSE.search(text)
    return normalise(match["license"]) if match else "NOASSERTION"


def folder_name(folder: Path) -> str:
    """The last two parts, as the folder alone is often called `model`."""
    return "/".join(folder.resolve().parts[-2:])
