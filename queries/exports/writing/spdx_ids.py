"""Names within an SPDX document: letters, digits, dots and dashes only."""

import hashlib
import re


def package_id(id_: str) -> str:
    """The SPDX id of a component or model: readable, with a digest so that no two are alike."""
    readable = re.sub(r"[^A-Za-z0-9.]+", "-", id_).strip("-")
    return f"SPDXRef-{readable}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
