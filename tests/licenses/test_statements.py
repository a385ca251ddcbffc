"""What one file states of its licence: texts and notices, with the lines where they stand."""

# REUSE-IgnoreStart
import pytest

from extractors.licenses.detection import offers_choice, statements, terms, version
from tests.licenses.texts import BSD3, MIT

GPL = """# This file is part of Shop.
#
# Shop is free software; you can redistribute it and/or modify it under the terms of the GNU General Public
# License as published by the Free Software Foundation; either version 2 of the License, or (at your option)
# any later version.
"""


def commented(text: str, sign: str = "# ") -> str:
    return "".join(f"{sign}{line}".rstrip() + "\n" for line in text.splitlines())


def found(text: str, path: str = "shop/basket.py") -> list[tuple[str, str, int, int]]:
    return [(one.expression, one.method, one.line, one.end_line) for one in statements(path, text)]


EITHER = "# Licensed under either of Apache License, Version 2.0 or MIT license at your option.\n"
DUAL = "# This file is dual licensed under the terms of the Apache License, Version\n# 2.0, and the MIT License.\n"
SHARED = "# Licensed under the Creative Commons Attribution-ShareAlike 4.0 International License.\n"
REFERENCE = "# Use of this source code is governed by a BSD-style\n# license that can be found in the LICENSE file.\n"
STATED = {
    "a released line": ("# Released under the MIT license.\n", "MIT"),
    "a version": ("# Licensed under the Apache License, Version 2.0\n", "Apache-2.0"),
    "a link after it": ("# released under the MIT License: https://opensource.org/licenses/mit-license.php\n", "MIT"),
    "a field": ("# License: BSD 3-Clause\n", "BSD-3-Clause"),
    "a docstring's field": ('"""Baskets.\n\n:license: Apache 2.0, see LICENSE for more details.\n"""\n', "Apache-2.0"),
    "a variable": ("__license__ = 'LGPLv3+'\n", "LGPL-3.0-or-later"),
    "two lines": ("# Distributed under the terms of the\n# Modified BSD License.\n", "BSD-3-Clause"),
    "GNU, any later": (GPL, "GPL-2.0-or-later"),
    "GNU, that version only": ("# Released under the terms of the GNU LGPL, version 2.1 only.\n", "LGPL-2.1-only"),
    "a choice": (EITHER, "Apache-2.0 OR MIT"),
    "dual": (DUAL, "Apache-2.0 OR MIT"),
    "both": ("# Available under the MIT and the Apache 2.0 licenses.\n", "MIT AND Apache-2.0"),
    "a name before the verb": ("# Shop is MIT licensed.\n", "MIT"),
    "Zope": ("# This software is subject to the provisions of the Zope Public License,\n# Version 2.1 (ZPL).\n", "ZPL-2.1"),
    "Creative Commons": (SHARED, "CC-BY-SA-4.0"),
    "public domain": ("# This file has been placed in the public domain.\n", "LicenseRef-Public-Domain"),
    "a page below a copyright": ("# (C) Copyright 2020 Ada\n# https://opensource.org/licenses/BSD-3-Clause\n", "BSD-3-Clause"),
    "other terms": ("# Licensed under a modified version of the Apache License 2.0.\n", "NOASSERTION"),
    "more terms": ("# Licensed under the Apache License 2.0 with the following additional conditions:\n", "NOASSERTION"),
    "two in a list": ("# Licensed under Apache-2.0 - see https://example.org/a - and the MIT license.\n", "Apache-2.0"),
    "a family": ("# Licensed under the BSD License.\n", "NOASSERTION"),
    "a reference": (REFERENCE, "NOASSERTION"),
}


@pytest.mark.parametrize("case", STATED)
def test_a_short_statement(case: str) -> None:
    text, expression = STATED[case]

    assert [one[0] for one in found(text)] == [expression]


@pytest.mark.parametrize(
    "text",
    [
        "# See LICENSE for details.\n",
        "# For licence information see COPYING.\n",
        "# This is not licensed under the MIT License.\n",
        "# Only used if the file is licensed under the MIT license.\n",
        'NAME = "released under the MIT license"\n',
        'print("License: MIT")\n',
        "def read(license_key, permission):\n    return limit(permission, license_key)\n",
        'KNOWN = {\n    "mit": "MIT License",\n    "gpl": "GNU General Public License v3",\n}\n',
        "# The permission to redistribute is checked here: permits, commits and emits.\n",
        "# Copyright 2020 Ada Example. All rights reserved.\n",
    ],
)
def test_no_statement(text: str) -> None:
    assert found(text) == []


