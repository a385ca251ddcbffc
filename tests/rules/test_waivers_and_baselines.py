"""Findings that someone answers for, and findings that are known: neither fails, both are told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.errors import InputError, NotFoundError
from queries.baseline import compare, read_baseline, write_baseline
from queries.verdicts import Finding, Outcome, Severity, State, Verdict, fingerprint, with_findings
from queries.waivers import idle, read_waivers, waive

TODAY = date(2026, 6, 1)
ENTRY = """
[[waiver]]
rule = "ownership"
node = "pkg:generic/shop#*"
reason = "Being replaced."
owner = "jane@example.org"
expires = 2026-06-01
"""


def _verdict(*nodes: str, rule: str = "ownership") -> Verdict:
    empty = Verdict(rule, "Title", Severity.ERROR, Outcome.PASS, (), (), "why", "remedy")
    return with_findings(empty, [Finding(node, "wrong", line=3, fingerprint=fingerprint(rule, node)) for node in nodes])


def _waived(tmp_path: Path, text: str, *verdicts: Verdict) -> tuple[Verdict, ...]:
    file = tmp_path / "waivers.toml"
    file.write_text(text)
    return waive(verdicts, read_waivers(file), TODAY)


def test_an_active_waiver_silences_and_says_who_answers(tmp_path: Path) -> None:
    (verdict,) = _waived(tmp_path, ENTRY, _verdict("pkg:generic/shop#shop.run"))
    assert verdict.outcome is Outcome.PASS
    assert verdict.findings[0].state is State.WAIVED
    assert verdict.findings[0].note == "waived by jane@example.org until 2026-06-01: Being replaced."


def test_it_silences_only_what_it_names(tmp_path: Path) -> None:
    verdicts = (_verdict("pkg:generic/shop#shop.run", "pkg:generic/lib#lib.run"), _verdict("pkg:generic/shop#x", rule="other"))
    found = _waived(tmp_path, ENTRY, *verdicts)
    assert [[one.state for one in verdict.findings] for verdict in found] == [[State.WAIVED, State.NEW], [State.NEW]]


@pytest.mark.parametrize(
    "wrong",
    [
        ENTRY.replace("2026-06-01", "2026-05-31"),
        ENTRY.replace('owner = "jane@example.org"\n', ""),
        ENTRY.replace("Being replaced.", " "),
        ENTRY.replace("expires = 2026-06-01\n", ""),
    ],
)
def test_one_that_nobody_answers_for_silences_nothing(tmp_path: Path, wrong: str) -> None:
    (verdict,) = _waived(tmp_path, wrong, _verdict("pkg:generic/shop#shop.run"))
    assert verdict.outcome is Outcome.FAIL


def test_the_rule_about_waivers_cannot_be_waived(tmp_path: Path) -> None:
    text = ENTRY.replace('"ownership"', '"waiver_expired_or_unowned"').replace("pkg:generic/shop#*", "*")
    (verdict,) = _waived(tmp_path, text, _verdict("waiver:other:x", rule="waiver_expired_or_unowned"))
    assert verdict.outcome is Outcome.FAIL


def test_one_that_covers_nothing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "waivers.toml"
    file.write_text(ENTRY)
    waivers = read_waivers(file)
    assert [one.line for one in idle([_verdict("pkg:generic/lib#x")], waivers)] == [2]
    assert idle([_verdict("pkg:generic/shop#x")], waivers) == ()
    assert idle([_verdict("a", rule="other")], waivers) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[waiver]]\nrule = 3", r"waivers.toml:1 has a rule that is no text"),
        ('\n[[waiver]]\nrule = "a"', r"waivers.toml:2 names no node"),
        ('[[waiver]]\nrule = "a"\nnode = "b"\nuntil = 3', "says until: it can say expires"),
        ('[[waiver]]\nrule = "a"\nnode = "b"\nexpires = "soon"', "expires on 'soon', which is no date"),
        ('[waiver]\nrule = "a"', r"write each as \[\[waiver\]\]"),
        ("[[waivers]]", "holds waivers, which is no waiver"),
        ("[[waiver", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_named_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "waivers.toml"
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_waivers(file)


def test_waivers_that_are_not_there_are_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file of waivers"):
        read_waivers(tmp_path / "nothing.toml")


def test_what_is_known_does_not_fail_and_what_is_gone_is_told(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    assert write_baseline(file, [_verdict("old", "kept")]) == 2
    moved = with_findings(_verdict("kept"), [replace(one, line=99) for one in _verdict("kept").findings])
    (verdict,), fixed = compare([moved], read_baseline(file))
    assert verdict.outcome is Outcome.PASS
    assert [one.state for one in verdict.findings] == [State.KNOWN]
    assert [one.node for one in fixed] == ["old"]
    (verdict,), _ = compare([_verdict("kept", "new")], read_baseline(file))
    assert verdict.outcome is Outcome.FAIL
    assert [one.node for one in verdict.counting] == ["new"]


def test_a_rule_that_was_not_run_or_not_to_its_end_fixes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    write_baseline(file, [_verdict("old")])
    assert compare([_verdict("x", rule="other")], read_baseline(file))[1] == ()
    assert compare([replace(_verdict("x"), truncated=True)], read_baseline(file))[1] == ()


def test_what_is_waived_stays_with_its_waiver(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    assert write_baseline(file, _waived(tmp_path, ENTRY, _verdict("pkg:generic/shop#a", "pkg:generic/lib#b"))) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "cannot be read"), ('{"version": 9, "findings": []}', "of version 9"), ('{"version": 1}', "cannot be read")],
)
def test_a_baseline_that_is_none_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text)
    with pytest.raises(InputError, match=message):
        read_baseline(file)
    with pytest.raises(NotFoundError, match="--write-baseline"):
        read_baseline(tmp_path / "nothing.json")
