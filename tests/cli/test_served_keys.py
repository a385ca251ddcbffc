"""A server that knows keys, over HTTP: who asks is proved, sees what its tenant may see, and is recorded under its name."""

import json
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from graph.stores.embedded import EmbeddedStore
from tests.cli.conftest import Cli, runner, start, write_files
from tests.sources.conftest import write

QUESTION = "What does a basket hold that a customer wants to buy? My password is hunter2hunter."
ASK = "query($q: String!) { answer(question: $q) { question recorded notes citations { node } } }"
SOURCES = "{ status(checkDisk: false) { withheld sources { name } } }"


class Server:
    """A running `codecraft serve`."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self.address: str = json.loads(process.stdout.readline())["address"]

    def post(self, query: str, secret: str = "", **variables: str) -> tuple[int, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {"Content-Type": "application/json"} | ({"X-CodeCraft-Key": secret} if secret else {})
        request = urllib.request.Request(self.address, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@contextmanager
def served(folder: Path, *options: str, **variables: str) -> Iterator[Server]:
    process = start(["serve", "--port", "0", "--json", *options], folder, **variables)
    try:
        yield Server(process)
    finally:
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
        assert error == ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small project, which everybody may see, and another that is kept for acme."""
    write_files(tmp_path / "project")
    secret = {"pyproject.toml": '[project]\nname = "vault"\nlicense = "MIT"\n', "vault.py": "def open_vault():\n    return 1\n"}
    write(tmp_path / "vault", secret)
    cli = runner(tmp_path)
    for name, more in (("project", ()), ("vault", ("--tenant", "acme"))):
        assert cli("sources", "add", name, "--name", name, *more).code == 0
        assert cli("sources", "review", name, "--approve", "--by", "Ada").code == 0
    assert cli("index", "sources.toml", "--no-embed").code == 0
    return tmp_path


def _names(shown: Any) -> set[str]:
    return {one["name"] for one in shown["data"]["status"]["sources"]}


def _recorded(folder: Path, text: str) -> list[dict[str, Any]]:
    store = EmbeddedStore(folder / ".codecraft/store", read_only=True)
    rows: list[dict[str, Any]] = store._engine().execute_cypher(text, {}).to_list()
    store.close()
    return rows


def test_a_key_proves_who_asks_and_for_which_tenant(folder: Path) -> None:
    cli = runner(folder, CODECRAFT_KEYS="keys.toml")
    ada = cli("keys", "new", "ada", "--tenant", "acme").out.strip()
    bob = cli("keys", "new", "bob", "--json").json["secret"]
    assert ada not in (folder / "keys.toml").read_text()
    assert [(one["name"], one["tenant"]) for one in cli("keys", "list", "--json").lines] == [("ada", "acme"), ("bob", "")]
    assert cli("consent", "give", "--purpose", "store-prompts", "--key", "ada").code == 0

    with served(folder, "--record", CODECRAFT_KEYS="keys.toml", CODECRAFT_TENANT="acme") as server:
        for wrong in ("", "ada", ada[:-1], "sha256:" + "0" * 64):
            code, shown = server.post(SOURCES, wrong)
            assert (code, shown["errors"][0]["extensions"]["code"]) == (401, "UNAUTHORIZED")
        assert _names(server.post(SOURCES, ada)[1]) == {"project", "vault"}
        code, shown = server.post(SOURCES, bob)
        assert (_names(shown), shown["data"]["status"]["withheld"]) == ({"project"}, 1)
        assert server.post('{ symbol(name: "open_vault") { id } }', bob)[1]["errors"][0]["extensions"]["code"] == "NOT_FOUND"

        answers = {
            name: server.post(ASK, secret, q=QUESTION)[1]["data"]["answer"] for name, secret in (("ada", ada), ("bob", bob))
        }
        for shown in answers.values():
            assert "hunter2" not in json.dumps(shown)
            assert any("taken out of the question" in note for note in shown["notes"])
        # Nobody reads over the server what others asked.
        for id_ in (answers["ada"]["recorded"], f"{answers['ada']['recorded']}/question", "record:1"):
            assert server.post(f'{{ node(id: "{id_}") {{ id }} }}', ada) == (200, {"data": {"node": None}})

        entries = (folder / "keys.toml").read_text().split("[[key]]")
        (folder / "keys.toml").write_text("[[key]]".join(one for one in entries if '"bob"' not in one))
        assert server.post(SOURCES, bob)[0] == 401, "a key that is taken out ends at once"
        assert server.post(SOURCES, ada)[0] == 200

    rows = _recorded(folder, "MATCH (a:Answer) RETURN a.id AS id, a.key AS key, a.tenant AS tenant, a.redacted AS redacted")
    assert {(row["id"], row["key"], row["tenant"]) for row in rows} == {
        (answers["ada"]["recorded"], "ada", "acme"), (answers["bob"]["recorded"], "bob", None)
    }  # fmt: skip
    assert all(len(row["redacted"]) == 1 and row["redacted"][0].startswith("told sha256:") for row in rows)
    (kept,) = _recorded(folder, "MATCH (t:Text) RETURN t.key AS key, t.text AS text")
    assert (kept["key"], kept["text"]) == ("ada", QUESTION.replace("hunter2hunter", "REDACTED-told"))
    assert runner(folder)("audit", "verify").code == 0


