"""The hand-written shop in a real embedded store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from tests.queries.graph_fixture import shop, write_files


@pytest.fixture
def checkout_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    write_files(folder)
    return folder


@pytest.fixture
def store(tmp_path: Path, checkout_folder: Path) -> Iterator[GraphStore]:
    opened = EmbeddedStore(tmp_path / "store")
    opened.ensure_schema()
    opened.replace(shop(checkout_folder))
    yield opened
    opened.close()
