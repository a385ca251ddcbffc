"""What of Python code is read for licences: comments and strings around words that sound like one."""

# REUSE-IgnoreStart
import pytest

from extractors.licenses.detection import statements
from extractors.licenses.passages import passages, spoken

_CODE = "\n".join(f"value_{number} = {number}" for number in range(30))


def read(text: str) -> list[tuple[int, str]]:
    """What is left of the text's passages: the lines with their numbers, without empty ones."""
    found = [spoken(text, passage) for passage in passages(text)]
    lines = [(one.line + number, line) for one in found for number, line in enumerate(one.text.split("\n"))]
    return [(number, line) for number, line in lines if line.strip()]


def test_a_comment_is_read_with_the_code_beside_it() -> None:
    text = f"first = 1\nsecond = 2\n\n# Copyright Ada\n# MIT licensed.\n\n)\nthird = 3\n{_CODE}\n"
    assert read(text) == [(2, "second = 2"), (4, "# Copyright Ada"), (5, "# MIT licensed."), (8, "third = 3")]


@pytest.mark.parametrize("quote", ['"""', "'''"])
def test_a_string_is_read_around_the_word(quote: str) -> None:
    talk = "\n".join(f"talk {number}" for number in range(100))
    lines = read(f"{quote}{talk}\nlicensed like this\n{talk}{quote}\nimport os\n")
    assert [number for number, _ in lines] == list(range(60, 143))


def test_strings_that_hold_signs_of_others_end_where_they_end() -> None:
    text = "a = \"''' # \\\" licence\"\nb = 2\nc = r'\\' # the licence\nd = 4\ne = 5\n"
    assert read(text) == [(1, "a = \"''' # \\\" licence\""), (2, "b = 2"), (3, "c = r'\\' # the licence"), (4, "d = 4")]


def test_code_alone_says_nothing() -> None:
    assert read(f"permission = license_of(user)\n{_CODE}") == []
    assert read("__license__ = (\n    MIT\n)\n") == [(1, "__license__ = ("), (2, "    MIT")]


def test_code_keeps_texts_apart() -> None:
    """Without the code between them, the library takes the docstring below for more of the notice."""
    header = (
        "# This Source Code Form is subject to the terms of the Mozilla Public License,\n# v. 2.0. If a copy of the MPL was "
    )
    header += "not distributed with this file, You can\n# obtain one at https://mozilla.org/MPL/2.0/.\n"
    (one,) = statements("a.py", f'{header}\nimport json\n\n"""\nThis module is about licences and covers them.\n"""\n')
    assert (one.expression, one.line, one.end_line) == ("MPL-2.0", 1, 3)
