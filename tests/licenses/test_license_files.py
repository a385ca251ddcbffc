"""Which files hold a source's terms, and what is read of them."""

import pytest

from extractors.licenses.files import copyright_lines, covered_folder, license_file, license_file_kind

ISC = """ISC License

Copyright (c) 2019, 2021 Ada Example <ada@example.org>

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided
that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("LICENSE", "license"),
        ("licence.txt", "license"),
        ("LICENSE-MIT", "license"),
        ("LICENSE.APACHE2", "license"),
        ("COPYING.LESSER", "license"),
        ("UNLICENSE", "license"),
        ("MIT-LICENSE.txt", "license"),
        ("LICENSES/Apache-2.0.txt", "license"),
        ("shop/_vendor/pay/LICENSE.md", "license"),
        ("shop-1.0.dist-info/licenses/shop/_vendor/pay/COPYING", "license"),
        ("lgpl.txt", "license"),
        ("gpl-3.0.txt", "license"),
        ("shop/gpl.txt", None),
        ("gplot.txt", None),
        ("NOTICE", "notice"),
        ("ThirdPartyNotices.txt", "notice"),
        ("THIRD-PARTY-LICENSES", "notice"),
        ("AUTHORS.rst", "authors"),
        ("CONTRIBUTORS.txt", "authors"),
        ("shop/license.py", None),
        ("docs/license-detection.md", None),
        ("docs/licenses.md", None),
        ("cypher/read/license_files.cypher", None),
        ("benchmarks/licenses/distributions.tsv", None),
        ("shop/licenses.json", None),
        ("logo.png.license", None),
        ("copy.txt", None),
        ("README.md", None),
        ("shop/noticeboard.txt", None),
    ],
)
def test_files_of_terms_are_known_by_their_names(path: str, kind: str | None) -> None:
    assert license_file_kind(path) == kind


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("LICENSE", ""),
        ("shop/_vendor/pay/LICENSE", "shop/_vendor/pay"),
        ("LICENSES/MIT.txt", ""),
        ("shop/LICENSES/MIT.txt", "shop"),
        ("shop-1.0.dist-info/licenses/LICENSE", ""),
    ],
)
def test_a_file_of_terms_covers_a_folder(path: str, folder: str) -> None:
    assert covered_folder(path) == folder


def test_copyright_lines_name_a_holder() -> None:
    text = """
    # Copyright (C) 2001-2020 Ada Example. All rights reserved.
    Copyright 2019 The Shop Authors */
    # SPDX-FileCopyrightText: 2022 Bob <bob@example.org>
    Copyright © 2020 Cleo
    (c) 2018 Dora
    The above copyright notice and this permission notice shall be included.
    Copyright (c) <year> <owner>
    Copyright [yyyy] [name of copyright owner]
    copyright notice, this list of conditions and the following disclaimer.
    Copyright holders are not liable.
    """

    assert copyright_lines(text) == (
        "Copyright (C) 2001-2020 Ada Example. All rights reserved.",
        "Copyright 2019 The Shop Authors",
        "2022 Bob <bob@example.org>",
        "Copyright © 2020 Cleo",
        "(c) 2018 Dora",
    )


def test_a_file_is_read_whole() -> None:
    read = license_file("LICENSE", ISC.replace("\n", "\r\n").encode())

    assert read is not None
    assert (read.text, read.license) == (ISC, "ISC")
    assert read.copyrights == ("Copyright (c) 2019, 2021 Ada Example <ada@example.org>",)


def test_old_encodings_are_read_and_other_bytes_left() -> None:
    latin = license_file("AUTHORS", "Zoë\n".encode("latin-1"))

    assert latin is not None
    assert (latin.text, latin.kind, latin.license) == ("Zoë\n", "authors", "NOASSERTION")
    assert license_file("LICENSE", b"\x7fELF\0") is None
    assert license_file("LICENSE", b" \n") is None
