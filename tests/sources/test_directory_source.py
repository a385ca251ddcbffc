"""What of a directory is read, under which identity, and what is said of the rest."""

import os
import stat
from pathlib import Path

import pytest

from extractors.sources import open_source
from graph.errors import InputError, NotFoundError
from graph.facts import LicenseKind, Snapshot, SourceKind
from tests.sources.conftest import git, repository, write


def paths(snapshot: Snapshot) -> list[str]:
    return [document.path for document in snapshot.documents]


def codes(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [(diagnostic.path, diagnostic.code) for diagnostic in snapshot.diagnostics]


def test_a_folder_without_git_is_read_in_path_order(tmp_path: Path) -> None:
    write(tmp_path / "shop", {"b.py": "B = 1\n", "a/z.py": "", "a/__init__.py": "", "notes.txt": "no"})

    snapshot = open_source(str(tmp_path / "shop")).read()

    assert paths(snapshot) == ["a/__init__.py", "a/z.py", "b.py"]
    assert snapshot.documents[2].text == "B = 1\n"
    assert snapshot.documents[2].digest == "sha256:19a6b15e8c83894248caf09d1736c2b637fa827829913c72fc3c637f7f5cec40"
    assert snapshot.info.id == "pkg:generic/shop"
    assert snapshot.info.kind is SourceKind.DIRECTORY
    assert snapshot.info.revision == ""
    assert snapshot.diagnostics == ()


def test_copies_environments_and_caches_are_skipped_but_not_packages_named_like_them(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "app.py": "",
            "build/lib/app.py": "",
            "dist/app.py": "",
            "node_modules/gyp/gyp.py": "",
            "env/pyvenv.cfg": "",
            "env/lib/x.py": "",
            ".tox/x.py": "",
            "__pycache__/x.py": "",
            "app.egg-info/x.py": "",
            "lib/site-packages/x.py": "",
            "ops/build/__init__.py": "",
            "ops/build/wheel.py": "",
        },
    )

    assert paths(open_source(str(tmp_path)).read()) == ["app.py", "ops/build/__init__.py", "ops/build/wheel.py"]


def test_a_stub_is_left_out_beside_its_source_and_read_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "a.pyi": "", "native.pyi": ""})

    assert paths(open_source(str(tmp_path)).read()) == ["a.py", "native.pyi"]


def test_a_checkout_honours_gitignore_and_reads_what_is_not_committed_yet(tmp_path: Path) -> None:
    root = repository(tmp_path, {".gitignore": "generated/\n", "a.py": "", "gone.py": "", "generated/g.py": ""})
    write(root, {"new.py": ""})
    (root / "gone.py").unlink()

    snapshot = open_source(str(root)).read()

    assert paths(snapshot) == ["a.py", "new.py"]
    assert snapshot.info.revision == git(root, "rev-parse", "HEAD")
    assert snapshot.info.dirty


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/Psf/Requests.git", "pkg:github/psf/requests"),
        ("git@github.com:psf/requests.git", "pkg:github/psf/requests"),
        ("ssh://git@github.com:22/psf/requests", "pkg:github/psf/requests"),
        ("https://someone:secret@gitlab.com/group/sub/project.git", "pkg:gitlab/group/sub/project"),
        ("https://bitbucket.org/team/tool", "pkg:bitbucket/team/tool"),
        ("https://git.example.org/team/tool.git", "pkg:generic/tool"),
    ],
)
def test_a_checkouts_id_is_its_repository(tmp_path: Path, remote: str, expected: str) -> None:
    root = repository(tmp_path / "work", {"a.py": ""})
    git(root, "remote", "add", "origin", remote)

    info = open_source(str(root)).read().info

    assert info.id == expected
    assert not info.dirty
    assert "secret" not in repr(info)


