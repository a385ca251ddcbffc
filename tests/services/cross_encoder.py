"""A small cross-encoder of our own: two layers of MiniLM, taught in seconds what in tests/search/web_library.py answers what.

Trained ones come from hubs alone. This one is real in all but what it knows: the same files, the same code paths, as
sentence-transformers saves them and as torch exports them to ONNX.
"""

import hashlib
from pathlib import Path

from tests.services import cache

TAUGHT = {
    "send it again after a pause": "backoff",
    "is this still the same document": "sha256_of_file",
    "at which moment was the answer written": "parse_http_date",
    "put what came zipped on the disk": "extract_archive",
    "which of the transports takes this address": "get_adapter",
}
"""Questions, and the name of what answers each."""

TEXTS = {
    "Session": "web sessions Session\nSession\nKeeps cookies and connections from one request to the next.",
    "send": "web sessions Session send\nsend\nSend a prepared request and give the response.",
    "get_adapter": "web sessions Session get_adapter\nget_adapter\nGive the transport adapter that is mounted for a URL.",
    "parse_http_date": "web dates parse_http_date\nparse_http_date\nTurn the date of a response header into a moment in time.",
    "Retry": "web retry Retry\nRetry\nHow often a failed request is tried again, and how long to wait before that.",
    "backoff": "web retry Retry backoff\nbackoff\nSeconds to sleep before the next attempt, doubled each time.",
    "sha256_of_file": "web hashing sha256_of_file\nsha256_of_file\nDigest of what a file holds, read in blocks.",
    "extract_archive": "tools archive extract_archive\nextract_archive\nUnpack a zip or tar archive into a folder.",
}
"""What is read of the symbols that the answers are among."""

_FILES = (Path(__file__), Path(__file__).with_name("teaching.py"))
_MADE_BY = hashlib.sha256(b"".join(file.read_bytes() for file in _FILES)).hexdigest()[:12]


def folder() -> Path:
    """The model as sentence-transformers saves it; made once."""
    return cache.built(f"cross-encoder-{_MADE_BY}", _train)


def onnx_folder() -> Path:
    """The same weights in the ONNX format; made once."""
    return cache.built(f"cross-encoder-onnx-{_MADE_BY}", _export)


def _train(target: Path) -> None:
    from tests.services import teaching  # noqa: PLC0415 - torch takes seconds, and this is done once a machine

    teaching.train(target, TAUGHT, TEXTS)


def _export(target: Path) -> None:
    from tests.services import teaching  # noqa: PLC0415 - as above

    teaching.export(folder(), target)
