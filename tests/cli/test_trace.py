"""`codecraft trace` on the small project, for real."""

import sys
from pathlib import Path

from tests.cli.conftest import runner, write_files

TEST = "from shop import Basket\n\n\ndef test_total():\n    assert Basket(['{\"EUR\": 3}']).total() == 3\n"


def test_a_trace_runs_the_tests_and_shows_in_what_is_asked_later(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    (tmp_path / "project" / "test_shop.py").write_text(TEST, encoding="utf-8")
    run = cli(
        "trace", "--source", "project", "--no-embed", "--json", "--", sys.executable, "-m", "pytest", "-q",
        "--rootdir", "project", "-p", "no:cacheprovider", "-o", "pythonpath=project", "project/test_shop.py",
    )  # fmt: skip
    assert (run.lines[0]["tests"], run.lines[1]["unchanged"]) == (1, False)
    found = cli("callers", "shop.prices.price", "--json").json
    assert [(hit["symbol"]["symbol"], hit["method"], hit["confidence"]) for hit in found["hits"]] == [
        ("shop.basket.Basket.total", "observed", 1.0)
    ]
    again = cli("index", "project", "--no-embed", "--json").json
    assert again["unchanged"]


def test_the_exit_code_is_the_commands_and_nothing_is_lost(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    program = "from shop.prices import total; total([1]); raise SystemExit(7)"
    (tmp_path / "project" / "run.py").write_text(program, encoding="utf-8")
    run = cli("trace", "--source", "project", "--no-embed", "--", sys.executable, "project/run.py")
    assert run.code == 7
    assert "observed 1 calls" in run.out


def test_bad_input_is_told_in_one_line(tmp_path: Path) -> None:
    cli = runner(tmp_path)
    write_files(tmp_path / "project")
    for arguments, said in (
        (("--source", "nowhere", "--", "true"), "there is no directory nowhere"),
        (("--source", "project", "--", "no-such-command"), "no-such-command is no command"),
        (("--source", "project", "--", "true"), "nothing was recorded"),
    ):
        run = cli("trace", *arguments)
        assert (run.code, said in run.err) == (2, True)
