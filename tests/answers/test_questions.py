"""Every question of questions.toml, over real code, without a model."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.ports import Embedder, GraphStore
from queries.answer import Mode, answer

QUESTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("questions.toml").read_text())["question"]


@pytest.mark.parametrize("question", QUESTIONS, ids=[one["ask"] for one in QUESTIONS])
def test_it_is_answered_rightly(libraries: GraphStore, embedder: Embedder, question: dict[str, Any]) -> None:
    found = answer(libraries, embedder, None, question["ask"])
    assert found.mode is Mode(question["mode"])
    for words in question.get("says", ()):
        assert words in found.text, found.text
    if "finds" in question:
        best = [one.citation.symbol for one in found.evidence[:5]]
        assert any(f"{one}.".startswith(f"{question['finds']}.") for one in best), best
    assert found.citations
    for cited in found.citations:
        assert cited.license
        assert cited.origin
