"""What an ingest is made of in these tests, and the package index of the sources' tests."""

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.licenses.detector import DETECTOR
from graph.ingest import Parts
from graph.ports import FactsCache
from graph.provenance import Tool
from tests.sources.conftest import index as index  # noqa: PLC0414 (a fixture)


def parts_with(cache: FactsCache) -> Parts:
    """Everything but an embedder."""
    return Parts(
        extractors=dict.fromkeys(EXTRACTOR.suffixes, EXTRACTOR),
        linkers={"python": PythonLinker(jedi_seconds=0)},
        licenses=DETECTOR,
        cache=cache,
        tool=Tool("codecraft", "0.0.test"),
    )
