"""`codecraft sources` as people use it: propose, decide, index, audit, withdraw, refresh."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, write_files
from tests.sources.conftest import git, repository, write

BY = ("--by", "Ada")


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with the small project in it, which is where the commands run."""
    write_files(tmp_path / "project")
    return tmp_path


def test_from_proposal_to_index_to_withdrawal(cli: Cli, shop: Path) -> None:
    added = cli("sources", "add", "project", "--name", "shop", "--json")
    assert (added.code, added.json["review"]["state"], added.json["expected_license"]) == (0, "proposed", "MIT")

    held = cli("index", "sources.toml", "--no-embed")
    assert (held.code, held.out) == (0, "")
    assert held.err == "left out shop: it is proposed, not approved: codecraft sources review shop --approve --by NAME\n"

    assert cli("sources", "review", "shop", "--approve", *BY).out.startswith("approved shop by Ada on 20")
    assert cli("index", "sources.toml", "--no-embed").out.startswith("indexed pkg:generic/shop\n")
    said = cli("cypher", "-", "--json", stdin=_WHO).lines
    assert said == [{"person": "agent:person:Ada", "role": "reviewer", "review": "approved", "purpose": "ground"}]

    assert "would remove pkg:generic/shop: 3 files" in cli("sources", "withdraw", "shop", "--dry-run").out
    gone = cli("sources", "withdraw", "shop", *BY, "--reason", "sold", "--json").json
    assert [(one["source"], one["files"], one["license"]) for one in gone["removed"]] == [("pkg:generic/shop", 3, "MIT")]
    left = "MATCH (n:Node {source: 'pkg:generic/shop'}) WHERE n:Source OR n:File OR n:Symbol RETURN n.id AS id"
    assert cli("cypher", "-", "--json", stdin=left).out == ""
    asked = "MATCH (w:Withdrawal) RETURN w.by AS by, w.reason AS reason, w.files AS files"
    [grave] = cli("cypher", "-", "--json", stdin=asked).lines
    assert grave == {"by": "Ada", "reason": "sold", "files": 3}
    again = cli("index", "sources.toml", "--no-embed")
    assert (again.code, again.out) == (0, "")
    assert "left out shop: withdrawn by Ada on" in again.err


_WHO = """
MATCH (s:Source)-[r:WAS_ATTRIBUTED_TO]->(p:Agent {kind: 'person'})
RETURN p.id AS person, r.role AS role, s.review AS review, s.purpose AS purpose
"""


def test_who_gives_a_location_approves_it_and_a_list_is_not_widened(cli: Cli, shop: Path) -> None:
    assert cli("index", "project", "--no-embed", CODECRAFT_USER="Grace").code == 0
    assert cli("cypher", "-", "--json", stdin=_WHO).lines[0]["person"] == "agent:person:Grace"

    cli("sources", "add", "project", "--name", "shop", "--purpose", "index-only", "--tenant", "acme")
    cli("sources", "review", "shop", "--approve", *BY)
    cli("index", "sources.toml", "--no-embed")
    write(shop, {"project/shop/more.py": "MORE = 1\n"})
    cli("index", "project", "--no-embed", CODECRAFT_USER="Grace")

    asked = "MATCH (s:Source) RETURN s.reviewer AS by, s.purpose AS purpose, s.tenants AS tenants, s.files AS files"
    assert cli("cypher", "-", "--json", stdin=asked).lines == [
        {"by": "Ada", "purpose": "index-only", "tenants": ["acme"], "files": 4}
    ]


def test_an_entry_that_leaves_the_list_leaves_the_store(cli: Cli, shop: Path) -> None:
    write(shop, {"till/pyproject.toml": '[project]\nname = "till"\nlicense = "MIT"\n', "till/a.py": "A = 1\n"})
    for name in ("project", "till"):
        cli("sources", "add", name)
        cli("sources", "review", name, "--approve", *BY)
    cli("index", "sources.toml", "--no-embed")
    text = (shop / "sources.toml").read_text()
    head = text.partition('[[source]]\nlocation = "till"')[0]
    (shop / "sources.toml").write_text(head)

    assert "removed pkg:generic/till: no longer approved in sources.toml" in cli("index", "sources.toml", "--no-embed").err
    assert [one["id"] for one in cli("status", "--json").json["status"]["sources"]] == ["pkg:generic/shop"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("review", "shop"), "say --approve or --reject"),
        (("review", "shop", "--approve", "--reject"), "say --approve or --reject"),
        (("review", "shop", "--reject"), "source 1 (shop): say why with --reason"),
        (("withdraw", "shop", "--reason", "x"), "is proposed, not approved: there is nothing to withdraw"),
        (("review", "nothing", "--approve"), "has no source nothing: codecraft sources list shows those it has"),
        (("review", "shop", "--approve", "--accept", "all"), "--accept takes the kinds that the policy of sources names"),
        (("refresh", "shop"), "is proposed: only what is approved is refreshed"),
        (("init",), "is there already: it is not overwritten"),
        (("add", "nowhere"), "there is no directory nowhere"),
        (("list", "--manifest", "other.toml"), "there is no manifest other.toml"),
        (("hook", "install"), "is in no git repository"),
    ],
)
def test_what_cannot_be_done_says_so_on_one_line(cli: Cli, shop: Path, arguments: tuple[str, ...], message: str) -> None:
    cli("sources", "add", "project", "--name", "shop")
    before = (shop / "sources.toml").read_text()

    done = cli("sources", *arguments)

    assert done.code == 2
    assert message in done.err
    assert len(done.err.splitlines()) == 1
    assert (shop / "sources.toml").read_text() == before


