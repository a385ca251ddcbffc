"""What a person is told when Ollama cannot serve: no server, another server, no such model."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from graph.errors import ModelError
from models.cores import usable_threads
from models.generators.ollama import OllamaGenerator, context_length
from models.terms import spdx_license


class _NotOllama(BaseHTTPRequestHandler):
    """Answers 200 with a page to everything, as a router's login page does."""

    body = b"<html>hello</html>"

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.body)

    do_POST = do_GET  # noqa: N815 (the base class names it so)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """Say nothing."""


class _OtherModels(_NotOllama):
    body = json.dumps({"models": [{"model": "tiny:latest", "digest": "ab"}]}).encode()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    served = HTTPServer(("127.0.0.1", 0), request.param)
    thread = threading.Thread(target=served.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()
    thread.join()


def test_a_server_that_is_down_says_how_to_start_it() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(ModelError, match="ollama serve"):
        _ = OllamaGenerator(host, "tiny").model
    with pytest.raises(ModelError, match="ollama serve"):
        list(OllamaGenerator(host, "tiny").generate("", "hello", max_tokens=5))


@pytest.mark.parametrize("server", [_NotOllama], indirect=True)
def test_another_server_is_told_apart(server: str) -> None:
    with pytest.raises(ModelError, match="not Ollama"):
        _ = OllamaGenerator(server, "tiny").model
    with pytest.raises(ModelError, match="not Ollama"):
        list(OllamaGenerator(server, "tiny").generate("", "hello", max_tokens=5))


@pytest.mark.parametrize("server", [_OtherModels], indirect=True)
def test_a_model_that_is_not_pulled_names_the_command_and_the_others(server: str) -> None:
    with pytest.raises(ModelError, match=r"ollama pull huge:70b.*tiny:latest"):
        _ = OllamaGenerator(server, "huge:70b").model


def test_the_context_holds_what_is_sent() -> None:
    assert context_length("", "short", 100) == 4096
    assert context_length("", "x" * 20_000, 300) == 16384


@pytest.mark.parametrize(("text", "threads"), [("100000 100000", 1), ("50000 100000", 1), ("max 100000", None), ("", None)])
def test_threads_stay_under_the_quota(tmp_path: Path, text: str, threads: int | None) -> None:
    quota = tmp_path / "cpu.max"
    quota.write_text(text)
    without = usable_threads(tmp_path / "missing")
    assert usable_threads(quota) == (threads or without)


@pytest.mark.parametrize(
    ("identifier", "text", "expected"),
    [
        ("apache-2.0", "", "Apache-2.0"),
        ("", "Apache License\n   Version 2.0, January 2004\n…", "Apache-2.0"),
        ("", "MIT", "MIT"),
        ("other", "", "NOASSERTION"),
        ("llama3.1", "LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\n…", "NOASSERTION"),
    ],
)
def test_a_models_license_is_read_or_said_to_be_unknown(identifier: str, text: str, expected: str) -> None:
    assert spdx_license(identifier, text) == expected
