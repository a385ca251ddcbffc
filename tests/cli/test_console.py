"""What is piped is meant for programs: whole, and without blanks that only fill a column."""

import pytest

from app.cli import console


def test_piped_tables_are_neither_cut_nor_filled(capsys: pytest.CaptureFixture[str]) -> None:
    console.table([("a", 1, "x" * 300), ("longer", 22, "y"), ("b", 3)], right=(1,))

    assert capsys.readouterr().out.splitlines() == [f"a        1  {'x' * 300}", "longer  22  y", "b        3"]
