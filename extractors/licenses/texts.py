"""Recognises licences by their texts, wherever they stand, through licenseclassifier (BSD-3-Clause, pure Python).

It is asked without its threshold (a licence that fills a small part of a file counts), and what it says is put right where
it is no SPDX id, where a licence's own appendix shows how to apply it, and where one licence holds another's text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import version

from extractors.licenses.mentions import mentions
from extractors.licenses.phrases import Phrased, phrased
from graph.facts import NOASSERTION
from graph.licensing.expressions import bare_id, joined, normalise

SURE = 2 / 3
_LONGEST_NOTICE = 2000
_SHORT = 400
"""Characters up to which a match is a notice that names a licence, not the licence's text."""
_GNU = re.compile(r"^[AL]?GPL-\d\.\d")
_APPENDIX = re.compile(r"how to apply these terms|end of terms and conditions", re.IGNORECASE)
# The library's own names for what SPDX lists under another one. What is in neither list is a reference of ours.
_RENAMED = {
    "MIT-NoAd": "X11",
    "GPL-2.0-or-3.0": "GPL-2.0-only OR GPL-3.0-only",
    "CC-BY-NC-3.0-IGO": "LicenseRef-CC-BY-NC-3.0-IGO",
}


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A licence text from `start` to `end` of the text. `is_short` tells that it is a notice rather than the terms."""

    expression: str
    start: int
    end: int
    is_short: bool = False


def library_version() -> str:
    """The version of the library of texts, which is also the month of its data: `2026.10.0`."""
    return version("licenseclassifier")


@lru_cache(maxsize=128)
def found_texts(text: str) -> tuple[TextMatch, ...]:
    """Every licence text and standard notice in a text, in order; packages repeat each other's texts, so the last are kept."""
    from licenseclassifier import identify_license  # noqa: PLC0415 - its tables take 50 MB, most sources need none

    found = [
        TextMatch(_spdx(match.id), match.start, match.end, match.end - match.start < _SHORT)
        for match in identify_license(text, coverage_threshold=0)
        if not text[match.start : match.start + 5].lstrip().lower().startswith("http")
    ]
    found = _without_appendix(text, found)
    extra = list(phrased(text))
    for one in extra:
        beside = [each for each in found if each.end <= one.start or each.start >= one.end]
        if not one.is_exception and (one.narrows or len(beside) == len(found)):
            found = [*beside, TextMatch(one.expression, one.start, one.end)]
    for one in extra:
        if one.is_exception:
            found = _with_exception(text, found, one)
    found = _without_appendix(text, sorted(found, key=lambda match: match.start))
    return tuple(_with_own_parts(found))


def text_license(text: str) -> str:
    """The SPDX expression of a licence file, every licence in it joined by AND; `NOASSERTION` when unsure.

    Unsure means that less than two thirds of the text belong to texts that are known.
    """
    found = found_texts(text)
    return joined([match.expression for match in found]) if coverage(text, found) >= SURE else NOASSERTION


def coverage(text: str, found: Sequence[TextMatch]) -> float:
    """The part of a text's letters that lies in licence texts, 0 to 1; lines with a copyright don't count."""
    own = "\n".join(line for line in _outside(text, found).split("\n") if "copyright" not in line.lower())
    known = sum(1 for match in found for sign in text[match.start : match.end] if sign.isalpha())
    rest = sum(1 for sign in own if sign.isalpha())
    return known / (known + rest) if known else 0.0


def _outside(text: str, found: Sequence[TextMatch]) -> str:
    parts, at = [], 0
    for match in found:
        parts.append(text[at : match.start])
        at = max(at, match.end)
    return "\n".join((*parts, text[at:]))


def _spdx(name: str) -> str:
    if name in _RENAMED:
        return _RENAMED[name]
    expression = normalise(name)
    return f"LicenseRef-{name}" if expression == NOASSERTION else expression


def _without_appendix(text: str, found: Sequence[TextMatch]) -> list[TextMatch]:
    """Without the notice that a GNU licence proposes at its end to those who use it."""
    kept: list[TextMatch] = []
    for match in found:
        last = kept[-1] if kept else None
        if last is None or last.is_short or not _is_appended(text, last, match):
            kept.append(match)
    return kept


def _is_appended(text: str, last: TextMatch, match: TextMatch) -> bool:
    """Whether a match is what the licence text before it shows as an example."""
    family = _GNU.match(match.expression)
    if family is None or match.end - match.start > _LONGEST_NOTICE:
        return False
    same = last.expression.startswith(family.group().partition("-")[0]) and match.is_short
    return bool(_APPENDIX.search(text[max(last.end - _LONGEST_NOTICE, 0) if same else last.end : match.start]))


def _with_exception(text: str, found: list[TextMatch], exception: Phrased) -> list[TextMatch]:
    """The licence just before the exception, or the one that is named there, with it; by itself where there is none."""
    fits = re.compile(
        "Apache-2" if exception.expression == "LLVM-exception" else "CC-" if "KiCad" in exception.expression else "[AL]?GPL-"
    )
    before = [
        number
        for number, match in enumerate(found)
        if match.start <= exception.end and " WITH " not in match.expression and fits.match(match.expression)
    ]
    named = [] if before else [one.ids for one in mentions(text[: exception.start]) if fits.match(min(one.ids))]
    named = [ids for ids in named if len(set(map(bare_id, ids))) == 1]
    if named:
        return [*found, TextMatch(f"{min(named[-1])} WITH {exception.expression}", exception.start, exception.end)]
    if not before:
        alone = f"{exception.base} WITH {exception.expression}" if exception.base else f"LicenseRef-{exception.expression}"
        return [*found, TextMatch(alone, exception.start, exception.end)]
    changed = list(found)
    one = changed[before[-1]]
    changed[before[-1]] = replace(
        one, expression=f"{one.expression} WITH {exception.expression}", end=max(one.end, exception.end), is_short=False
    )
    return changed


def _with_own_parts(found: list[TextMatch]) -> list[TextMatch]:
    """The LGPL 3 holds the GPL 3 that it builds on: one licence."""
    result: list[TextMatch] = []
    for match in found:
        last = result[-1] if result else None
        if last and last.expression.startswith("LGPL-3.0") and match.expression.startswith("GPL-3.0") and not last.is_short:
            result[-1] = replace(last, end=match.end)
        else:
            result.append(match)
    return result
