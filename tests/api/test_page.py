"""The query page in a real browser, served by a real uvicorn: it works, and asks nothing of anyone else."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from graphql import build_schema, parse, validate
from starlette.testclient import TestClient

from api.context import ApiContext
from api.export_schema import schema_text
from api.page import STATIC
from api.server import create_app
from tests.api.browser import Browser
from tests.api.served_shop import CountingStore

EXAMPLES = STATIC.parent / "source" / "examples.js"


@pytest.fixture
def address(store: CountingStore) -> Iterator[str]:
    """The shop, served until the test ends."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(ApiContext(store)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_a_query_runs_on_the_page_without_the_internet(address: str, tmp_path: Path) -> None:
    editor = "document.querySelector('.graphiql-query-editor .CodeMirror-code')"
    with Browser(tmp_path / "profile") as browser:
        browser.send("Page.navigate", url=f"{address}/graphql")
        browser.wait_for(f"{editor}?.innerText.includes('search(')")
        browser.wait_for("document.querySelector('[role=status]').innerText.includes('21 symbols')")
        browser.evaluate("document.querySelector('[aria-label=\"Show Documentation Explorer\"]').click()")
        browser.wait_for("document.querySelector('.graphiql-doc-explorer')?.innerText.includes('SearchConnection')")
        browser.evaluate("document.querySelector('.graphiql-execute-button').click()")
        browser.wait_for("document.querySelector('.result-window')?.innerText.includes('only words were searched')")
        browser.screenshot(tmp_path / "page.png")
        tab = "[...document.querySelectorAll('.graphiql-tab-button')].find(one => one.innerText == 'Status')"
        browser.evaluate(f"{tab}.click()")
        browser.wait_for(f"{editor}.innerText.includes('resolvedShare')")
        assert browser.requested()
        assert [url for url in browser.requested() if not url.startswith(address)] == []
        assert browser.complaints() == []


def test_the_page_and_its_files_say_how_long_they_keep(client: TestClient) -> None:
    page = client.get("/graphql")
    policy = page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-cache"
    assert "script-src 'self';" in policy
    for path in re.findall(r'(?:src|href)="([^"]+)"', page.text):
        asset = client.get(f"/{path}")
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]
        assert re.search(r"-[0-9A-Z]{8}\.\w+$", path)


def test_every_package_in_the_page_has_its_notice(client: TestClient) -> None:
    notices = client.get("/graphql/notices").text
    for name in ("graphiql 4", "react-dom 19", "graphql 16", "codemirror 5"):
        assert f"\n{name}" in notices or notices.startswith(name)
    licenses = set(re.findall(r"SPDX-License-Identifier: (\S+)", notices))
    assert "MIT" in licenses
    assert licenses <= {"MIT", "ISC", "0BSD", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}


def test_files_outside_the_assets_are_out_of_reach(client: TestClient) -> None:
    for path in ("../../package.json", "%2e%2e/%2e%2e/package.json", "..%2f..%2fserver.py"):
        assert client.get(f"/graphql/assets/{path}").status_code in {404, 405}


def test_the_examples_in_the_tabs_fit_the_schema() -> None:
    schema = build_schema(schema_text())
    queries = re.findall(r"query: `(.*?)`", EXAMPLES.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == 5
    for query in queries:
        assert validate(schema, parse(query)) == []
