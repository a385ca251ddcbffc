"""Whatever is wrong, a person gets one clear line and exit code 2, and nothing is lost."""

import signal
import socket
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, Outcome, runner, start, write_files


def _one_line(outcome: Outcome, *words: str) -> None:
    """Exit code 2 and one line on stderr with all the words; no traceback."""
    assert outcome.code == 2, outcome
    first, *more = outcome.err.splitlines()
    assert first.startswith("error: ")
    assert all(line.startswith("  ") for line in more), outcome.err
    assert "Traceback" not in outcome.err
    for word in words:
        assert word in outcome.err


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def test_a_path_that_is_not_there(cli: Cli) -> None:
    _one_line(cli("index", "./missing"), "missing")


def test_an_empty_folder(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _one_line(cli("index", "./empty"), "empty")


def test_files_that_are_not_python_or_not_utf8_or_one_huge_line_cost_only_themselves(cli: Cli, tmp_path: Path) -> None:
    project = write_files(tmp_path / "project")
    (project / "shop" / "latin.py").write_bytes(b"name = '\xe9'\n")
    (project / "shop" / "prose.py").write_text("This is not Python.\n")
    (project / "shop" / "huge.py").write_text("x = '" + "a" * 10_000_000 + "'\n")
    outcome = cli("index", "./project", "--no-embed", "--json")
    assert outcome.code == 0, outcome.err
    assert {one["path"] for one in outcome.json["diagnostics"]} == {"shop/latin.py", "shop/prose.py", "shop/huge.py"}
    assert cli("callers", "price", "--json").json["hits"][0]["symbol"]["symbol"] == "shop.basket.Basket.total"


def test_a_symlink_loop_ends(cli: Cli, tmp_path: Path) -> None:
    project = write_files(tmp_path / "project")
    (project / "shop" / "again").symlink_to(project, target_is_directory=True)
    outcome = cli("index", "./project", "--no-embed", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["files"] == 3


def test_a_package_that_does_not_exist(cli: Cli) -> None:
    _one_line(cli("index", "installed:no-such-package-anywhere"), "no-such-package-anywhere")


def test_a_location_of_no_known_form(cli: Cli) -> None:
    _one_line(cli("index", "ftp://somewhere/code"))


def test_one_bad_location_leaves_everything_untouched(cli: Cli, tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    _one_line(cli("index", "./project", "./missing"), "missing")
    assert not (tmp_path / ".codecraft").exists()


def test_a_source_that_cannot_be_read_leaves_the_others_indexed(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    write_files(tmp_path / "project")
    outcome = cli("index", "./empty", "./project", "--no-embed")
    _one_line(outcome, "empty")
    assert cli("callers", "price", "--json").json["hits"][0]["symbol"]["symbol"] == "shop.basket.Basket.total"


def test_a_package_that_the_index_does_not_have(cli: Cli) -> None:
    _one_line(cli("index", "pkg:pypi/six@99.0"), "six", "1.17.0")
    _one_line(cli("index", "git+file:///no/such/repository@main"), "/no/such/repository")


def test_no_store_yet(cli: Cli) -> None:
    _one_line(cli("status"), "codecraft index")


def test_a_store_that_is_down(cli: Cli) -> None:
    address = f"bolt://127.0.0.1:{_closed_port()}"
    _one_line(cli("status", "--store", address), address, "start it")


def test_a_store_of_another_version(cli: Cli, tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    assert cli("index", "./project", "--no-embed").code == 0
    about = tmp_path / ".codecraft" / "store" / "store.json"
    about.write_text(about.read_text().replace('"format": 1', '"format": 99'))
    _one_line(cli("status"), "newer")


def test_a_store_that_is_a_file(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    _one_line(cli("status", "--store", "file"), "file")


def test_a_store_that_another_process_serves(cli: Cli, tmp_path: Path) -> None:
    write_files(tmp_path / "project")
    assert cli("index", "./project", "--no-embed").code == 0
    server = start(["serve", "--port", "0", "--json"], tmp_path)
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert "/graphql" in line, server.stderr
        (tmp_path / "project" / "shop" / "new.py").write_text("x = 1\n")
        address = line.partition('"address":"')[2].partition('"')[0]
        _one_line(cli("index", "./project", "--no-embed"), address)
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out, err) == (0, "", "")
    assert cli("index", "./project", "--no-embed").code == 0


def test_a_port_that_is_taken(shop: Cli) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        _one_line(shop("serve", "--port", str(taken.getsockname()[1])), "--port")


def test_an_unknown_symbol_gets_near_names(shop: Cli) -> None:
    _one_line(shop("callers", "checkot"), "shop.basket.checkout")


def test_an_ambiguous_symbol_gets_its_candidates(shop: Cli) -> None:
    outcome = shop("callers", "total", "--json")
    _one_line(outcome, "shop.basket.Basket.total", "shop.prices.total")
    error = outcome.json["error"]
    assert error["kind"] == "AmbiguousError"
    assert len(error["candidates"]) == 2


def test_a_statement_that_writes(shop: Cli) -> None:
    _one_line(shop("cypher", "-", stdin="MATCH (n) DETACH DELETE n"))
    assert shop("status", "--json").json["status"]["sources"][0]["files"] == 3


def test_cypher_that_is_wrong_or_missing(shop: Cli) -> None:
    _one_line(shop("cypher", "-", stdin="MATCH (n RETURN n"))
    _one_line(shop("cypher", "-", stdin="// nothing\n"), "no Cypher")
    _one_line(shop("cypher", "missing.cypher"), "missing.cypher")
    _one_line(shop("cypher", "-", stdin="// parameters: id\nMATCH (n:Node {id: $id}) RETURN n.id AS id"), "--parameter id")


def test_usage_errors(shop: Cli) -> None:
    _one_line(shop("nonsense"), "codecraft --help")
    _one_line(shop("callers"), "codecraft callers --help")
    _one_line(shop("callers", "price", "--depth", "many"), "--depth")
    _one_line(shop("callers", "price", "--depth", "0"))
    _one_line(shop("search"), "--queries")


def test_queries_that_are_no_queries(shop: Cli, tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"id": "1", "query": "price"}\n{"id": "2"}\n')
    _one_line(shop("search", "--queries", str(tmp_path / "queries.jsonl")), "queries.jsonl:2")


def test_an_unknown_embedder(shop: Cli) -> None:
    _one_line(shop("search", "price", CODECRAFT_EMBEDDER="nonsense"), "nonsense")


@pytest.mark.parametrize("name", ["nonsense", "onnx", "onnx:nowhere"])
def test_a_reranker_that_is_not_there(shop: Cli, name: str) -> None:
    _one_line(shop("search", "price", CODECRAFT_RERANKER=name), name.rpartition(":")[2])


def test_a_wrong_setting(cli: Cli) -> None:
    _one_line(cli("status", CODECRAFT_STORE="postgres://db"), "CODECRAFT_STORE")


def test_debug_shows_the_traceback(cli: Cli) -> None:
    outcome = cli("status", "--debug")
    assert outcome.code == 2
    assert "Traceback" in outcome.err


def test_a_reader_that_has_seen_enough_is_no_error(shop_folder: Path) -> None:
    process = start(["export", "calls", "--json"], shop_folder)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(timeout=60) == 0


def test_ctrl_c_midway_loses_nothing(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    project = write_files(tmp_path / "project")
    assert cli("index", "./project", "--no-embed").code == 0
    for number in range(400):
        body = "\n".join(f"def f{number}_{one}(a):\n    return f{number}_{one}(a)\n" for one in range(80))
        (project / "shop" / f"more{number}.py").write_text(body)
    process = start(["index", "./project", "--no-embed", "--workers", "2"], tmp_path)
    pool = _wait_for_children(process.pid)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert err.startswith("error: interrupted")
    assert len(err.splitlines()) == 1
    _wait_until_ended(pool)
    assert cli("status", "--json").json["status"]["sources"][0]["files"] == 3


def _wait_for_children(parent: int) -> list[int]:
    """The ids of the extraction's workers, once there are any."""
    file = Path(f"/proc/{parent}/task/{parent}/children")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        children = [int(child) for child in file.read_text().split()]
        if len(children) >= 2:
            return children
        time.sleep(0.02)
    raise AssertionError("the extraction started no workers")


def _wait_until_ended(processes: list[int]) -> None:
    """Multiprocessing's own tracker ends a moment after its parent; what an init has not yet collected has ended, too."""
    deadline = time.monotonic() + 20
    while running := [one for one in processes if _runs(one)]:
        if time.monotonic() > deadline:
            raise AssertionError(f"still running: {running}")
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
