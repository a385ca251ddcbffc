from collections.abc import Sequence

import pytest

from graph.ports import Row
from queries.ranking.calls import Call, CallsAmong
from queries.ranking.candidate import to_candidate
from queries.ranking.order import SIGNALS, Ranked, rank
from queries.ranking.query import QueryKind, parse_query


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ("Session.send", QueryKind.SYMBOL, ("Session.send",)),
        ("quote", QueryKind.SYMBOL, ("quote",)),
        ("where is quote defined?", QueryKind.SYMBOL, ("quote",)),
        ("class Session", QueryKind.SYMBOL, ("Session",)),
        ("the flash function", QueryKind.SYMBOL, ("flash",)),
        ("where is parse_timeout implemented", QueryKind.SYMBOL, ("parse_timeout",)),
        ("HTTPAdapter retries", QueryKind.MEANING, ("HTTPAdapter",)),
        ("what happens between Session.send and the bytes on the wire", QueryKind.ARCHITECTURE, ("Session.send",)),
        ("How does a request reach its handler?", QueryKind.ARCHITECTURE, ()),
        ("the life cycle of a request", QueryKind.ARCHITECTURE, ()),
        ("show a progress bar", QueryKind.MEANING, ()),
        ("close a connection", QueryKind.MEANING, ()),
        ("where is it", QueryKind.SYMBOL, ("it",)),
        ("where is the", QueryKind.MEANING, ()),
    ],
)
def test_names_and_kinds_of_queries(text: str, kind: QueryKind, names: tuple[str, ...]) -> None:
    query = parse_query(text)
    assert (query.kind, query.names) == (kind, names)


_LONG = (
    "What is the architectural role of the wrapper class that converts `Segment` objects into tuples, and how does it "
    "decouple layout rules from parse_tree access?"
)


def test_a_long_question_is_compared_without_what_is_said_around_it() -> None:
    query = parse_query(_LONG)

    assert query.asked == "wrapper converts `Segment` objects tuples, decouple layout rules parse_tree access?"
    assert query.words == tuple(dict.fromkeys(parse_query(query.asked).words))
    assert (query.text, query.names) == (_LONG, ("parse_tree",))


def test_a_short_question_and_one_of_such_words_alone_stay_as_they_are() -> None:
    for text in ("What is the role of the wrapper class?", "how does this work? " * 20):
        assert parse_query(text).asked == text


def symbol(name: str, path: str = "pool.py", text: str = "take connect pool", kind: str = "function") -> Row:
    """A row as the store gives it."""
    placed = {"path": path, "kind": kind, "license": "MIT", "source": "pkg:pypi/a@1"}
    return {"id": name, "name": name.rpartition(".")[2], "qualified_name": name, "search_text": text, **placed}


def calls(*pairs: tuple[str, str]) -> CallsAmong:
    return lambda ids: [Call(caller, callee, 1.0) for caller, callee in pairs if {caller, callee} <= set(ids)]


def ranked(text: str, rows: Sequence[Row], without: Sequence[str] = (), calls_among: CallsAmong | None = None) -> list[Ranked]:
    """With cosines that fall slowly in the order of the rows; far behind comes a symbol that has nothing to do with it."""
    query = parse_query(text)
    candidates = [to_candidate(row, query) for row in [*rows, symbol("far.off", "far.py", "")]]
    similarities = {one.id: 0.9 - place / 50 for place, one in enumerate(candidates)} | {"far.off": 0.1}
    found = rank(query, candidates, similarities, limit=10, calls_among=calls_among or calls(), without=without)
    return [one for one in found if one.candidate.id != "far.off"]


def names(found: Sequence[Ranked]) -> list[str]:
    return [one.candidate.id for one in found]


def test_a_file_with_several_good_candidates_comes_before_a_slightly_better_one() -> None:
    rows = [symbol("cache.take", "cache.py"), symbol("pool.take"), symbol("pool.give"), symbol("pool.wait")]

    assert names(ranked("take a connection", rows))[0] == "pool.take"
    assert names(ranked("take a connection", rows, ["file"]))[0] == "cache.take"


def test_a_file_whose_candidates_say_all_of_the_question_comes_before_one_that_says_its_half_twice() -> None:
    rows = [
        symbol("cache.take", "cache.py", "take connect"),
        symbol("cache.give", "cache.py", "take connect"),
        symbol("pool.take", "pool.py", "take connect"),
        symbol("pool.wait", "pool.py", "retri timeout"),
    ]

    assert names(ranked("take a connection and retry after a timeout", rows, ["saturation"]))[0] == "pool.wait"
    found = {one.candidate.id: one.components.get("breadth", 0) for one in ranked("take connections, retry on timeout", rows)}
    assert found["cache.take"] == found["cache.give"] < found["pool.take"] == found["pool.wait"]
    assert all("breadth" not in one.components for one in ranked("take", rows))


