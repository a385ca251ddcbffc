"""Which expressions say the same, and which may be taken as another: by example, and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.licensing.comparing import offers, same_terms

SAME = [
    ("MIT AND Apache-2.0", "apache-2.0 AND mit"),
    ("MIT OR Apache-2.0", "Apache-2.0 OR MIT"),
    ("MIT AND (Apache-2.0 OR BSD-3-Clause)", "(MIT AND BSD-3-Clause) OR (Apache-2.0 AND MIT)"),
    ("GPL-2.0+", "GPL-2.0-or-later"),
    ("MIT AND MIT", "MIT"),
]
OTHER = [
    ("MIT AND Apache-2.0", "MIT OR Apache-2.0"),
    ("MIT", "MIT AND Apache-2.0"),
    ("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0"),
    ("NOASSERTION", "MIT"),
]
TAKEN = [
    ("MIT OR GPL-2.0-only", "MIT"),
    ("MIT AND (ISC OR GPL-2.0-only)", "ISC AND MIT"),
    ("MIT OR ISC OR Zlib", "Zlib OR MIT"),
]
NOT_TAKEN = [
    ("MIT AND GPL-2.0-only", "MIT"),
    ("MIT", "MIT OR GPL-2.0-only"),
    ("NOASSERTION OR MIT", "ISC"),
    ("NOASSERTION", "MIT"),
]
expressions = st.recursive(
    st.sampled_from(["MIT", "ISC", "Zlib", "GPL-2.0-only"]),
    lambda parts: st.tuples(parts, st.sampled_from(["AND", "OR"]), parts).map(" ".join).map(lambda one: f"({one})"),
    max_leaves=6,
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_terms(one: str, other: str) -> None:
    assert same_terms(one, other)
    assert same_terms(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_terms(one: str, other: str) -> None:
    assert not same_terms(one, other)


@pytest.mark.parametrize(("found", "expected"), TAKEN)
def test_a_choice_may_be_taken(found: str, expected: str) -> None:
    assert offers(found, expected)
    assert not same_terms(found, expected)


@pytest.mark.parametrize(("found", "expected"), NOT_TAKEN)
def test_what_is_not_offered_is_not_taken(found: str, expected: str) -> None:
    assert not offers(found, expected)


@given(expressions, expressions)
def test_joining_by_or_offers_either_and_by_and_neither_but_for_what_was_asked_already(one: str, other: str) -> None:
    assert offers(f"{one} OR {other}", one)
    assert same_terms(f"{one} AND {other}", f"{other} AND {one}")
    assert offers(f"{one} AND {other}", one) == offers(f"{other} AND {one}", one)
