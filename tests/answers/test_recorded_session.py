"""A recorded session with a real model: from the answer, Cypher and PROV-JSON lead to all that it came from."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.wiring import own_tool
from extractors.languages.python.extractor import EXTRACTOR
from extractors.said import cleaned
from extractors.sources import Options, open_source
from extractors.sources.manifests.given import Given
from graph.cache import DiskCache
from graph.ingest import ingest
from graph.ports import GraphStore
from graph.progress import Silent
from graph.stores.embedded import EmbeddedStore
from models.embedders import open_embedder
from models.generators.ollama import OllamaGenerator
from queries.answer import Answer, Mode, answer
from queries.answering.recording import Asker, record_answer
from queries.audit.asked import origin_of
from queries.audit.verifying import verify_store
from queries.exports import Request, text
from tests.answers.test_recorded_generation import FILES
from tests.governance.conftest import parts_with
from tests.services.ollama import OllamaServer
from tests.sources.conftest import write

EMBEDDER = open_embedder("static")
SECRET = "hunter2hunter"


@pytest.fixture
def till(tmp_path: Path) -> Iterator[GraphStore]:
    write(tmp_path / "till", FILES)
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    source = Given(open_source(str(tmp_path / "till"), Options(EXTRACTOR.suffixes)), str(tmp_path / "till"), "Ada")
    ingest(source, store, replace(parts_with(DiskCache(tmp_path / "cache")), embedder=EMBEDDER), Silent())
    yield store
    store.close()


def _asked(store: GraphStore, generator: OllamaGenerator) -> tuple[str, Answer]:
    question = f"how are prices rounded to cents? my password is {SECRET}"
    found = answer(store, EMBEDDER, generator, question, token_budget=200, clean=cleaned)
    assert found.mode is Mode.MODEL
    return record_answer(store, found, Asker(tool=own_tool())), found


def test_an_answer_leads_to_all_that_it_came_from(till: GraphStore, ollama_server: OllamaServer) -> None:
    generator = OllamaGenerator(ollama_server.host, ollama_server.model)
    id_, found = _asked(till, generator)

    assert SECRET not in found.prompt + found.question
    assert any("taken out of the question" in note for note in found.notes)

    told = origin_of(till, id_)
    assert told.retrieval.startswith("activity:retrieval:")
    assert told.started <= told.ended <= told.at
    assert told.tool == own_tool().agent_id
    assert told.embedder is not None
    assert (told.embedder.digest, told.embedder.license) == (EMBEDDER.model.digest, EMBEDDER.model.license)
    assert told.model is not None
    assert (told.model.digest, told.model.license) == (generator.model.digest, generator.model.license)
    assert {(one.source, one.license, one.reviewer) for one in told.citations} == {("pkg:generic/till", "MIT", "Ada")}

    _check_prov(json.loads("".join(text(till, "prov", Request("codecraft", "1", "2026-11-01T00:00:00Z")))), id_)
    assert verify_store(till).sound


def _check_prov(document: dict[str, Any], id_: str) -> None:
    """From relation to relation, as a PROV tool would."""

    def ends(relation: str, start: str, end: str, of: str) -> set[str]:
        return {one[f"prov:{end}"] for one in document[relation].values() if one[f"prov:{start}"] == of}

    (generation,) = ends("wasGeneratedBy", "entity", "activity", id_)
    used = ends("used", "activity", "entity", generation)
    citations = ends("wasDerivedFrom", "generatedEntity", "usedEntity", id_)
    assert citations
    assert citations < used
    assert len([one for one in used - citations if one.startswith("model:")]) == 1
    (retrieval,) = set().union(*(ends("wasGeneratedBy", "entity", "activity", one) for one in citations))
    looked_in = ends("used", "activity", "entity", retrieval)
    assert looked_in == {"pkg:generic/till", EMBEDDER.model.id}
    assert "agent:person:Ada" in ends("wasAttributedTo", "entity", "agent", "pkg:generic/till")
    training = ends("wasGeneratedBy", "entity", "activity", EMBEDDER.model.id)
    (embedding,) = {one for one in document["activity"] if one.startswith("activity:embedding:")}
    (ingested,) = {one for one in document["activity"] if one.startswith("activity:ingest:")}
    (vectors,) = {one for one in document["entity"] if one.startswith("vectors:")}
    assert ends("wasGeneratedBy", "entity", "activity", vectors) == {embedding}
    for activity in (ingested, embedding, retrieval, generation, *training):
        about = document["activity"][activity]
        assert about["prov:startTime"] <= about["prov:endTime"], activity
        assert ends("wasAssociatedWith", "activity", "agent", activity), f"nobody did {activity}"
    assert len(training) == 1
    model = document["entity"][EMBEDDER.model.id]
    assert (model["codecraft:digest"], model["codecraft:license"]) == (EMBEDDER.model.digest, EMBEDDER.model.license)
