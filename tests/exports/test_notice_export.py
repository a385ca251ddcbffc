"""The NOTICE bundle: what it says, and what it says is missing."""

from queries.exports.notice import _safe
from tests.exports.conftest import Export, differs_from


def test_it_reads_as_expected(export: Export) -> None:
    assert not differs_from("office.notice.txt", export("notice"))


def test_no_path_leaves_the_folder() -> None:
    assert _safe("../../etc/passwd") == "etc/passwd"
    assert _safe("/LICENSE") == "LICENSE"
    assert _safe("..") == "LICENSE"
    assert _safe("docs/a\\..\\b:c") == "docs/a_.._b_c"
