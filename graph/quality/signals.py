"""What signals look at, and what they say."""

from dataclasses import dataclass

from graph.facts import FileFacts


@dataclass(frozen=True, slots=True)
class Seen:
    """A file. `is_tested` says whether a test of its source reaches it, None where the source has no tests."""

    path: str
    text: str
    facts: FileFacts
    is_tested: bool | None


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that speaks against learning from a file: what it takes off the score, and why."""

    name: str
    cost: float
    why: str

    def __str__(self) -> str:
        return f"-{self.cost:.2f} {self.name}: {self.why}"
