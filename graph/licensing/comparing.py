"""Whether two expressions say the same, or one is a way to take the other: by what they mean, not by how they are written."""

from functools import lru_cache
from itertools import product

from graph.facts import NOASSERTION
from graph.licensing.expressions import Either, License, Tree, canonical, parse

type Ways = frozenset[frozenset[License]]
"""The sets of licences that one may take something under: all of a set hold, one set is chosen."""

_MOST = 4096
"""Of more ways than that, only the spelling is compared."""


def same_terms(one: str, other: str) -> bool:
    """Whether both leave the same choices between the same licences. `NOASSERTION` is like nothing but itself."""
    first, second = parse(one), parse(other)
    return canonical(first) == canonical(second) or (ways(one) == ways(other) != frozenset())


def offers(found: str, expected: str) -> bool:
    """Whether what was found may be taken as expected: it says the same, or leaves every choice that is expected."""
    if same_terms(found, expected):
        return True
    wanted = ways(expected)
    return bool(wanted) and wanted <= ways(found)


@lru_cache(maxsize=1_000)
def ways(expression: str) -> Ways:
    """How something under the expression may be taken; none where that is not known, or too much to be listed."""
    found = _ways(parse(expression))
    return frozenset() if any(one.id in ("", NOASSERTION) for way in found for one in way) else found


def _ways(tree: Tree) -> Ways:
    if isinstance(tree, License):
        return frozenset({frozenset({tree})})
    parts = [_ways(part) for part in tree.parts]
    if isinstance(tree, Either):
        return frozenset(way for part in parts for way in part)
    count = 1
    for part in parts:
        count *= len(part)
    if not count or count > _MOST:
        return frozenset()
    return frozenset(frozenset().union(*chosen) for chosen in product(*parts))