def test_each_further_hit_of_a_file_makes_room_for_others() -> None:
    rows = [symbol("pool.take"), symbol("pool.give"), symbol("pool.wait"), symbol("cache.take", "cache.py")]

    assert names(ranked("take a connection", rows))[:2] == ["pool.take", "cache.take"]
    assert names(ranked("take a connection", rows, ["saturation"]))[:2] == ["pool.take", "pool.give"]


@pytest.mark.parametrize("path", ["tests/test_pool.py", "docs/conf.py", "examples/pool.py", "lib/_vendor/pool.py"])
def test_what_people_seldom_look_for_comes_later(path: str) -> None:
    found = ranked("take a connection", [symbol("seldom.take", path), symbol("pool.take")])

    assert names(found) == ["pool.take", "seldom.take"]
    assert found[1].components["damping"] < 0


def test_examples_are_not_damped_for_those_who_ask_for_them() -> None:
    rows = [symbol("seldom.take", "examples/pool.py"), symbol("pool.take")]

    assert names(ranked("example of taking a connection", rows)) == ["seldom.take", "pool.take"]


def test_a_special_method_comes_after_what_has_a_name_unless_it_is_asked_for() -> None:
    rows = [symbol("pool.Pool.__enter__", "a.py"), symbol("pool.take", "b.py")]

    assert names(ranked("take a connection", rows)) == ["pool.take", "pool.Pool.__enter__"]
    assert names(ranked("__enter__", rows)) == ["pool.Pool.__enter__", "pool.take"]


def test_what_calls_good_candidates_comes_first_where_the_question_is_how() -> None:
    rows = [symbol(f"{name}.{name}", f"{name}.py") for name in ("retry", "pool", "session", "adapter")]
    between = calls(("session.session", "pool.pool"), ("session.session", "adapter.adapter"), ("retry.retry", "retry.retry"))

    assert names(ranked("how is a connection taken", rows, calls_among=between))[0] == "session.session"
    assert names(ranked("take a connection", rows, calls_among=between))[0] == "retry.retry"


def test_a_file_whose_whole_name_is_asked_for_comes_first() -> None:
    rows = [
        symbol("core.take", "core.py"),
        symbol("formatting.take", "formatting.py"),
        symbol("help.take", "help_for_users.py"),
    ]

    assert names(ranked("formatting of help texts", rows)) == ["formatting.take", "help.take", "core.take"]
    assert names(ranked("formatting of help texts", rows, ["path"])) == ["core.take", "formatting.take", "help.take"]


def test_the_head_of_a_package_is_named_by_its_folder() -> None:
    rows = [symbol("core.take", "core.py"), symbol("sessions.take", "sessions/__init__.py")]

    assert names(ranked("sessions of users", rows)) == ["sessions.take", "core.take"]


def test_one_good_candidate_of_a_small_file_counts_beside_three_fair_ones_of_a_long_file() -> None:
    rows = [
        symbol("small.take", "small.py"),
        symbol("other.take", "other.py"),
        *(symbol(f"long.{n}", "long.py") for n in "abc"),
    ]

    found = {one.candidate.id: one.components["file"] for one in ranked("take a connection", rows)}
    assert found["long.a"] / 2 < found["small.take"] < found["long.a"]


def test_a_class_called_like_its_package_is_boosted_only_where_nothing_else_is_asked() -> None:
    rows = [symbol("web.runner.run", "web/runner.py"), symbol("web.app.Web", "web/app.py", kind="class")]

    (app,) = [one for one in ranked("how does Web run functions", rows) if one.candidate.name == "Web"]
    assert "definition" not in app.components
    assert names(ranked("Web", rows))[0] == "web.app.Web"


def test_a_variable_asked_for_by_name_comes_first_even_with_a_name_of_one_letter() -> None:
    rows = [symbol("cli.group", "cli.py"), symbol("globals.g", "globals.py", "", kind="variable")]

    assert names(ranked("g", rows))[0] == "globals.g"


def test_words_are_counted_whole() -> None:
    (one,) = [to_candidate(symbol("a", text="take take take taken mistake take"), parse_query("take taken it"))]

    assert (dict(one.counts), one.length) == ({"take": 4, "taken": 1}, 6)


@pytest.mark.parametrize("signal", SIGNALS)
def test_a_signal_that_is_left_out_gives_nothing_and_the_rest_adds_up(signal: str) -> None:
    rows = [
        symbol("tests.take", "tests/test_pool.py"),
        symbol("pool.take"),
        symbol("pool.Pool", kind="class"),
        symbol("pool.take_all"),
    ]
    between = calls(("pool.take_all", "pool.take"))
    for text in ("how to take all from the pool", "Pool"):
        for one in ranked(text, rows, [signal], between):
            assert signal not in one.components
            assert one.score == pytest.approx(sum(one.components.values()))
    assert any(signal in one.components for one in ranked("how to take all from the pool", rows, (), between))
