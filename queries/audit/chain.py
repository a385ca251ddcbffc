"""Whether a log is as it was written: nothing changed, removed, moved, added or cut off. Pure, over entries in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.log import GENESIS, Anchor, Head, node_digest, record_digest
from queries.audit.entries import Entry, Tie

RESPONSIBLE = ("agent:", "model:")
"""How ids of those begin that provenance holds responsible."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and at which record or node."""

    at: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it. `gone` counts nodes that a later record says were removed."""

    head: Head
    records: int
    nodes: int
    gone: int
    problems: tuple[Problem, ...]
    anchors: int = 0

    @property
    def sound(self) -> bool:
        """Whether the log is as it was written."""
        return not self.problems


def verify(entries: Iterable[Entry], anchors: Sequence[Anchor] = ()) -> Verification:
    """Check every record, what it tells of, and that the log goes through every anchor."""
    chain = _Chain({anchor.head.sequence: [] for anchor in anchors})
    for anchor in anchors:
        chain.awaited[anchor.head.sequence].append(anchor)
    for entry in entries:
        chain.take(entry)
    chain.end()
    head = Head(chain.sequence, chain.digest)
    return Verification(head, chain.records, len(chain.sealed), chain.gone, tuple(chain.problems), len(anchors))


class _Chain:
    """What was seen so far."""

    def __init__(self, awaited: dict[int, list[Anchor]]) -> None:
        self.awaited = awaited
        self.sequence = 0
        self.digest = GENESIS
        self.records = 0
        self.gone = 0
        self.sealed: dict[str, str] = {}
        self.missing: dict[str, str] = {}
        self.removed: set[str] = set()
        self.told: dict[Tie, str] = {}
        self.found: set[Tie] = set()
        self.problems: list[Problem] = []

    def take(self, entry: Entry) -> None:
        """The next record."""
        record = entry.record
        self.records += 1
        for number in range(self.sequence + 1, record.sequence):
            self._say(f"record:{number}", "is missing: it was removed")
        if record.sequence <= self.sequence:
            self._say(record.id, "is there twice or out of its order")
        if entry.strange:
            self._say(record.id, "carries more than a record has: something was added to it")
        wanted = record_digest(record.sequence, record.at, record.kind, record.content, record.previous)
        if wanted != record.digest:
            self._say(record.id, "was changed: its digest is not that of what it says")
        elif record.sequence == self.sequence + 1 and record.previous != self.digest:
            self._say(record.id, f"does not follow record:{self.sequence}: one of the two was exchanged")
        self.sequence, self.digest = record.sequence, record.digest
        for anchor in self.awaited.pop(record.sequence, ()):
            if anchor.head.digest != record.digest:
                self._say(record.id, f"is another one than {anchor.where} knows")
        self._tells_of(entry)

    def end(self) -> None:
        """What can only be said after the last record."""
        for sequence, anchors in sorted(self.awaited.items()):
            for anchor in anchors:
                if sequence:
                    self._say(f"record:{sequence}", f"is missing: the log was cut off, {anchor.where} knows it")
        for id_, record in self.missing.items():
            if id_ in self.removed:
                self.gone += 1
            else:
                self._say(id_, f"is missing: {record} tells of it, and no record says that it was removed")
        there = self.sealed.keys() - self.missing.keys()
        for tie, record in self.told.items():
            # An agent or model stays as long as something names it; a file or source may go.
            if tie not in self.found and tie[1] in there and (tie[2] in there or tie[2].startswith(RESPONSIBLE)):
                self._say(tie[1], f"lost its relation {tie[0]} to {tie[2]}, of which {record} tells")
        for type_, start, end in sorted(self.found - self.told.keys()):
            self._say(start, f"has a relation {type_} to {end} of which no record tells")

    def _tells_of(self, entry: Entry) -> None:
        seals = entry.seals
        self.removed |= entry.removed
        for id_, seal in seals.items():
            if id_ in self.sealed:
                self._say(entry.record.id, f"tells of {id_}, of which {self.sealed[id_]} tells already")
            self.sealed[id_] = entry.record.id
            kept = entry.nodes.get(id_)
            if id_ in entry.withheld:
                continue
            if kept is None:
                self.missing[id_] = entry.record.id
            elif node_digest(kept.labels, kept.properties) != seal:
                self._say(id_, f"was changed: it is not what {entry.record.id} tells of")
        self.told |= dict.fromkeys(entry.tells, entry.record.id)
        self.found.update(entry.relations)

    def _say(self, at: str, message: str) -> None:
        self.problems.append(Problem(at, message))
