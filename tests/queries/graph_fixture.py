"""A small shop as it would stand in the graph, written by hand so that a reader can check every expected answer against it.

shop/__init__.py     from shop.cart import checkout as checkout
shop/cart.py         class Cart: __init__, add, total (calls price.amount: Price's or, dispatched, Sale's)
                     def checkout(cart): calls Cart.total, json.dumps, and `send` on something unknown
shop/prices.py       class Price: amount;  class Sale(Price): amount (overrides), _rate
                     def fetch(url): calls itself nothing; def load(): calls fetch
shop/orders.py       imports shop.cart; def order(): makes a Cart, calls checkout, is decorated with audited
                     def audited(function)
tests/test_cart.py   def test_checkout(): calls checkout; class Cart (a fake)
shop/cart.py and shop/orders.py import each other.
"""

from hashlib import sha256
from pathlib import Path

from graph.facts import Batch, Edge, Node, Property

SOURCE = "pkg:generic/shop"
JSON = "pkg:generic/cpython@3.12.1#json"
JSON_DUMPS = f"{JSON}.dumps"

TEXTS = {
    "shop/__init__.py": "from shop.cart import checkout as checkout\n",
    "shop/cart.py": "class Cart: ...\n",
    "shop/orders.py": "def order(): ...\n",
    "shop/prices.py": "class Price: ...\n",
    "tests/test_cart.py": "def test_checkout(): ...\n",
}

_SYMBOLS = """
shop                    module    shop/__init__.py    1   1
shop.cart               module    shop/cart.py        1  40
shop.cart.Cart          class     shop/cart.py        5  25
shop.cart.Cart.__init__ method    shop/cart.py        6   8
shop.cart.Cart.add      method    shop/cart.py       10  13
shop.cart.Cart.total    method    shop/cart.py       15  25
shop.cart.checkout      function  shop/cart.py       28  40
shop.orders             module    shop/orders.py      1  30
shop.orders.audited     function  shop/orders.py      5   9
shop.orders.order       function  shop/orders.py     12  30
shop.prices             module    shop/prices.py      1  40
shop.prices.Price       class     shop/prices.py      3  10
shop.prices.Price.amount method   shop/prices.py      5  10
shop.prices.Sale        class     shop/prices.py     12  25
shop.prices.Sale.amount method    shop/prices.py     14  20
shop.prices.Sale._rate  method    shop/prices.py     22  25
shop.prices.fetch       function  shop/prices.py     28  30
shop.prices.load        function  shop/prices.py     32  40
tests.test_cart         module    tests/test_cart.py  1  20
tests.test_cart.Cart    class     tests/test_cart.py  3   5
tests.test_cart.test_checkout function tests/test_cart.py 8 20
"""

_CLAIMS = """
CALLS     shop.cart.Cart.total          shop.prices.Price.amount  18    exact     1.0
CALLS     shop.cart.Cart.total          shop.prices.Sale.amount   18    dispatch  0.6
CALLS     shop.cart.checkout            shop.cart.Cart.total      30,35 inferred  0.9
CALLS     shop.cart.checkout            json.dumps                36    exact     1.0
CALLS     shop.orders.order             shop.cart.checkout        20    exact     1.0
CALLS     shop.orders.order             shop.cart.Cart            15    exact     1.0
CALLS     shop.orders.order             shop.cart.Cart.add        16    inferred  0.95
CALLS     shop.orders.order             shop.prices.load          17    ambiguous 0.4
CALLS     shop.prices.load              shop.prices.fetch         34    exact     1.0
CALLS     tests.test_cart.test_checkout shop.cart.checkout        12    exact     1.0
IMPORTS   shop                          shop.cart.checkout        1     exact     1.0  checkout runtime
IMPORTS   shop                          shop.cart                 1     exact     1.0  - runtime
IMPORTS   shop.cart                     shop.orders               2     exact     1.0  - lazy
IMPORTS   shop.cart                     json                      1     exact     1.0  - runtime
IMPORTS   shop.cart                     json.dumps                1     exact     1.0  dumps runtime
IMPORTS   shop.orders                   shop.cart                 2     exact     1.0  - runtime
IMPORTS   shop.orders                   shop.cart.checkout        2     exact     1.0  checkout runtime
IMPORTS   shop.prices                   shop.orders               1     exact     1.0  - typing
IMPORTS   shop.orders                   shop.prices               3     exact     1.0  prices runtime
IMPORTS   tests.test_cart               shop.cart                 1     exact     1.0  - runtime
IMPORTS   tests.test_cart               shop.cart.checkout        1     exact     1.0  checkout runtime
INHERITS  shop.prices.Sale              shop.prices.Price         12    exact     1.0
OVERRIDES shop.prices.Sale.amount       shop.prices.Price.amount  14    exact     1.0
DECORATED_BY shop.orders.order         shop.orders.audited       11    exact     1.0
"""

_SIZES: dict[str, dict[str, Property]] = {
    "shop.cart.checkout": {"complexity": 4, "statements": 9, "parameters": 1},
    "shop.cart.Cart.total": {"complexity": 4, "statements": 6, "parameters": 1},
    "shop.orders.order": {"complexity": 7, "statements": 12},
    "shop.prices.fetch": {"complexity": 1, "statements": 2, "parameters": 1},
}

_UNRESOLVED = {
    "shop.cart.checkout": ["38 send unknown receiver"],
    "shop.orders.order": ["25 amount unknown receiver", "26  computed target"],
}

_LABELS = {"module": "Module", "class": "Class", "function": "Function", "method": "Function"}


