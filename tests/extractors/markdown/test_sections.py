"""Documentation in, sections and the names in them out."""

from extractors.languages.markdown.extractor import EXTRACTOR
from graph.facts import Document, Section

MARKDOWN = """\
What the shop is.

# The `Cart`

Made by `shop.Cart()`, filled with
`Cart.add`; see [prices](prices.md).

```python
# not a heading, and no `name`
```

Totals
------

`Cart.total(currency)` and `a + b`.

## Totals

::: shop.prices
"""

REST = """\
=====
Carts
=====

.. module:: shop.cart

Use :class:`~shop.cart.Cart`, :meth:`the sum <Cart.total>` or ``checkout()``.

Paying
======

.. autofunction:: checkout

Prose of `checkout`, a link to `somewhere else`_ and a rule:

-----

Dates
-----

:py:func:`shop.dates.today` is `today`.

Receipts
========
"""


def sections(path: str, text: str) -> tuple[Section, ...]:
    return EXTRACTOR.extract(Document(path, text, "sha256:0")).sections


def outline(found: tuple[Section, ...]) -> list[tuple[int, str, str, int, int]]:
    return [(one.level, one.title, one.slug, one.line, one.end_line) for one in found]


def names(section: Section) -> list[tuple[str, str, int, str]]:
    return [(one.name, one.role, one.line, one.module) for one in section.mentions]


def test_markdown_headings_open_sections() -> None:
    found = sections("README.md", MARKDOWN)
    assert outline(found) == [
        (1, "", "top", 1, 1),
        (1, "The Cart", "the-cart", 3, 10),
        (2, "Totals", "totals", 12, 15),
        (2, "Totals", "totals-1", 17, 19),
    ]
    assert found[0].text == "What the shop is."


def test_markdown_names_code_in_backticks_and_generated_blocks() -> None:
    found = sections("README.md", MARKDOWN)
    assert names(found[1]) == [("Cart", "", 3, ""), ("shop.Cart", "", 5, ""), ("Cart.add", "", 6, "")]
    assert names(found[2]) == [("Cart.total", "", 15, "")]
    assert names(found[3]) == [("shop.prices", "auto", 19, "")]


def test_rest_underlines_open_sections_by_the_order_of_their_styles() -> None:
    assert outline(sections("docs/cart.rst", REST)) == [
        (1, "Carts", "carts", 1, 7),
        (2, "Paying", "paying", 9, 16),
        (3, "Dates", "dates", 18, 21),
        (2, "Receipts", "receipts", 23, 24),
    ]


def test_rest_names_code_in_roles_directives_and_literals() -> None:
    found = sections("docs/cart.rst", REST)
    assert names(found[0]) == [
        ("shop.cart", "module", 5, "shop.cart"),
        ("shop.cart.Cart", "class", 7, "shop.cart"),
        ("Cart.total", "meth", 7, "shop.cart"),
        ("checkout", "", 7, "shop.cart"),
    ]
    assert names(found[1]) == [("checkout", "auto", 12, "shop.cart"), ("checkout", "", 14, "shop.cart")]
    assert names(found[2]) == [("shop.dates.today", "func", 21, "shop.cart"), ("today", "", 21, "shop.cart")]


def test_nothing_gives_nothing() -> None:
    assert sections("README.md", "") == ()
    assert sections("README.rst", "\n\n") == ()
