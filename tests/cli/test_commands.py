"""Every command on the small project: what people see and what programs get."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Cli, runner, write_files

CHECKOUT = "pkg:generic/shop#shop.basket.checkout"


def test_indexing_twice_touches_nothing(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    first = cli("index", "project", "--no-embed", "--json").json
    again = cli("index", "project", "--no-embed", "--json").json
    assert (first["unchanged"], again["unchanged"]) == (False, True)
    assert first["license"] == "MIT"
    assert again["change"] == dict.fromkeys(first["change"], 0)


def test_search_finds_by_meaning_and_follows_calls(shop: Cli) -> None:
    found = shop("search", "what does an item cost", "--hops", "2", "--limit", "2", "--json").json
    best = found["hits"][0]
    assert (best["symbol"], best["path"], best["line"], best["license"]) == ("shop.prices.price", "shop/prices.py", 6, "MIT")
    ways = [[step["caller"] for step in way["steps"]] for way in best["paths"] if way["direction"] == "callers"]
    assert ["shop.basket.checkout", "shop.basket.Basket.total"] in ways


def test_search_can_be_narrowed(shop: Cli) -> None:
    found = shop("search", "price", "--kind", "module", "--path", "shop", "--license", "MIT", "--source", "shop", "--json").json
    assert found["hits"]
    assert {hit["kind"] for hit in found["hits"]} == {"module"}
    assert shop("search", "price", "--license", "GPL-3.0-only", "--json").json["hits"] == []


def test_many_queries_give_a_line_each(shop: Cli, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": "b", "query": "take payment for items"}\n\n{"id": "a", "query": "price"}\n')
    lines = shop("search", "--queries", str(queries), "--limit", "2").lines
    assert [(set(line), line["id"], len(line["hits"])) for line in lines] == [
        ({"id", "hits"}, "b", 2),
        ({"id", "hits"}, "a", 2),
    ]
    first = [{key: line["hits"][0][key] for key in ("path", "line", "end_line", "symbol")} for line in lines]
    assert first == [
        {"path": "shop/basket.py", "line": 21, "end_line": 23, "symbol": "shop.basket.checkout"},
        {"path": "shop/prices.py", "line": 6, "end_line": 8, "symbol": "shop.prices.price"},
    ]
    assert all(line["hits"][0]["score"] >= line["hits"][1]["score"] for line in lines)


def test_similar_code_that_calls_something(shop: Cli) -> None:
    found = shop("similar", "shop.basket.Basket", "--json").json
    assert (found["symbol"]["symbol"], set(found)) == ("shop.basket.Basket", {"symbol", "hits", "coverage"})
    assert (
        "nothing similar to shop.prices.price is known" in shop("similar", "shop.prices.price", "--calling", "json.loads").out
    )
    assert shop("similar", "checkout", "--calling", "total", "--using", "total").code == 2


def test_callers_and_callees(shop: Cli) -> None:
    found = shop("callers", "prices.price", "--depth", "2", "--json").json
    assert [(hit["symbol"]["symbol"], hit["hop"]) for hit in found["hits"]] == [
        ("shop.basket.Basket.total", 1),
        ("shop.basket.checkout", 2),
    ]
    assert found["hits"][1]["path"][0] == CHECKOUT
    assert found["coverage"]["unresolved"] == 0
    people = shop("callees", "shop.prices.price").out
    assert "json.loads" in people
    assert "resolved site" in people


def test_path_and_impact(shop: Cli) -> None:
    found = shop("path", "checkout", "shop.prices.price", "--json").json
    assert [one["symbol"] for one in found["paths"][0]["symbols"]] == [
        "shop.basket.checkout",
        "shop.basket.Basket.total",
        "shop.prices.price",
    ]
    broken = shop("impact", "shop.basket.Basket", "--json").json
    affected = {hit["symbol"]["symbol"] for file in broken["files"] for hit in file["symbols"]}
    assert {"shop.basket.Trolley", "shop.basket.checkout"} <= affected


def test_no_path_is_said_plainly_and_is_no_failure(shop: Cli) -> None:
    outcome = shop("path", "shop.prices.price", "checkout")
    assert outcome.code == 0
    assert outcome.out.startswith("no call path from shop.prices.price to shop.basket.checkout")


def test_exports_are_lines_with_dotted_names(shop: Cli) -> None:
    calls = shop("export", "calls", "--json").lines
    edges = {(one["caller"], one["callee"]) for one in calls}
    assert ("shop.basket.checkout", "shop.basket.Basket") in edges
    assert ("shop.basket.Basket.total", "shop.prices.price") in edges
    assert all(set(one) == {"caller", "callee", "path", "line", "method", "confidence"} for one in calls)
    imports = shop("export", "imports", "--json", "--source", "shop").lines
    assert ("shop.basket", "shop.prices") in {(one["importer"], one["imported"]) for one in imports}


def test_an_export_is_a_file_that_states_its_time(shop: Cli, tmp_path: Path) -> None:
    file = tmp_path / "bill.json"
    written = shop("export", "cyclonedx", "--output", str(file), "--at", "2026-01-31T13:00:00+01:00")
    assert (written.code, written.out, written.err) == (0, "", f"wrote {file}\n")
    assert json.loads(file.read_text())["metadata"]["timestamp"] == "2026-01-31T12:00:00Z"
    assert shop("export", "cyclonedx", "--at", "2026-01-31T12:00:00").out == file.read_text()
    bundle = shop("export", "notice", "--folder", str(tmp_path / "bundle"))
    assert bundle.code == 0
    assert "shop 1.0" in (tmp_path / "bundle/NOTICE.txt").read_text()


def test_what_cannot_be_exported_is_said_in_a_line(shop: Cli, tmp_path: Path) -> None:
    assert "choose from calls, cyclonedx, findings" in shop("export", "nonsense").err
    assert "is no time: write it as" in shop("export", "spdx", "--at", "yesterday").err
    assert "give another --output" in shop("export", "spdx", "--output", str(tmp_path / "none/file")).err
    assert "is one document" in shop("export", "spdx", "--folder", str(tmp_path / "bundle")).err
    assert "no source 'other' is indexed" in shop("export", "spdx", "--source", "other").err
    assert shop("export", "nonsense").code == 2


def test_ask_is_answered_by_the_graph(shop: Cli) -> None:
    outcome = shop("ask", "Who calls `shop.prices.price`?", "--json")
    assert outcome.json["mode"] == "graph"
    assert "shop.basket.Basket.total" in outcome.json["text"]
    assert outcome.json["citations"][0]["license"] == "MIT"
    assert "[1]" in shop("ask", "where is checkout defined?").out


def test_ask_without_a_model_gives_evidence_and_says_so(shop: Cli) -> None:
    answer = shop("ask", "How is a basket paid for?", "--json").json
    assert answer["mode"] == "evidence"
    assert answer["model"] is None
    assert any("ollama serve" in note for note in answer["notes"])
    assert answer["evidence"]


def test_ask_with_ollama_down_gives_evidence_and_says_how_to_start_it(shop: Cli) -> None:
    outcome = shop("ask", "How is a basket paid for?", "--model", "tiny", OLLAMA_HOST="127.0.0.1:9")
    assert outcome.code == 0
    assert "ollama serve" in outcome.out


def test_cypher_takes_parameters(shop: Cli, tmp_path: Path) -> None:
    statement = tmp_path / "mine.cypher"
    statement.write_text("// title: Mine\n// parameters: id\nMATCH (n:Node {id: $id}) RETURN n.name AS name, n.line AS line\n")
    assert shop("cypher", str(statement), "-p", f"id={CHECKOUT}", "--json").lines == [{"name": "checkout", "line": 21}]
    assert shop("cypher", "-", stdin="MATCH (s:Source) RETURN s.name AS name").out.split() == ["name", "shop"]


def test_check_fails_with_exit_code_1(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    project = write_files(tmp_path / "project")
    (project / "pyproject.toml").write_text('[project]\nname = "shop"\nversion = "1.0"\n')
    assert cli("index", "project", "--no-embed").code == 0
    outcome = cli("check", "source_without_license", "--json")
    assert outcome.code == 1
    assert [one["outcome"] for one in outcome.json["verdicts"]] == ["FAIL"]
    assert cli("check", "file_without_provenance").code == 0


def test_check_says_what_passes_and_what_nobody_knows(tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    shop = runner(tmp_path)
    shop("index", "project", "--no-embed")
    outcome = shop("check")
    assert outcome.code == 0, outcome.out
    assert "PASS  A file without activity, revision or digest  (file_without_provenance, error; 3 files checked)" in outcome.out
    assert "not known: no answer is recorded: 1" in outcome.out
    assert "0 FAIL" in outcome.out
    assert shop("check", "--fail-on", "undetermined").code == 1


def test_status_says_what_is_there(shop: Cli) -> None:
    status = shop("status", "--json").json["status"]
    assert [(one["id"], one["files"], one["license"]) for one in status["sources"]] == [("pkg:generic/shop", 3, "MIT")]
    assert status["embedding_model"].startswith("model:")


def test_help_and_version(cli: Cli) -> None:
    text = cli("--help").out
    commands = [
        "index",
        "search",
        "callers",
        "callees",
        "impact",
        "path",
        "ask",
        "cypher",
        "check",
        "export",
        "measure",
        "status",
        "serve",
    ]
    assert all(f"\n  {name} " in text for name in commands)
    for name in commands:
        shown = cli(name, "--help").out
        assert "--json" in shown
        assert "--store" in shown
        assert "--debug" in shown
    assert cli("--version").out.startswith("codecraft ")


def test_nothing_heavy_is_imported_before_a_command_runs() -> None:
    code = "import sys, json, app.cli.main; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = json.loads(done.stdout)
    assert not {"numpy", "grafeo", "neo4j", "libcst", "jedi", "rich", "strawberry", "ollama"} & set(modules)


def test_measure_lists_the_most_called(shop: Cli) -> None:
    found = shop("measure", "fan-in", "--source", "shop", "--limit", "2", "--json").json
    assert len(found) == 2
    assert found[0]["measures"]["fan_in"]["likely"] >= found[1]["measures"]["fan_in"]["likely"] > 0
    assert "called by" in shop("measure", "--min-statements", "1").out
