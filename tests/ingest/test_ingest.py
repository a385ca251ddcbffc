"""The whole flow on a small project: what is stored, what a second run does, and what an edit changes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.sources import open_source
from graph.errors import InputError, ModelError
from graph.facts import Change, Matrix, ModelInfo
from graph.ingest import IngestReport, Parts, ingest
from graph.ports import Row
from graph.progress import Silent
from graph.statements import Statement, parse_statement
from graph.stores.embedded import EmbeddedStore

SOURCE = "pkg:generic/shop"


def index(project: Path, store: EmbeddedStore, parts: Parts) -> IngestReport:
    return ingest(open_source(str(project)), store, parts, Silent())


def ask(store: EmbeddedStore, text: str, **parameters: object) -> list[Row]:
    return store.run(parse_statement("test", text), **parameters)


NODES = parse_statement(
    "nodes",
    "MATCH (n:Node) WHERE NOT n:Activity AND NOT n:Record AND NOT n:Vectors "
    "RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id",
)
RELATIONS = parse_statement(
    "relations",
    "MATCH (a:Node)-[r]->(b:Node) WHERE NOT a:Activity AND NOT b:Activity AND NOT a:Vectors AND NOT b:Vectors "
    "RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties ORDER BY start, type, end",
)


def state(store: EmbeddedStore) -> tuple[list[Row], list[Row]]:
    """All but the history: a clean index has one activity, and what one embedding made, where an edited one has several."""
    nodes, relations = (rows(store, statement) for statement in (NODES, RELATIONS))
    return nodes, relations


def rows(store: EmbeddedStore, statement: Statement) -> list[Row]:
    return [{key: sorted(value) if key == "labels" else value for key, value in row.items()} for row in store.run(statement)]


def test_a_call_leads_from_file_to_licence(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    report = index(project, store, parts)
    assert (report.source, report.license, report.files) == (SOURCE, "MIT", 3)
    found = ask(
        store,
        "MATCH (a:Symbol {id: $id})-[c:CALLS]->(b:Function) "
        "RETURN b.id AS id, b.path AS path, b.license AS license, c.line AS line, c.method AS method ORDER BY id",
        id=f"{SOURCE}#shop.basket.Basket.total",
    )
    assert found == [
        {"id": f"{SOURCE}#shop.prices.price", "path": "shop/prices.py", "license": "MIT", "line": 9, "method": "exact"}
    ]


def test_a_file_with_its_own_header_keeps_its_own_licence(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    index(project, store, parts)
    found = ask(store, "MATCH (f:File) RETURN f.path AS path, f.license AS license, f.license_kind AS kind ORDER BY path")
    assert found == [
        {"path": "shop/__init__.py", "license": "MIT", "kind": "declared"},
        {"path": "shop/basket.py", "license": "Apache-2.0", "kind": "detected"},
        {"path": "shop/prices.py", "license": "MIT", "kind": "declared"},
    ]


def test_every_file_leads_to_activity_agent_input_and_model(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    index(project, store, parts)
    found = ask(
        store,
        "MATCH (f:File)-[:WAS_GENERATED_BY]->(a:Activity)-[:WAS_ASSOCIATED_WITH]->(g:Agent) MATCH (a)-[:USED]->(u) "
        "RETURN f.path AS path, g.id AS agent, u.id AS used ORDER BY path, used",
    )
    assert parts.embedder
    assert [(row["path"], row["agent"], row["used"]) for row in found] == [
        (path, "agent:codecraft@0.0.test", used)
        for path in ("shop/__init__.py", "shop/basket.py", "shop/prices.py")
        for used in (parts.embedder.model.id, SOURCE)
    ]


def test_an_unchanged_source_touches_nothing(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    index(project, store, parts)
    before = state(store), ask(store, "MATCH (a:Activity) RETURN properties(a) AS all")
    again = index(project, store, parts)
    assert again.unchanged
    assert again.change == Change()
    assert (state(store), ask(store, "MATCH (a:Activity) RETURN properties(a) AS all")) == before


def test_an_edit_gives_what_a_clean_index_gives(project: Path, store: EmbeddedStore, parts: Parts, tmp_path: Path) -> None:
    index(project, store, parts)
    (project / "shop/prices.py").write_text("def price(item):\n    return cents(item)\n\n\ndef cents(item):\n    return 1\n")
    (project / "shop/basket.py").unlink()
    (project / "shop/__init__.py").write_text("from shop.prices import price\n")
    index(project, store, parts)
    clean = EmbeddedStore(tmp_path / "clean")
    clean.ensure_schema()
    index(project, clean, parts)
    assert state(store) == state(clean)
    clean.close()


def test_only_an_edited_file_gets_a_new_activity(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    index(project, store, parts)
    origin = "MATCH (f:File)-[:WAS_GENERATED_BY]->(a) RETURN f.path AS path, a.id AS activity ORDER BY path"
    before = {row["path"]: row["activity"] for row in ask(store, origin)}
    (project / "shop/prices.py").write_text("def price(item):\n    return 1\n")
    index(project, store, parts)
    after = {row["path"]: row["activity"] for row in ask(store, origin)}
    assert {path for path in after if after[path] != before[path]} == {"shop/prices.py"}


def test_a_file_that_does_not_parse_loses_nothing_else(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    (project / "shop/broken.py").write_text("def (:\n")
    report = index(project, store, parts)
    assert [(one.path, one.code) for one in report.diagnostics] == [("shop/broken.py", "syntax-error")]
    assert ask(store, "MATCH (f:Function {id: $id}) RETURN f.name AS name", id=f"{SOURCE}#shop.prices.price") == [
        {"name": "price"}
    ]
    assert ask(store, "MATCH (f:File {id: $id}) RETURN f.path AS path", id=f"{SOURCE}#/shop/broken.py")


def test_what_fails_midway_leaves_the_old_state(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    index(project, store, parts)
    before = state(store)
    (project / "shop/prices.py").write_text("def price(item):\n    return 2\n")
    with pytest.raises(ModelError):
        index(project, store, replace(parts, embedder=Failing()))
    assert state(store) == before


def test_a_second_place_with_the_same_name_is_refused(
    project: Path, store: EmbeddedStore, parts: Parts, tmp_path: Path
) -> None:
    index(project, store, parts)
    other = tmp_path / "other"
    project.rename(other)
    (project / "shop").mkdir(parents=True)
    (project / "pyproject.toml").write_text('[project]\nname = "shop"\n')
    (project / "shop/__init__.py").write_text("")
    with pytest.raises(InputError, match="already indexed from"):
        index(other, store, parts)


class Failing:
    """An embedder whose server has gone away."""

    @property
    def model(self) -> ModelInfo:
        return ModelInfo("model:gone@0", "gone", "sha256:0", "MIT", 256)

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        raise ModelError(f"the embedder is gone with {len(texts)} texts: start it")

    def embed_query(self, text: str) -> Matrix:
        raise ModelError(f"the embedder is gone with {text}: start it")


def test_files_of_terms_are_stored_and_a_changed_one_is_seen(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    (project / "NOTICE").write_text("Shop\nCopyright 2020 Ada Example\n")
    index(project, store, parts)
    (project / "NOTICE").write_text("Shop\nCopyright 2020 Ada Example\nCopyright 2021 Bob\n")

    report = index(project, store, parts)

    text = (
        "MATCH (s:Source)-[:CONTAINS]->(f:LicenseFile) RETURN f.id AS id, f.kind AS kind, f.text AS text, f.copyrights AS lines"
    )
    assert not report.unchanged
    assert ask(store, text) == [
        {
            "id": "pkg:generic/shop#/NOTICE",
            "kind": "notice",
            "text": "Shop\nCopyright 2020 Ada Example\nCopyright 2021 Bob\n",
            "lines": ["Copyright 2020 Ada Example", "Copyright 2021 Bob"],
        }
    ]
