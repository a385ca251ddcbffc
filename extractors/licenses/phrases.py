"""Short licences and exceptions that the library of texts does not know, by the phrases that phrases.toml lists."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FAR = 100_000
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Phrased:
    """What phrases of a text say: an SPDX expression or an exception's id, from the first phrase's start to the last's end."""

    expression: str
    start: int
    end: int
    is_exception: bool = False
    narrows: bool = False
    base: str = ""


def phrased(text: str) -> Iterator[Phrased]:
    """The licences and exceptions whose every phrase the text holds."""
    plain, offsets = _plain(text)
    licenses, exceptions = _listed()
    for one in licenses:
        found = _all(plain, offsets, tuple(one["phrases"]), one.get("longest", _FAR))
        if found and not ("without" in one and f" {one['without']} " in plain):
            yield Phrased(one["expression"], *found, narrows=one.get("narrows", False))
    for one in exceptions:
        if found := _all(plain, offsets, (one["phrase"],), _FAR):
            yield Phrased(one["id"], *found, is_exception=True, base=one.get("base", ""))


@cache
def _listed() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return table["license"], table["exception"]


def _all(plain: str, offsets: list[tuple[int, int]], phrases: tuple[str, ...], longest: int) -> tuple[int, int] | None:
    starts = [plain.find(f" {phrase} ") for phrase in phrases]
    if -1 in starts:
        return None
    end = max(start + len(phrase) for start, phrase in zip(starts, phrases, strict=True))
    first = plain.count(" ", 0, min(starts) + 1) - 1
    last = min(plain.count(" ", 0, end + 1) - 1, len(offsets) - 1)
    return (offsets[first][0], offsets[last][1]) if last - first <= longest else None


def _plain(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The words in lower case, a blank around each, and where each stands in the text."""
    found = list(_WORD.finditer(text))
    return f" {' '.join(match.group().lower() for match in found)} ", [match.span() for match in found]
