"""Installed distributions: real ones of this environment, and wheels laid out by hand."""

import io
import json
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from extractors.sources import Options, open_source
from graph.errors import InputError, NotFoundError
from graph.facts import SourceKind
from tests.sources.conftest import Files, wheel, write


def installed(root: Path, name: str, files: Files, metadata: str = "") -> Options:
    """A virtual environment in which a wheel is installed."""
    site = root / f"lib/python3.{sys.version_info.minor}/site-packages"
    with zipfile.ZipFile(io.BytesIO(wheel(name, "1.0", files, metadata))) as archive:
        archive.extractall(site)
    return Options(environment=root)


def test_a_real_distribution_with_its_version_licence_and_needs() -> None:
    snapshot = open_source("installed:HTTPX").read()

    info = snapshot.info
    assert (info.id, info.kind) == (f"pkg:pypi/httpx@{version('httpx')}", SourceKind.INSTALLED)
    assert info.licenses[0].expression == "BSD-3-Clause"
    assert not info.dirty
    assert "httpx/_client.py" in [document.path for document in snapshot.documents]
    assert all("dist-info" not in document.path and ".." not in document.path for document in snapshot.documents)
    needs = {need.id for need in info.requires}
    assert f"pkg:pypi/idna@{version('idna')}" in needs
    assert not any(need.startswith("pkg:pypi/socksio") for need in needs), "an extra is not a need"


def test_a_distribution_of_another_environment(tmp_path: Path) -> None:
    options = installed(tmp_path, "shop", {"shop/__init__.py": "", "shop/x.pyi": ""}, "Requires-Dist: till>=1\n")

    snapshot = open_source("installed:shop", options).read()

    assert [document.path for document in snapshot.documents] == ["shop/__init__.py", "shop/x.pyi"]
    assert [(need.id, need.specifier) for need in snapshot.info.requires] == [("pkg:pypi/till", ">=1")]
    assert snapshot.diagnostics == ()


def test_a_file_edited_after_the_installation_is_named(tmp_path: Path) -> None:
    options = installed(tmp_path, "shop", {"shop.py": "A = 1\n", "same.py": ""})
    (site,) = tmp_path.glob("lib/*/site-packages")
    write(site, {"shop.py": "A = 2\n"})

    snapshot = open_source("installed:shop", options).read()

    assert snapshot.info.dirty
    assert [(d.path, d.code) for d in snapshot.diagnostics] == [("shop.py", "changed")]


def test_an_editable_install_points_at_its_directory(tmp_path: Path) -> None:
    origin = json.dumps({"url": (tmp_path / "work tree").as_uri(), "dir_info": {"editable": True}})
    options = installed(tmp_path, "shop", {"shop.pth": "x", "shop-1.0.dist-info/direct_url.json": origin})

    with pytest.raises(InputError, match=r"is installed editable from .*work tree: give that directory"):
        open_source("installed:shop", options)


def test_distributions_that_give_no_python(tmp_path: Path) -> None:
    options = installed(tmp_path, "native", {"native.so": b"\x7fELF"})

    with pytest.raises(InputError, match="installed:native holds no Python files"):
        open_source("installed:native", options).read()

    (record,) = tmp_path.glob("lib/*/site-packages/native-1.0.dist-info/RECORD")
    record.unlink()
    with pytest.raises(InputError, match=r"no RECORD\): give pkg:pypi/native@1\.0"):
        open_source("installed:native", options).read()


def test_a_name_that_is_not_installed_gets_near_ones(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"did you mean .*httpx"):
        open_source("installed:htpx")
    with pytest.raises(NotFoundError, match="give pkg:pypi/qqqqqqqq"):
        open_source("installed:qqqqqqqq")
    with pytest.raises(NotFoundError, match="is no virtual environment"):
        open_source("installed:httpx", Options(environment=tmp_path))
