"""`codecraft check` as its users type it: lists, formats, baselines, waivers, and what is refused."""

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, runner, write_files

OWN = """\
// title: A function whose name is shouted
// severity: note
// rationale: It hurts the ears.
// remedy: Rename it.
// requires: shouted_names
// parameters: shouted_names
// checks: files
UNWIND $shouted_names AS one
RETURN one.id AS node, one.path AS path, one.line AS line, 'shouted' AS message
ORDER BY node
"""
CONCEPT = """\
// title: Functions whose names are shouted
// kind: concept
MATCH (f:Function) WHERE f.name = toUpper(f.name)
RETURN f.id AS id, f.path AS path, f.line AS line
ORDER BY id
"""
RULE = "shouted"


@pytest.fixture
def loud(tmp_path: Path) -> Cli:
    """A project that breaks a rule of its own, indexed."""
    write_files(tmp_path)
    (tmp_path / "shop/horn.py").write_text("def TOOT():\n    pass\n")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/shouted.cypher").write_text(OWN)
    (tmp_path / "rules/shouted_names.cypher").write_text(CONCEPT)
    cli = runner(tmp_path)
    assert cli("index", ".", "--no-embed").code == 0
    return cli


def test_rules_beside_the_code_are_run_with_the_shipped_ones(loud: Cli) -> None:
    outcome = loud("check")
    assert outcome.code == 1
    assert outcome.out.startswith("FAIL  A function whose name is shouted  (shouted, note; 4 files checked)\n")
    assert "  shop/horn.py:1  pkg:generic/shop#shop.horn.TOOT: shouted\n" in outcome.out
    assert loud("check", "file_without_provenance").code == 0


def test_the_list_and_a_page_of_each_rule(loud: Cli) -> None:
    listed = loud("check", "--list", "--json").json
    assert {
        "rule": "shouted_names",
        "kind": "concept",
        "severity": "note",
        "title": "Functions whose names are shouted",
    } in listed
    for one in listed:
        page = loud("check", "--explain", one["rule"], "--json").json
        assert page["title"] == one["title"]
        assert page["cypher"]
    shown = loud("check", "--explain", "shouted").out
    assert "requires: shouted_names" in shown
    assert "UNWIND $shouted_names AS one" in shown


def test_a_baseline_lets_known_findings_pass(loud: Cli, tmp_path: Path) -> None:
    written = loud("check", RULE, "--baseline", "known.json", "--write-baseline")
    assert written.code == 0
    assert "known.json holds 1 findings" in written.err
    assert loud("check", RULE, "--baseline", "known.json").code == 0
    (tmp_path / "shop/horn.py").write_text("\n\ndef TOOT():\n    pass\n\n\ndef HONK():\n    pass\n")
    assert loud("index", ".", "--no-embed").code == 0
    found = loud("check", RULE, "--baseline", "known.json", "--json")
    assert found.code == 1
    states = [(one["line"], one["state"]) for one in found.json["verdicts"][0]["findings"]]
    assert states == [(7, "new"), (3, "known")]
    (tmp_path / "shop/horn.py").write_text("def toot():\n    pass\n")
    assert loud("index", ".", "--no-embed").code == 0
    fixed = loud("check", RULE, "--baseline", "known.json")
    assert fixed.code == 0
    assert "fixed since the baseline: pkg:generic/shop#shop.horn.TOOT" in fixed.out


def test_a_waiver_silences_until_it_expires(loud: Cli, tmp_path: Path) -> None:
    entry = '[[waiver]]\nrule = "shouted"\nnode = "*TOOT"\nreason = "A horn is loud."\nowner = "jo"\nexpires = {}\n'
    (tmp_path / "waivers.toml").write_text(entry.format("9999-12-31"))
    kept = loud("check", RULE, "waiver_expired_or_unowned")
    assert kept.code == 0
    assert "waived by jo until 9999-12-31: A horn is loud." in kept.out
    (tmp_path / "waivers.toml").write_text(entry.format("2020-12-31"))
    late = loud("check", RULE, "waiver_expired_or_unowned")
    assert late.code == 1
    assert "waivers.toml:1  waiver:shouted:*TOOT: expired on 2020-12-31" in late.out


def test_a_run_is_kept_in_the_log_when_asked(loud: Cli) -> None:
    assert "recorded" not in loud("check", RULE).err
    told = loud("check", RULE, "--record")
    assert told.code == 1
    assert re.search(r"recorded as record:\d+ sha256:[0-9a-f]{64}\n", told.err)
    assert loud("audit", "verify").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [("note", 1), ("warning", 0), ("error", 0), ("nothing", 0), ("error,undetermined", 0), ("undetermined", 1)],
)
def test_what_exits_with_1_is_chosen(loud: Cli, words: str, code: int) -> None:
    assert loud("check", RULE, "--fail-on", words).code == code
    told = loud("check", RULE, "--fail-on", words, "--json").json
    assert (told["failed"], [one["outcome"] for one in told["verdicts"]]) == (bool(code), ["FAIL"])


@pytest.mark.parametrize(("name", "begins"), [("sarif", "{"), ("junit", "<?xml"), ("json", '{"failed":true'), ("text", "FAIL")])
def test_each_format_goes_to_a_file_or_out(loud: Cli, tmp_path: Path, name: str, begins: str) -> None:
    out = loud("check", RULE, "--format", name)
    assert out.code == 1
    assert out.out.startswith(begins)
    assert loud("check", RULE, "--format", name, "--output", "report").out == ""
    assert (tmp_path / "report").read_text() == out.out
    if name == "sarif":
        place = json.loads(out.out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "shop/horn.py", "uriBaseId": "SRCROOT"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--fail-on", "fatal"), "--fail-on has no fatal: choose from error, warning, note, undetermined and nothing"),
        (("--fail-on", "nothing,error"), "--fail-on says nothing clear"),
        (("--format", "pdf"), "there is no format pdf: choose one of json, junit, sarif, text"),
        (("--format", "sarif", "--json"), "--json and --format sarif cannot both be"),
        (("--write-baseline",), "--write-baseline needs a file"),
        (("--baseline", "nothing.json"), "there is no baseline nothing.json"),
        (("--waivers", "nothing.toml"), "there is no file of waivers nothing.toml"),
        (("--explain", "nothing"), "there is no rule nothing"),
        (("--set", "shouted"), "write --set RULE.NAME=VALUE"),
        (("--set", "shouted.loud=3"), "the rule shouted has no loud to set"),
        (("--set", "copyleft_through_calls.limit=many"), "copyleft_through_calls.limit cannot be 'many': its default is 10000"),
        (("--output", "missing/report"), "missing/report cannot be written"),
        (("--rules", "missing"), "there is no folder of rules missing"),
    ],
)
def test_what_cannot_be_done_is_one_line(loud: Cli, arguments: tuple[str, ...], message: str) -> None:
    outcome = loud("check", *arguments)
    assert outcome.code == 2
    assert message in outcome.err
    assert outcome.err.count("\n") == 1
