"""Whether any test of the source reaches a file."""

from collections.abc import Iterator

from graph.facts import LinkedFacts
from graph.ids import file_id
from graph.quality.signals import Seen, Signal


def signals(seen: Seen) -> Iterator[Signal]:
    """What the tests say; a source without tests, as most released packages are, says nothing."""
    if seen.is_tested is False and len(seen.facts.definitions) > 1:
        yield Signal("tests", 0.1, "no test of its source is known to reach it")


def reached(linked: LinkedFacts) -> frozenset[str]:
    """The ids of the files that tests reach."""
    ends = {one.end for one in linked.claims if one.type == "TESTS"}
    if not ends:
        return frozenset()
    return frozenset(file_id(one.id.partition("#")[0], one.path) for one in linked.symbols if one.id in ends)
