"""The extractor of documentation."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from graph.facts import Document, FileFacts


@dataclass(frozen=True, slots=True)
class DocumentationExtractor:
    """Meets graph.ports.Extractor for Markdown and reStructuredText."""

    language: str = "markdown"
    suffixes: tuple[str, ...] = (".markdown", ".md", ".rst")

    @property
    def version(self) -> str:
        """A digest of the code that extracts."""
        return _version()

    def extract(self, document: Document) -> FileFacts:
        """The document's sections; what documentation says of code is found when all of its source is known."""
        from extractors.languages.markdown import commonmark, rest  # noqa: PLC0415 (the parser takes time to import)

        text = document.text.removeprefix("\ufeff")
        found = rest.read(text) if document.path.endswith(".rst") else commonmark.read(text)
        lines = text.count("\n") + (not text.endswith("\n") and bool(text))
        return FileFacts(document.digest, self.language, (), lines=lines, sections=found)


@cache
def _version() -> str:
    digest = sha256(metadata.version("markdown-it-py").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


EXTRACTOR = DocumentationExtractor()
