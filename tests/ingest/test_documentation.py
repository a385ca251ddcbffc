"""What documentation says of code, from files to the graph: which pages are read, and which symbols they name."""

from pathlib import Path

import pytest

from extractors.languages.markdown.extractor import EXTRACTOR as DOCUMENTATION
from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options, open_source
from extractors.sources.reading.documentation import is_documentation
from graph.errors import InputError
from graph.ingest import Parts, ingest
from graph.progress import Silent
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from queries.documentation import documentation_of
from queries.search import search

SUFFIXES = (*EXTRACTOR.suffixes, *DOCUMENTATION.suffixes)

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nversion = "1.0"\nlicense = "MIT"\n',
    "shop/__init__.py": "from shop.cart import Cart as Cart\n",
    "shop/cart.py": (
        "class Cart:\n    def add(self, item):\n        self.items.append(item)\n\n    def total(self):\n        return 1\n\n\n"
        "def pay_bill(cart):\n    return cart.total()\n"
    ),
    "shop/prices.py": "class Price:\n    def total(self):\n        return 2\n",
    "tests/test_cart.py": "def pay_later():\n    pass\n",
    "README.md": "# Shop\n\nPut things into a `shop.Cart`, then `pay_bill`. Nothing is said of `items` or `pay_later`.\n",
    "docs/money.rst": (
        "Money\n=====\n\n.. currentmodule:: shop.cart\n\n:meth:`Cart.total` adds up, in euros: ``total`` is two things.\n\n"
        "Refunds\n-------\n\n`Cart.add` takes nothing back.\n"
    ),
    "CHANGELOG.md": "# 1.0\n\n`shop.cart.Cart` is new.\n",
    "tests/data/page.md": "# `shop.cart.Cart`\n",
}


@pytest.fixture
def shop(tmp_path: Path, store: EmbeddedStore, parts: Parts) -> EmbeddedStore:
    root = tmp_path / "shop"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    extractors = {**parts.extractors, **dict.fromkeys(DOCUMENTATION.suffixes, DOCUMENTATION)}
    made = Parts(**{field: getattr(parts, field) for field in Parts.__slots__} | {"extractors": extractors})
    ingest(open_source(str(root), Options(suffixes=SUFFIXES)), store, made, Silent())
    return store


def ask(store: EmbeddedStore, text: str) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in store.run(parse_statement("test", text))]


def test_sections_stand_in_their_files_under_their_licence(shop: EmbeddedStore) -> None:
    assert ask(
        shop,
        "MATCH (f:File)-[:CONTAINS]->(d:Section) "
        "RETURN f.path AS path, f.language AS language, d.id AS id, d.title AS title, d.level AS level, d.line AS line, "
        "d.license AS license ORDER BY id",
    ) == [
        ("README.md", "markdown", "pkg:generic/shop#/README.md#shop", "Shop", 1, 1, "MIT"),
        ("docs/money.rst", "markdown", "pkg:generic/shop#/docs/money.rst#money", "Money", 1, 1, "MIT"),
        ("docs/money.rst", "markdown", "pkg:generic/shop#/docs/money.rst#refunds", "Refunds", 2, 8, "MIT"),
    ]


def test_they_name_what_can_only_be_meant(shop: EmbeddedStore) -> None:
    assert ask(
        shop,
        "MATCH (d:Section)-[r:DOCUMENTS]->(s:Symbol) "
        "RETURN d.title AS title, s.qualified_name AS symbol, r.method AS method, r.confidence AS confidence, r.line AS line "
        "ORDER BY title, symbol",
    ) == [
        ("Money", "shop.cart.Cart.total", "exact", 0.98, 6),
        ("Refunds", "shop.cart.Cart.add", "exact", 0.98, 11),
        ("Shop", "shop.cart.Cart", "exact", 0.95, 3),
        ("Shop", "shop.cart.pay_bill", "inferred", 0.7, 3),
    ]


def test_a_symbol_knows_where_it_is_documented(shop: EmbeddedStore) -> None:
    (found,) = documentation_of(shop, "pkg:generic/shop#shop.cart.Cart.total")
    assert (found.title, found.path, found.line, found.license, found.confidence) == ("Money", "docs/money.rst", 1, "MIT", 0.98)
    assert ":meth:`Cart.total` adds up" in found.text


def test_they_are_found_when_asked_for(shop: EmbeddedStore) -> None:
    found = search(shop, None, "sum in euros", kinds=["section"])
    assert [(hit.symbol, hit.kind, hit.path, hit.line, hit.license) for hit in found.hits] == [
        ("Money", "section", "docs/money.rst", 1, "MIT")
    ]
    assert all(hit.kind != "section" for hit in search(shop, None, "money total").hits)
    assert {hit.kind for hit in search(shop, None, "cart total", kinds=["section", "method"]).hits} == {"section", "method"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("README.md", True),
        ("README.zh.md", True),
        ("src/pkg/README.rst", False),
        ("docs/guide/start.md", True),
        ("sites/docs/index.rst", True),
        ("docs/changelog.md", False),
        ("docs/releases/1.0.rst", False),
        ("CONTRIBUTING.md", False),
        ("tests/docs/page.md", False),
        ("pkg/templates/mail.md", False),
    ],
)
def test_which_pages_are_documentation(path: str, *, expected: bool) -> None:
    assert is_documentation(path) is expected


def test_documentation_alone_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Words\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no Python files"):
        open_source(str(tmp_path), Options(suffixes=SUFFIXES)).read()
