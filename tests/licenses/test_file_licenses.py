"""Which licence holds for each file of a source, and for the source as a whole."""

# REUSE-IgnoreStart
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.licenses.detector import DETECTOR
from extractors.sources import open_source
from graph.facts import FileLicense, LicenseKind, Snapshot
from graph.ports import LicenseDetector
from tests.licenses.texts import BSD2, BSD3, MIT
from tests.sources.conftest import write

_PORT: LicenseDetector = DETECTOR
PYPROJECT = '[project]\nname = "shop"\nversion = "1.0"\nlicense = "BSD-3-Clause"\n'
EITHER = "This software is made available under the terms of *either* of the licenses found in LICENSE.MIT or LICENSE.BSD."


def read(root: Path, files: Mapping[str, str]) -> Snapshot:
    return open_source(str(write(root, files))).read()


def licenses(root: Path, files: Mapping[str, str]) -> dict[str, FileLicense]:
    return _PORT.detect(read(root, files))


def test_a_file_without_a_word_has_the_licence_of_its_source(tmp_path: Path) -> None:
    one = licenses(tmp_path, {"pyproject.toml": PYPROJECT, "shop/a.py": "A = 1\n"})["shop/a.py"]

    assert (one.expression, one.kind, one.claims) == ("BSD-3-Clause", LicenseKind.DECLARED, ())
    assert (one.declared, one.detected, one.concluded) == ("", "", "BSD-3-Clause")


def test_a_head_speaks_for_its_file_and_a_part_beside_it(tmp_path: Path) -> None:
    part = "\n\ndef add(a, b):\n    # This function is licensed under the MIT license.\n    return a + b\n"
    files = {
        "pyproject.toml": PYPROJECT,
        "head.py": "# Licensed under the Apache License, Version 2.0\nA = 1\n",
        "part.py": f"A = 1{part}",
        "both.py": f"# Licensed under the Apache License, Version 2.0\nA = 1{part}",
        "tag.py": "# SPDX-License-Identifier: ISC\n# SPDX-FileCopyrightText: 2020 Ada\nA = 1\n",
    }

    found = licenses(tmp_path, files)

    assert {path: one.expression for path, one in found.items()} == {
        "head.py": "Apache-2.0",
        "part.py": "BSD-3-Clause AND MIT",
        "both.py": "Apache-2.0 AND MIT",
        "tag.py": "ISC",
    }
    assert [(claim.path, claim.line, claim.end_line) for claim in found["part.py"].claims] == [("part.py", 4, 4)]
    assert found["tag.py"].copyrights == ("2020 Ada",)


def test_what_a_head_leaves_open_is_settled_by_what_is_around(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": PYPROJECT,
        "LICENSE": BSD3,
        "a.py": "# Use of this source code is governed by a BSD-style\n# license that can be found in the LICENSE file.\n",
        "b.py": "# Licensed under the GPL.\n",
    }

    found = licenses(tmp_path, files)

    assert (found["a.py"].expression, found["a.py"].claims[0].method) == ("BSD-3-Clause", "license-reference")
    assert (found["b.py"].expression, found["b.py"].concluded) == ("NOASSERTION", "")


def test_vendored_code_has_the_licence_of_the_nearest_file(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": PYPROJECT,
        "LICENSE": BSD3,
        "shop/a.py": "",
        "shop/_vendor/pay/LICENSE": MIT,
        "shop/_vendor/pay/deep/b.py": "",
        "shop/_vendor/odd/COPYING": "Pay as you like.\n",
        "shop/_vendor/odd/c.py": "",
        "shop/_vendor/six.LICENSE": MIT,
        "shop/_vendor/six.py": "",
        "shop/_vendor/other.py": "",
        "shop/_vendor/tills_core-2.0.dist-info/LICENSE": BSD2,
        "shop/_vendor/tills_core/d.py": "",
        "shop/_vendor/two/LICENSE": EITHER,
        "shop/_vendor/two/LICENSE.MIT": MIT,
        "shop/_vendor/two/LICENSE.BSD": BSD2,
        "shop/_vendor/two/e.py": "",
    }

    found = licenses(tmp_path, files)

    assert {path: one.expression for path, one in found.items()} == {
        "shop/a.py": "BSD-3-Clause",
        "shop/_vendor/pay/deep/b.py": "MIT",
        "shop/_vendor/odd/c.py": "NOASSERTION",
        "shop/_vendor/six.py": "MIT",
        "shop/_vendor/other.py": "BSD-3-Clause",
        "shop/_vendor/tills_core/d.py": "BSD-2-Clause",
        "shop/_vendor/two/e.py": "BSD-2-Clause OR MIT",
    }
    (claim,) = found["shop/_vendor/pay/deep/b.py"].claims
    assert (claim.method, claim.path) == ("license-file-nearest", "shop/_vendor/pay/LICENSE")


