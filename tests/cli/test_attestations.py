"""Attestations on the command line: signed, bound to what was indexed, and told when either does not hold."""

import base64
import json
from pathlib import Path

from tests.cli.conftest import Cli, runner, write_files


def attested_shop(folder: Path) -> Cli:
    cli = runner(folder)
    write_files(folder / "project")
    assert cli("index", "project", "--no-embed").code == 0
    assert cli("audit", "key", "new", "officer").code == 0
    assert cli("audit", "attest", "checked.json", "--key", "officer").code == 0
    return cli


def test_an_attestation_is_an_in_toto_statement_of_what_the_rules_said(tmp_path: Path) -> None:
    cli = attested_shop(tmp_path)
    envelope = json.loads((tmp_path / "checked.json").read_text())
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    told = json.loads(base64.b64decode(envelope["payload"]))
    assert told["_type"] == "https://in-toto.io/Statement/v1"
    assert told["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert [one["name"] for one in told["subject"]] == ["codecraft:snapshot", "pkg:generic/shop"]
    predicate = told["predicate"]
    verdicts = {one["rule"]: one["outcome"] for one in cli("check", "--json").json["verdicts"]}
    assert sorted(predicate["passedTests"]) == sorted(name for name, outcome in verdicts.items() if outcome == "PASS")
    assert sorted(predicate["failedTests"]) == sorted(name for name, outcome in verdicts.items() if outcome == "FAIL")
    assert all(len(one["digest"]["sha256"]) == 64 for one in predicate["configuration"])
    assert {one["name"] for one in predicate["configuration"]} >= {"policy.toml", "rules/source_without_license"}


def test_waivers_baseline_and_rules_beside_the_code_hold_as_they_do_for_a_check(tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    (tmp_path / "project/shop/mail.py").write_text('TO = "jane.doe@shop-mail.org"\nFROM = "orders@shop-mail.org"\n')
    cli = runner(tmp_path)
    assert cli("index", "project", "--no-embed").code == 0
    cli("audit", "key", "new", "officer")
    entry = '[[waiver]]\nrule = "secret_in_indexed_code"\nnode = "*mail.py"\nreason = "Ours."\nowner = "jo"\nexpires = {}\n'
    found = []
    for expires, silenced in (("2020-01-01", ()), ("9999-12-31", ()), ("2020-01-01", ("--baseline", "known.json"))):
        (tmp_path / "waivers.toml").write_text(entry.format(expires))
        checked = cli("check", *silenced, "--json").json["verdicts"]
        assert cli("audit", "attest", "checked.json", "--key", "officer", *silenced).code == 0
        told = json.loads(base64.b64decode(json.loads((tmp_path / "checked.json").read_text())["payload"]))["predicate"]
        assert sorted(told["failedTests"]) == sorted(one["rule"] for one in checked if one["outcome"] == "FAIL")
        secret = next(one for one in told["codecraft"]["verdicts"] if one["rule"] == "secret_in_indexed_code")
        found.append((secret["findings"], secret["waived"], secret["known"]))
        names = {one["name"] for one in told["configuration"]}
        assert {"waivers.toml", *(silenced[1:])} <= names
        cli("check", "--baseline", "known.json", "--write-baseline")
    assert found == [(2, 0, 0), (0, 2, 0), (2, 0, 0)]


def test_it_speaks_of_the_store_until_that_changes(tmp_path: Path) -> None:
    cli = attested_shop(tmp_path)
    sound = cli("audit", "check-attestation", "checked.json", "--key", "officer.pub", "--json")
    assert (sound.code, sound.json["current"]) == (0, True)
    (tmp_path / "project/shop/prices.py").write_text("def price(item):\n    return 1\n")
    cli("index", "project", "--no-embed")
    stale = cli("audit", "check-attestation", "checked.json", "--key", "officer.pub")
    assert stale.code == 1
    assert "since then: pkg:generic/shop has changed" in stale.out


def test_another_key_or_another_content_is_refused(tmp_path: Path) -> None:
    cli = attested_shop(tmp_path)
    cli("audit", "key", "new", "other")
    stranger = cli("audit", "check-attestation", "checked.json", "--key", "other.pub")
    assert (stranger.code, "checked.json was not signed by other.pub, or was changed since" in stranger.err) == (2, True)
    envelope = json.loads((tmp_path / "checked.json").read_text())
    told = base64.b64decode(envelope["payload"]).replace(b'"failedTests":[', b'"failedTests": [')
    envelope["payload"] = base64.b64encode(told).decode()
    (tmp_path / "checked.json").write_text(json.dumps(envelope))
    assert "was changed since" in cli("audit", "check-attestation", "checked.json", "--key", "officer.pub").err


def test_a_key_is_its_owners_alone_and_never_written_over(tmp_path: Path) -> None:
    cli = attested_shop(tmp_path)
    assert (tmp_path / "officer").stat().st_mode & 0o077 == 0
    before = (tmp_path / "officer").read_bytes()
    assert "officer is there already" in cli("audit", "key", "new", "officer").err
    assert (tmp_path / "officer").read_bytes() == before
    assert "officer.pub is no private key" in cli("audit", "attest", "again.json", "--key", "officer.pub").err
    assert "none cannot be read" in cli("audit", "attest", "again.json", "--key", "none").err
    assert "officer is no public key" in cli("audit", "check-attestation", "checked.json", "--key", "officer").err
    assert "project is no signed envelope" in cli("audit", "check-attestation", "project", "--key", "officer.pub").err
