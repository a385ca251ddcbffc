"""The Python extractor."""

import gc
from dataclasses import dataclass

from extractors.languages.python.version import extractor_version
from graph.facts import Document, FileFacts


@dataclass(frozen=True, slots=True)
class PythonExtractor:
    """Meets graph.ports.Extractor for Python sources and stubs."""

    language: str = "python"
    suffixes: tuple[str, ...] = (".py", ".pyi")

    @property
    def version(self) -> str:
        """A digest of the code that extracts."""
        return extractor_version()

    def extract(self, document: Document) -> FileFacts:
        """The document's facts. `line` of a definition is that of its `def` or `class`, below its decorators."""
        collects = gc.isenabled()
        gc.disable()  # a syntax tree is large, and gone when `read` is done: collecting on the way finds nothing
        try:
            # LibCST takes a fifth of a second to import, which a process that leaves the work to others does not pay.
            from extractors.languages.python.reading import read  # noqa: PLC0415

            return read(document, self.language)
        finally:
            if collects:
                gc.enable()


EXTRACTOR = PythonExtractor()
