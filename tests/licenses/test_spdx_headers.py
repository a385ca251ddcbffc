"""SPDX tags in files."""

# REUSE-IgnoreStart
import pytest

from extractors.licenses.detection import statements
from extractors.licenses.reuse import reuse_claims


def found(text: str) -> list[tuple[str, str, int]]:
    return [(one.expression, one.method, one.line) for one in statements("a.py", text)]


@pytest.mark.parametrize(
    ("text", "expression", "line"),
    [
        ("# SPDX-License-Identifier: MIT\n", "MIT", 1),
        ("#!/usr/bin/python\n#  SPDX-License-Identifier:  Apache-2.0 or mit  \n", "Apache-2.0 OR MIT", 2),
        ('"""\nSPDX-License-Identifier: BSD-3-Clause\n"""\n', "BSD-3-Clause", 2),
        ('"""SPDX-License-Identifier: ISC"""\n', "ISC", 1),
        ("/* SPDX-License-Identifier: GPL-2.0+ */\n", "GPL-2.0-or-later", 1),
        ("<!-- SPDX-License-Identifier: CC0-1.0 -->\n", "CC0-1.0", 1),
        ("# SPDX-License-Identifier: Something Else\n", "NOASSERTION", 1),
        ("# SPDX-License-Identifier:\n", "NOASSERTION", 1),
    ],
)
def test_a_tag_in_a_comment(text: str, expression: str, line: int) -> None:
    assert found(text) == [(expression, "spdx-header", line)]


@pytest.mark.parametrize(
    "text",
    [
        "A = 1\n",
        "# the license is MIT\n",
        'TAG = "SPDX-License-Identifier: MIT"\n',
        '    "SPDX-License-Identifier: MIT",\n',
        "# Write SPDX-License-Identifier: MIT at the top of each file\n",
        "# REUSE-IgnoreStart\n# SPDX-License-Identifier: MIT\n# REUSE-IgnoreEnd\n",
    ],
)
def test_no_tag(text: str) -> None:
    assert found(text) == []


def test_a_snippet_is_told_apart_from_its_file() -> None:
    text = (
        "# SPDX-License-Identifier: MIT\n"
        "# SPDX-SnippetBegin\n"
        "# SPDX-License-Identifier: GPL-3.0-only\n"
        "# SPDX-SnippetEnd\n"
        "# SPDX-License-Identifier: ISC\n"
    )

    assert found(text) == [("MIT", "spdx-header", 1), ("GPL-3.0-only", "spdx-snippet", 3), ("ISC", "spdx-header", 5)]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ('[[annotations]]\npath = ["a", "**"]\nSPDX-License-Identifier = ["MIT", "ISC OR 0BSD"]\n', "MIT AND (ISC OR 0BSD)"),
        ('[[annotations]]\npath = "docs/**"\nSPDX-License-Identifier = "MIT"\n', ""),
        ('[[annotations]]\npath = "**"\nSPDX-License-Identifier = "Mine"\n', ""),
        ("version = 1\n", ""),
        ("annotations = 3\n", ""),
        ("broken [", ""),
    ],
)
def test_reuse_toml_speaks_for_the_whole_tree_only(text: str, expression: str) -> None:
    assert [claim.expression for claim in reuse_claims(text.encode())] == ([expression] if expression else [])


# REUSE-IgnoreEnd
