"""LibCST's parser with nodes that are quick to build.

LibCST makes each node through the constructor of a frozen dataclass, which sets every field by a call and then checks the node,
though its own parser has just made it. That is a quarter of its parse and a tenth of all that indexing costs. The nodes keep
their classes, fields and equality here; they are only no longer checked and frozen.
"""

from dataclasses import MISSING, field, fields, is_dataclass, make_dataclass
from typing import Any

import libcst as cst

parse_module = cst.parse_module


def _build_quickly(node: type[cst.CSTNode]) -> None:
    given: list[tuple[str, Any, Any]] = []
    for one in fields(node):
        if one.default_factory is not MISSING:
            given.append((one.name, object, field(default_factory=one.default_factory)))
        else:
            given.append((one.name, object, field(default=one.default)))
    plain = make_dataclass(node.__name__, given, repr=False, eq=False, match_args=False)
    changed: Any = node
    changed.__init__ = plain.__dict__["__init__"]
    changed.__setattr__ = object.__setattr__


for _class in vars(cst).values():
    if isinstance(_class, type) and issubclass(_class, cst.CSTNode) and is_dataclass(_class):
        _build_quickly(_class)
