import pytest

from till import Till


@pytest.fixture
def till():
    return Till()


@pytest.fixture()
def filled(till: Till, extra: dict[str, int] = {}):
    till.add(1)
    return till
