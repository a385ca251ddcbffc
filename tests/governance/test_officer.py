"""What docs/sources.md promises an officer with Cypher alone: its statements run, and answer."""

import re
from pathlib import Path

import pytest

from graph.cache import DiskCache
from graph.ports import Row
from graph.statements import Statement
from graph.stores.embedded import EmbeddedStore
from graph.withdrawal import withdraw
from tests.stores.small_graph import ACME, acme, appended, tools

PAGE = (Path(__file__).parents[2] / "docs/sources.md").read_text(encoding="utf-8")
STATEMENTS = [
    block.replace("    ", "") for block in re.findall(r"(?:^    (?:MATCH|OPTIONAL|WHERE|RETURN).*\n)+", PAGE, re.MULTILINE)
]


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    opened = EmbeddedStore(tmp_path / "store")
    opened.ensure_schema()
    opened.replace(acme())
    opened.replace(tools())
    for nodes, edges, gone in appended():
        opened.append(nodes, edges, removed=gone)
    return opened


def ask(store: EmbeddedStore, text: str) -> list[Row]:
    return store.run(Statement("page", text))


def test_which_answers_used_a_source_and_who_approved_it_before_and_after_it_is_gone(
    store: EmbeddedStore, tmp_path: Path
) -> None:
    tombstones, answers = STATEMENTS
    answers = answers.replace("pkg:pypi/requests@2.34.2", ACME).replace("2026-11-01", "2026-10-01")
    assert [row["p.name"] for row in ask(store, answers)] == ["Ada"]

    withdraw(store, DiskCache(tmp_path / "cache"), ACME, by="Grace", reason="its licence changed")

    assert [(row["a.id"], row["p.name"]) for row in ask(store, answers)] == [("answer:1f", None)]
    [row] = ask(store, tombstones)
    assert (row["w.source"], row["w.reason"], row["p.name"], row["w.answers"]) == (ACME, "its licence changed", "Grace", 1)
    store.close()
