"""What a trace says of a run: source in, observed calls out, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from extractors.languages.python.tracing import TRACER
from graph.errors import InputError
from graph.observations import Observations, Place


def traced(root: Path, *arguments: str, **files: str) -> Observations:
    """Write the files (`a__b` is a/b.py), run Python with the arguments, and read what it recorded."""
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    records = root.parent / "records"
    records.mkdir()
    environment = TRACER.environment(root, records, os.environ)
    subprocess.run([sys.executable, *arguments], cwd=root, env=environment, check=True, capture_output=True, timeout=120)
    return TRACER.read(root, records)


def shown(found: Observations) -> dict[str, int]:
    """Calls as `caller:line -> callee` with their counts; a module is `-`."""
    return {f"{one.caller.name or '-'}:{one.line} -> {one.callee.name}": one.count for one in found.calls}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def test_calls_are_counted_by_line_and_by_what_defines_them(root: Path) -> None:
    found = traced(
        root,
        "main.py",
        main="""
            def outer():
                def inner():
                    return leaf()
                return [inner() for _ in range(3)] + list(leaf() for _ in range(2))

            def decorate(function):
                return function

            @decorate
            def leaf():
                return max([1, 2], key=lambda one: -one)

            outer()
            """,
    )
    assert shown(found) == {
        "-:10 -> decorate": 1,
        "-:14 -> outer": 1,
        "outer:5 -> inner": 3,
        "inner:4 -> leaf": 3,
        "outer:5 -> leaf": 2,
        "leaf:12 -> <lambda>": 10,
    }
    leaf = next(one.callee for one in found.calls if one.callee.name == "leaf")
    assert leaf == Place("main.py", 11, "leaf")  # the line of its `def`, not of its decorator


def test_what_no_call_expression_shows_is_seen(root: Path) -> None:
    found = traced(
        root,
        "main.py",
        main="""
            class Money:
                def __init__(self, amount):
                    self.amount = amount
                def __add__(self, other):
                    return Money(self.amount + other.amount)
                @property
                def shown(self):
                    return str(self)
                def __str__(self):
                    return "money"
                def __enter__(self):
                    return self
                def __exit__(self, *_):
                    return None

            with Money(1) as one:
                (one + one).shown
            """,
    )
    assert shown(found) == {
        "-:17 -> __init__": 1,
        "-:17 -> __enter__": 1,
        "-:17 -> __exit__": 1,
        "-:18 -> __add__": 1,
        "-:18 -> shown": 1,
        "__add__:6 -> __init__": 1,
        "shown:9 -> __str__": 1,
    }


def test_generators_and_coroutines_are_called_where_they_are_made(root: Path) -> None:
    found = traced(
        root,
        "main.py",
        main="""
            import asyncio

            def numbers(n):
                yield from range(n)

            async def fetch(n):
                await asyncio.sleep(0)
                return sum(each)

            async def main():
                return await asyncio.gather(fetch(1), fetch(2))

            each = numbers(3)
            asyncio.run(main())
            """,
    )
    # `sum` runs the body of `numbers` within `fetch`, which did not call it.
    assert shown(found) == {"-:14 -> numbers": 1, "-:15 -> main": 1, "main:12 -> fetch": 2}


def test_threads_failures_and_processes_are_recorded(root: Path) -> None:
    found = traced(
        root,
        "main.py",
        main="""
            import multiprocessing
            import subprocess
            import sys
            import threading

            def leaf(n):
                raise ValueError(n)

            def work(n):
                try:
                    leaf(n)
                except ValueError:
                    pass

            if __name__ == "__main__":
                thread = threading.Thread(target=work, args=(1,))
                thread.start()
                thread.join()
                fork = multiprocessing.get_context("fork").Process(target=work, args=(2,))
                fork.start()
                fork.join()
                subprocess.run([sys.executable, "other.py"], check=True)
            """,
        other="""
            from main import work
            work(3)
            """,
    )
    assert shown(found) == {"work:12 -> leaf": 3, "-:3 -> work": 1}


def test_tests_know_what_they_reached(root: Path) -> None:
    found = traced(
        root,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        ".",
        shop="""
            def price(item):
                return round_up(item)

            def round_up(item):
                return item + 1
            """,
        test_shop="""
            import pytest
            import shop

            def helper(n):
                return shop.price(n)

            @pytest.mark.parametrize("n", [1, 2])
            def test_price(n):
                assert helper(n) == n + 1

            class TestRounding:
                def test_round_up(self):
                    assert shop.round_up(1) == 2
            """,
    )
    reached = {(one.test.name, one.callee.name): (one.runs, one.direct) for one in found.reached}
    assert reached == {
        ("test_price", "price"): (2, False),
        ("test_price", "round_up"): (2, False),
        ("test_round_up", "round_up"): (1, True),
    }
    assert found.tests == 3
    tests = {f"{one.caller.name} -> {one.callee.name}": one.tests for one in found.calls}
    assert tests["price -> round_up"] == 2


def test_what_is_called_very_often_is_sampled_and_says_so(root: Path) -> None:
    found = traced(
        root,
        "main.py",
        main="""
            def leaf():
                return 1

            def often():
                return sum(leaf() for _ in range(100_000))

            def rarely():
                return other()

            def other():
                return 2

            often()
            rarely()
            """,
    )
    counts = {one.callee.name: (one.count, one.sampled) for one in found.calls}
    assert counts["other"] == (1, False)
    count, sampled = counts["leaf"]
    assert sampled
    assert 1 < count < 100_000


def test_the_project_keeps_its_own_sitecustomize(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = root.parent / "own"
    own.mkdir()
    (own / "sitecustomize.py").write_text("import builtins\nbuiltins.customized = True\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(own), os.environ.get("PYTHONPATH", "")]))
    found = traced(root, "main.py", main="def leaf(): return customized\nleaf()\n")
    assert shown(found) == {"-:2 -> leaf": 1}


def test_a_command_that_records_nothing_is_told(root: Path) -> None:
    with pytest.raises(InputError, match="nothing was recorded"):
        traced(root, "-I", "-c", "pass")
