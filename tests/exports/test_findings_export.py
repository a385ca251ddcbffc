"""Findings as CSV that a spreadsheet reads without running any of it."""

import csv
import io

import pytest

from queries.exports.findings import _cell, _line
from tests.exports.conftest import Export, parsed


def test_every_verdict_has_its_rows(export: Export) -> None:
    rows = list(csv.DictReader(io.StringIO(export("findings"), newline="")))
    copyleft = [row for row in rows if row["rule"] == "copyleft_through_calls" and row["row"] == "finding"]
    (direct,) = [row for row in copyleft if row["node"] == "pkg:pypi/acme@1.0#acme.api.get"]
    assert (direct["outcome"], direct["path"], direct["line"]) == ("FAIL", "acme/api.py", "11")
    assert "pkg:pypi/tools@2.0#tools.run" in direct["hops"]
    unknown = [row["message"] for row in rows if row["rule"] == "copyleft_through_calls" and row["row"] == "not known"]
    assert any("Call sites whose target is unknown" in message for message in unknown)
    assert {row["rule"] for row in rows} >= {"copyleft_through_calls", "file_without_provenance", "source_without_license"}


def test_json_lines_hold_the_same(export: Export) -> None:
    rows = list(csv.DictReader(io.StringIO(export("findings"), newline="")))
    told = [parsed(line) for line in export("findings", lines_as_json=True).splitlines()]
    assert [(one["rule"], one["node"], one["message"]) for one in told] == [
        (row["rule"], row["node"], row["message"]) for row in rows
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")'])
def test_what_a_spreadsheet_would_run_is_text(text: str) -> None:
    assert _cell(text) == f"'{text}"
    assert next(csv.reader(io.StringIO(_line([text, "a,b"]), newline=""))) == [f"'{text}", "a,b"]
