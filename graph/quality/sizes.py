"""A file's size: one that holds nothing teaches nothing, a very long one is seldom well kept; and whether it parses at all."""

from collections.abc import Iterator

from graph.quality.signals import Seen, Signal

_LONG, _VERY_LONG = 2_000, 5_000


def signals(seen: Seen) -> Iterator[Signal]:
    """What the size says."""
    lines = seen.facts.lines
    if any(one.code == "syntax-error" for one in seen.facts.diagnostics):
        yield Signal("broken", 0.3, "it does not parse")
    elif len(seen.facts.definitions) <= 1 and lines < 3:
        yield Signal("size", 0.2, f"it holds no definitions and {lines} lines")
    elif lines > _VERY_LONG:
        yield Signal("size", 0.2, f"it has {lines} lines, over {_VERY_LONG}")
    elif lines > _LONG:
        yield Signal("size", 0.1, f"it has {lines} lines, over {_LONG}")
