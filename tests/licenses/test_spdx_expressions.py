"""SPDX expressions: spelling, parts, categories, and what may be chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.facts import NOASSERTION
from graph.licensing.categories import category, is_permissive
from graph.licensing.expressions import joined, license_ids, normalise


@pytest.mark.parametrize(
    ("written", "expression"),
    [
        ("mit", "MIT"),
        ("Apache-2.0 or MIT", "Apache-2.0 OR MIT"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("GPL-2.0 with Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"),
        ("GPL-2.0-with-GCC-exception", "GPL-2.0-only WITH GCC-exception-2.0"),
        ("wxWindows", "LGPL-2.0-or-later WITH WxWindows-exception-3.1"),
        ("MPL-1.1+ or mit and isc", "MPL-1.1+ OR (MIT AND ISC)"),
        ("LicenseRef-Apache AND MIT", "LicenseRef-Apache AND MIT"),
        ("MIT  AND\n(ISC OR 0BSD)", "MIT AND (ISC OR 0BSD)"),
        ("", NOASSERTION),
        ("NONE", NOASSERTION),
        ("NOASSERTION", NOASSERTION),
        ("BSD", NOASSERTION),
        ("MIT, ISC", NOASSERTION),
        ("MIT OR", NOASSERTION),
        ("Classpath-exception-2.0", NOASSERTION),
        ("MIT WITH Apache-2.0", NOASSERTION),
        ("GPL-2.0-only WITH no-exception-at-all", NOASSERTION),
        ("((((", NOASSERTION),
    ],
)
def test_spelling(written: str, expression: str) -> None:
    assert normalise(written) == expression


def test_ids_in_order_without_exceptions() -> None:
    expression = "MIT AND (Apache-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0) AND MIT"

    assert license_ids(expression) == ("MIT", "Apache-2.0", "GPL-2.0-only")
    assert license_ids(NOASSERTION) == ()


@pytest.mark.parametrize(
    ("license_id", "expected"),
    [
        ("MIT", "permissive"),
        ("0BSD", "permissive"),
        ("PSF-2.0", "permissive"),
        ("CC0-1.0", "permissive"),
        ("MPL-2.0", "weak-copyleft"),
        ("LGPL-3.0-or-later", "weak-copyleft"),
        ("GPL-2.0-only", "copyleft"),
        ("AGPL-3.0-or-later", "copyleft"),
        ("BUSL-1.1", "unknown"),
        ("LicenseRef-Ours", "unknown"),
        ("NOASSERTION", "unknown"),
    ],
)
def test_categories(license_id: str, expected: str) -> None:
    assert category(license_id) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", True),
        ("MIT AND Apache-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("MIT OR GPL-3.0-only", True),
        ("(MIT OR GPL-3.0-only) AND (ISC OR MPL-2.0)", True),
        ("(MIT OR GPL-3.0-only) AND MPL-2.0", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("LicenseRef-Ours", False),
        ("NOASSERTION", False),
        ("no expression", False),
    ],
)
def test_what_may_be_chosen(expression: str, *, expected: bool) -> None:
    assert is_permissive(expression) is expected


def test_joining_keeps_each_once_and_never_hides_an_unknown_one() -> None:
    assert joined(["MIT", "Apache-2.0 OR ISC", "MIT"]) == "MIT AND (Apache-2.0 OR ISC)"
    assert joined(["MIT", NOASSERTION]) == NOASSERTION
    assert joined([]) == NOASSERTION


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_nothing(text: str) -> None:
    expression = normalise(text)

    assert normalise(expression) == expression
    assert bool(license_ids(expression)) == (expression != NOASSERTION)


_IDS = st.sampled_from(["MIT", "ISC", "Apache-2.0", "MPL-2.0", "GPL-3.0-only", "LicenseRef-Ours"])
_TREES = st.recursive(
    _IDS, lambda part: st.tuples(part, st.sampled_from(["AND", "OR"]), part).map(lambda t: f"({' '.join(t)})")
)


@given(_TREES)
def test_permissive_needs_a_permissive_part_and_all_permissive_suffice(expression: str) -> None:
    kinds = {category(license_id) for license_id in license_ids(expression)}

    assert normalise(normalise(expression)) == normalise(expression) != NOASSERTION
    if is_permissive(expression):
        assert "permissive" in kinds
    if kinds == {"permissive"}:
        assert is_permissive(expression)
