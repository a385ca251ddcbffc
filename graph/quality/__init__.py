"""How good a file is to learn from, signal by signal: a score from 0 to 1 with what took it down, and what kind of file it is.

Each signal is a file of this folder with one function; docs/sources.md has the table. Nothing here reads a file again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.facts import FileFacts, Governance, LinkedFacts, Property, Purpose, Snapshot
from graph.ids import file_id
from graph.paths import is_test
from graph.quality import documented, generated, places, sizes, tested
from graph.quality.signals import Seen, Signal

VERSION = "1"
"""Changes when the same file would be judged otherwise."""

_ASIDE = {"tests": "test", "examples": "example", "generated": "generated", "vendored": "vendored"}


@dataclass(frozen=True, slots=True)
class Quality:
    """A file's score, why it is not 1, and whether answers may rest on the file."""

    score: float
    reasons: tuple[str, ...]
    test: bool
    example: bool
    generated: bool
    vendored: bool
    grounds: bool

    def properties(self) -> dict[str, Property]:
        """As a File node has it."""
        return {
            "test": self.test,
            "example": self.example,
            "generated": self.generated,
            "vendored": self.vendored,
            "quality": self.score,
            "quality_reasons": list(self.reasons),
            "grounds": self.grounds,
        }


def assess(snapshot: Snapshot, facts: Mapping[str, FileFacts], linked: LinkedFacts) -> dict[str, Quality]:
    """Every file of a source by its path."""
    reached = tested.reached(linked)
    has_tests = any(is_test(path) for path in facts)
    found = {}
    for document in snapshot.documents:
        path = document.path
        within = None if not has_tests else file_id(snapshot.info.id, path) in reached
        seen = Seen(path, document.text, facts[path], is_tested=within)
        found[path] = _judged(seen, snapshot.info.governance)
    return found


def _judged(seen: Seen, said: Governance | None) -> Quality:
    kinds: dict[str, Signal] = {}
    for signal in (*places.signals(seen), *generated.signals(seen)):
        kinds.setdefault(signal.name, signal)
    others = (*sizes.signals(seen), *(() if kinds else (*documented.signals(seen), *tested.signals(seen))))
    signals = (*kinds.values(), *others)
    score = round(max(0.0, 1.0 - sum(one.cost for one in signals)), 2)
    return Quality(
        score=score,
        reasons=tuple(str(one) for one in signals),
        test="test" in kinds,
        example="example" in kinds,
        generated="generated" in kinds,
        vendored="vendored" in kinds,
        grounds=_grounds(kinds.keys(), score, said),
    )


def _grounds(kinds: Collection[str], score: float, said: Governance | None) -> bool:
    """Whether answers may rest on such a file: not on one that is set aside, unless its source's entry says otherwise."""
    admitted = {_ASIDE[one] for one in said.grounds} if said else set()
    if said and (said.purpose is not Purpose.GROUND or score < said.quality):
        return False
    return not set(kinds) - admitted
