"""Commands and server processes for the tests."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

# The server gets its signal when our end of the pipe closes. The operating system closes it even when the test run is killed
# with a signal that no Python code can answer, so no server outlives the run that started it.
_UNTIL_PIPE_CLOSES = """
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(read -r _ <&3; kill -s "$END" "$server") 2>/dev/null &
wait "$server"
"""


class ServiceError(Exception):
    """A server for the tests cannot be built or does not start; the message says what to install or where to look."""


def need(tool: str, install: str) -> str:
    """The path of a command, or a `ServiceError` that says what to install."""
    found = shutil.which(tool)
    if found is None:
        message = f"the tests need the command '{tool}', which is not on PATH: {install} (or start a Docker engine)"
        raise ServiceError(message)
    return found


def run(command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None) -> str:
    """The output of a command; one that fails is a `ServiceError` with the end of what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        message = f"{' '.join(map(str, command[:3]))} … ended with {done.returncode}:\n{_end_of(done.stdout)}"
        raise ServiceError(message)
    return done.stdout


@contextmanager
def serving(
    command: Sequence[str | Path], log: Path, *, env: Mapping[str, str] | None = None, end: str = "TERM"
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server for as long as the context lasts; what it prints goes to `log`, and the signal `end` ends it."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            ["sh", "-c", _UNTIL_PIPE_CLOSES, "sh", *map(str, command)],
            env={**os.environ, **(env or {}), "END": end},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield server
    finally:
        _stop(server)


def wait_until(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path, seconds: float = 180) -> None:
    """Return once `ready` says so; a server that ended or took too long is a `ServiceError` with the end of its log."""
    deadline = time.monotonic() + seconds
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            state = "is not ready" if server.returncode is None else f"ended with {server.returncode}"
            message = f"{log.stem} {state}; the end of its log:\n{_end_of(log.read_text(errors='replace'))}"
            raise ServiceError(message)
        time.sleep(0.1)


def free_port() -> int:
    """A loopback port that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.stdin is not None:
        server.stdin.close()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        # The session is the server's own (start_new_session), so nothing else is in this group.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _end_of(text: str, lines: int = 30) -> str:
    return "\n".join(text.splitlines()[-lines:])