def test_reuse_states_licences_beside_files(tmp_path: Path) -> None:
    toml = (
        '[[annotations]]\npath = ["data/**", "head.py"]\nSPDX-License-Identifier = "CC0-1.0"\n'
        'SPDX-FileCopyrightText = "2020 Ada"\n'
        '[[annotations]]\npath = "over.py"\nprecedence = "override"\nSPDX-License-Identifier = "MIT"\n'
        '[[annotations]]\npath = "more.py"\nprecedence = "aggregate"\nSPDX-License-Identifier = "MIT"\n'
    )
    tag = "# SPDX-License-Identifier: ISC\n"
    files = {
        "pyproject.toml": PYPROJECT,
        "REUSE.toml": toml,
        "data/a/b.py": "",
        "head.py": tag,
        "over.py": tag,
        "more.py": tag,
        "beside.py": "",
        "beside.py.license": "SPDX-License-Identifier: Zlib\n",
        "old/c.py": "",
        ".reuse/dep5": "Format: x\n\nFiles: old/*\nCopyright: 2019 Bob\nLicense: GPL-2.0-only\n",
    }

    found = licenses(tmp_path, files)

    assert {path: (one.expression, one.declared) for path, one in found.items()} == {
        "data/a/b.py": ("CC0-1.0", "CC0-1.0"),
        "head.py": ("ISC", "CC0-1.0"),
        "over.py": ("MIT", "MIT"),
        "more.py": ("ISC AND MIT", "MIT"),
        "beside.py": ("Zlib", "Zlib"),
        "old/c.py": ("GPL-2.0-only", "GPL-2.0-only"),
    }
    assert found["data/a/b.py"].copyrights == ("2020 Ada",)


