"""The truth that a run of a package's tests leaves, on a small package: what is written, and what the benchmark reads of it."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks.calls.observed import judged
from benchmarks.calls.traces.listed import Listed, listed
from benchmarks.calls.traces.making import make
from benchmarks.calls.traces.running import Suite
from benchmarks.pinned import Pin
from graph.errors import InputError, SourceError

PACKAGE = """
import functools


def counted(function):
    @functools.wraps(function)
    def inner(*arguments):
        return function(*arguments)
    return inner


class Price:
    def __init__(self, cents):
        self.cents = cents

    @property
    def shown(self):
        return text(self.cents)

    def __add__(self, other):
        return Price(self.cents + other.cents)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


def text(cents):
    return f"{cents / 100:.2f}"


@counted
def total(prices):
    found = Price(0)
    for price in each(prices):
        found = found + price
    return found


def each(prices):
    yield from sorted(prices, key=by_cents)


def by_cents(price):
    return price.cents


def bill(prices):
    with Price(0) as base:
        if not prices:
            return text(0)
    return total(prices).shown
"""

TESTS = """
import shop


def test_bill():
    assert shop.bill([shop.Price(30), shop.Price(20)]) == "0.50"


def test_again():
    assert shop.bill([shop.Price(7)]) == "0.07"
"""

CALLS = """
7 counted.inner -> total call visible x2
17 Price.shown -> text call visible x2
20 Price.__add__ -> Price.__init__ constructor visible x3
33 <module> -> counted decorator x1
35 total -> Price.__init__ constructor visible x2
36 total -> each call visible x2
37 total -> Price.__add__ operator x3
42 each -> by_cents callback x3
50 bill -> Price.__enter__ with x2
50 bill -> Price.__exit__ with x2
50 bill -> Price.__init__ constructor visible x2
53 bill -> Price.shown property x2
53 bill -> counted.inner call visible x2
"""


@pytest.fixture
def truth(tmp_path: Path) -> Path:
    """The folder of truth of the small package."""
    make(suite(tmp_path, TESTS), tmp_path / "truth" / "shop")
    return tmp_path / "truth" / "shop"


def suite(folder: Path, tests: str) -> Suite:
    root = folder / "sdist"
    (root / "shop" / "tests").mkdir(parents=True)
    (root / "shop" / "__init__.py").write_text(PACKAGE.lstrip("\n"), encoding="utf-8")
    (root / "shop" / "tests" / "test_shop.py").write_text(tests, encoding="utf-8")
    one = Listed(Pin("shop", "1", "", ""), "dev", "MIT", ".", ("shop",), (), ("shop",), {})
    return Suite(one, root, root, (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *one.tests))


def table(truth: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (truth / f"{name}.jsonl").read_text("utf-8").splitlines()]


def shown(row: dict) -> str:  # type: ignore[type-arg]
    visible = " visible" if row["visible"] else ""
    caller = row["caller"]["qualname"] or "<module>"
    return f"{row['line']} {caller} -> {row['callee']['qualname']} {row['kind']}{visible} x{row['count']}"


def test_each_call_is_there_once_with_its_kind_its_line_and_its_count(truth: Path) -> None:
    assert sorted(map(shown, table(truth, "calls"))) == sorted(CALLS.strip().splitlines())


def test_what_happens_through_a_wrapper_is_right_but_not_asked_for(truth: Path) -> None:
    through = [shown(row) for row in table(truth, "also")]
    assert "53 bill -> total callback x0" in through


def test_what_never_ran_is_told_from_what_did(truth: Path) -> None:
    ran = {(row["line"], row["name"]) for row in table(truth, "executed")}
    assert (52, "text") not in ran
    assert {(50, "Price"), (53, "total")} <= ran


def test_the_packages_own_tests_are_not_part_of_it(truth: Path) -> None:
    assert not (truth / "src" / "shop" / "tests").exists()
    assert {row["path"] for row in table(truth, "executed")} == {"shop/__init__.py"}


def test_the_linker_is_judged_by_it(truth: Path) -> None:
    score = judged(truth).score(0.5)
    assert (score.visible.right, score.visible.all, score.all_calls.all) == (7, 7, 13)


def test_tests_that_cannot_run_are_told_and_leave_what_is_there(tmp_path: Path, truth: Path) -> None:
    broken = suite(tmp_path / "other", "this is no Python")
    with pytest.raises(SourceError, match="the tests of shop did not run"):
        make(broken, truth)
    assert table(truth, "calls")


def test_every_listed_package_is_pinned_and_of_a_set() -> None:
    for one in listed():
        assert len(one.pin.sha256) == 64
        assert one.pin.filename == f"{one.name}-{one.pin.version}.tar.gz"
        assert one.of_set in ("dev", "held_out")
        assert any(requirement.endswith(f"=={one.pin.version}") for requirement in one.requires)
    assert {one.name for one in listed(["dev"])}.isdisjoint(one.name for one in listed(["held_out"]))


def test_an_unknown_package_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match="shop is not in the list: there are attrs, click"):
        listed(["shop"])
