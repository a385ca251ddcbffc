"""What answers may rest on: files that are set aside and sources that are not there for answers give no evidence."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options, open_source
from graph.cache import DiskCache
from graph.ingest import ingest
from graph.progress import Silent
from graph.stores.embedded import EmbeddedStore
from queries.answering.context import Context, gather
from queries.terms import Terms
from tests.governance.conftest import parts_with
from tests.sources.conftest import write

PRICE = 'def {name}(item):\n    """Compute the discounted price of an item."""\n    return item\n'
FILES = {
    "shop/pyproject.toml": '[project]\nname = "shop"\nlicense = "MIT"\n',
    "shop/shop/prices.py": PRICE.format(name="price_of_shop"),
    "shop/shop/_vendor/prices.py": PRICE.format(name="price_of_vendor"),
    "shop/shop/prices_pb2.py": PRICE.format(name="price_of_program"),
    "shop/examples/prices.py": PRICE.format(name="price_of_example"),
    "shop/tests/test_prices.py": PRICE.format(name="price_of_test"),
}

type Asked = Callable[[str], tuple[set[str], Context]]


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    """Indexes the shop as an entry says, asks for prices, and gives the names that are evidence."""
    write(tmp_path, FILES)
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()

    def ask(entry: str) -> tuple[set[str], Context]:
        review = 'review = { state = "approved", date = 2026-11-20, reviewer = "Ada" }\n'
        (tmp_path / "sources.toml").write_text(f'[[source]]\nlocation = "shop"\n{entry}{review}')
        source = open_source(str(tmp_path / "sources.toml"), Options(EXTRACTOR.suffixes))
        ingest(source, store, parts_with(DiskCache(tmp_path / "cache")), Silent())
        context = gather(store, None, "compute the discounted price", token_budget=2000, terms=Terms())
        names = {one.citation.symbol.rpartition(".")[2] for one in context.evidence}
        return {name.removeprefix("price_of_") for name in names if name.startswith("price_of_")}, context

    yield ask
    store.close()


def test_what_a_package_offers_for_testing_is_no_test_of_its_own(asked: Asked, tmp_path: Path) -> None:
    write(tmp_path, {"shop/shop/testing/prices.py": PRICE.format(name="price_of_testing")})

    assert asked("")[0] == {"shop", "testing"}


def test_only_the_source_s_own_code_is_evidence(asked: Asked) -> None:
    found, context = asked("")

    assert found == {"shop"}
    assert any(
        "left out of the evidence: they are in examples, generated files, copies of others' code" in one
        for one in context.notes
    )


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ('grounds = ["tests"]\n', {"shop", "test"}),
        ('grounds = ["vendored", "generated"]\n', {"shop", "vendor", "program"}),
        ('grounds = ["examples", "vendored"]\nquality = 0.7\n', {"shop", "example"}),
        ('purpose = "index-only"\n', set()),
        ('purpose = "train"\n', set()),
    ],
)
def test_an_entry_says_otherwise(asked: Asked, entry: str, names: set[str]) -> None:
    asked("")
    assert asked(entry)[0] == names