BSD_FIELD = "[metadata]\nname = shop\nlicense = BSD\n"
LATER = """# This is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License
# as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version.
"""
LESSER_LATER = """Shop is free software; you can redistribute it and/or modify it under the terms of the GNU Lesser General
Public License as published by the Free Software Foundation; either version 2.1 of the License, or (at your option) any
later version.

GNU LESSER GENERAL PUBLIC LICENSE
Version 2.1, February 1999
TERMS AND CONDITIONS FOR COPYING, DISTRIBUTION AND MODIFICATION
Words that differ.
END OF TERMS AND CONDITIONS
"""
LISTED = """[metadata]
name = shop
classifiers =
    License :: OSI Approved :: MIT License
    License :: OSI Approved :: GNU General Public License v2 or later (GPLv2+)
"""
EXCEPTED = "SPDX-License-Identifier: GPL-2.0-or-later WITH Bootloader-exception\n"
# files beside an empty module, what is declared, what is concluded, by which way
CONCLUDED = {
    "the same twice": ({"pyproject.toml": PYPROJECT, "LICENSE": BSD3}, "BSD-3-Clause", "BSD-3-Clause", "agreeing"),
    "a family and its text": ({"setup.cfg": BSD_FIELD, "LICENSE": BSD2}, "BSD-2-Clause", "BSD-2-Clause", "agreeing"),
    "a family and its text in a head": (
        {"setup.cfg": BSD_FIELD, "b.py": f'"""\n{BSD2}"""\n'},
        "BSD-2-Clause",
        "BSD-2-Clause",
        "agreeing",
    ),
    "a declaration alone": ({"pyproject.toml": PYPROJECT}, "BSD-3-Clause", "BSD-3-Clause", "declared"),
    "a text alone": ({"LICENSE": MIT}, None, "MIT", "detected"),
    "a text with conditions of its own": (
        {"LICENSE": MIT + "And you must also pay. " * 100},
        None,
        "NOASSERTION",
        "unclear-text",
    ),
    "a text that says more": (
        {"pyproject.toml": PYPROJECT, "LICENSE": BSD3 + MIT},
        "BSD-3-Clause",
        "BSD-3-Clause AND MIT",
        "text-says-more",
    ),
    "a text that differs": ({"pyproject.toml": PYPROJECT, "LICENSE": MIT}, "BSD-3-Clause", "NOASSERTION", "differing"),
    "a family that differs": ({"setup.cfg": BSD_FIELD, "LICENSE": MIT}, "NOASSERTION", "NOASSERTION", "differing"),
    "texts that others refer to": (
        {"pyproject.toml": PYPROJECT, "LICENSE": BSD3, "LICENSES/MIT.txt": MIT},
        "BSD-3-Clause",
        "BSD-3-Clause",
        "agreeing",
    ),
    "a choice": ({"LICENSE": EITHER, "LICENSE.MIT": MIT, "LICENSE.BSD": BSD2}, None, "BSD-2-Clause OR MIT", "detected"),
    "a notice in heads": ({"b.py": LATER}, None, "GPL-3.0-or-later", "detected"),
    "terms made from a licence": (
        {"pyproject.toml": PYPROJECT, "LICENSE": "Shop is under a modified version of the BSD-3-Clause license.\n" + BSD3},
        "BSD-3-Clause",
        "NOASSERTION",
        "differing",
    ),
    "a file for each of several packages": (
        {"setup.cfg": "[metadata]\nname = shop\nlicense = MIT\n", "a/LICENSE": BSD3, "b/LICENSE": BSD2},
        "MIT",
        "MIT",
        "declared",
    ),
    "an exception that is spoken of": (
        {"setup.cfg": "[metadata]\nname = shop\nlicense = GPLv2+ with an exception\n", "LICENSE": EXCEPTED},
        "GPL-2.0-or-later WITH Bootloader-exception",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "agreeing",
    ),
    "two texts of a family": (
        {"setup.cfg": BSD_FIELD, "LICENSE": BSD3 + "\n" * 3 + BSD2},
        "BSD-2-Clause AND BSD-3-Clause",
        "BSD-2-Clause AND BSD-3-Clause",
        "agreeing",
    ),
    "texts that files refer to, and none besides": (
        {"pyproject.toml": PYPROJECT, "LICENSES/BSD-3-Clause.txt": BSD3, "LICENSES/MIT.txt": MIT},
        "BSD-3-Clause",
        "BSD-3-Clause",
        "agreeing",
    ),
    "a part of some file": (
        {
            "b.py": "import re\n\nA = 1\n# Taken over from Till, MIT License:\n"
            + "".join(f"# {one}\n" for one in MIT.split("\n"))
        },
        None,
        "NOASSERTION",
        "none",
    ),
    "a later version in the file only": (
        {"pyproject.toml": PYPROJECT.replace("BSD-3-Clause", "GPL-3.0-only"), "LICENSE": LATER.replace("# ", "")},
        "GPL-3.0-only",
        "GPL-3.0-only",
        "agreeing",
    ),
    "a later version in the licence file above its text": (
        {"setup.cfg": "[metadata]\nname = shop\nlicense = LGPL\n", "COPYING": LESSER_LATER},
        "LGPL-2.1-or-later",
        "LGPL-2.1-or-later",
        "agreeing",
    ),
    "a choice that only heads offer": (
        {"setup.cfg": LISTED, "b.py": "# SPDX-License-Identifier: MIT OR GPL-2.0-or-later\n"},
        "MIT OR GPL-2.0-or-later",
        "MIT OR GPL-2.0-or-later",
        "agreeing",
    ),
    "a list, and a choice that vendored code offers": (
        {"setup.cfg": LISTED, "vendor/b.py": "# SPDX-License-Identifier: MIT OR GPL-2.0-or-later\n"},
        "GPL-2.0-or-later AND MIT",
        "GPL-2.0-or-later AND MIT",
        "agreeing",
    ),
    "a list, and heads that offer a choice of others": (
        {"setup.cfg": LISTED, "b.py": "# SPDX-License-Identifier: MIT OR Zlib\n"},
        "GPL-2.0-or-later AND MIT",
        "GPL-2.0-or-later AND MIT AND (MIT OR Zlib)",
        "text-says-more",
    ),
    "a family whose text is pointed at": (
        {
            "setup.cfg": BSD_FIELD,
            "LICENSES.txt": "Shop is licensed under the BSD license. See doc/licenses/BSD.txt for the BSD license.\n",
            "doc/licenses/BSD.txt": BSD3,
            "doc/licenses/other.txt": BSD2,
        },
        "BSD-3-Clause",
        "BSD-3-Clause",
        "agreeing",
    ),
    "a GNU version and no text": (
        {"setup.cfg": "[metadata]\nname = shop\nlicense = GPL v3\n"},
        "GPL-3.0-only",
        "GPL-3.0-only",
        "declared",
    ),
    "nothing": ({}, None, "NOASSERTION", "none"),
}


@pytest.mark.parametrize("case", CONCLUDED)
def test_what_is_concluded(case: str, tmp_path: Path) -> None:
    files, declared, expression, method = CONCLUDED[case]

    claims = read(tmp_path, {"a.py": "A = 1\n", **files}).info.licenses

    assert [claim.expression for claim in claims if claim.kind is LicenseKind.DECLARED] == ([declared] if declared else [])
    assert (claims[-1].kind, claims[-1].expression, claims[-1].method) == (LicenseKind.CONCLUDED, expression, method)


def test_a_person_concludes_where_we_do_not(tmp_path: Path) -> None:
    write(tmp_path, {"shop/pyproject.toml": PYPROJECT, "shop/LICENSE": MIT, "shop/a.py": ""})
    entry = '[[source]]\nlocation = "shop"\nlicense = "MIT"\n'
    review = '[source.review]\nstate = "approved"\nreviewer = "Ada"\ndate = 2026-01-01\n'
    (tmp_path / "sources.toml").write_text(entry + review)

    snapshot = open_source(str(tmp_path / "sources.toml")).read()

    assert [one.expression for one in snapshot.info.licenses if one.kind is LicenseKind.CONCLUDED] == ["MIT"]
    assert _PORT.detect(snapshot)["a.py"].expression == "MIT"
