"""Confidence of claims: a share for all evidence that can come up."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from extractors.languages.python.linking.confidence import Evidence, Found

EVIDENCE = st.builds(
    Evidence,
    found=st.sampled_from(Found),
    own=st.integers(0, 200),
    foreign=st.integers(0, 200),
    overrides=st.integers(0, 200),
    **{name: st.booleans() for name, kind in Evidence.__annotations__.items() if kind is bool},
)


@given(EVIDENCE)
def test_all_evidence_has_a_confidence(evidence: Evidence) -> None:
    assert 0 < evidence.confidence < 1
    assert evidence.method in type(evidence.method)


def test_a_place_whose_targets_are_all_set_aside_has_a_confidence() -> None:
    """Wrappers and fallbacks do not compete, so that no target of the project may be left: nothing is divided by that."""
    evidence = Evidence(Found.VALUE, own=0, foreign=2)
    assert 0 < evidence.confidence < 1


@given(EVIDENCE)
def test_a_value_from_outside_never_makes_it_surer(evidence: Evidence) -> None:
    known, unknown = replace(evidence, outside=False), replace(evidence, outside=True)
    assert unknown.confidence <= known.confidence
