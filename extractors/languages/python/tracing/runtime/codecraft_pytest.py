"""Tells the recorder which test runs: a pytest plugin, named in PYTEST_PLUGINS by `codecraft trace`."""

import inspect
from collections.abc import Generator

import codecraft_recorder
import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test, its fixtures included."""
    recorder = codecraft_recorder.current
    if recorder is None:
        return (yield)
    function = inspect.unwrap(getattr(item, "function", None) or (lambda: None))
    recorder.begin_test(getattr(function, "__code__", None))
    try:
        return (yield)
    finally:
        recorder.end_test()
