"""One file by itself, as if it were a source."""

from dataclasses import replace
from pathlib import Path

from extractors.licenses.detection import statements
from extractors.licenses.files import license_file, license_file_kind
from extractors.sources.distributions.identity import generic_id
from extractors.sources.reading.documents import read_document, snapshot
from graph.errors import InputError
from graph.facts import Diagnostic, Document, LicenseClaim, LicenseKind, Snapshot, SourceInfo, SourceKind
from graph.licensing.expressions import joined


def read_alone(path: Path) -> Snapshot:
    """The file's snapshot; one of terms is both a document and a licence file. Raises InputError for what is no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error
    stated = [license_file(path.name, data)] if license_file_kind(path.name) else []
    terms = [one for one in stated if one is not None]
    read = Document(path.name, terms[0].text, terms[0].digest) if terms else read_document(path.name, data)
    if isinstance(read, Diagnostic):
        raise InputError(f"{path} {read.message}")
    info = SourceInfo(generic_id(path.name), SourceKind.DIRECTORY, path.name, str(path.resolve()))
    found = [one.expression for one in statements(path.name, read.text, is_terms=bool(terms))]
    claims = [LicenseClaim(joined(found), LicenseKind.CONCLUDED, "detected" if found else "none")]
    return snapshot(replace(info, licenses=tuple(claims)), [read], license_files=terms)
