"""What a path says, and that it says the same to everyone who asks."""

import pytest

from graph.paths import is_test
from queries.filters import Filters
from queries.views import SymbolView

TESTS = ["tests/data.py", "test/data.py", "web/tests/data.py", "conftest.py", "test_api.py", "web/api_test.py", "web/tests.py"]
OTHERS = ["web/test/client.py", "web/testing/client.py", "web/contest.py", "web/latest/api.py", "testing.py", ""]


@pytest.mark.parametrize("path", TESTS)
def test_there_for_tests(path: str) -> None:
    assert is_test(path)
    assert SymbolView("", "", "", "", path=path).in_tests


@pytest.mark.parametrize("path", OTHERS)
def test_not_there_for_tests(path: str) -> None:
    assert not is_test(path)


def test_only_tests_of_sources_that_let_answers_rest_on_them_pass() -> None:
    filters = Filters(exclude_tests=True, with_tests=frozenset({"pkg:pypi/web"}))
    places = [SymbolView("", "", "", "", path="tests/test_api.py", source=one) for one in ("pkg:pypi/web", "pkg:pypi/other")]

    assert [filters.admit(one) for one in places] == [True, False]
