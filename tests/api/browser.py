"""A real Chromium, driven over its debugging pipe (the DevTools protocol, messages ended by a zero byte)."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,900",
    "--remote-debugging-pipe",
)
_SECONDS = 30.0


class Browser:
    """One page. `events` are all messages that the browser sent unasked."""

    def __init__(self, profile: Path) -> None:
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        assert program, "these tests drive a real browser: apt-get install chromium"
        to_browser, self._write = os.pipe()
        self._read, from_browser = os.pipe()
        ours = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (to_browser, from_browser)]

        def at_three_and_four() -> None:
            os.dup2(ours[0], 3)
            os.dup2(ours[1], 4)

        command = [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(
            command,
            pass_fds=(3, 4),
            preexec_fn=at_three_and_four,  # noqa: PLW1509 (nothing else runs in this process while it forks)
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (to_browser, from_browser, *ours):
            os.close(end)
        os.set_blocking(self._read, False)
        self._buffer = b""
        self._last = 0
        self.events: list[dict[str, Any]] = []
        self._session = ""
        page = next(one for one in self.send("Target.getTargets")["targetInfos"] if one["type"] == "page")
        attached = self.send("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.terminate()
        self._process.wait(_SECONDS)
        os.close(self._write)
        os.close(self._read)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask for something and wait for its result."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            for answer in self._messages():
                if answer.get("id") == self._last:
                    assert "error" not in answer, answer
                    return dict(answer["result"])
        raise AssertionError(f"the browser did not answer {method}")

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        result = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def wait_for(self, expression: str) -> Any:
        """The expression's value as soon as it is true."""
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            value = self.evaluate(expression)
            if value:
                return value
            time.sleep(0.3)
        raise AssertionError(f"the page never came to {expression}: {self.evaluate('document.body.innerText')}")

    def requested(self) -> list[str]:
        """The addresses that the page asked for, those inside the page itself left out."""
        sent = (one["params"]["request"]["url"] for one in self.events if one["method"] == "Network.requestWillBeSent")
        return [url for url in sent if not url.startswith(("data:", "blob:", "about:"))]

    def complaints(self) -> list[str]:
        """Errors that the page raised or the browser logged, those against its content policy included."""
        raised = [one["params"]["exceptionDetails"] for one in self.events if one["method"] == "Runtime.exceptionThrown"]
        entries = [one["params"]["entry"] for one in self.events if one["method"] == "Log.entryAdded"]
        return [one["text"] for one in (*raised, *(entry for entry in entries if entry["level"] == "error"))]

    def screenshot(self, file: Path) -> None:
        """What the page looks like, as a PNG."""
        file.write_bytes(base64.b64decode(self.send("Page.captureScreenshot")["data"]))

    def _messages(self) -> list[dict[str, Any]]:
        try:
            read = os.read(self._read, 1 << 20)
        except BlockingIOError:
            time.sleep(0.01)
            return []
        assert read, "the browser ended"
        *whole, self._buffer = (self._buffer + read).split(b"\0")
        messages = [json.loads(one) for one in whole]
        self.events += [one for one in messages if "method" in one]
        return messages
