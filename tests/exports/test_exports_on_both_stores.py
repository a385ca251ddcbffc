"""Every format gives the same text from either engine, but for numbers that the engines score themselves."""

import pytest

from graph.ports import GraphStore
from queries import exports
from tests.exports.conftest import REQUEST


@pytest.mark.parametrize("name", exports.names())
def test_both_stores_export_the_same(office: GraphStore, office_over_bolt: GraphStore, name: str) -> None:
    here = "".join(exports.text(office, name, REQUEST))
    assert here
    assert "".join(exports.text(office_over_bolt, name, REQUEST)) == here