def shop(location: Path) -> Batch:
    """The shop as the whole state of one source that was read from a folder."""
    symbols = [line.split() for line in _SYMBOLS.strip().splitlines()]
    nodes = [_source(location), *map(_file, TEXTS), *(_symbol(*fields) for fields in symbols)]
    modules = {name: path for name, kind, path, *_ in symbols if kind == "module"}
    edges = [Edge("CONTAINS", SOURCE, f"{SOURCE}#/{path}", {}) for path in TEXTS]
    edges += [Edge("CONTAINS", f"{SOURCE}#/{path}", sid(name), {}) for name, path in modules.items()]
    edges += [Edge("CONTAINS", sid(name.rpartition(".")[0]), sid(name), {}) for name, *_ in symbols if name not in modules]
    edges += [_claim(line.split()) for line in _CLAIMS.strip().splitlines()]
    dumps = Node(
        JSON_DUMPS,
        ("External",),
        {"name": "dumps", "qualified_name": "json.dumps", "distribution": _PYTHON},
    )
    json = Node(JSON, ("External",), {"name": "json", "qualified_name": "json", "kind": "module", "distribution": _PYTHON})
    python = Node(_PYTHON, ("Distribution",), {"name": "cpython", "version": "3.12.1", "license": "PSF-2.0"})
    return Batch(
        SOURCE,
        tuple(nodes),
        tuple(edges),
        shared_nodes=(json, dumps, python),
        shared_edges=(Edge("CONTAINS", _PYTHON, JSON, {}), Edge("CONTAINS", _PYTHON, JSON_DUMPS, {})),
    )


def other_source(name: str, calls: list[tuple[str, str, list[int]]]) -> Batch:
    """A source of one module that calls outside names of `shop@9`, each with its kind (empty: not located) and lines."""
    source = f"pkg:generic/{name}"
    outside = "pkg:pypi/shop@9"
    module = f"{source}#{name}"
    nodes = (
        Node(source, ("Source", "Entity"), {"name": name, "source": source}),
        Node(module, ("Module", "Symbol"), {"name": name, "qualified_name": name, "kind": "module", "source": source}),
    )
    names = [
        Node(
            f"{outside}#{callee}",
            ("External",),
            {"name": callee.rpartition(".")[2], "qualified_name": callee} | ({"kind": kind} if kind else {}),
        )
        for callee, kind, _ in calls
    ]
    edges = [
        Edge("CALLS", module, f"{outside}#{callee}", {"line": lines[0], "lines": lines, "method": "exact", "confidence": 0.98})
        for callee, _, lines in calls
    ]
    return Batch(source, nodes, tuple(edges), shared_nodes=tuple(names))


def sid(name: str) -> str:
    """The id of one of the shop's names, or of what it uses from outside."""
    return {"json": JSON, "json.dumps": JSON_DUMPS}.get(name, f"{SOURCE}#{name}")


def write_files(location: Path) -> None:
    """The shop's files on disk as they were indexed."""
    for path, text in TEXTS.items():
        target = location / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


_PYTHON = "pkg:generic/cpython@3.12.1"


def _source(location: Path) -> Node:
    properties: dict[str, Property] = {
        "name": "shop",
        "kind": "directory",
        "location": str(location),
        "revision": "c0ffee",
        "license": "Apache-2.0",
        "files": len(TEXTS),
        "lines": 131,
        "symbols": 21,
        "call_sites": 14,
        "unresolved_calls": 3,
        "diagnostics": ["shop/broken.py:3 syntax-error invalid syntax"],
        "source": SOURCE,
    }
    return Node(SOURCE, ("Source", "Entity"), properties)


def _file(path: str) -> Node:
    digest = f"sha256:{sha256(TEXTS[path].encode()).hexdigest()}"
    return Node(f"{SOURCE}#/{path}", ("File", "Entity"), {"path": path, "digest": digest, "license": "MIT", "source": SOURCE})


def _symbol(name: str, kind: str, path: str, line: str, end_line: str) -> Node:
    properties: dict[str, Property] = {
        "name": name.rpartition(".")[2],
        "qualified_name": name,
        "kind": kind,
        "module": path.removesuffix(".py").removesuffix("/__init__").replace("/", "."),
        "path": path,
        "line": int(line),
        "end_line": int(end_line),
        "docstring": f"The {name.rpartition('.')[2]} of the shop.",
        "signature": "" if kind in {"module", "class"} else "(self)" if kind == "method" else "(cart)",
        "search_text": name.replace(".", " ").lower(),
        "text_digest": f"sha256:{sha256(name.encode()).hexdigest()}",
        "license": "Apache-2.0",
        "source": SOURCE,
    }
    if kind != "class":
        properties |= _SIZES.get(name, {})
    sites = _UNRESOLVED.get(name)
    if sites:
        properties["unresolved_sites"] = sites
        properties["unresolved_count"] = len(sites)
        properties["unresolved_names"] = [site.split(" ")[1] for site in sites]
    kept = {key: value for key, value in properties.items() if value != ""}
    return Node(sid(name), (_LABELS[kind], "Symbol"), kept)


def _claim(fields: list[str]) -> Edge:
    relation, start, end, lines, method, confidence, *imported = fields
    numbers = [int(line) for line in lines.split(",")]
    properties: dict[str, Property] = {
        "method": method,
        "confidence": float(confidence),
        "line": numbers[0],
        "lines": numbers,
    }
    if imported:
        binding, kind = imported
        properties["kind"] = kind
        if binding != "-":
            properties |= {"bindings": [binding], "names": [binding], "kinds": [kind], "binding_lines": numbers[:1]}
    return Edge(relation, sid(start), sid(end), properties)
