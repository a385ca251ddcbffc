"""An answer that a real model phrased is recorded with the model, the prompt and the code it was made from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options, open_source
from graph.cache import DiskCache
from graph.ingest import ingest
from graph.ports import GraphStore
from graph.progress import Silent
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from models.generators.ollama import OllamaGenerator
from queries.answer import Mode, answer
from queries.answering.recording import Asker, digest, record_answer
from queries.audit.verifying import verify_store
from queries.rules import check
from queries.verdicts import Outcome
from tests.governance.conftest import parts_with
from tests.services.ollama import OllamaServer
from tests.sources.conftest import write

FILES = {
    "pyproject.toml": '[project]\nname = "till"\nlicense = "MIT"\n',
    "LICENSE": "MIT License\n\nCopyright (c) 2026 Ada Example\n",
    "till.py": 'def rounded(price):\n    """Round a price to whole cents, half up."""\n    return round(price, 2)\n',
}
QUESTION = "how are prices rounded to cents?"
MADE = parse_statement(
    "made",
    """// title: What made each answer, from which code
// parameters:
MATCH (a:Answer)-[:WAS_GENERATED_BY]->(g:Activity)-[:USED]->(m:Model)
MATCH (a)-[:WAS_DERIVED_FROM]->(c:Citation)-[:WAS_DERIVED_FROM]->(f:File)
RETURN a.prompt_digest AS prompt, a.answer_digest AS answer, a.question AS question, g.kind AS kind, m.digest AS model,
       c.symbol AS symbol, c.license AS license, f.path AS path
ORDER BY symbol
""",
)


@pytest.fixture
def till(tmp_path: Path) -> Iterator[GraphStore]:
    write(tmp_path / "till", FILES)
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    source = open_source(str(tmp_path / "till"), Options(EXTRACTOR.suffixes))
    ingest(source, store, parts_with(DiskCache(tmp_path / "cache")), Silent())
    yield store
    store.close()


def test_a_phrased_answer_leads_to_its_model_its_prompt_and_its_code(till: GraphStore, ollama_server: OllamaServer) -> None:
    generator = OllamaGenerator(ollama_server.host, ollama_server.model)
    found = answer(till, None, generator, QUESTION, token_budget=200)
    assert found.mode is Mode.MODEL

    record_answer(till, found, Asker())

    rows = till.run(MADE)
    assert {(row["symbol"].rpartition("#")[2], row["path"], row["license"]) for row in rows} >= {
        ("till.rounded", "till.py", "MIT")
    }
    for row in rows:
        assert row["kind"] == "generation"
        assert row["model"] == generator.model.digest
        assert row["prompt"] == digest(found.prompt)
        assert row["answer"] == digest(found.text)
        assert row["question"] is None, "nobody consented to its being kept"
    assert verify_store(till).sound
    (verdict,) = check(till, ["answer_without_provenance"])
    assert verdict.outcome is Outcome.PASS
    assert verdict.checked == 1
