"""What is decided of an expression: by example, and what must hold of all of them."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.compatibility import Compatible, osadl
from queries.policy import Lists, Outcome, Policy, Use
from queries.policy_file import read_policy
from queries.terms import Terms, read_terms

EXAMPLES = tomllib.loads((Path(__file__).parent / "decisions.toml").read_text(encoding="utf-8"))["decision"]
SHIPPED = read_policy(None)
ORDER = tuple(Outcome)
SINGLE = [
    "MIT",
    "Apache-2.0",
    "BSD-4-Clause",
    "MPL-2.0",
    "GPL-2.0-only",
    "GPL-3.0-or-later",
    "AGPL-3.0-only",
    "GPL-2.0-only WITH Classpath-exception-2.0",
    "MIT WITH Never-heard-of-exception",
    "Apache-2.0+",
    "JSON",
    "PSF-2.0",
    "LicenseRef-Ours",
    "NOASSERTION",
    "UNKNOWN",
]
UNKNOWN = ["NOASSERTION", "UNKNOWN", "NONE", "LicenseRef-Ours", "MIT WITH Never-heard-of-exception", "Proprietary-Of-Somebody"]
expressions = st.recursive(
    st.sampled_from(SINGLE),
    lambda parts: st.tuples(parts, st.sampled_from(["AND", "OR"]), parts).map(
        lambda three: f"({three[0]}) {three[1]} ({three[2]})"
    ),
    max_leaves=6,
)
uses = st.sampled_from([Use.GROUND, Use.TRAIN, Use.DISTRIBUTE])
outbounds = st.sampled_from(["", "Apache-2.0", "GPL-3.0-or-later", "GPL-2.0-only", "LicenseRef-Ours"])


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['expression']} {one.get('outbound', '')}".strip())
def test_what_is_decided(example: dict[str, str]) -> None:
    decision = SHIPPED.decide(example["expression"], outbound=example.get("outbound", ""))
    assert decision.outcome == example["outcome"]
    if "chosen" in example:
        assert decision.chosen == example["chosen"]
    assert decision.why


@given(expressions, expressions, uses, outbounds)
def test_a_part_that_is_added_by_and_never_makes_it_better(one: str, other: str, use: Use, outbound: str) -> None:
    alone = SHIPPED.decide(one, purpose=use, outbound=outbound).outcome
    both = SHIPPED.decide(f"({one}) AND ({other})", purpose=use, outbound=outbound).outcome
    assert ORDER.index(both) >= ORDER.index(alone)


@given(expressions, expressions, uses, outbounds)
def test_a_choice_that_is_added_by_or_never_makes_it_worse(one: str, other: str, use: Use, outbound: str) -> None:
    alone = SHIPPED.decide(one, purpose=use, outbound=outbound).outcome
    either = SHIPPED.decide(f"({one}) OR ({other})", purpose=use, outbound=outbound).outcome
    assert ORDER.index(either) <= ORDER.index(alone)


@given(st.lists(st.sampled_from(UNKNOWN), min_size=1, max_size=4), st.sampled_from(["AND", "OR"]), uses, outbounds)
def test_what_is_unknown_never_becomes_a_yes(parts: list[str], operator: str, use: Use, outbound: str) -> None:
    expression = f" {operator} ".join(parts)
    assert not SHIPPED.decide(expression, purpose=use, outbound=outbound).allowed
    assert osadl().compatible(expression, outbound or "MIT")[0] in (Compatible.UNKNOWN, Compatible.NO)


@given(expressions, uses, outbounds)
def test_the_branch_that_is_taken_is_decided_alike_and_leaves_no_choice(expression: str, use: Use, outbound: str) -> None:
    decision = SHIPPED.decide(expression, purpose=use, outbound=outbound)
    assert " OR " not in decision.chosen
    assert SHIPPED.decide(decision.chosen, purpose=use, outbound=outbound).outcome is decision.outcome


@given(expressions, st.frozensets(st.sampled_from(SINGLE[:6]), min_size=1), st.frozensets(st.sampled_from(SINGLE[:6])))
def test_what_the_asker_says_never_widens_the_policy(expression: str, allow: frozenset[str], deny: frozenset[str]) -> None:
    wide = Terms(policy=SHIPPED, uses=(Use.GROUND,)).decide(expression)
    narrow = Terms(allow, deny, SHIPPED, (Use.GROUND,)).decide(expression)
    assert ORDER.index(narrow.outcome) >= ORDER.index(wide.outcome)


def test_one_branch_must_satisfy_everybody() -> None:
    terms = read_terms(SHIPPED, allow=["GPL-3.0-only"], use="ground")
    assert not terms.decide("MIT OR GPL-3.0-only").allowed
    assert read_terms(SHIPPED, allow=["GPL-3.0-only"]).decide("MIT OR GPL-3.0-only").chosen == "GPL-3.0-only"


def test_asking_for_another_purpose_does_not_widen_what_may_be_shown() -> None:
    strict = Policy("strict", {Use.INDEX_ONLY: Lists(("MIT",)), Use.TRAIN: Lists(("*",))})
    terms = read_terms(strict, use="train")
    assert terms.decide("MIT").allowed
    assert not terms.decide("Apache-2.0").allowed
    assert terms.permits("ground")
    assert not terms.permits("train")


def test_search_is_not_narrowed_by_the_shipped_policy_and_answers_are() -> None:
    assert not read_terms(SHIPPED).narrows
    assert read_terms(SHIPPED, use="ground").narrows
    assert read_terms(SHIPPED).decide("NOASSERTION").allowed


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [
        ("MIT", "GPL-3.0-only", Compatible.YES),
        ("GPL-3.0-only", "MIT", Compatible.NO),
        ("GPL-3.0-only OR MIT", "Apache-2.0", Compatible.YES),
        ("GPL-3.0-only AND MIT", "Apache-2.0", Compatible.NO),
        ("AGPL-3.0-only", "GPL-3.0-only", Compatible.CHECK),
        ("OpenSSL", "MIT", Compatible.UNKNOWN),
        ("PSF-2.0", "PSF-2.0", Compatible.YES),
        ("LicenseRef-a", "LicenseRef-a", Compatible.UNKNOWN),
        ("MIT", "NOASSERTION", Compatible.UNKNOWN),
        ("NOASSERTION", "NOASSERTION", Compatible.UNKNOWN),
    ],
)
def test_the_matrix_is_read_inbound_to_outbound(inbound: str, outbound: str, expected: Compatible) -> None:
    assert SHIPPED.compatible(inbound, outbound)[0] is expected


def test_check_dependency_is_an_outcome_of_its_own() -> None:
    policy = Policy("all", {Use.GROUND: SHIPPED.lists(Use.INDEX_ONLY)})
    assert policy.decide("AGPL-3.0-only", outbound="GPL-3.0-only").outcome is Outcome.REVIEW


def test_the_matrix_says_from_when_it_is_where_it_is_asked() -> None:
    assert osadl().date == "2024-05-21"
    assert Policy("ours", {}, outbound="MIT").matrix_date == "2024-05-21"
    assert SHIPPED.matrix_date == ""
