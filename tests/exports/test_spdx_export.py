"""SPDX against its own tools, and against what a reader can check by hand."""

from pathlib import Path

from tests.exports.conftest import REQUEST, Export, differs_from, parsed
from tests.exports.validators import assert_spdx


def test_it_reads_as_expected(export: Export, tmp_path: Path) -> None:
    text = export("spdx")
    assert_spdx(text, tmp_path)
    assert not differs_from("office.spdx.json", text)


def test_one_source_is_described_with_what_it_needs(export: Export, tmp_path: Path) -> None:
    text = export("spdx", sources=("tools",))
    assert_spdx(text, tmp_path)
    document = parsed(text)
    assert document["name"] == "tools"
    assert [one["name"] for one in document["packages"]] == ["tools", "little"]


def test_exports_differ_in_their_time_alone(export: Export) -> None:
    later = export("spdx", at="2027-01-01T00:00:00Z")
    assert export("spdx") == later.replace("2027-01-01T00:00:00Z", REQUEST.at)