def test_a_text_has_a_span_wherever_it_stands() -> None:
    code = "def add(a, b):\n    return a + b\n" * 20
    lines = len(MIT.splitlines())

    assert found(commented(MIT) + code) == [("MIT", "license-text", 1, lines)]
    assert found(code + commented(MIT) + code) == [("MIT", "license-text", 41, 40 + lines)]
    assert found(f'{code}"""\n{MIT}"""\n{code}') == [("MIT", "license-text", 42, 41 + lines)]


@pytest.mark.parametrize("sign", ["# ", "// ", " * ", "; ", "-- ", ".. ", "    "])
def test_comment_signs_do_not_matter(sign: str) -> None:
    (one,) = found(commented(BSD3, sign), "shop/basket.txt")

    assert one[:2] == ("BSD-3-Clause", "license-text")


def test_a_preface_says_what_else_holds() -> None:
    text = "This was made from another work, which is licensed under CNRI's Python 1.6 license.\n\n" + GPL.replace("# ", "")

    assert [one.expression for one in terms(text)] == ["CNRI-Python", "GPL-2.0-or-later"]


def test_an_exception_goes_with_the_licence_that_is_named_above_it() -> None:
    text = (
        "The GNU GPL, version 2, comes with this library.\n\nIn addition, you have unlimited permission to link the compiled "
        "version of this file into combinations with other programs, and to distribute those combinations.\n"
    )

    assert "GPL-2.0-only WITH GCC-exception-2.0" in [one.expression for one in terms(text)]


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Any use of the code is permitted as long as this copyright notice is preserved in the code.", "Kastrup"),
        (
            "Unlimited distribution and/or modification is allowed as long as this copyright notice remains intact.",
            "TermReadKey",
        ),
    ],
)
def test_short_licences_in_comments(text: str, expression: str) -> None:
    assert [one[0] for one in found(commented(text) + "x = 1\n")] == [expression]


PYTHON_STYLE = """PYTHON SOFTWARE FOUNDATION LICENSE

1. This LICENSE AGREEMENT is between Ada Example, and the Individual or Organization ("Licensee") accessing shop.
2. In the event Licensee prepares a derivative work, then Licensee hereby agrees to include in any such work a brief summary of
   the changes made to shop.
3. This License Agreement does not grant permission to use Ada Example trademarks.
"""
THREE = """/* The contents of this file are subject to the Mozilla Public License Version
 * 1.1 (the "License"); you may not use this file except in compliance with it.
 *
 * Alternatively, the contents of this file may be used under the terms of
 * either the GNU General Public License Version 2 or later (the "GPL"), or
 * the GNU Lesser General Public License Version 2.1 or later (the "LGPL"),
 * in which case the provisions of the GPL or the LGPL are applicable instead
 * of those above. A recipient may use your version of this file under
 * the terms of any one of the MPL, the GPL or the LGPL. */
int till;
"""
LESSER = """GNU LESSER GENERAL PUBLIC LICENSE
Version 2.1, February 1999

TERMS AND CONDITIONS FOR COPYING, DISTRIBUTION AND MODIFICATION
The words between are others than the library knows.
END OF TERMS AND CONDITIONS
"""


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (PYTHON_STYLE, "PSF-2.0"),
        (LESSER, "LGPL-2.1-only"),
        ("Released under the `GNU General Public License`_ version 3 or later.\n", "GPL-3.0-or-later"),
        ("You can redistribute it under the terms of either:\n\n* GPLv2+ (see `gpl`), or\n* others\n", "GPL-2.0-or-later"),
    ],
)
def test_a_licence_file_in_other_words(text: str, expression: str) -> None:
    assert [one.expression for one in terms(text)] == [expression]


def test_a_notice_for_three_licences_is_one_choice() -> None:
    assert [one[0] for one in found(THREE, "till.c")] == ["MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later"]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("You can use it under the terms of any of the two licenses provided here.", True),
        ("This software is doubly-licensed.", True),
        ("This software is under either of these licenses, at your option.", True),
        ("Modifications of these files are dual licensed (both MIT and PSF).", False),
        ("Portions are dual licensed.", False),
        ("either version 2 of the License, or (at your option) any later version", False),
    ],
)
def test_a_choice_is_offered_for_the_whole(text: str, *, offered: bool) -> None:
    assert offers_choice(text) is offered


def test_two_texts_in_one_file_are_told_apart() -> None:
    expressions = [one[0] for one in found(commented(MIT) + "x = 1\n" + commented(BSD3))]

    assert expressions == ["MIT", "BSD-3-Clause"]


def test_a_family_is_settled_by_a_text_beside_it() -> None:
    assert [one[0] for one in found("# License: BSD\n" + commented(BSD3))] == ["BSD-3-Clause"] * 2


def test_the_detector_names_its_version_and_the_date_of_its_data() -> None:
    name, date = version().split(" ")

    assert name.startswith("codecraft-licenses@")
    assert len(date.split("-")) == 3
