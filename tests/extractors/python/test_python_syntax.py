"""Nodes that are quick to build are the nodes that LibCST makes."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import libcst as cst
from libcst._nodes.whitespace import SimpleWhitespace

from extractors.languages.python.syntax import parse_module

_LIBCST_ALONE = "import libcst, pathlib, sys; print(libcst.parse_module(pathlib.Path(sys.argv[1]).read_text('utf-8')))"


def test_a_tree_reads_as_libcst_makes_it() -> None:
    path = Path(__file__).parent.parent.parent.parent / "extractors/languages/python/expressions.py"
    alone = subprocess.run([sys.executable, "-c", _LIBCST_ALONE, str(path)], capture_output=True, check=True).stdout
    text = path.read_text(encoding="utf-8")
    assert str(parse_module(text)) == alone.decode().removesuffix("\n")
    assert parse_module(text).code == text


def test_what_is_left_out_of_a_node_has_its_default() -> None:
    assert cst.Name("x").lpar == ()
    assert isinstance(cst.Comma().whitespace_before, SimpleWhitespace)
    assert cst.Comma().whitespace_before is not cst.Comma().whitespace_before


def test_blanks_and_line_ends_that_read_alike_are_one_node() -> None:
    body: Any = parse_module("a = 1\nb = 2  # two\n").body
    first, second = body
    assert first.leading_lines == second.leading_lines == ()
    assert first.body[0].targets[0].whitespace_before_equal is second.body[0].targets[0].whitespace_before_equal
    assert first.trailing_whitespace is not second.trailing_whitespace
    assert first.trailing_whitespace.newline is second.trailing_whitespace.newline
