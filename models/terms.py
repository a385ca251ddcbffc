"""Which licence a model's own data names."""

from graph.facts import NOASSERTION
from graph.licensing.expressions import normalise

# What the licence files of open models begin with; a file we do not know by its words says nothing.
_TEXTS = (
    ("Apache-2.0", ("apache license", "version 2.0")),
    ("MIT", ("mit license", "permission is hereby granted, free of charge")),
    ("BSD-3-Clause", ("redistribution and use in source and binary forms", "neither the name")),
)
_HEAD_CHARACTERS = 2000


def spdx_license(identifier: str, text: str = "") -> str:
    """An SPDX expression from a model's licence field, else from its licence text, else `NOASSERTION`."""
    return _from_identifier(identifier) or _from_text(text) or NOASSERTION


def _from_identifier(identifier: str) -> str:
    expression = normalise(identifier)
    return "" if expression == NOASSERTION else expression


def _from_text(text: str) -> str:
    lines = text.strip().splitlines()
    if len(lines) == 1:
        return _from_identifier(lines[0])
    head = " ".join(text[:_HEAD_CHARACTERS].lower().split())
    return next((spdx for spdx, words in _TEXTS if all(word in head for word in words)), "")
