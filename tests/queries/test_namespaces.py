"""Names that a package gives its users, through re-exports in a row, star imports and imports of each other."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph.errors import AmbiguousError, NotFoundError
from graph.facts import Batch, Edge, Node, Property
from graph.ports import GraphStore
from graph.stores.embedded import EmbeddedStore
from queries.names import find_symbol

NETS = "pkg:generic/nets"

SYMBOLS = """
nets                     module
nets.errors              module
nets.errors.NetError     class
nets.classes             module
nets.classes.graph       module
nets.classes.graph.Graph class
nets.classes.graph.Graph.add_node method
nets.classes.graph.Tree  class
nets.algorithms          module
nets.algorithms.bridges  module
nets.algorithms.bridges.bridges function
nets.algorithms.paths    module
nets.algorithms.paths.generic module
nets.algorithms.paths.generic.shortest function
nets.algorithms.pairs    module
nets.algorithms.pairs.shortest function
nets.algorithms.pairs.sets function
nets.tools               module
nets.tools.knives        module
nets.tools.knives.sharpen function
"""

# importer, imported, bindings with their lines. `nets` says `from nets import classes` at line 2 and
# `from nets.classes import *` at line 3; `nets.algorithms` does not take all of `pairs`, whose `sets` must not be found in it;
# `later` is imported in a function.
IMPORTS = """
nets                  nets.errors                 *:1
nets                  nets.classes                classes:2 *:3
nets                  nets.algorithms             algorithms:4 *:5
nets                  nets.algorithms.pairs.sets  only_sets:6 later:9
nets                  nets.tools.knives           nets.tools.knives:7
nets.errors           nets                        *:1
nets.classes          nets.classes.graph.Graph    Graph:1
nets.classes          nets.classes.graph.Tree     Tree:2
nets.algorithms       nets.algorithms.bridges     *:1
nets.algorithms       nets.algorithms.paths       *:2
nets.algorithms       nets.algorithms.pairs       pairs:3
nets.algorithms.paths nets.algorithms.paths.generic *:1
nets.algorithms.paths nets.algorithms             *:2
nets.tools.knives     nets.algorithms.pairs       *:1
"""

EXPORTS = {"nets.algorithms.pairs": ["sets"]}


@pytest.fixture
def nets(tmp_path: Path) -> Iterator[GraphStore]:
    opened = EmbeddedStore(tmp_path / "store")
    opened.ensure_schema()
    opened.replace(batch())
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nets.NetError", "nets.errors.NetError"),
        ("nets.Graph", "nets.classes.graph.Graph"),
        ("nets.Graph.add_node", "nets.classes.graph.Graph.add_node"),
        ("nets.Tree.add_node", "nets.classes.graph.Graph.add_node"),
        ("nets.shortest", "nets.algorithms.paths.generic.shortest"),
        ("nets.algorithms.shortest", "nets.algorithms.paths.generic.shortest"),
        ("nets.bridges", "nets.algorithms.bridges.bridges"),
        ("nets.paths.shortest", "nets.algorithms.paths.generic.shortest"),
        ("nets.pairs.sets", "nets.algorithms.pairs.sets"),
        ("nets.only_sets", "nets.algorithms.pairs.sets"),
        ("nets.later", "nets.algorithms.pairs.sets"),
        ("nets.nets.tools.knives.sharpen", "nets.tools.knives.sharpen"),
        ("nets.tools.knives.sets", "nets.algorithms.pairs.sets"),
    ],
    ids=[
        "star",
        "star-beside-its-module",
        "member-of-re-exported",
        "inherited-by-re-exported",
        "deep-and-what-is-sure-first",
        "star-of-a-star",
        "function-over-its-module",
        "submodule",
        "bound-module",
        "renamed",
        "imported-in-a-function",
        "dotted-import-binds-the-package",
        "star-of-what-is-offered",
    ],
)
def test_a_name_leads_where_imports_lead(nets: GraphStore, text: str, expected: str) -> None:
    assert find_symbol(nets, text).qualified_name == expected


@pytest.mark.parametrize(
    "text",
    ["nets.nothing", "nets.algorithms.paths.nothing", "nets.Graph.nothing", "nets.sets", "nets.tools.knives.shortest"],
)
def test_modules_that_import_each_other_end(nets: GraphStore, text: str) -> None:
    with pytest.raises(NotFoundError):
        find_symbol(nets, text)


def test_star_imports_are_followed_for_sixteen_modules(nets: GraphStore) -> None:
    names = [f"chain.m{number}" for number in range(20)]
    stars = [f"{importer} {imported} *:1" for importer, imported in pairwise(names)]
    nets.replace(batch(*stars, symbols=[*(f"{name} module" for name in names), "chain.m19.last function"]))
    assert find_symbol(nets, "chain.m4.last").qualified_name == "chain.m19.last"
    with pytest.raises(NotFoundError):
        find_symbol(nets, "chain.m3.last")


def test_two_versions_of_a_package_are_told_apart(nets: GraphStore) -> None:
    nets.replace(batch(source=f"{NETS}@2"))
    with pytest.raises(AmbiguousError) as caught:
        find_symbol(nets, "nets.shortest")
    path = "nets.algorithms.paths.generic.shortest"
    assert caught.value.candidates == (f"{NETS}#{path}", f"{NETS}@2#{path}")


def batch(*imports: str, symbols: list[str] | None = None, source: str = NETS) -> Batch:
    """A whole source, with more imports and symbols."""
    nodes = [Node(source, ("Source", "Entity"), {"name": "nets", "kind": "directory", "location": "", "source": source})]
    for line in [*SYMBOLS.strip().splitlines(), *(symbols or ())]:
        name, kind = line.split()
        label = {"module": "Module", "class": "Class"}.get(kind, "Function")
        about: dict[str, Property] = {
            "name": name.rpartition(".")[2],
            "qualified_name": name,
            "kind": kind,
            "path": "nets.py",
            "source": source,
        }
        if name in EXPORTS:
            about["exports"] = EXPORTS[name]
        nodes.append(Node(f"{source}#{name}", (label, "Symbol"), {**about, "line": len(nodes), "end_line": len(nodes)}))
    claim: dict[str, Property] = {"method": "exact", "confidence": 1.0, "line": 1}
    edges = [
        Edge("INHERITS", f"{source}#nets.classes.graph.Tree", f"{source}#nets.classes.graph.Graph", {**claim, "lines": [1]}),
        Edge("CONTAINS", f"{source}#nets.classes.graph.Graph", f"{source}#nets.classes.graph.Graph.add_node", {}),
    ]
    for line in [*IMPORTS.strip().splitlines(), *imports]:
        start, end, *bindings = line.split()
        names = [one.partition(":")[0] for one in bindings]
        places = [int(one.partition(":")[2]) for one in bindings]
        kinds = ["lazy" if name == "later" else "runtime" for name in names]
        bound: dict[str, Property] = {"bindings": names, "kinds": kinds, "binding_lines": places, "lines": places}
        edges.append(Edge("IMPORTS", f"{source}#{start}", f"{source}#{end}", {**claim, **bound}))
    return Batch(source, tuple(nodes), tuple(edges))
