"""What a licence file states for certain files, and what then holds for the others."""

# REUSE-IgnoreStart
from pathlib import Path

import pytest

from extractors.licenses.detection import terms
from extractors.licenses.detector import DETECTOR
from extractors.licenses.scopes import BINARIES, covers
from extractors.sources import open_source
from graph.facts import LicenseKind
from graph.projection.licenses import source_license, stated_licenses
from tests.licenses.texts import BSD2, BSD3, MIT
from tests.sources.conftest import write

PYPROJECT = '[project]\nname = "shop"\nversion = "1.0"\nlicense = "BSD-3-Clause"\n'
BUNDLED = f"""{BSD3}
----

This binary distribution of Shop also bundles the following software:

Name: libtill
Files: shop.libs/libtill*.so
Description: dynamically linked
License: GPL-3.0-or-later WITH GCC-exception-3.1
  Bring your own coins.

Name: libdrawer
License: MIT
{MIT}"""
STANZAS = f"""Files: *
Copyright: 2020 Someone
License: BSD-3-Clause

Files: shop/till.py, shop/drawer/*
License: MIT

Files: src/shop/coins.py
Copyright: 2019 Someone else
{BSD2}"""


def stated(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.expression, one.files) for one in terms(text)]


def test_bundled_binaries_are_named_or_known_as_such() -> None:
    assert stated(BUNDLED) == [
        ("BSD-3-Clause", ()),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", ("shop.libs/libtill*.so",)),
        ("MIT", BINARIES),
    ]


def test_stanzas_are_for_their_files() -> None:
    assert sorted(stated(STANZAS)) == [
        ("BSD-2-Clause", ("src/shop/coins.py",)),
        ("BSD-3-Clause", ()),
        ("MIT", ("shop/till.py", "shop/drawer/*")),
    ]


@pytest.mark.parametrize(
    "text", [BSD3 + "This project includes code from the following:\n\n" + MIT, f"Files: are described below\n{BSD3}{MIT}"]
)
def test_code_from_elsewhere_without_files_holds_for_all(text: str) -> None:
    assert stated(text) == [("BSD-3-Clause", ()), ("MIT", ())]


def test_the_whole_owes_what_is_bundled_and_its_files_do_not(tmp_path: Path) -> None:
    write(tmp_path, {"pyproject.toml": PYPROJECT, "LICENSE": BUNDLED, "shop/a.py": "A = 1\n"})

    snapshot = open_source(str(tmp_path)).read()

    whole = "BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1 AND MIT"
    assert stated_licenses(snapshot.info)["license_concluded"] == whole
    assert source_license(snapshot.info) == "BSD-3-Clause"
    assert DETECTOR.detect(snapshot)["shop/a.py"].expression == "BSD-3-Clause"
    detected = [one for one in snapshot.info.licenses if one.kind is LicenseKind.DETECTED]
    assert [one.method for one in detected] == ["license-text", "license-of-files", "license-of-files"]


def test_files_that_are_named_have_what_is_said_of_them(tmp_path: Path) -> None:
    files = {"shop/a.py": "", "shop/till.py": "", "shop/drawer/b.py": "", "shop/coins.py": "", "shop/own.py": ""}
    write(
        tmp_path,
        {"pyproject.toml": PYPROJECT, "LICENSE": STANZAS, **files, "shop/drawer/c.py": "# Licensed under the ISC license.\n"},
    )

    found = DETECTOR.detect(open_source(str(tmp_path)).read())

    assert {path: one.expression for path, one in found.items()} == {
        "shop/a.py": "BSD-3-Clause",
        "shop/till.py": "MIT",
        "shop/drawer/b.py": "MIT",
        "shop/drawer/c.py": "ISC",
        "shop/coins.py": "BSD-2-Clause",
        "shop/own.py": "BSD-3-Clause",
    }


def test_a_rule_ends_a_stanza() -> None:
    text = f"{MIT}\nFiles: shop/fonts/*\nLicense: OFL-1.1\n\n----\n\nTill\n\n{BSD2}"

    assert sorted(stated(text)) == [("BSD-2-Clause", ()), ("MIT", ()), ("OFL-1.1", ("shop/fonts/*",))]


def test_globs_cross_folders_and_name_folders() -> None:
    assert covers(("shop/*.py",), "shop/deep/a.py")
    assert covers(("shop/vendored/",), "shop/vendored/a.py")
    assert covers(("lib/shop/a.py",), "shop/a.py")
    assert not covers(("shop/b*",), "shop/a.py")
