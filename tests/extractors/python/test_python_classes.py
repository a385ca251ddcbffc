"""What must always hold of classes: what is kept of them follows their bases, however late these are known."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.languages.python.flow import Scope
from extractors.languages.python.linking.classes import add_base, descendants, mro
from extractors.languages.python.linking.values import Class, Module

_MODULE = Module("shop", "shop.py", "")
_COUNT = 7


@given(st.lists(st.tuples(st.integers(0, _COUNT - 1), st.integers(0, _COUNT - 1)), max_size=24))
def test_subclasses_are_those_of_the_bases_that_are_known_by_now(steps: list[tuple[int, int]]) -> None:
    classes = [Class(_MODULE, Scope(1, f"C{number}", 0, 0, number), _MODULE, f"shop.C{number}") for number in range(_COUNT)]
    for place, (derived, base) in enumerate(steps):
        if classes[derived] in mro(classes[base]):
            continue  # no class derives from itself in a program that runs
        add_base(classes[derived], classes[base], place)
        for one in classes:
            assert set(descendants(one)) == {other for other in classes if other is not one and one in mro(other)}
