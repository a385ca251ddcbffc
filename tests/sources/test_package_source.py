"""Released packages: from the real package index, and from one of our own that misbehaves."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.sources import Options, open_source
from extractors.sources.distributions.configuration import index_configuration
from extractors.sources.reading import archives
from graph.errors import InputError, NotFoundError, SourceError
from graph.facts import SourceKind
from tests.sources.conftest import Files, Index, sdist, wheel, write


def test_a_real_wheel_and_its_second_reading_from_the_cache(tmp_path: Path) -> None:
    source = open_source("pkg:pypi/six@1.17.0", Options(cache=tmp_path))

    snapshot = source.read()

    info = snapshot.info
    assert (info.id, info.kind, info.version, info.name) == ("pkg:pypi/six@1.17.0", SourceKind.PACKAGE, "1.17.0", "six")
    assert info.revision == "sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274"
    assert [document.path for document in snapshot.documents] == ["six.py"]
    assert [(claim.expression, claim.method, claim.path) for claim in info.licenses] == [
        ("MIT", "license-field", "METADATA"),
        ("MIT", "license-text", "six-1.17.0.dist-info/LICENSE"),
        ("MIT", "agreeing", ""),
    ]
    assert [path.name for path in (tmp_path / "archives").iterdir()] == [info.revision.removeprefix("sha256:")]
    assert source.read() == snapshot


def test_a_real_package_that_has_an_sdist_only() -> None:
    snapshot = open_source("pkg:pypi/docopt@0.6.2").read()

    assert snapshot.info.id == "pkg:pypi/docopt@0.6.2"
    assert "docopt.py" in [document.path for document in snapshot.documents]
    assert snapshot.info.licenses[0].expression == "MIT"


def test_a_real_package_that_is_not_there() -> None:
    with pytest.raises(NotFoundError, match=r"six has no version 1\.16\.5: there are 1\.15\.0, 1\.16\.0, 1\.17\.0"):
        open_source("pkg:pypi/six@1.16.5").read()


def test_the_newest_release_is_neither_yanked_nor_a_preview(index: Index) -> None:
    for version in ("1.0", "1.1", "1.2", "2.0b1"):
        index.add("shop", f"shop-{version}-py3-none-any.whl", wheel("shop", version, {"shop.py": f"V = '{version}'\n"}))
    index.yanked["shop-1.2-py3-none-any.whl"] = "breaks carts"

    newest = open_source("pkg:pypi/Shop").read()
    asked_for = open_source("pkg:pypi/shop@1.2").read()

    assert newest.info.id == "pkg:pypi/shop@1.1"
    assert newest.diagnostics == ()
    assert [(d.code, d.message) for d in asked_for.diagnostics] == [("yanked", "was withdrawn by its authors: breaks carts")]


def test_a_wheel_is_preferred_and_its_metadata_read(index: Index) -> None:
    metadata = "License-Expression: MIT\nRequires-Dist: Pay.Pal>=2\nRequires-Dist: test-tool; extra == 'test'\n"
    files = {"shop/__init__.py": "", "shop-1.0.data/purelib/more.py": "", "shop-1.0.data/scripts/tool.py": ""}
    index.add("shop", "shop-1.0.tar.gz", sdist("shop-1.0", {"src/shop/__init__.py": ""}))
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", files, metadata))

    snapshot = open_source("pkg:pypi/shop@1.0").read()

    assert [document.path for document in snapshot.documents] == ["more.py", "shop/__init__.py"]
    assert [(claim.expression, claim.kind.value) for claim in snapshot.info.licenses] == [
        ("MIT", "declared"),
        ("MIT", "concluded"),
    ]
    assert [(need.id, need.specifier) for need in snapshot.info.requires] == [("pkg:pypi/pay-pal", ">=2")]


def test_an_sdist_is_read_without_running_its_setup(index: Index, tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    files = {
        "setup.py": f"open({str(proof)!r}, 'w')\n",
        "src/shop/__init__.py": "",
        "build/lib/shop/__init__.py": "",
        "LICENSE": "see elsewhere",
        "PKG-INFO": "Name: shop\nVersion: 1.0\nClassifier: License :: OSI Approved :: ISC License (ISCL)\n",
    }
    index.add("shop", "shop-1.0.tar.gz", sdist("shop-1.0", files, {"src/link.py": "/etc/passwd"}))

    snapshot = open_source("pkg:pypi/shop@1.0").read()

    assert "src/shop/__init__.py" in [document.path for document in snapshot.documents]
    assert "src/link.py" not in [document.path for document in snapshot.documents]
    assert snapshot.info.licenses[0].expression == "ISC"
    assert not proof.exists()


@pytest.mark.parametrize("html", [False, True])
def test_indexes_that_speak_json_and_those_that_speak_html(index: Index, *, html: bool) -> None:
    index.html = html
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": ""}))
    index.yanked["shop-1.0-py3-none-any.whl"] = "old"

    snapshot = open_source("pkg:pypi/shop").read()

    assert snapshot.info.id == "pkg:pypi/shop@1.0"
    assert [d.code for d in snapshot.diagnostics] == ["yanked"]
    assert all(authorization.startswith("Basic ") for _, authorization in index.asked if _.startswith("/simple"))


def test_a_busy_index_is_asked_again(index: Index) -> None:
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": ""}))
    index.failures = 1

    assert open_source("pkg:pypi/shop@1.0").read().info.version == "1.0"


def test_an_answer_that_breaks_off_is_an_error_of_ours(index: Index) -> None:
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": ""}))
    index.cut_short = True

    with pytest.raises(SourceError, match="broke off while loading"):
        open_source("pkg:pypi/shop@1.0").read()


def test_an_archive_with_another_digest_is_not_read(index: Index, tmp_path: Path) -> None:
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": ""}))
    index.wrong.add("shop-1.0-py3-none-any.whl")

    with pytest.raises(SourceError, match="does not have the digest that the index states"):
        open_source("pkg:pypi/shop@1.0", Options(cache=tmp_path)).read()
    assert not (tmp_path / "archives").exists()


def test_a_damaged_cached_archive_is_fetched_again(index: Index, tmp_path: Path) -> None:
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": ""}))
    source = open_source("pkg:pypi/shop@1.0", Options(cache=tmp_path))
    whole = source.read()
    (kept,) = (tmp_path / "archives").iterdir()
    kept.write_bytes(kept.read_bytes()[:50])

    assert source.read() == whole


def test_no_message_tells_the_index_or_its_credentials(index: Index) -> None:
    index.failures = 99
    with pytest.raises(SourceError) as busy:
        open_source("pkg:pypi/shop").read()
    index.failures = 0
    with pytest.raises(NotFoundError) as missing:
        open_source("pkg:pypi/shop").read()

    for message in (str(busy.value), str(missing.value)):
        assert "secret" not in message
        assert "127.0.0.1" not in message


def test_members_that_lead_out_of_an_archive_are_named_and_left_out(index: Index) -> None:
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", {"shop.py": "", "../evil.py": "", "/abs.py": ""}))

    snapshot = open_source("pkg:pypi/shop@1.0").read()

    assert [document.path for document in snapshot.documents] == ["shop.py"]
    assert [(d.path, d.code) for d in snapshot.diagnostics] == [("../evil.py", "unsafe-path"), ("/abs.py", "unsafe-path")]


def test_a_member_that_unpacks_to_too_much_is_left_out_whatever_it_says(index: Index) -> None:
    files: Files = {"a.py": "", "bomb.py": b"#" * 6_000_000}
    index.add("shop", "shop-1.0-py3-none-any.whl", wheel("shop", "1.0", files))
    index.add("liar", "liar-1.0-py3-none-any.whl", _understated(wheel("liar", "1.0", files)))

    assert [(d.path, d.code) for d in open_source("pkg:pypi/shop@1.0").read().diagnostics] == [("bomb.py", "too-large")]
    with pytest.raises(SourceError, match="is a broken archive"):
        open_source("pkg:pypi/liar@1.0").read()


def _understated(packed: bytes) -> bytes:
    """The archive with a directory that says a big member is small."""
    return packed.replace((6_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def test_an_archive_that_unpacks_without_end_is_refused(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 100_000)
    index.add("bomb", "bomb-1.0.tar.gz", sdist("bomb-1.0", {"a.py": "", "data.bin": b"\0" * 1_000_000}))
    index.add("wide", "wide-1.0-py3-none-any.whl", wheel("wide", "1.0", {f"{n}.py": "#" * 60_000 for n in range(3)}))

    for name in ("bomb", "wide"):
        with pytest.raises(SourceError, match="unpacks to over"):
            open_source(f"pkg:pypi/{name}@1.0").read()


@pytest.mark.parametrize("filename", ["shop-1.0-py3-none-any.whl", "shop-1.0.tar.gz"])
def test_a_broken_archive_says_so(index: Index, filename: str) -> None:
    index.add("shop", filename, b"this is no archive")

    with pytest.raises(SourceError, match="is a broken archive"):
        open_source("pkg:pypi/shop@1.0").read()


def test_a_package_without_python_says_so(index: Index) -> None:
    packed = io.BytesIO(wheel("shop", "1.0", {"shop.so": b"\x7fELF"}))
    assert zipfile.is_zipfile(packed)
    index.add("shop", "shop-1.0-py3-none-any.whl", packed.getvalue())

    with pytest.raises(InputError, match=r"pkg:pypi/shop@1\.0 holds no Python files"):
        open_source("pkg:pypi/shop@1.0").read()


@pytest.mark.parametrize(
    "location", ["pkg:npm/left-pad@1", "pkg:pypi/", "pkg:pypi/a b", "pkg:pypi/six@not-a-version", "pkg:pypi/x#y"]
)
def test_a_package_url_that_we_cannot_fetch(location: str) -> None:
    with pytest.raises(InputError, match="give pkg:pypi/NAME@VERSION"):
        open_source(location)


@pytest.mark.parametrize("variable", ["UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"])
def test_an_index_from_a_variable(no_index_settings: Callable[[str, str], None], variable: str) -> None:
    no_index_settings(variable, "https://packages.example.org/simple/")

    assert index_configuration().url == "https://packages.example.org/simple"


def test_an_index_from_pips_and_from_uvs_files(no_index_settings: Callable[[str, str], None], tmp_path: Path) -> None:
    write(tmp_path, {"config/uv/uv.toml": '[[index]]\nurl = "https://uv.example.org/simple"\ndefault = true\n'})
    assert index_configuration().url == "https://uv.example.org/simple"

    write(tmp_path, {"config/pip/pip.conf": "[global]\nindex-url = https://pip.example.org/simple\ncert = /certs.pem\n"})
    assert index_configuration().url == "https://pip.example.org/simple"


def test_a_named_uv_index_loses_its_name(no_index_settings: Callable[[str, str], None]) -> None:
    no_index_settings("UV_DEFAULT_INDEX", "internal=https://packages.example.org/simple?a=b")

    assert index_configuration().url == "https://packages.example.org/simple?a=b"


def test_an_index_that_is_no_web_address(no_index_settings: Callable[[str, str], None]) -> None:
    no_index_settings("UV_DEFAULT_INDEX", "/srv/packages")

    with pytest.raises(SourceError, match="has no http or https URL"):
        open_source("pkg:pypi/six").read()