def test_without_keys_nobody_has_one(folder: Path) -> None:
    with served(folder, "--record") as server:
        code, shown = server.post(SOURCES, "ada")
        assert (code, shown["errors"][0]["message"]) == (401, "this server knows no keys: leave X-CodeCraft-Key out")
        assert _names(server.post(SOURCES)[1]) == {"project"}
        recorded = server.post(ASK, q=QUESTION)[1]["data"]["answer"]["recorded"]
    (row,) = _recorded(folder, "MATCH (a:Answer) RETURN a.id AS id, a.key AS key")
    assert (row["id"], row["key"]) == (recorded, "local")
    with served(folder, CODECRAFT_TENANT="acme") as server:
        assert _names(server.post(SOURCES)[1]) == {"project", "vault"}
        assert any("not recorded" in note for note in server.post(ASK, q=QUESTION)[1]["data"]["answer"]["notes"])


def test_the_command_line_answers_for_its_tenant(folder: Path) -> None:
    cli = runner(folder)
    stdin = "MATCH (s:Source) RETURN s.name AS name"
    assert {one["name"] for one in cli("cypher", "-", "--json", stdin=stdin).lines} == {"project", "vault"}
    assert "1 more are kept for other tenants" in cli("status").out
    assert cli("callers", "open_vault").code == 2
    assert cli("callers", "open_vault", CODECRAFT_TENANT="acme").code == 0
    refused = cli("cypher", "-", stdin=stdin, CODECRAFT_TENANT="globex")
    assert (refused.code, "Cypher of your own is not narrowed to a tenant" in refused.err) == (2, True)
    assert "the operator's" in cli("audit", "log", CODECRAFT_TENANT="globex").err
    assert "vault" not in cli("export", "calls", "--json", CODECRAFT_TENANT="globex").out
    assert "vault" not in cli("export", "cyclonedx", CODECRAFT_TENANT="globex").out
    assert "vault" in cli("export", "cyclonedx").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[key]]\nname = "a b"\ndigest = "x"\n', "key 1 of keys.toml has no name without blanks"),
        ('[[key]]\nname = "a"\ndigest = "hunter2"\n', "the key a of keys.toml has no digest sha256:"),
        ('[[key]]\nname = "a"\nsecret = "x"\n', "may hold name, tenant and digest alone"),
        ("[[key", "cannot be read"),
    ],
)
def test_a_file_of_keys_that_is_wrong_is_told(cli: Cli, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "keys.toml").write_text(text)
    for command in (("keys", "list"), ("keys", "new", "b")):
        wrong = cli(*command, CODECRAFT_KEYS="keys.toml")
        assert (wrong.code, said in wrong.err, wrong.err.count("\n")) == (2, True, 1)
    (tmp_path / "keys.toml").unlink()
    assert cli("keys", "new", "b", CODECRAFT_KEYS="keys.toml").code == 0
    assert "has a key b already" in cli("keys", "new", "b", CODECRAFT_KEYS="keys.toml").err
    assert "no file of keys is given" in cli("keys", "list").err
