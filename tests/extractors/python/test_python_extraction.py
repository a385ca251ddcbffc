"""What must always hold of extraction: it never raises, its lines lie in the file, and both ways to positions agree."""

import importlib.util
from pathlib import Path

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.languages.python import reading
from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.flow import Op, decode
from graph.facts import Document, FileFacts, Kind

PIECES = st.sampled_from(
    ["def f(a, *b, c=1, **d):", "class A(B, metaclass=C):", "    ", "\n", "return x", "(", ")", "[", "]", "f'{x!r:>{y}}'",
     "'''", "#", "lambda: ", "if x:", "else:", "async ", "await ", "yield ", "match x:", "case A(y=1):", "try:",
     "except* E as e:", "import a.b", "from . import *", "x = ", "a.b", "@d",
     "\x0c", "\r\n", "\t", ";", ":=", "global g", "del q", "\ufeff", "é", "\\", "*", "-"]
)  # fmt: skip


def extract(text: str) -> FileFacts:
    return EXTRACTOR.extract(Document("module.py", text, "sha256:0"))


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map("\n".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_facts_within_its_lines(text: str) -> None:
    facts = extract(text)
    assert bool(facts.definitions) != bool(facts.diagnostics)
    for definition in facts.definitions:
        assert 1 <= definition.line <= definition.end_line <= max(facts.lines, 1)
    for diagnostic in facts.diagnostics:
        assert 0 <= diagnostic.line <= facts.lines + 1


HEADS = st.lists(
    st.sampled_from(
        ["def f(a, b=lambda x: x):\n    pass", "@(lambda g: g)\ndef g(c=[lambda: 1, lambda: 2]):\n    def h(d=lambda: 3): pass",
         "class A(B, k=lambda: 4):\n    def m(self, e=lambda f=lambda: 5: f): pass", "@d(lambda: 6)\nclass C: x = lambda: 7",
         "f(lambda: 8)"]
    )
)  # fmt: skip


@given(HEADS.map("\n".join))
@settings(max_examples=50, deadline=None)
def test_every_scope_has_the_definition_of_its_own_name_and_line(text: str) -> None:
    facts = extract(text)
    assert facts.diagnostics == ()
    for scope in decode(facts.flow).scopes[1:]:
        definition = facts.definitions[scope.definition]
        assert (definition.qualified_name, definition.line) == (scope.name, scope.line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('print "Python 2"\n', "syntax-error"),
        ("x = 1\0\n", "syntax-error"),
        ("(" * 5_000 + ")" * 5_000, "too-deep"),
        ("x = '" + "a" * 10_000_000 + "'", "too-large"),
        ("-" * 30_000 + "1", "too-deep"),
        ("x = " + "+".join(["1"] * 30_000), "too-deep"),
        ("not " * 30_000 + "x", "too-deep"),
        ("a" + ".b" * 30_000, "too-deep"),
    ],
    ids=["python-2", "nul", "brackets", "long-line", "unary", "sum", "not", "attributes"],
)
def test_what_cannot_be_read_is_a_diagnostic(text: str, code: str) -> None:
    facts = extract(text)
    assert [diagnostic.code for diagnostic in facts.diagnostics] == [code]
    assert facts.definitions == ()


@pytest.mark.parametrize(
    "text", ["", "\n", "\ufeffx = 1\n", "x = 1\x0c\ny = 2\n", "def f():\r\n    pass\r\n", "# only a comment"]
)
def test_odd_texts_are_read(text: str) -> None:
    facts = extract(text)
    assert facts.diagnostics == ()
    assert facts.definitions[0].kind is Kind.MODULE


def test_a_mark_at_the_start_and_line_ends_change_nothing() -> None:
    plain = extract("def f():\n    return g()\n")
    assert extract("\ufeffdef f():\r\n    return g()\r\n").flow == plain.flow


@pytest.mark.parametrize("package", ["rich", "networkx.algorithms", "jedi", "hypothesis"])
def test_paired_positions_are_those_of_libcst(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    paths = sorted(Path(spec.origin).parent.glob("*.py"))[:25]
    assert paths
    texts = {path: path.read_text(encoding="utf-8") for path in paths}

    def forbidden(_module: cst.Module) -> None:
        raise AssertionError("the paired walk fell back")

    with monkeypatch.context() as patch:
        patch.setattr(reading, "_positions", forbidden)
        paired = {path: extract(text) for path, text in texts.items()}
    monkeypatch.setattr(reading, "_parse_tree", lambda _text: None)
    for path, text in texts.items():
        alone = extract(text)
        assert _places(alone) == _places(paired[path]), path
        assert _lines_of_calls(alone) == _lines_of_calls(paired[path]), path


ODDLY_WRITTEN = [
    "def f(a=')', b=\"([{\", c='', d=\"\", *, e: 'list[int]' = {1: (2,)}) -> (\n    int): pass",
    "def f(  # opened (\n    a,  # it's\n    b='#', # (\n): pass",
    "def f(a='\\')', b=\"\"\"(\n)\"\"\", c=f'{\"(\"}', d=b')', e=r'(', f=u'('): pass",
    "def f[T: (int, str)](a: T, /, *b: T) -> list[\n    T  # why\n]: pass",
    "@d(1,\n  2)  # (\n@(e)\n@ f . g\nasync   def \\\n  f  (a , * , b = 1 ,) -> None : pass",
    "class A: \n  x: dict[str, # c\n   'é'] = 1; é: list['é'] = [(1), 2]\n  @d('é').e\n  def f(é='é'): pass",
    "class A: pass\ndef f(x): return [a for a in x if isinstance(a, A) if (a)], {a for a in x if (isinstance(a, A))}",
]


@pytest.mark.parametrize("text", ODDLY_WRITTEN)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_what_stands_in_the_source_is_what_libcst_writes(text: str, line_end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text.replace("\n", line_end)
    paired = extract(text)
    assert len(paired.definitions) > 1
    monkeypatch.setattr(reading, "_parse_tree", lambda _text: None)
    assert [one[3:] for one in _places(extract(text))] == [one[3:] for one in _places(paired)]


def _places(facts: FileFacts) -> list[tuple[object, ...]]:
    return [(d.qualified_name, d.line, d.end_line, d.docstring, d.signature, d.decorators) for d in facts.definitions]


def _lines_of_calls(facts: FileFacts) -> list[list[int]]:
    return [[op[5] for op in scope.ops if op[0] == Op.CALL] for scope in decode(facts.flow).scopes]
