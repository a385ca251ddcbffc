"""What an officer asks of a source, answered from the store alone, also when the source is gone."""

import pytest

from graph.errors import NotFoundError
from graph.ports import GraphStore
from queries.audit.asked import about_source, answers_using, records, source_id
from tests.stores.small_graph import ACME, TOOLS, acme, nothing, tools
from tests.stores.written_log import ANSWER, write_log

OCTOBER = {"since": "2026-10-01T00:00:00.000+00:00", "until": "2026-11-01T00:00:00.000+00:00"}


@pytest.fixture
def log(store: GraphStore) -> GraphStore:
    """The source acme with its log, and tools, which acme calls."""
    write_log(store)
    store.replace(tools())
    return store


def test_which_answers_used_code_of_a_source_in_october(log: GraphStore) -> None:
    [answer] = answers_using(log, source_id(log, "acme"), **OCTOBER)
    assert (answer.id, answer.mode) == (ANSWER, "model")
    [used] = answer.citations
    assert (used.path, used.line, used.license) == ("acme/api.py", 8, "Apache-2.0")
    assert answers_using(log, ACME, since="2026-11-01", until="2026-12-01") == ()
    assert answers_using(log, TOOLS, **OCTOBER) == ()


def test_who_approved_it_what_is_owed_and_what_would_go(log: GraphStore) -> None:
    told = about_source(log, ACME, **OCTOBER)
    assert [(one.kind, one.content["reviewer"]) for one in told.decisions] == [("review", "ann")]
    assert [(one.license, one.path, one.answers) for one in told.obligations] == [("Apache-2.0", "acme/api.py", 1)]
    assert (told.files, told.symbols, told.vectors, told.answers, told.withdrawn) == (3, 12, 12, 1, 0)
    assert [row["source"] for row in about_source(log, TOOLS, **OCTOBER).dependents] == [ACME]


def test_it_is_still_known_when_the_source_is_gone(log: GraphStore) -> None:
    log.replace(nothing(ACME))
    told = about_source(log, source_id(log, "acme"), **OCTOBER)
    assert (told.files, told.answers, [one.kind for one in told.decisions]) == (0, 1, ["review"])
    assert [one.id for one in answers_using(log, ACME, **OCTOBER)] == [ANSWER]
    log.replace(acme())
    assert about_source(log, ACME, **OCTOBER).files == 3


def test_records_are_picked_by_kind_and_source(log: GraphStore) -> None:
    assert [one.record.sequence for one in records(log, kinds=["generation"])] == [2, 3]
    assert [one.record.sequence for one in records(log, source=ACME)] == [1, 2, 3]
    assert records(log, since="2999") == []
    with pytest.raises(NotFoundError, match="neither the graph nor the log knows a source nothing"):
        source_id(log, "nothing")
