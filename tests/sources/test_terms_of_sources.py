"""Every kind of source brings the files that hold its terms, its notices and its authors."""

from pathlib import Path

from extractors.sources import open_source
from tests.sources.conftest import Index, repository, sdist, wheel, write

TERMS = """ISC License

Copyright (c) 2019, 2021 Ada Example <ada@example.org>

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided
that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.
"""


def test_a_directory_brings_its_terms(tmp_path: Path) -> None:
    files = {"LICENSE": TERMS, "shop/__init__.py": "", "shop/_vendor/pay/LICENSE": "Pay as you like.", "AUTHORS.md": "Ada\n"}

    plain = open_source(str(write(tmp_path / "plain", files))).read()
    tracked = open_source(str(repository(tmp_path / "tracked", files))).read()
    fetched = open_source(f"git+{(tmp_path / 'tracked').as_uri()}").read()

    said = [("AUTHORS.md", "NOASSERTION"), ("LICENSE", "ISC"), ("shop/_vendor/pay/LICENSE", "NOASSERTION")]
    for snapshot in (plain, tracked, fetched):
        assert [(one.path, one.license) for one in snapshot.license_files] == said
        assert [document.path for document in snapshot.documents] == ["shop/__init__.py"]


def test_a_release_brings_its_terms(index: Index) -> None:
    about = {"shop/__init__.py": "", "shop-1.0.dist-info/licenses/LICENSE": TERMS, "shop-1.0.dist-info/NOTICE": "Shop"}
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", about))
    index.add("till", "till-1.0.tar.gz", sdist("till-1.0", {"till.py": "", "COPYING": TERMS, "src/pay/LICENSE.txt": TERMS}))

    wheels, source = (open_source(f"pkg:pypi/{name}@1.0").read() for name in ("shop", "till"))

    assert [(one.path, one.kind.value) for one in wheels.license_files] == [
        ("shop-1.0.dist-info/NOTICE", "notice"),
        ("shop-1.0.dist-info/licenses/LICENSE", "license"),
    ]
    assert [one.path for one in source.license_files] == ["COPYING", "src/pay/LICENSE.txt"]


def test_an_installed_distribution_brings_its_terms() -> None:
    snapshot = open_source("installed:packaging").read()

    found = {one.path.rpartition("/")[2]: one.license for one in snapshot.license_files}
    assert {"LICENSE.APACHE": "Apache-2.0", "LICENSE.BSD": "BSD-2-Clause"}.items() <= found.items()


def test_a_manifest_leaves_out_the_terms_of_what_it_leaves_out(tmp_path: Path) -> None:
    files = {
        "LICENSE": TERMS,
        "shop/a.py": "",
        "shop/_vendor/pay/LICENSE": TERMS,
        "shop/_vendor/pay/b.py": "",
        "LICENSES/X.txt": "x",
    }
    write(tmp_path / "shop", files)
    entry = '[[source]]\nlocation = "shop"\nexclude = ["shop/_vendor/**", "*LICENSE"]\nlicense = "MIT"\n'
    entry += 'review = { state = "approved", reviewer = "Ada", date = 2026-11-20 }\n'
    (tmp_path / "sources.toml").write_text(entry)

    snapshot = open_source(str(tmp_path / "sources.toml")).read()

    assert [one.path for one in snapshot.license_files] == ["LICENSE", "LICENSES/X.txt"]
