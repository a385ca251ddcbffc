"""A package index's simple repository (PEP 503, 691, 700): which files a project has, and their verified bytes."""

import hashlib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urldefrag, urljoin, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

from extractors.sources.distributions.configuration import IndexConfiguration, trusted
from graph.errors import NotFoundError, SourceError

if TYPE_CHECKING:
    import httpx

_ACCEPT = "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
_MAX_DOWNLOAD = 1_000_000_000
_TRIES = 4


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A released file. `yanked` is the reason, or None for a file in good standing; `sha256` is empty when not told."""

    filename: str
    url: str
    version: Version
    is_wheel: bool
    sha256: str = ""
    yanked: str | None = None


class PackageIndex:
    """Reads one simple repository. Messages never name its host, which may be private."""

    def __init__(self, configuration: IndexConfiguration) -> None:
        """Connect lazily. Raises SourceError for an index that is not reached over HTTP."""
        if urlsplit(configuration.url).scheme not in ("http", "https"):
            raise SourceError("the configured package index has no http or https URL: set PIP_INDEX_URL or UV_DEFAULT_INDEX")
        self._url = configuration.url
        self._configuration = configuration
        self._client: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._client is not None:
            self._client.close()

    def files(self, name: str) -> list[IndexFile]:
        """A project's wheels and sdists. Raises NotFoundError, SourceError."""
        with self._get(f"{self._url}/{canonicalize_name(name)}/", name, {"Accept": _ACCEPT}) as response:
            response.read()
            if "json" in response.headers.get("content-type", ""):
                listed = _listed_json(response)
            else:
                listed = _listed_html(response.text)
            base = str(response.url)
        return [file for entry in listed if (file := _index_file(entry, base, name)) is not None]

    def download(self, file: IndexFile) -> bytes:
        """A file's bytes, checked against the index's digest where it gives one. Raises SourceError."""
        chunks: list[bytes] = []
        received, digest = 0, hashlib.sha256()
        with self._get(file.url, file.filename, {"Accept-Encoding": "identity"}) as response:
            for chunk in response.iter_bytes():
                received += len(chunk)
                if received > _MAX_DOWNLOAD:
                    raise SourceError(f"{file.filename} is over {_MAX_DOWNLOAD / 1e9:.0f} GB: index a checkout of it instead")
                digest.update(chunk)
                chunks.append(chunk)
        if file.sha256 and digest.hexdigest() != file.sha256:
            raise SourceError(f"{file.filename} does not have the digest that the index states: nothing was read, try again")
        return b"".join(chunks)

    def _connected(self) -> "httpx.Client":
        """The client, made when something must be asked: a package that was downloaded before does not pay for it."""
        import httpx  # noqa: PLC0415

        if self._client is None:
            verify, timeout = trusted(self._configuration), httpx.Timeout(60.0, connect=15.0)
            self._client = httpx.Client(
                verify=verify, timeout=timeout, follow_redirects=True, headers={"User-Agent": "codecraft"}
            )
        return self._client

    @contextmanager
    def _get(self, url: str, what: str, headers: dict[str, str]) -> "Iterator[httpx.Response]":
        """A successful response to be read, after tries at what may pass."""
        import httpx  # noqa: PLC0415

        for attempt in range(1, _TRIES + 1):
            try:
                client = self._connected()
                response = client.send(client.build_request("GET", url, headers=headers), stream=True)
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                reason = f"cannot be reached ({type(error).__name__})"
            else:
                if response.is_success:
                    with _closing(response, what):
                        yield response
                    return
                response.close()
                if response.status_code in (404, 410):
                    raise NotFoundError(f"the package index has no {what}: check the name")
                reason = f"answered {response.status_code}"
                if response.status_code < 500 and response.status_code != 429:
                    break
            if attempt < _TRIES:
                time.sleep(0.25 * 2**attempt)
        raise SourceError(f"the package index {reason} when asked for {what}: check PIP_INDEX_URL and the network")


@contextmanager
def _closing(response: "httpx.Response", what: str) -> Iterator[None]:
    import httpx  # noqa: PLC0415

    try:
        yield
    except httpx.HTTPError as error:
        raise SourceError(f"{what} broke off while loading ({type(error).__name__}): try again") from error
    finally:
        response.close()


def _listed_json(response: "httpx.Response") -> list[dict[str, Any]]:
    try:
        entries = response.json()["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise SourceError("the package index answered with something that is no list of files: check PIP_INDEX_URL") from error
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


class _Anchors(HTMLParser):
    """Collects the links of a PEP 503 page in the form that PEP 691 gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[dict[str, Any]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        link = attributes.get("href")
        if tag != "a" or not link:
            return
        url, fragment = urldefrag(link)
        digest = re.fullmatch(r"sha256=([0-9a-fA-F]{64})", fragment)
        yanked = (attributes["data-yanked"] or True) if "data-yanked" in attributes else False
        hashes = {"sha256": digest[1].lower()} if digest else {}
        self.entries.append({"filename": url.rpartition("/")[2], "url": url, "hashes": hashes, "yanked": yanked})


def _listed_html(text: str) -> list[dict[str, Any]]:
    page = _Anchors()
    page.feed(text)
    return page.entries


def _index_file(entry: dict[str, Any], base: str, project: str) -> IndexFile | None:
    """The file an entry names, None for one that is neither a wheel nor an sdist of the project."""
    filename = str(entry.get("filename", ""))
    try:
        if filename.endswith(".whl"):
            name, version, _, _ = parse_wheel_filename(filename)
        else:
            name, version = parse_sdist_filename(filename)
    except (InvalidWheelFilename, InvalidSdistFilename):
        return None
    if name != canonicalize_name(project):
        return None
    yanked, hashes = entry.get("yanked", False), entry.get("hashes")
    return IndexFile(
        filename=filename,
        url=urljoin(base, str(entry.get("url", ""))),
        version=version,
        is_wheel=filename.endswith(".whl"),
        sha256=str(hashes.get("sha256", "")).lower() if isinstance(hashes, dict) else "",
        yanked=(yanked if isinstance(yanked, str) else "no reason given") if yanked else None,
    )
