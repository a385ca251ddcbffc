"""LibCST's parser with nodes that are quick to build.

LibCST makes each node through the constructor of a frozen dataclass, which sets every field by a call and then checks the node,
though its own parser has just made it. That is a quarter of its parse and a tenth of all that indexing costs. The nodes keep
their classes, fields and equality here; they are only no longer checked and frozen. Half of all nodes are blanks and line ends
that read alike: of those the tree holds one for each way they read.
"""

from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any

import libcst as cst

_SHARED = {"SimpleWhitespace": None, "Newline": None, "TrailingWhitespace": 1_000, "EmptyLine": 1_000}
"""How many ways to read are kept of each: of the first two there are few, the others may hold a comment."""

parse_module = cst.parse_module


class _Node(type):
    """The nodes' classes are no longer abstract base classes, of which Python asks in Python whether a value is an instance."""


def _build_quickly(nodes: list[type[cst.CSTNode]]) -> None:
    """Give each class a constructor that assigns. All are compiled at once, as compiling is most of the cost."""
    text: list[str] = []
    given: dict[str, Any] = {}
    for number, node in enumerate(nodes):
        parameters, body = [], []
        for one in fields(node):
            default = f"default_{number}_{one.name}"
            if one.default_factory is not MISSING:
                given[default] = one.default_factory
                parameters.append(f"{one.name}=missing")
                body.append(f"    self.{one.name} = {default}() if {one.name} is missing else {one.name}")
            else:
                given[default] = one.default
                parameters.append(f"{one.name}={default}" if one.default is not MISSING else one.name)
                body.append(f"    self.{one.name} = {one.name}")
        text += [f"def init_{number}({', '.join(['self', *parameters])}):", *(body or ["    pass"])]
    given["missing"] = MISSING
    exec("\n".join(text), given)  # noqa: S102 (the text is made of the fields' names alone, as `dataclass` does it)
    for number, node in enumerate(nodes):
        changed: Any = node
        changed.__init__ = given[f"init_{number}"]
        changed.__setattr__ = object.__setattr__
        changed.__class__ = _Node


_build_quickly(
    [one for one in vars(cst).values() if isinstance(one, type) and issubclass(one, cst.CSTNode) and is_dataclass(one)]
)

# The parser looks a node's class up by its name here, and calls it with every field.
for _name, _kept in _SHARED.items():
    setattr(cst, _name, lru_cache(maxsize=_kept)(getattr(cst, _name)))
