"""Small real things to read: git repositories, wheels, sdists and a package index on the loopback interface."""

import base64
import hashlib
import io
import json
import subprocess
import tarfile
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

type Files = Mapping[str, str | bytes]


def write(root: Path, files: Files) -> Path:
    """Lay files out below a root."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def git(root: Path, *arguments: str) -> str:
    """A git command with an identity of its own and nobody's settings."""
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *identity, "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def repository(root: Path, files: Files) -> Path:
    """A git repository with one commit on `main`."""
    write(root, files)
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Begin")
    return root


def wheel(name: str, version: str, files: Files, metadata: str = "") -> bytes:
    """A wheel made by hand, with a RECORD that is right."""
    info = f"{name}-{version}.dist-info"
    members = {path: content if isinstance(content, bytes) else content.encode() for path, content in files.items()}
    members[f"{info}/METADATA"] = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{metadata}\n".encode()
    members[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    lines = [f"{path},sha256={_record_digest(content)},{len(content)}" for path, content in members.items()]
    members[f"{info}/RECORD"] = "\n".join([*lines, f"{info}/RECORD,,", ""]).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return packed.getvalue()


def _record_digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def sdist(folder: str, files: Files, links: Mapping[str, str] | None = None) -> bytes:
    """A gzipped sdist made by hand; `links` are symbolic links by name."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for path, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            member = tarfile.TarInfo(f"{folder}/{path}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
        for path, target in (links or {}).items():
            member = tarfile.TarInfo(f"{folder}/{path}")
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return packed.getvalue()


@dataclass
class Index:
    """A package index: files by project and name. `asked` are the paths that were asked for, with their credentials."""

    url: str = ""
    html: bool = False
    failures: int = 0
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    cut_short: bool = False
    wrong: set[str] = field(default_factory=set)
    yanked: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def add(self, project: str, filename: str, data: bytes) -> None:
        self.files.setdefault(project, {})[filename] = data

    def page(self, project: str) -> tuple[str, bytes]:
        entries = [
            {
                "filename": name,
                "url": f"/files/{name}",
                "hashes": {"sha256": hashlib.sha256(data + b"!" * (name in self.wrong)).hexdigest()},
                "yanked": self.yanked.get(name, False),
            }
            for name, data in self.files[project].items()
        ]
        if not self.html:
            return "application/vnd.pypi.simple.v1+json", json.dumps(
                {"meta": {"api-version": "1.1"}, "files": entries}
            ).encode()
        anchors = []
        for entry in entries:
            yanked = f' data-yanked="{entry["yanked"]}"' if entry["yanked"] else ""
            digest = hashlib.sha256(self.files[project][str(entry["filename"])]).hexdigest()
            anchors.append(f'<a href="../../files/{entry["filename"]}#sha256={digest}"{yanked}>{entry["filename"]}</a>')
        return "text/html", f"<!DOCTYPE html><html><body>{''.join(anchors)}</body></html>".encode()


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """A package index of our own that is the configured one, with credentials in its URL."""
    served = Index()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, self.headers.get("Authorization", "")))
            parts = self.path.strip("/").split("/")
            if served.failures > 0:
                served.failures -= 1
                self._answer(503, "text/plain", b"busy")
            elif parts[0] == "simple" and parts[1] in served.files:
                self._answer(200, *served.page(parts[1]))
            elif parts[0] == "files" and (found := [f for p in served.files.values() for n, f in p.items() if n == parts[1]]):
                self._answer(200, "application/octet-stream", found[0])
            else:
                self._answer(404, "text/plain", b"no")

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) + 10 * served.cut_short))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class says so
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    served.url = f"http://someone:secret@127.0.0.1:{server.server_port}/simple"
    monkeypatch.setenv("UV_DEFAULT_INDEX", served.url)
    yield served
    server.shutdown()
    server.server_close()


@pytest.fixture
def no_index_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], None]:
    """An environment in which nothing configures an index; the value sets one variable."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL", "UV_CONFIG_FILE", "PIP_CONFIG_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return monkeypatch.setenv
