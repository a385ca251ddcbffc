"""Turns the bytes of one file into a document, or says why it can't be."""

import hashlib
import io
import os
import tokenize
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from extractors.licenses.conclusions import Stated, source_claims
from extractors.licenses.files import license_file, license_file_kind
from extractors.licenses.reuse import annotations, is_annotation
from extractors.sources.reading.documentation import is_documentation, is_page
from extractors.sources.reading.options import Options
from graph.errors import InputError
from graph.facts import Diagnostic, Document, LicenseAnnotation, LicenseFile, Snapshot, SourceInfo

MAX_BYTES = 5_000_000


def read_document(path: str, data: bytes) -> Document | Diagnostic:
    """A document with Python's own rules for encodings (PEP 263, a byte order mark, else UTF-8) and newlines.

    Anything longer than 5 MB gives the diagnostic `too-large`, anything that cannot be decoded `not-utf8`.
    """
    if len(data) > MAX_BYTES:
        return too_large(path, len(data))
    encoding = "utf-8"
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Diagnostic(
            path, "not-utf8", f"holds bytes that are not {encoding}: save it as UTF-8 or declare its coding", line
        )
    except (SyntaxError, LookupError, ValueError) as error:
        return Diagnostic(path, "not-utf8", f"cannot be decoded: {error}", 1)
    return Document(path, text.replace("\r\n", "\n").replace("\r", "\n"), digest(data))


def digest(data: bytes) -> str:
    """`sha256:<hex>` of the raw bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def too_large(path: str, size: int) -> Diagnostic:
    """The diagnostic for a file that is longer than we read. `size` is in bytes."""
    return Diagnostic(path, "too-large", f"is {size / 1e6:.1f} MB: files over {MAX_BYTES / 1e6:.0f} MB are left out")


def printable(path: str) -> str:
    """A path that can be stored as UTF-8, whatever bytes the file system holds."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def chosen(paths: Iterable[str], options: Options) -> list[str]:
    """The paths that an extractor takes, sorted, less stubs (`.pyi`) beside their source, terms, and pages of other kinds."""
    taken = {path for path in paths if path.endswith(options.suffixes) and not license_file_kind(path)}
    if not options.only_pages:
        taken = {path for path in taken if not is_page(path) or is_documentation(path)}
    return sorted(path for path in taken if not (path.endswith(".pyi") and path.removesuffix("i") in taken))


def terms(paths: Iterable[str], read: Callable[[str], bytes | None]) -> tuple[LicenseFile, ...]:
    """Those of the paths that hold terms, notices or authors, in path order. `read` gives None for what cannot be read."""
    named = (path for path in sorted(set(paths)) if license_file_kind(path))
    found = (license_file(path, data) for path in named if (data := read(path)) is not None and len(data) <= MAX_BYTES)
    return tuple(one for one in found if one is not None)


def annotated(paths: Iterable[str], read: Callable[[str], bytes | None]) -> tuple[LicenseAnnotation, ...]:
    """What those of the paths state that speak of other files, in path order."""
    named = (path for path in sorted(set(paths)) if is_annotation(path))
    return tuple(one for path in named if (data := read(path)) is not None for one in annotations(path, data))


def snapshot(
    info: SourceInfo,
    read: Iterable[Document | Diagnostic],
    more: Collection[Diagnostic] = (),
    license_files: Sequence[LicenseFile] = (),
    stated: Stated | None = None,
    beside: Sequence[LicenseAnnotation] = (),
    *,
    only_pages: bool = False,
) -> Snapshot:
    """What was read, in path order, with all that is known of its licence.

    Raises InputError when no code came out, or with `only_pages` nothing at all.
    """
    documents: list[Document] = []
    diagnostics: list[Diagnostic] = list(more)
    for item in read:
        if isinstance(item, Document):
            documents.append(item)
        else:
            diagnostics.append(item)
    if not documents or (not only_pages and all(is_page(document.path) for document in documents)):
        raise InputError(_nothing_read(info.location, diagnostics))
    documents.sort(key=lambda document: document.path)
    diagnostics.sort(key=lambda diagnostic: (diagnostic.path, diagnostic.line, diagnostic.code))
    if stated is not None:
        info = replace(info, licenses=source_claims(stated, license_files, documents))
    return Snapshot(info, tuple(documents), tuple(diagnostics), tuple(license_files), tuple(beside))


def _nothing_read(location: str, diagnostics: Sequence[Diagnostic]) -> str:
    if not diagnostics:
        return f"{location} holds no Python files: give a location that holds .py files"
    first = diagnostics[0]
    return f"{location} holds no Python files that can be read: {first.path} {first.message}"
