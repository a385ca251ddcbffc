"""The files of a source that state its terms: which of them speak for a file, and which hold the text of its licence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.facts import NOASSERTION
from graph.licensing.expressions import License, Tree, bare_id, licenses, parse
from graph.licensing.reach import is_collected, reach

LICENSE = "license"
NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class TermsFile:
    """A file of the source that must be passed on, or says what must. `kind` is license, notice or authors."""

    id: str
    path: str
    kind: str
    license: str
    digest: str
    copyrights: tuple[str, ...] = ()


def covering(found: Iterable[TermsFile], paths: Sequence[str]) -> list[TermsFile]:
    """Those that speak for any of the paths; without paths, those that speak for the whole."""
    return [one for one in found if any(nearness(one, path) is not None for path in paths or ("",))]


def nearness(terms: TermsFile, path: str) -> int | None:
    """How long the beginning of a path is that a file of terms speaks for; None where it does not. No path is the whole."""
    starts = [start for start in reach(terms.path) if not start or path.startswith((f"{start}/", f"{start}."))]
    return max(map(len, starts), default=None)


def texts_of(tree: Tree, found: Sequence[TermsFile], paths: Sequence[str]) -> tuple[list[TermsFile], list[str]]:
    """The files that hold the texts of a tree's licences for the paths, the nearest of each, and the licences without one.

    A file in which no licence was recognised may hold any.
    """
    stated = [one for one in found if one.kind == LICENSE]
    held: dict[str, TermsFile] = {}
    missing: list[str] = []
    for path in paths or ("",):
        near = {one.id: -1 if (how := nearness(one, path)) is None else how for one in stated}
        usable = [one for one in stated if near[one.id] >= 0 or is_collected(one.path)]
        for license_ in licenses(tree):
            texts = [one for one in usable if _holds(one, license_)]
            nearest = max((near[one.id] for one in texts), default=-1)
            chosen = [one for one in texts if near[one.id] == nearest] or [one for one in usable if one.license == NOASSERTION]
            held |= {one.id: one for one in chosen}
            missing += [str(license_)] * (not chosen and str(license_) not in missing)
    return [one for one in stated if one.id in held], missing


def _holds(terms: TermsFile, license_: License) -> bool:
    return _text(license_.id) in {_text(one.id) for one in licenses(parse(terms.license))}


def _text(license_id: str) -> str:
    """The id of a text: later versions are a matter of what refers to it."""
    return bare_id(license_id.removesuffix("+"))
