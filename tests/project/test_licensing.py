"""Every file says whose it is and under which licence, as the REUSE specification 3.3 has it."""

import hashlib
import re
import tomllib
from pathlib import PurePosixPath

import pytest
from license_expression import get_spdx_licensing

from tests.project import repository

# The text as the Apache Software Foundation publishes it.
_APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"


def _annotations() -> list[tuple[re.Pattern[str], str, str]]:
    """Each annotation of REUSE.toml as pattern, licence expression and copyright notice."""
    tables = tomllib.loads(repository.text("REUSE.toml") or "")["annotations"]
    return [
        (_pattern(path), table["SPDX-License-Identifier"], table["SPDX-FileCopyrightText"])
        for table in tables
        for path in ([table["path"]] if isinstance(table["path"], str) else table["path"])
    ]


def _pattern(glob: str) -> re.Pattern[str]:
    """REUSE's globs: `**` is anything, `*` anything without a slash."""
    parts = re.split(r"(\*\*|\*)", glob)
    return re.compile("".join({"**": ".*", "*": "[^/]*"}.get(part, re.escape(part)) for part in parts))


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("**", "a/b/.c", True),
        ("*.py", "a.py", True),
        ("*.py", "a/b.py", False),
        ("docs/**", "docs/a/b.md", True),
        ("docs/*", "docs/a/b.md", False),
        ("a.py", "axpy", False),
    ],
)
def test_globs(glob: str, path: str, *, matches: bool) -> None:
    assert bool(_pattern(glob).fullmatch(path)) is matches


def test_every_file_has_a_licence_and_a_copyright_holder() -> None:
    annotations = _annotations()
    bare = [path for path in _covered() if not any(pattern.fullmatch(path.as_posix()) for pattern, _, _ in annotations)]
    assert bare == []
    assert all(notice.strip() for _, _, notice in annotations)


def test_every_licence_named_has_its_text_and_no_text_is_spare() -> None:
    spdx = get_spdx_licensing()
    expressions = [spdx.parse(expression, validate=True) for _, expression, _ in _annotations()]
    named = {key for expression in expressions for key in spdx.license_keys(expression)}
    assert named == {path.name.removesuffix(".txt") for path in repository.files() if path.parts[0] == "LICENSES"}


def test_the_licence_text_is_the_published_one() -> None:
    for path in ("LICENSE", "LICENSES/Apache-2.0.txt"):
        assert hashlib.sha256((repository.ROOT / path).read_bytes()).hexdigest() == _APACHE_2
    assert repository.pyproject()["project"]["license"] == "Apache-2.0"


def _covered() -> list[PurePosixPath]:
    """All files but the licence texts themselves and REUSE.toml."""
    exempt = {"LICENSE", "REUSE.toml"}
    return [path for path in repository.files() if path.as_posix() not in exempt and path.parts[0] != "LICENSES"]
