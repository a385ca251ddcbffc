"""JUnit XML, as build servers read it: a suite a rule, a case a finding; what does not make the run fail is skipped with why.

Source: the schema that Jenkins' xUnit plugin publishes, which names no attributes beyond these.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from app.reports import Report
from queries.verdicts import FailOn, Finding, Outcome, State, Verdict

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def render(report: Report, *, limit: int) -> str:  # noqa: ARG001  a program is shown everything
    """The report as one document."""
    suites = [_suite(verdict, report.fail_on) for verdict in report.verdicts]
    root = ET.Element("testsuites", {"name": "codecraft check", **_totals(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(verdict: Verdict, fail_on: FailOn) -> ET.Element:
    cases = list(_cases(verdict, fail_on))
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": "0",
        "skipped": str(sum(case.find("skipped") is not None for case in cases)),
        "time": "0",
    }
    suite = ET.Element("testsuite", {"name": verdict.rule, **counts})
    suite.extend(cases)
    return suite


def _cases(verdict: Verdict, fail_on: FailOn) -> Iterator[ET.Element]:
    for finding in verdict.findings:
        case = _case(verdict, f"{finding.node} [{finding.fingerprint}]")
        if finding.state is State.NEW and not fail_on.fails(verdict):
            _add(case, "skipped", f"{verdict.severity}: {finding.message}")
        elif finding.state is State.NEW:
            _add(case, "failure", finding.message, _about(verdict, finding), type=verdict.severity.value)
        else:
            _add(case, "skipped", finding.note)
        yield case
    if verdict.outcome is Outcome.UNDETERMINED:
        case = _case(verdict, verdict.title)
        unknown = "; ".join(f"{one.title}: {one.count}, such as {', '.join(one.examples)}" for one in verdict.blockers)
        if fail_on.fails(verdict):
            _add(case, "failure", f"not known: {unknown}", verdict.remedy, type="undetermined")
        else:
            _add(case, "skipped", f"not known: {unknown}")
        yield case
    elif not verdict.findings:
        yield _case(verdict, verdict.title)


def _case(verdict: Verdict, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": f"codecraft.{verdict.rule}", "name": _clean(name), "time": "0"})


def _add(case: ET.Element, tag: str, message: str, text: str = "", **attributes: str) -> None:
    element = ET.SubElement(case, tag, {"message": _clean(message), **attributes})
    if text:
        element.text = _clean(text)


def _about(verdict: Verdict, finding: Finding) -> str:
    place = [f"{finding.path}:{finding.line}"] if finding.path else []
    hops = [f"→ {hop.id}  {hop.path}:{hop.line}" for hop in finding.hops]
    return "\n".join([*place, finding.node, *hops, f"why: {verdict.rationale}", f"remedy: {verdict.remedy}"])


def _totals(suites: list[ET.Element]) -> dict[str, str]:
    return {key: str(sum(int(suite.get(key, "0")) for suite in suites)) for key in ("tests", "failures", "errors")}


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
