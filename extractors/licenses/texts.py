"""Recognises licences by their full texts, through licenseclassifier (BSD-3-Clause, pure Python)."""

from extractors.licenses.expression import joined, normalise
from graph.facts import NOASSERTION


def text_license(text: str) -> str:
    """The SPDX expression of a licence file, every licence in it joined by AND; `NOASSERTION` when unsure.

    Unsure means that less than three quarters of the text belong to texts that are known.
    """
    from licenseclassifier import identify_license  # noqa: PLC0415 - its tables take 50 MB, most sources need none

    found = dict.fromkeys(normalise(match.id) for match in identify_license(text))
    return joined([expression for expression in found if expression != NOASSERTION])
