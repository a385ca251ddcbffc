"""Manifests: what an entry may say, what it changes, and what is refused."""

from pathlib import Path

import pytest

from extractors.sources import open_source, open_sources
from graph.errors import InputError, NotFoundError
from graph.facts import LicenseKind
from tests.sources.conftest import write

REVIEW = 'review = { state = "approved", reviewer = "Ada", date = 2026-11-20 }\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path, {"shop/a.py": "", "shop/tests/test_a.py": "", "shop/sub/tests/test_b.py": "", "shop/sub/b.py": ""})


def entry(location: str, more: str = "", review: str = REVIEW) -> str:
    return f'[[source]]\nlocation = "{location}"\n{more}{review}'


def test_a_manifest_gives_its_sources_in_order(project: Path) -> None:
    manifest = write(project, {"sources.toml": entry("shop", 'license = "MIT"\n') + entry("installed:httpx")})

    first, second = open_sources(str(manifest / "sources.toml"))

    assert first.read().info.id == "pkg:generic/shop"
    assert second.read().info.name == "httpx"


def test_an_entry_names_narrows_and_concludes(project: Path) -> None:
    text = entry("shop", 'name = "till"\ninclude = ["**/*.py"]\nexclude = ["**/tests/**"]\nlicense = "mit"\n')
    write(project, {"sources.toml": text})

    snapshot = open_source(str(project / "sources.toml")).read()

    assert [document.path for document in snapshot.documents] == ["a.py", "sub/b.py"]
    assert (snapshot.info.id, snapshot.info.name) == ("pkg:generic/till", "till")
    assert [(claim.expression, claim.kind) for claim in snapshot.info.licenses] == [
        ("MIT", LicenseKind.CONCLUDED),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "lists no sources"),
        ("source = 3", "lists no sources"),
        ("[[source", "is no TOML"),
        ('[[sources]]\nlocation = "shop"', "sources is not known"),
        ('[[source]]\nlocaton = "shop"', "source 1: .*`locaton`.*; allowed are location, name, kind, content, revision"),
        ('[[source]]\nname = "shop"', "source 1: .*`location`.*; allowed are"),
        ('[[source]]\nlocation = ""', "source 1: location is empty"),
        ('[[source]]\nlocation = "shop"\ninclude = "a"', r"source 1: .*\$\.include"),
        (
            '[[source]]\nlocation = "shop"\nlicense = "Free beer"',
            "license 'Free beer' is no SPDX expression",
        ),
        (
            '[[source]]\nlocation = "shop"\n[[source]]\nlocation = "./shop"',
            r"source 2 .*: \./shop is source 1 already",
        ),
        ('[[source]]\nlocation = "other.toml"', r"source 1 \(other.toml\): other.toml is a manifest itself"),
        (entry("shop") + entry("nowhere"), r"source 2 \(nowhere\): there is no directory"),
        (entry("svn:x"), r"source 1 \(svn:x\): 'svn:x' is no source"),
    ],
)
def test_a_bad_manifest_names_the_file_the_entry_and_what_is_allowed(project: Path, text: str, message: str) -> None:
    write(project, {"sources.toml": text})

    with pytest.raises(InputError, match=rf"sources\.toml.*{message}"):
        open_sources(str(project / "sources.toml"))


def test_globs_that_leave_nothing_say_so(project: Path) -> None:
    write(project, {"sources.toml": entry("shop", 'include = ["src/**"]\nlicense = "MIT"\n')})

    with pytest.raises(InputError, match="include and exclude leave no file"):
        open_source(str(project / "sources.toml")).read()


def test_one_source_is_not_several(project: Path) -> None:
    write(project, {"sources.toml": entry("shop") + entry("shop/sub")})

    with pytest.raises(InputError, match="lists 2 sources where one is needed"):
        open_source(str(project / "sources.toml"))
    with pytest.raises(NotFoundError, match="there is no manifest"):
        open_sources(str(project / "absent.toml"))