def test_a_folder_within_a_repository_has_an_id_of_its_own(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", "services/Mail/b.py": "", "pyproject.toml": '[project]\nname = "whole"\n'})
    git(root, "remote", "add", "origin", "https://github.com/acme/shop")

    snapshot = open_source(str(root / "services/Mail")).read()

    assert snapshot.info.id == "pkg:generic/github.com/acme/shop/services/Mail"
    assert snapshot.info.revision == git(root, "rev-parse", "HEAD")
    assert paths(snapshot) == ["b.py"]
    assert open_source(str(root)).read().info.id == "pkg:github/acme/shop"


def test_what_is_not_indexed_does_not_make_a_checkout_dirty(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": "", "README.md": "old"})
    write(root, {"README.md": "new", "todo.txt": "x"})
    assert not open_source(str(root)).read().info.dirty

    write(root, {"a.py": "A = 1\n"})
    assert open_source(str(root)).read().info.dirty


def test_a_folder_that_git_ignores_can_be_indexed_on_its_own(tmp_path: Path) -> None:
    root = repository(tmp_path, {".gitignore": "vendor/\n", "a.py": "", "vendor/lib/v.py": ""})

    snapshot = open_source(str(root / "vendor/lib")).read()

    assert paths(snapshot) == ["v.py"]
    assert snapshot.info.id == "pkg:generic/lib"


def test_a_repository_without_a_commit_is_read(tmp_path: Path) -> None:
    git(write(tmp_path, {"a.py": ""}), "init", "--quiet")

    info = open_source(str(tmp_path)).read().info

    assert (info.revision, info.dirty) == ("", True)


def test_a_repository_that_git_refuses_is_read_without_it(tmp_path: Path) -> None:
    root = repository(tmp_path / "work", {"a.py": ""})
    write(root, {".git/config": "[core\n"})

    snapshot = open_source(str(root)).read()

    assert paths(snapshot) == ["a.py"]
    assert codes(snapshot) == [(".", "git-unusable")]


def test_a_repository_inside_is_named_and_not_read(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a.py": ""})
    repository(root / "inner", {"b.py": ""})

    snapshot = open_source(str(root)).read()

    assert paths(snapshot) == ["a.py"]
    assert codes(snapshot) == [("inner", "nested-repository")]


def test_a_repositorys_own_settings_run_nothing(tmp_path: Path) -> None:
    root = repository(tmp_path / "work", {"a.py": ""})
    proof = tmp_path / "ran"
    hook = write(tmp_path, {"hook.sh": f"#!/bin/sh\ntouch {proof}\n"}) / "hook.sh"
    hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    git(root, "config", "core.fsmonitor", str(hook))

    open_source(str(root)).read()

    assert not proof.exists()


def test_links_within_are_read_links_out_are_named_loops_are_harmless(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.py": "KEY = 1\n"})
    root = write(tmp_path / "project", {"a.py": "A = 1\n", "sub/b.py": ""})
    (root / "same.py").symlink_to("a.py")
    (root / "out.py").symlink_to(outside / "secret.py")
    (root / "far").symlink_to(outside)
    (root / "sub/up").symlink_to("..")
    (root / "me.py").symlink_to("me.py")
    (root / "dangling.py").symlink_to("nowhere.py")

    snapshot = open_source(str(root)).read()

    assert paths(snapshot) == ["a.py", "same.py", "sub/b.py"]
    assert [code for code in codes(snapshot) if code[1] == "symlink-outside"] == [
        ("far", "symlink-outside"),
        ("out.py", "symlink-outside"),
    ]
    assert all("KEY" not in document.text for document in snapshot.documents)


def test_the_same_links_in_a_checkout(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"secret.py": "KEY = 1\n"})
    root = write(tmp_path / "project", {"a.py": "A = 1\n"})
    (root / "out.py").symlink_to(outside / "secret.py")
    (root / "far").symlink_to(outside)
    repository(root, {})

    snapshot = open_source(str(root)).read()

    assert paths(snapshot) == ["a.py"]
    assert codes(snapshot) == [("far", "symlink-outside"), ("out.py", "symlink-outside")]


def test_other_encodings_are_honoured_and_others_named(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "bom.py": b"\xef\xbb\xbfA = 1\n",
            "cookie.py": "# -*- coding: latin-1 -*-\nNAME = 'caf\u00e9'\n".encode("latin-1"),
            "wrong.py": b"A = 1\nB = '\xff'\n",
            "unknown.py": b"# coding: no-such-codec\n",
            "notext.py": b"# coding: hex\n",
            "dos.py": b"A = 1\r\nB = 2\r\n",
        },
    )

    snapshot = open_source(str(tmp_path)).read()

    texts = {document.path: document.text for document in snapshot.documents}
    assert texts == {
        "bom.py": "A = 1\n",
        "cookie.py": "# -*- coding: latin-1 -*-\nNAME = 'caf\u00e9'\n",
        "dos.py": "A = 1\nB = 2\n",
    }
    assert [(d.path, d.code, d.line) for d in snapshot.diagnostics] == [
        ("notext.py", "not-utf8", 1),
        ("unknown.py", "not-utf8", 1),
        ("wrong.py", "not-utf8", 2),
    ]


def test_what_cannot_be_read_is_named_and_loses_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", "one_line.py": b"A = '" + b"x" * 10_000_000 + b"'\n"})
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / os.fsdecode(b"caf\xe9.py")).write_text("")

    snapshot = open_source(str(tmp_path)).read()

    assert paths(snapshot) == ["a.py"]
    assert codes(snapshot) == [("caf\\xe9.py", "not-utf8"), ("one_line.py", "too-large"), ("pipe.py", "unreadable")]


def test_pyproject_says_name_version_licence_and_needs(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            "pyproject.toml": '[project]\nname = "Shop.Core"\nversion = "1.2"\nlicense = "MIT or Apache-2.0"\n'
            'dependencies = ["Requests>=2", "six==1.17.0", "x; python_version < \'3\'", "y; extra == \'z\'"]\n',
        },
    )

    info = open_source(str(tmp_path)).read().info

    assert (info.id, info.name, info.version) == ("pkg:generic/Shop.Core", "Shop.Core", "1.2")
    assert [(claim.expression, claim.kind, claim.method) for claim in info.licenses] == [
        ("MIT OR Apache-2.0", LicenseKind.DECLARED, "pep639"),
        ("MIT OR Apache-2.0", LicenseKind.CONCLUDED, "declared"),
    ]
    assert [(need.id, need.specifier) for need in info.requires] == [
        ("pkg:pypi/requests", ">=2"),
        ("pkg:pypi/six@1.17.0", "==1.17.0"),
    ]


