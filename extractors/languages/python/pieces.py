"""A long file parsed piece by piece: LibCST's parser takes longer for a line the longer the text is that it is given.

The pieces are cut before statements of the module, so the tree has the statements that it has otherwise. Only the comments and
blank lines before the first statement of a piece are left out, which nothing here asks for.
"""

import ast
from itertools import pairwise

from extractors.languages.python.syntax import cst, parse_module

_FEWEST_LINES = 200


def parse_pieces(text: str, tree: ast.Module) -> cst.Module:
    """The tree of a text that `ast` has parsed. Raises what LibCST raises; its lines are then those of a piece."""
    pieces = cut(text, tree)
    if len(pieces) == 1:
        return parse_module(text)
    modules = [parse_module(piece) for piece in pieces]
    return cst.Module([statement for module in modules for statement in module.body])


def cut(text: str, tree: ast.Module) -> list[str]:
    """The pieces of a text, which together are the text."""
    if "\r" in text or "\f" in text:
        return [text]
    lines = text.split("\n")
    cuts = [0]
    end = 0
    for statement in tree.body:
        decorators = getattr(statement, "decorator_list", None)
        start = (decorators[0] if decorators else statement).lineno - 1
        if start - cuts[-1] >= _FEWEST_LINES and start >= end and not lines[start - 1].endswith("\\"):
            cuts.append(start)
        end = statement.end_lineno or 0
    if len(cuts) == 1:
        return [text]
    return ["\n".join(lines[first:last]) + "\n" for first, last in pairwise(cuts)] + ["\n".join(lines[cuts[-1] :])]
