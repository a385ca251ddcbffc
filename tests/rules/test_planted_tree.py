"""From a directory to all the verdicts: what is planted in real files is found, and the mended tree passes every rule."""

from pathlib import Path

from tests.cli.conftest import Cli, runner

COPIED = """\
def unique(items, key, reverse):
    out = []
    for item in items:
        if key(item) not in out:
            out.append(key(item))
    return sorted(out, reverse=reverse) + [len(items), sum(items), max(items)]
"""
# REUSE-IgnoreStart
PLANTED = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "MIT"\ndependencies = ["nosuchthing>=2"]\n',
    "shop/__init__.py": "",
    "shop/_vendor/__init__.py": "",
    "shop/_vendor/sorting.py": f"# SPDX-License-Identifier: GPL-2.0-only\n{COPIED}",
    "shop/main.py": (
        f"from shop._vendor import sorting\n\n\n{COPIED}\n\ndef main(items):\n    return sorting.unique(items, str, False)\n"
    ),
    "shop/keys.py": f'KEY = "{"AKIA" + "IOSFODNN7ABCDEFG"}"\n',
}
# REUSE-IgnoreEnd
MENDED = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "MIT"\n',
    "LICENSE": "MIT License\n\nCopyright (c) 2026 The shop\n",
    "shop/__init__.py": "",
    "shop/main.py": "import json\n\n\ndef main(text):\n    return sorted(json.loads(text))\n",
}


def _indexed(folder: Path, files: dict[str, str]) -> Cli:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    cli = runner(folder)
    done = cli("index", ".", "--no-embed")
    assert done.code == 0, done.err
    return cli


def test_what_is_planted_in_files_is_found(tmp_path: Path) -> None:
    outcome = _indexed(tmp_path, PLANTED)("check", "--json")
    assert outcome.code == 1
    found = {one["rule"]: [each["node"] for each in one["findings"]] for one in outcome.json["verdicts"] if one["findings"]}
    tree = "pkg:generic/shop"
    assert found == {
        "attribution_missing": [tree],
        "copyleft_through_calls": [f"{tree}#shop.main.main"],
        "dependency_unpinned_or_yanked": [tree],
        "license_incompatible": [f"{tree}#/shop/_vendor/sorting.py"],
        "near_duplicate_of_stricter": [f"{tree}#shop.main.unique"],
        "secret_in_indexed_code": [f"{tree}#/shop/keys.py"],
        "vendored_under_other_license": [f"{tree}#/shop/_vendor/sorting.py"],
    }


def test_the_mended_tree_passes_every_rule_once_an_answer_is_recorded(tmp_path: Path) -> None:
    cli = _indexed(tmp_path, MENDED)
    assert {one["outcome"] for one in cli("check", "--json").json["verdicts"]} == {"PASS", "UNDETERMINED"}
    assert "recorded as answer:" in cli("ask", "where is json text sorted?").out
    verdicts = cli("check", "--json").json["verdicts"]
    assert {one["rule"]: one["blockers"] for one in verdicts if one["outcome"] != "PASS"} == {}
    assert len(verdicts) == 17