def test_a_project_with_its_own_environment_needs_what_is_installed_there(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.py": "",
            "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["six>=1"]\n',
            ".venv/pyvenv.cfg": "",
            ".venv/lib/python3.12/site-packages/six-1.16.0.dist-info/METADATA": "Name: six\nVersion: 1.16.0\n",
        },
    )

    assert [need.id for need in open_source(str(tmp_path)).read().info.requires] == ["pkg:pypi/six@1.16.0"]


@pytest.mark.parametrize(
    ("files", "expression", "method"),
    [
        ({"setup.cfg": "[metadata]\nname = s\nlicense = BSD 3-Clause\n"}, "BSD-3-Clause", "license-field"),
        ({"pyproject.toml": '[project]\nname = "s"\nlicense = {text = "ISC License"}\n'}, "ISC", "license-field"),
        ({"REUSE.toml": '[[annotations]]\npath = "**"\nSPDX-License-Identifier = "MPL-2.0"\n'}, "MPL-2.0", "reuse"),
        ({"pyproject.toml": "this is no TOML ["}, "NOASSERTION", "none"),
        ({"setup.py": "from setuptools import setup\nsetup(license='LGPLv3+')\n"}, "LGPL-3.0-or-later", "license-field"),
        ({"pyproject.toml": '[tool.poetry]\nname = "s"\nlicense = "Apache 2.0"\n'}, "Apache-2.0", "license-field"),
        ({"PKG-INFO": "Name: s\nLicense: ZPL 2.1\n"}, "ZPL-2.1", "license-field"),
        ({"README.md": "# S\n\n## License\n\nReleased under the MIT license.\n"}, "MIT", "license-notice"),
        ({"license.py": "MIT"}, "NOASSERTION", "none"),
        ({}, "NOASSERTION", "none"),
    ],
)
def test_where_a_projects_licence_is_found(tmp_path: Path, files: dict[str, str], expression: str, method: str) -> None:
    write(tmp_path, {"a.py": "", **files})

    claims = open_source(str(tmp_path)).read().info.licenses

    assert (claims[0].expression, claims[0].method) == (expression, method)
    assert (claims[-1].expression, claims[-1].kind) == (expression, LicenseKind.CONCLUDED)


def test_bad_locations_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write(tmp_path, {"text/readme.txt": "x", "broken/a.py": b"\xff"})

    with pytest.raises(NotFoundError, match="there is no directory"):
        open_source(str(tmp_path / "nowhere"))
    with pytest.raises(NotFoundError, match="there is no directory"):
        open_source("")
    with pytest.raises(InputError, match="is a file: give the directory"):
        open_source(str(tmp_path / "text/readme.txt"))
    with pytest.raises(InputError, match="holds no Python files: give"):
        open_source(str(tmp_path / "empty")).read()
    with pytest.raises(InputError, match="holds no Python files: give"):
        open_source(str(tmp_path / "text")).read()
    with pytest.raises(InputError, match=r"no Python files that can be read: a\.py"):
        open_source(str(tmp_path / "broken")).read()
    with pytest.raises(InputError, match="cannot be looked at"):
        open_source("x" * 5000)
    with pytest.raises(InputError, match="is no source: give a directory's path, git"):
        open_source("svn:somewhere")
