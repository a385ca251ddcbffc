"""What was observed in the graph: raised claims, tests, and what is left of them when files change."""

from dataclasses import replace
from pathlib import Path

from extractors.sources import Options, open_sources
from graph.facts import SourceInfo
from graph.ingest import IngestReport, Parts, ingest
from graph.observations import (
    NONE,
    Observations,
    ObservedCall,
    ObservedTest,
    Place,
    current,
    merged,
    read_record,
    write_record,
)
from graph.progress import Silent
from graph.statements import Statement
from graph.stores.embedded import EmbeddedStore
from queries import calls

TOTAL = Place("shop/basket.py", 8, "total")
PRICE = Place("shop/prices.py", 1, "price")
TEST = Place("test_shop.py", 1, "test_total")
SEEN = Observations({}, (ObservedCall(TOTAL, PRICE, 9, 12, tests=2),), (ObservedTest(TEST, PRICE, 2),), tests=3)
EDGES = Statement(
    "test/edges",
    "MATCH (a:Node {id: $id})-[r]->(b:Node) WHERE type(r) = 'CALLS' OR type(r) = 'TESTS' "
    "RETURN type(r) AS type, b.name AS name, properties(r) AS properties ORDER BY type, name",
)


def observed(project: Path, store: EmbeddedStore, parts: Parts, record: Observations) -> IngestReport:
    """Keep a record that fits the files as they are now, and index."""
    [source] = open_sources(str(project), Options((".py",)))
    digests = {document.path: document.digest for document in source.read().documents}
    write_record(project, replace(record, digests=digests))
    return indexed(project, store, parts)


def indexed(project: Path, store: EmbeddedStore, parts: Parts) -> IngestReport:
    def record(info: SourceInfo) -> Observations:
        return read_record(Path(info.location))

    [source] = open_sources(str(project), Options((".py",)))
    return ingest(source, store, replace(parts, observed=record), Silent())


def edges(store: EmbeddedStore, symbol: str) -> dict[str, dict[str, object]]:
    rows = store.run(EDGES, id=f"pkg:generic/shop#{symbol}")
    return {f"{row['type']} {row['name']}": row["properties"] for row in rows}


def test_a_claim_that_was_observed_says_so_and_keeps_what_the_linker_said(
    project: Path, store: EmbeddedStore, parts: Parts
) -> None:
    indexed(project, store, parts)
    before = edges(store, "shop.basket.Basket.total")["CALLS price"]
    observed(project, store, parts, SEEN)
    after = edges(store, "shop.basket.Basket.total")["CALLS price"]
    assert (after["method"], after["confidence"], after["calls"], after["tests"]) == ("observed", 1.0, 12, 2)
    assert (after["static_method"], after["static_confidence"]) == (before["method"], before["confidence"])
    hit = calls.callers(store, "pkg:generic/shop#shop.prices.price").hits[0]
    assert (hit.symbol.name, hit.method, hit.confidence) == ("total", "observed", 1.0)


def test_tests_reach_functions(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    (project / "test_shop.py").write_text("def test_total():\n    pass\n", encoding="utf-8")
    observed(project, store, parts, SEEN)
    reached = edges(store, "test_shop.test_total")
    assert (reached["TESTS price"]["method"], reached["TESTS price"]["runs"]) == ("observed", 2)


def test_an_unresolved_site_that_was_seen_stays_unresolved_and_is_counted(
    project: Path, store: EmbeddedStore, parts: Parts
) -> None:
    (project / "shop/door.py").write_text("def knock(who):\n    return who()\n", encoding="utf-8")
    knock = Place("shop/door.py", 1, "knock")
    observed(project, store, parts, Observations({}, (ObservedCall(knock, PRICE, 2, 1),)))
    result = calls.callees(store, "pkg:generic/shop#shop.door.knock")
    assert [(hit.symbol.name, hit.method) for hit in result.hits] == [("price", "observed")]
    assert (result.coverage.unresolved, result.coverage.observed) == (1, 1)
    assert "(1 of them seen in a trace)" in result.coverage.summary


def test_observations_are_an_input_of_the_index(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    first = observed(project, store, parts, SEEN)
    again = indexed(project, store, parts)
    more = observed(project, store, parts, replace(SEEN, calls=(replace(SEEN.calls[0], count=13),)))
    assert (first.unchanged, again.unchanged, more.unchanged) == (False, True, False)
    assert edges(store, "shop.basket.Basket.total")["CALLS price"]["calls"] == 13


def test_what_a_changed_file_showed_is_dropped_and_told(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    observed(project, store, parts, SEEN)
    with (project / "shop/prices.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    report = indexed(project, store, parts)
    assert edges(store, "shop.basket.Basket.total")["CALLS price"]["method"] != "observed"
    assert any("shop/prices.py" in note and "trace again" in note for note in report.notes)


def test_a_second_trace_adds_to_the_first_where_files_are_as_they_were() -> None:
    old = Observations({"a.py": "1", "b.py": "1"}, (_call("a.py", "b.py"), _call("b.py", "b.py")))
    new = Observations({"a.py": "2", "c.py": "1"}, (_call("a.py", "c.py"),))
    both = merged(old, new)
    assert [(one.caller.path, one.callee.path) for one in both.calls] == [("a.py", "c.py"), ("b.py", "b.py")]
    assert both.digests == {"a.py": "2", "b.py": "1", "c.py": "1"}


def test_what_still_holds_is_what_both_ends_files_still_say() -> None:
    record = Observations({"a.py": "1", "b.py": "1"}, (_call("a.py", "b.py"), _call("a.py", "a.py")))
    still, changed = current(record, {"a.py": "1", "b.py": "2"})
    assert [one.callee.path for one in still.calls] == ["a.py"]
    assert changed == ("b.py",)


def test_a_record_reads_as_it_was_written(tmp_path: Path) -> None:
    assert read_record(tmp_path) == NONE
    write_record(tmp_path, SEEN)
    assert read_record(tmp_path) == SEEN
    assert read_record(tmp_path).digest == SEEN.digest


def _call(caller: str, callee: str) -> ObservedCall:
    return ObservedCall(Place(caller, 1, "f"), Place(callee, 1, "g"), 2, 1)