def test_what_policy_refuses_is_rejected_when_it_is_proposed(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path, {"till/pyproject.toml": '[project]\nname = "till"\nlicense = "GPL-3.0-only"\n', "till/a.py": ""})

    added = cli("sources", "add", "till")
    assert added.code == 1
    assert "copyleft is refused by policy" in added.out
    refused = cli("sources", "review", "till", "--approve", *BY)
    assert (refused.code, "--accept copyleft --reason WHY" in refused.err) == (2, True)
    taken = cli("sources", "review", "till", "--approve", *BY, "--accept", "copyleft", "--reason", "only looked up", "--json")
    assert taken.json["state"] == "approved"
    assert cli("index", "sources.toml", "--no-embed").code == 0


def test_an_audit_names_what_is_wrong(cli: Cli, shop: Path) -> None:
    root = repository(shop / "till", {"pyproject.toml": '[project]\nname = "till"\nlicense = "MIT"\n', "a.py": "A = 1\n"})
    cli("sources", "add", f"git+file://{root}@main", "--name", "till", "--refresh", "weekly")
    cli("sources", "review", "till", "--approve", *BY)
    cli("index", "sources.toml", "--no-embed")
    good = cli("sources", "audit", "--json")
    [one] = good.lines
    assert (good.code, one["problems"], one["pinned"], one["license_found"]) == (0, [], True, "MIT")
    assert one["pin"] == git(root, "rev-parse", "HEAD")
    assert one["due"] > one["refreshed"]

    text = (shop / "sources.toml").read_text()
    (shop / "sources.toml").write_text(text.replace(one["pin"], "").replace("MIT", "Apache-2.0") + 'tenants = ["acme"]\n')
    bad = cli("sources", "audit")
    assert bad.code == 1
    assert "PROBLEM a git that is not pinned" in bad.out
    assert "PROBLEM the licence found is MIT, expected is Apache-2.0" in bad.out
    assert "PROBLEM the store does not know yet what the list says of expected_license, tenants: index again" in bad.out
    assert bad.out.endswith("1 sources, 1 with problems\n")


def test_a_refresh_follows_a_branch_and_stops_at_another_licence(cli: Cli, shop: Path) -> None:
    root = repository(shop / "till", {"pyproject.toml": '[project]\nname = "till"\nlicense = "MIT"\n', "a.py": "A = 1\n"})
    cli("sources", "add", f"git+file://{root}@main", "--name", "till", "--refresh", "on-commit")
    cli("sources", "review", "till", "--approve", *BY)
    cli("index", "sources.toml", "--no-embed")
    first = git(root, "rev-parse", "HEAD")
    assert cli("refresh", "--due").out == "nothing is due\n"

    write(root, {"b.py": "B = 2\n"})
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=More")
    second = git(root, "rev-parse", "HEAD")
    done = cli("refresh", "--on-commit", "--json").json
    assert (done["outcome"], done["before"], done["after"]) == ("updated", first, second)
    assert [one["source"] for one in done["removed"]] == [f"pkg:generic/till@{first}"]
    assert f'revision = "{second}"' in (shop / "sources.toml").read_text()

    write(root, {"pyproject.toml": '[project]\nname = "till"\nlicense = "AGPL-3.0-only"\n'})
    git(root, "commit", "--quiet", "--all", "--message=Sold")
    stopped = cli("refresh", "--on-commit")
    assert stopped.code == 1
    assert "stopped till\n  refresh on 20" in stopped.out
    assert "the licence is read as AGPL-3.0-only and MIT is expected" in stopped.out
    [audited] = cli("sources", "audit", "--json").lines
    assert (audited["state"], audited["pin"]) == ("proposed", second)
    assert audited["sources"] == [f"pkg:generic/till@{second}"]
    assert audited["problems"] == ["it is proposed and in the store"]
    assert cli("index", "sources.toml", "--no-embed").code == 0
    assert len(cli("sources", "audit", "--json").lines[0]["sources"]) == 1, "what was approved stays until somebody decides"
    assert cli("sources", "review", "till", "--reject", *BY, "--reason", "AGPL").code == 0
    assert cli("sources", "audit", "--json").lines[0]["sources"] == []


def test_the_template_and_the_schema_fit_each_other(cli: Cli, tmp_path: Path) -> None:
    assert cli("sources", "init").code == 0
    assert [one["review"]["state"] for one in cli("sources", "list", "--json").lines] == ["proposed"]
    explained = {line.removeprefix("# ").partition(" ")[0] for line in (tmp_path / "sources.toml").read_text().splitlines()}
    schema = cli("sources", "schema", "--json").json
    assert set(schema["$defs"]["Entry"]["properties"]) - explained == {"kind"}


def test_a_hook_is_added_to_what_is_there_and_taken_out_again(cli: Cli, shop: Path) -> None:
    repository(shop, {"README": "hello\n"})
    cli("sources", "add", "project", "--name", "shop")
    hook = shop / ".git/hooks/post-commit"
    own = "#!/bin/sh\necho done\n"
    write(shop, {".git/hooks/post-commit": own})

    for _ in range(2):
        assert cli("sources", "hook", "install").code == 0
    text = hook.read_text()
    assert text.startswith(f"{own}# >>> codecraft refresh >>>\n")
    assert text.count("codecraft refresh --on-commit --manifest") == 1
    assert os.access(hook, os.X_OK)
    assert cli("sources", "hook", "remove").code == 0
    assert hook.read_text() == own

    write(shop, {".git/hooks/post-commit": "#!/usr/bin/env python3\n"})
    assert "is no shell script: add this line to it" in cli("sources", "hook", "install").err
