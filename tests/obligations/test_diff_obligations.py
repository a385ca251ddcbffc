"""What a change adds, in a git repository of two commits, as a pull request would show it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, runner

_TAG = "# SPDX-License-" + "Identifier:"  # in two parts, as this file is under no such licence
_BEFORE = {
    "pyproject.toml": '[project]\nname = "shop"\nlicense = "MIT"\ndependencies = ["rich>=13", "packaging"]\n',
    "shop/__init__.py": "",
    "shop/main.py": "from rich.console import Console\n\n\ndef main(plugin):\n    plugin.go()\n    Console().print('shop')\n",
    "NOTICE": "Shop\n",
}
_AFTER = {
    "pyproject.toml": '[project]\nname = "shop"\nlicense = "MIT"\ndependencies = ["rich>=14", "certifi", "no-such-thing>=2"]\n',
    "shop/roots.py": "import certifi\nimport nowhere.at\n\n\ndef roots():\n    nowhere.at.all()\n    return certifi.where()\n",
    "shop/_vendor/swap.py": f"{_TAG} GPL-3.0-only\n\n\ndef swap(a, b):\n    return b, a\n",
    "NOTICE": "Shop\nCopyright 2026 Ann Author\n",
}


def _git(folder: Path, *arguments: str) -> None:
    who = {f"GIT_{role}_{part}": "ann@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    when = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-01T00:00:00+00:00")
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, env={**os.environ, **who, **when, **alone}
    )


def _commit(folder: Path, files: dict[str, str], message: str) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    _git(folder, "add", "--all")
    _git(folder, "commit", "--quiet", "--message", message)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A folder whose `project` has the change as its newest commit."""
    folder = tmp_path_factory.mktemp("changed")
    project = folder / "project"
    project.mkdir()
    _git(project, "init", "--quiet", "--initial-branch", "main")
    _commit(project, _BEFORE, "before")
    _commit(project, _AFTER, "after")
    return runner(folder)


def test_a_pull_request_is_told_what_it_adds(changed: Cli) -> None:
    outcome = changed("diff-obligations", "HEAD~1", "HEAD", "project", "--markdown")
    assert outcome.code == 0, outcome.err
    expected = Path(__file__).with_name("expected.md")
    assert outcome.out == expected.read_text(encoding="utf-8"), outcome.out


def test_each_kind_of_change_is_told_to_programs(changed: Cli) -> None:
    told = changed("diff-obligations", "HEAD~1", "HEAD", "project", "--json").json
    assert told["new_licenses"] == ["GPL-3.0-only", "MPL-2.0"]
    assert told["reasons"] == ["new-license", "copyleft", "unknown"]
    changes = {(one["kind"], one["what"]): one for one in told["changes"]}
    assert changes["requirement", "pkg:pypi/rich"]["before"] == ">=13"
    assert changes["requirement", "pkg:pypi/packaging"]["after"] == ""
    assert changes["requirement", "pkg:pypi/no-such-thing"]["license"] == "NOASSERTION"
    assert changes["file-license", "shop/_vendor/swap.py"]["category"] == "copyleft"
    assert (changes["origin", "pkg:pypi/certifi"]["path"], changes["origin", "pkg:pypi/certifi"]["line"]) == (
        "shop/roots.py",
        1,
    )
    (crossing,) = (one for one in told["changes"] if one["kind"] == "crossing" and "certifi" in one["what"])
    assert (crossing["path"], crossing["line"]) == ("shop/roots.py", 7)
    assert told["unresolved"] == 1


def test_what_only_tests_use_is_told_apart_and_owes_nothing(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    _git(project, "init", "--quiet", "--initial-branch", "main")
    _commit(project, {"pyproject.toml": '[project]\nname = "shop"\nlicense = "MIT"\n', "shop/__init__.py": ""}, "before")
    test = "import certifi\n\n\ndef test_roots():\n    assert certifi.where()\n"
    _commit(project, {"tests/test_roots.py": test}, "tests")
    cli = runner(tmp_path)
    told = cli("diff-obligations", "HEAD~1", "HEAD", "project", "--json", "--fail-on", "new-license,copyleft,unknown")
    assert told.code == 0
    assert {(one["kind"], one["after"]) for one in told.json["changes"]} == {
        ("origin", "MPL-2.0 in tests"),
        ("crossing", "called in tests"),
    }
    assert (told.json["duties"], told.json["new_licenses"]) == ([], [])
    shown = cli("diff-obligations", "HEAD~1", "HEAD", "project").out
    assert (
        "  1 new call into pkg:pypi/certifi, MPL-2.0 (weak-copyleft), in tests alone, first at tests/test_roots.py:5\n" in shown
    )
    _commit(project, {"shop/roots.py": test.replace("test_roots", "roots")}, "shipped")
    shipped = cli("diff-obligations", "HEAD~1", "HEAD", "project", "--json", "--fail-on", "copyleft")
    assert shipped.code == 1
    assert [one["license"] for one in shipped.json["duties"]] == ["MPL-2.0"]
    assert shipped.json["new_licenses"] == ["MPL-2.0"]


@pytest.mark.parametrize(("reasons", "code"), [("", 0), ("copyleft", 1), ("unknown,new-license", 1)])
def test_it_fails_on_what_is_asked_for(changed: Cli, reasons: str, code: int) -> None:
    assert changed("diff-obligations", "HEAD~1", "HEAD", "project", "--fail-on", reasons).code == code


def test_the_other_way_round_only_what_comes_back_is_owed(changed: Cli) -> None:
    told = changed("diff-obligations", "HEAD", "HEAD~1", "project", "--json").json
    assert told["reasons"] == ["new-license"]
    assert [one["license"] for one in told["duties"]] == ["Apache-2.0 OR BSD-2-Clause"]
    assert "not known: which branch is taken" in told["duties"][0]["text"]
    same = changed("diff-obligations", "main", "HEAD", "project")
    assert "nothing changes in licences, origins and duties" in same.out


def test_the_work_tree_stays_as_it_is(changed: Cli, tmp_path: Path) -> None:
    _git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    _commit(tmp_path, {"pkg/a.py": "x = 1\n"}, "one")
    (tmp_path / "pkg/a.py").write_text("x = 2\n")
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    told = json.loads(changed("diff-obligations", "HEAD", "HEAD", str(tmp_path / "pkg"), "--json").out)
    assert told["changes"] == []
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("HEAD", "nothing", "project"), "has no revision 'nothing'"),
        (("HEAD", "--upload-pack=x", "project"), "No such option"),
        (("HEAD", "HEAD", "elsewhere"), "there is no directory elsewhere"),
        (("HEAD", "HEAD", "."), "is in no git checkout"),
        (("HEAD", "HEAD", "project", "--fail-on", "gpl"), "choose from new-license, copyleft, unknown"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_line(changed: Cli, arguments: tuple[str, ...], said: str) -> None:
    outcome = changed("diff-obligations", *arguments)
    assert outcome.code == 2
    assert said in outcome.err
    assert len(outcome.err.splitlines()) == 1
