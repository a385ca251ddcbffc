from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.licenses.detector import DETECTOR
from graph.cache import DiskCache
from graph.ingest import Parts
from graph.provenance import Tool
from graph.stores.embedded import EmbeddedStore
from models.embedders import open_embedder


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return Parts(
        extractors=dict.fromkeys(EXTRACTOR.suffixes, EXTRACTOR),
        linkers={"python": PythonLinker(jedi_seconds=0)},
        licenses=DETECTOR,
        cache=DiskCache(tmp_path / "cache"),
        tool=Tool("codecraft", "0.0.test"),
        embedder=open_embedder("static"),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = EmbeddedStore(tmp_path / "store")
    opened.ensure_schema()
    yield opened
    opened.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A package of three files, under its own licence but for one file."""
    root = tmp_path / "shop"
    files = {
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "MIT"\n',
        "shop/__init__.py": '"""A shop."""\nfrom shop.basket import Basket\n',
        "shop/basket.py": (
            "# SPDX-License-Identifier: Apache-2.0\n"
            "from shop.prices import price\n\n\n"
            "class Basket:\n"
            '    """What a customer wants."""\n\n'
            "    def total(self, items):\n"
            "        return sum(price(item) for item in items)\n"
        ),
        "shop/prices.py": 'def price(item):\n    """What an item costs, in cents."""\n    return item.cents\n',
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root
