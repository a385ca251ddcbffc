"""The log on the command line: what answers leave in it, what it says, and that it is watched."""

import json
from pathlib import Path

from graph.stores.embedded import EmbeddedStore
from tests.cli.conftest import Cli, runner, write_files
from tests.services import cross_encoder

SHOP = "pkg:generic/shop"
QUESTION = "What does a basket hold that a customer wants to buy?"


def shop_in(folder: Path) -> Cli:
    cli = runner(folder)
    write_files(folder / "project")
    assert cli("index", "project").code == 0
    return cli


def test_an_answer_is_recorded_with_what_it_used(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    told = cli("ask", QUESTION, "--json").json
    assert told["recorded"].startswith("answer:")
    [found] = cli("audit", "answers", "--source", "shop", "--json").lines
    assert (found["id"], found["mode"], found["model"]) == (told["recorded"], "evidence", "")
    used = {one["symbol"]: one for one in found["citations"]}
    assert used.keys() == {one["citation"]["node"] for one in told["evidence"]}
    basket = used[f"{SHOP}#shop.basket.Basket"]
    assert (basket["path"], basket["line"], basket["end_line"], basket["license"]) == ("shop/basket.py", 6, 14, "MIT")
    assert basket["digest"].startswith("sha256:")
    assert cli("audit", "answers", "--source", "shop", "--since", "2090-01-01", "--json").lines == []


def test_what_read_the_code_stands_in_the_record_of_an_answer(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    reranker = f"onnx:{cross_encoder.onnx_folder()}"
    found = cli("search", QUESTION, "--json", CODECRAFT_RERANKER=reranker).json
    assert found["reranker"]["license"] == "Apache-2.0"
    assert max(hit["components"].get("rerank", 0) for hit in found["hits"]) > 0
    assert cli("search", QUESTION, "--json").json["reranker"] is None

    answered = cli("ask", QUESTION, "--json", CODECRAFT_RERANKER=reranker).json["recorded"]
    told = cli("audit", "answer", answered, "--json").json
    assert told["reranker"] == {key: found["reranker"][key] for key in ("name", "digest", "license")}
    assert f"reranker: {told['reranker']['name']}, Apache-2.0, sha256:" in cli("audit", "answer", answered).out
    assert cli("audit", "verify").code == 0
    status = cli("status", "--json", CODECRAFT_RERANKER=reranker).json
    assert [one["license"] for one in status["status"]["models"]] == ["Apache-2.0"] * 2
    assert status["reranker"] == reranker
    assert cli("status", CODECRAFT_RERANKER=reranker).out.endswith(f"reranker: {reranker}\n")
    assert "reranker" not in cli("status").out


def test_neither_the_question_nor_the_answer_is_kept(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("ask", QUESTION)
    (tmp_path / "all.cypher").write_text("MATCH (n:Node) WHERE n:Answer OR n:Text OR n:Activity OR n:Record RETURN n")
    everything = cli("cypher", "all.cypher", "--json").out
    assert "question_digest" in everything
    assert "customer wants" not in everything
    assert b"customer wants to buy?" not in (tmp_path / ".codecraft/store/graph.grafeo").read_bytes()


def test_what_copies_no_code_or_is_not_to_be_recorded_is_not(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    assert cli("ask", "where is `checkout` defined?", "--json").json["recorded"] is None
    assert cli("ask", QUESTION, "--no-record", "--json").json["recorded"] is None
    assert "answer:" not in cli("audit", "log").out


def test_a_busy_store_answers_and_says_that_it_is_not_recorded(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    reader = EmbeddedStore(tmp_path / ".codecraft/store", read_only=True)
    told = cli("ask", QUESTION, "--json").json
    reader.close()
    assert (told["mode"], told["recorded"]) == ("evidence", None)
    assert "this answer is not recorded: " in told["notes"][-1]
    assert "is open in another process" in told["notes"][-1]


def test_indexing_is_recorded_once(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    assert cli("index", "project", "--json").json["unchanged"]
    first, second, third = cli("audit", "log", "--json").lines
    assert (first["kind"], second["kind"], third["kind"]) == ("ingest", "training", "embedding")
    assert first["content"]["source"] == third["content"]["source"] == SHOP
    assert second["content"]["model_digest"] == third["content"]["model_digest"]
    assert third["content"]["model_digest"].startswith("sha256:")
    assert cli("audit", "log", "--kind", "embedding", "--source", "shop").out.split()[2] == "embedding"


def test_the_log_verifies_and_tampering_is_told_with_exit_code_1(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("ask", QUESTION)
    sound = cli("audit", "verify")
    assert (sound.code, sound.err) == (0, "")
    assert "4 records" in sound.out
    assert "2 heads kept elsewhere" in sound.out
    cli("audit", "export", "log.jsonl")
    assert cli("audit", "verify", "--log", "log.jsonl").code == 0
    _change(tmp_path, "MATCH (c:Citation) SET c.license = 'BSD-3-Clause'")
    found = cli("audit", "verify", "--json")
    assert (found.code, found.json["sound"]) == (1, False)
    assert "was changed: it is not what record:4 tells of" in found.json["verification"]["problems"][0]["message"]


def test_a_store_that_was_put_back_in_time_is_found_by_the_heads_beside_it(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("ask", QUESTION)
    _change(tmp_path, "MATCH (r:Record) WHERE r.sequence = 4 DETACH DELETE r")
    _change(tmp_path, "MATCH (n:Node) WHERE n:Answer OR n:Citation OR n:Activity AND n.fingerprint IS NULL DETACH DELETE n")
    [last] = _change(tmp_path, "MATCH (r:Record {sequence: 3}) RETURN r.digest AS digest")
    _change(tmp_path, "MATCH (h:LogHead) SET h.sequence = 3, h.digest = $digest", digest=last["digest"])
    found = cli("audit", "verify")
    assert found.code == 1
    assert "record:4 is missing: the log was cut off, .codecraft/store.heads knows it" in found.out


def test_what_an_officer_asks_of_a_source(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("ask", QUESTION)
    told = cli("audit", "source", "shop", "--json").json
    assert (told["source"], told["license"], told["answers"]) == (SHOP, "MIT", 1)
    assert ("MIT", "shop/basket.py", 1) in [(one["license"], one["path"], one["answers"]) for one in told["obligations"]]
    assert (told["files"], told["withdrawn"]) == (3, 0)
    shown = cli("audit", "source", "shop").out
    assert "owed for MIT: keep the copyright lines; pass on a copy of the licence text\n    as recorded answers used " in shown
    assert "shop/basket.py (1 answer)" in shown
    assert "if it is withdrawn: 3 files" in shown


def test_what_is_asked_wrongly_is_told_in_a_line(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    assert "knows a source nothing" in cli("audit", "answers", "--source", "nothing").err
    assert "yesterday is no date" in cli("audit", "log", "--since", "yesterday").err
    assert "none.jsonl cannot be read" in cli("audit", "verify", "--log", "none.jsonl").err
    assert cli("audit", "verify", "--against", "none").code == 2


def _change(folder: Path, text: str, **parameters: object) -> list[dict[str, str]]:
    store = EmbeddedStore(folder / ".codecraft/store")
    rows: list[dict[str, str]] = store._engine().execute_cypher(text, parameters).to_list()
    store.close()
    return json.loads(json.dumps(rows, default=str)) if "RETURN" in text else []


def test_what_answers_used_is_indexed_again_and_they_still_say_what_they_used(tmp_path: Path) -> None:
    cli = shop_in(tmp_path)
    cli("ask", QUESTION)
    [before] = cli("audit", "answers", "--source", "shop", "--json").lines
    (tmp_path / "project/shop/prices.py").write_text("def price(item):\n    return 1\n")
    again = cli("index", "project")
    assert again.code == 0, again.err
    assert cli("audit", "answers", "--source", "shop", "--json").lines == [before]
    assert cli("audit", "verify").code == 0


def test_who_approved_a_source_is_known_after_it_was_withdrawn(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    review = 'review = { state = "approved", date = 2026-11-20, reviewer = "Ada" }\n'
    (tmp_path / "sources.toml").write_text(f'[[source]]\nlocation = "project"\n{review}')
    assert cli("index", "sources.toml").code == 0
    cli("ask", QUESTION)
    assert cli("sources", "withdraw", "project", "--by", "Bob", "--reason", "a dispute").code == 0
    shown = cli("audit", "source", "shop").out
    assert "review: withdrawn, as its records say\n" in shown
    assert "ingest: reviewer=Ada reviewed=2026-11-20 purpose=ground" in shown
    assert "withdrawal by Bob" in shown
    assert "owed for MIT" in shown
    assert "it was withdrawn; what the log holds of it stays (answers: 1)" in shown
    assert cli("audit", "verify").code == 0


def test_who_had_approved_the_code_of_an_answer_is_known_after_its_withdrawal(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    cli("sources", "add", "project", "--name", "shop")
    cli("sources", "review", "shop", "--approve", "--by", "Grace")
    assert cli("index", "sources.toml").code == 0
    asked = cli("ask", QUESTION, "--json").json["recorded"]
    assert cli("sources", "withdraw", "shop", "--by", "Ada", "--reason", "sold").code == 0
    told = cli("audit", "answer", asked, "--json").json
    assert {(one["reviewer"], one["license"]) for one in told["citations"]} == {("Grace", "MIT")}
    assert told["embedder"]["license"] == "Apache-2.0"
    assert "approved by Grace" in cli("audit", "answer", asked).out
    assert cli("audit", "answer", "answer:0").code == 2
    assert cli("audit", "verify").code == 0
