"""What people type is kept with consent only, for as long as was said, and the log stays whole when it goes."""

from pathlib import Path

from graph.stores.embedded import EmbeddedStore
from tests.cli.conftest import Cli, runner, write_files

QUESTION = "What does a basket hold that a customer wants to buy?"


def shop_in(folder: Path, **variables: str) -> Cli:
    cli = runner(folder, **variables)
    write_files(folder / "project")
    assert cli("index", "project").code == 0
    return cli


def texts(folder: Path) -> dict[str, str]:
    store = EmbeddedStore(folder / ".codecraft/store", read_only=True)
    rows = store._engine().execute_cypher("MATCH (t:Text) RETURN t.kind AS kind, t.text AS text", {}).to_list()
    store.close()
    return {row["kind"]: row["text"] for row in rows}


def test_a_question_is_kept_with_the_consent_of_its_key_alone(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    assert "no consent was ever given" in cli("consent", "list").out
    cli("ask", QUESTION)
    cli("consent", "give", "--purpose", "store-prompts", "--key", "somebody-else")
    cli("ask", QUESTION)
    cli("consent", "give", "--purpose", "train")
    cli("ask", QUESTION)
    assert texts(tmp_path) == {}
    assert cli("consent", "give", "--purpose", "store-prompts").out == "local: store-prompts given\n"
    cli("ask", QUESTION)
    assert texts(tmp_path) == {"question": QUESTION}
    listed = [(one["key"], one["purpose"], one["given"]) for one in cli("consent", "list", "--json").lines]
    assert listed == [("local", "store-prompts", True), ("local", "train", True), ("somebody-else", "store-prompts", True)]
    assert cli("audit", "verify").code == 0


def test_with_the_consent_goes_what_was_kept_by_it(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("consent", "give", "--purpose", "store-prompts")
    cli("ask", QUESTION)
    cli("consent", "withdraw", "--purpose", "store-prompts")
    cli("ask", QUESTION)
    assert cli("retention", "apply", "--dry-run").out == "1 texts and 0 answers would go\n"
    assert texts(tmp_path) == {"question": QUESTION}
    assert cli("retention", "apply").out == "1 texts and 0 answers went\n"
    assert texts(tmp_path) == {}
    verified = cli("audit", "verify")
    assert (verified.code, "1 since removed by record" in verified.out) == (0, True)


def test_texts_and_answers_go_at_their_limits_and_the_chain_holds(tmp_path: Path) -> None:
    cli = shop_in(tmp_path, CODECRAFT_RETENTION="text=30 answer=365")
    cli("consent", "give", "--purpose", "store-prompts")
    cli("ask", QUESTION)
    assert cli("retention", "apply", "--json").json == {"dry_run": False, "texts": [], "answers": [], "acts": []}
    gone = cli("retention", "apply", "--days", "text=0", "--json").json
    assert (len(gone["texts"]), gone["answers"]) == (1, [])
    [answer] = cli("retention", "apply", "--days", "answer=0", "--json").json["answers"]
    assert cli("audit", "answers", "--source", "shop").out.startswith("no recorded answer")
    assert cli("audit", "verify").code == 0
    cli("audit", "export", "log.jsonl")
    assert cli("audit", "verify", "--log", "log.jsonl").code == 0
    assert answer in (tmp_path / "log.jsonl").read_text()
    [purged] = [one for one in cli("audit", "log", "--kind", "purge", "--json").lines if answer in one["content"]["removed"]]
    assert purged["content"]["answer_days"] == 0


def test_what_is_said_wrongly_is_told_in_a_line(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    assert (
        "selling is no purpose: give one of store-prompts, store-answers, train"
        in cli("consent", "give", "--purpose", "selling").err
    )
    assert "a key is a name without blanks" in cli("consent", "give", "--purpose", "train", "--key", "a b").err
    assert "text=soon is no limit" in cli("retention", "apply", "--days", "text=soon").err


def test_limits_stand_in_the_list_of_sources_and_a_refresh_holds_them(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    cli("sources", "add", "project", "--name", "shop")
    cli("sources", "review", "shop", "--approve", "--by", "Ada")
    assert cli("index", "sources.toml", "--no-embed").code == 0
    cli("sources", "review", "shop", "--approve", "--by", "Grace")
    cli("consent", "give", "--purpose", "store-prompts", "--by", "Grace")
    cli("consent", "give", "--purpose", "train", "--by", "Grace")
    cli("consent", "withdraw", "--purpose", "train", "--by", "Grace")
    cli("ask", QUESTION)
    listed = tmp_path / "sources.toml"
    listed.write_text(f"[retention]\ntext = 0\nperson = 0\n\n{listed.read_text()}")

    would = cli("retention", "apply", "--dry-run", "--json").json
    assert (len(would["texts"]), would["answers"]) == (1, [])
    assert sorted(one.partition(":")[0] for one in would["acts"]) == ["activity", "consent", "consent"]
    assert cli("retention", "apply", "--dry-run", "--days", "text=1", "--json").json["texts"] == []
    done = cli("refresh", "--due")
    assert (done.code, done.out) == (0, "nothing is due\n")
    assert "past their retention: 1 texts, 0 answers and 3 acts went" in done.err
    assert texts(tmp_path) == {}
    assert cli("audit", "verify").code == 0
    [review] = cli("audit", "log", "--kind", "review", "--json").lines
    assert review["content"]["outcome"] == "approved"
    people = cli("cypher", "-", "--json", stdin="MATCH (p:Agent {kind: 'person'}) RETURN p.name AS name").lines
    assert [one["name"] for one in people] == ["Ada"], "who approved what is there stays; whom nothing leads to goes"
    assert [one["purpose"] for one in cli("consent", "list", "--json").lines] == ["store-prompts"]
    assert cli("refresh", "--due").err == ""
    listed.write_text(listed.read_text().replace("text = 0", "text = -1"))
    assert "sources.toml, retention: Expected `int` >= 0" in cli("retention", "apply").err
