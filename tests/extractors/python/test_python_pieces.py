"""A file that is parsed in pieces says what it says as a whole."""

import ast
import importlib.util
from pathlib import Path

import pytest

from extractors.languages.python import pieces
from extractors.languages.python.extractor import EXTRACTOR
from graph.facts import Document, FileFacts

TEXT = '''"""A module
that begins long."""
# about a
a = 1; b = """two
x = 3
"""; c = [
d(),
]
@decorated(
    1
)
# about f
@ \\
    more
def f(): return g(1) ; f.x = 2

if a: pass
else: pass
\\
class A(B): x: int = \\
  1
async def last(): await f()
# the end'''


def test_pieces_begin_at_statements_and_are_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_FEWEST_LINES", 1)
    found = pieces.cut(TEXT, ast.parse(TEXT))
    assert "".join(found) == TEXT
    starts = [piece.partition("\n")[0] for piece in found]
    assert starts == ['"""A module', 'a = 1; b = """two', "@decorated(", "if a: pass", "async def last(): await f()"]


def test_short_texts_and_odd_line_ends_stay_whole() -> None:
    line = "x = 1\n"
    long = line * 500
    assert len(pieces.cut(line * 150, ast.parse(line * 150))) == 1
    assert len(pieces.cut(long, ast.parse(long))) == 3
    assert pieces.cut(long + "\f\n", ast.parse(long)) == [long + "\f\n"]
    windows = long.replace("\n", "\r\n")
    assert pieces.cut(windows, ast.parse(windows)) == [windows]


@pytest.mark.parametrize("package", ["rich", "networkx.algorithms", "jedi", "hypothesis"])
def test_facts_are_those_of_the_whole(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    texts = [TEXT, *(path.read_text(encoding="utf-8") for path in sorted(Path(spec.origin).parent.glob("*.py"))[:12])]
    monkeypatch.setattr(pieces, "_FEWEST_LINES", 1)
    in_pieces = [_extract(text) for text in texts]
    monkeypatch.setattr(pieces, "_FEWEST_LINES", 1_000_000)
    assert [_extract(text) for text in texts] == in_pieces


def test_what_is_wrong_is_said_of_the_whole() -> None:
    facts = _extract("x = 1\n" * 300 + "y = = 2\n")
    assert [(one.code, one.line) for one in facts.diagnostics] == [("syntax-error", 301)]


def _extract(text: str) -> FileFacts:
    return EXTRACTOR.extract(Document("module.py", text, "sha256:0"))
