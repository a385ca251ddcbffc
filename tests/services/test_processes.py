"""What the server fixtures stand on: builds that are whole or absent, servers that end with the run that started them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.services import cache, process

_START_AND_DIE = """
import os, signal, sys
from pathlib import Path
from tests.services import process
with process.serving(["sh", "-c", "echo $$ > pid; exec sleep 600"], Path("server.out")) as server:
    process.wait_until(lambda: Path("pid").exists() and bool(Path("pid").read_text()), server, Path("server.out"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _within(seconds: float, what: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)
    return what()


def _runs(pid: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(listed) and not listed.startswith("Z")


def test_a_server_ends_with_a_run_that_is_killed(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", _START_AND_DIE], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(root)}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    server = int((tmp_path / "pid").read_text())
    assert _within(30, lambda: not _runs(server))


def test_a_server_that_ends_early_is_told_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "broken.out"
    with (
        process.serving(["sh", "-c", "echo no such option; exit 3"], log) as server,
        pytest.raises(process.ServiceError, match=r"broken ended with 3(?s:.)*no such option"),
    ):
        process.wait_until(lambda: False, server, log, seconds=30)


def test_a_missing_tool_says_what_to_install() -> None:
    with pytest.raises(process.ServiceError, match=r"'no-such-tool'.*install it from somewhere"):
        process.need("no-such-tool", "install it from somewhere")


def test_an_interrupted_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODECRAFT_SERVICES", str(tmp_path))

    def interrupted(target: Path) -> None:
        (target / "half").write_text("of it")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cache.built("thing", interrupted)
    assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


def test_it_is_built_once_however_many_ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODECRAFT_SERVICES", str(tmp_path))
    builds: list[Path] = []

    def build(target: Path) -> None:
        builds.append(target)
        time.sleep(0.2)
        (target / "whole").touch()

    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(lambda _: cache.built("thing", build), range(8)))
    assert set(places) == {tmp_path / "thing"}
    assert (tmp_path / "thing" / "whole").exists()
    assert len(builds) == 1
