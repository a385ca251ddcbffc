"""What must always hold of linking: the order of files changes nothing, claims have ends, the cache only saves time."""

import gc
import importlib.util
import json
import random
from collections.abc import Mapping
from pathlib import Path

import jedi
import pytest

from extractors.languages.python.externals import Externals
from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.languages.python.stubs import stub_of
from graph.facts import Document, FileFacts, LinkedFacts, Method, SourceInfo, SourceKind

SOURCE = SourceInfo("pkg:pypi/sample@1", SourceKind.INSTALLED, "sample", "")
LINKER = PythonLinker(jedi_seconds=0)


def read_package(name: str) -> dict[str, FileFacts]:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    root = Path(spec.origin).parent
    files = {}
    for path in sorted(root.rglob("*.py")):
        relative = path.relative_to(root.parent).as_posix()
        files[relative] = EXTRACTOR.extract(Document(relative, path.read_text(encoding="utf-8"), "sha256:0"))
    return files


def link(files: Mapping[str, str]) -> LinkedFacts:
    return LINKER.link(SOURCE, {path: EXTRACTOR.extract(Document(path, text, "sha256:0")) for path, text in files.items()})


@pytest.fixture(scope="module")
def starlette() -> dict[str, FileFacts]:
    return read_package("starlette")


def test_the_order_of_files_changes_nothing(starlette: dict[str, FileFacts]) -> None:
    expected = LINKER.link(SOURCE, starlette)
    paths = list(starlette)
    for seed in range(3):
        random.Random(seed).shuffle(paths)
        assert LINKER.link(SOURCE, {path: starlette[path] for path in paths}) == expected


def test_every_claim_has_both_ends(starlette: dict[str, FileFacts]) -> None:
    linked = LINKER.link(SOURCE, starlette)
    ids = {symbol.id for symbol in linked.symbols}
    ends = ids | {external.id for external in linked.externals}
    assert len(ids) == len(linked.symbols)
    for claim in linked.claims:
        assert claim.start in ids, claim
        assert claim.end in ends, claim
        assert claim.lines == tuple(sorted(set(claim.lines)))
        assert 0 < claim.confidence <= 1
    parents = {symbol.parent for symbol in linked.symbols} - {""}
    assert parents <= ids
    assert linked.call_sites > len(linked.unresolved) > 0
    assert {external.distribution for external in linked.externals} - {""} <= {d.id for d in linked.distributions}


def test_a_module_that_cannot_be_read_is_still_an_end() -> None:
    linked = link({"good.py": "import bad\nfrom bad import thing\nthing()\n", "bad.py": "print 'old'\n"})
    ends = {claim.end for claim in linked.claims if claim.type == "IMPORTS"}
    assert "pkg:pypi/sample@1#bad" in ends
    assert "pkg:pypi/sample@1#bad" in {external.id for external in linked.externals}


def test_a_namespace_package_links_by_its_dotted_path() -> None:
    main = "import space.inner.module\nspace.inner.module.target()\n"
    linked = link({"space/inner/module.py": "def target(): pass\n", "main.py": main})
    calls = [(claim.start, claim.end) for claim in linked.claims if claim.type == "CALLS"]
    assert calls == [("pkg:pypi/sample@1#main", "pkg:pypi/sample@1#module.target")]


def test_relative_imports_reach_up() -> None:
    linked = link(
        {
            "src/pkg/__init__.py": "",
            "src/pkg/one.py": "def target(): pass\n",
            "src/pkg/sub/__init__.py": "from ..one import target\n",
            "src/pkg/sub/two.py": "from . import target\nfrom .. import one\ntarget()\none.target()\n",
        }
    )
    calls = [(claim.start.partition("#")[2], claim.end.partition("#")[2]) for claim in linked.claims if claim.type == "CALLS"]
    assert calls == [("pkg.sub.two", "pkg.one.target")]


@pytest.mark.parametrize(
    "text",
    [
        "import functools\nf = None\nwhile f:\n    f = functools.partial(f, f)\nf()\n",
        "def wrap(f):\n  def inner(*a):\n    return f(*a)\n  return inner\ng = print\nfor _ in g:\n  g = wrap(g)\ng()\n",
        "class A(A): pass\nclass B(C): pass\nclass C(B): pass\nC().x()\n",
        "import lib\nn = lib.n\nwhile n:\n    n = n.a.b\nn()\n",
        "x = []\nx.append(x)\nfor y in x:\n    x = y[0][0]\nx()\n",
        "def f(g): return g(g)\nf(f)(f)(f)\n",
    ],
    ids=["partials", "wrappers", "own-base", "chain", "list-in-itself", "self-application"],
)
def test_what_feeds_on_itself_ends(text: str) -> None:
    assert link({"main.py": text}).symbols


def test_typeshed_tells_what_a_call_of_the_standard_library_gives_without_any_budget(tmp_path: Path) -> None:
    text = "import pathlib, re\npathlib.Path.cwd().exists()\nre.compile('a').match('b').group()\n"
    files = {"main.py": EXTRACTOR.extract(Document("main.py", text, "sha256:0"))}
    first = PythonLinker(jedi_seconds=0).link(SOURCE, files)
    called = {claim.end.partition("#")[2]: str(claim.method) for claim in first.claims if claim.type == "CALLS"}
    assert called == {
        "pathlib.Path.cwd": "exact",
        "pathlib.Path.exists": "inferred",
        "re.compile": "exact",
        "re.Pattern.match": "inferred",
        "re.Match.group": "inferred",
    }
    assert not first.notes
    assert PythonLinker(cache_dir=tmp_path, jedi_seconds=0).link(SOURCE, files) == first
    (kept,) = (path for path in tmp_path.rglob("*.json"))
    assert "pathlib.Path.cwd" in json.loads(kept.read_text(encoding="utf-8"))
    assert PythonLinker(cache_dir=tmp_path, jedi_seconds=0).link(SOURCE, files) == first
    kept.write_text("damaged", encoding="utf-8")
    assert PythonLinker(cache_dir=tmp_path, jedi_seconds=0).link(SOURCE, files) == first


def test_what_the_budget_left_open_is_said_once(tmp_path: Path) -> None:
    text = "import jedi\nmade = jedi.Script.infer(1)\nmade.f()\nother = jedi.Script.goto(1)\nother.g()\n"
    files = {"main.py": EXTRACTOR.extract(Document("main.py", text, "sha256:0"))}
    linked = PythonLinker(cache_dir=tmp_path, jedi_seconds=0).link(SOURCE, files)
    assert [note.partition(";")[0] for note in linked.notes] == ["jedi: the budget of 0 s was used up"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("builtins.open", ("function", "io.TextIOWrapper")),
        ("pathlib.Path.joinpath", ("function", "pathlib.Path")),
        ("subprocess.run", ("function", "subprocess.CompletedProcess")),
        ("io.TextIOWrapper.read", ("function", "builtins.str")),
        ("json", ("module", "")),
        ("json.loads", ("function", "")),
        ("importlib.import_module", ("function", "")),
        ("sys.stdout.fileno", ("function", "builtins.int")),
        ("logging.Handler.formatter.formatMessage", ("function", "builtins.str")),
        ("os.environ.get", ("function", "")),
        ("os.environ.no_such_name", None),
        ("os.no_such_name", None),
        ("no_such_module.name", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_stubs_say(name: str, told: tuple[str, str] | None) -> None:
    assert stub_of(name) == told


def test_externals_carry_their_distribution_and_its_license() -> None:
    text = "import json, libcst, nowhere\njson.dumps({})\nlibcst.parse_module('')\nnowhere.f()\n"
    linked = link({"main.py": text})
    found = {external.qualified_name: external.distribution for external in linked.externals}
    assert found["json.dumps"].startswith("pkg:generic/cpython@3.")
    assert found["libcst._parser.entrypoints.parse_module"].startswith("pkg:pypi/libcst@")
    assert found["nowhere.f"] == ""
    assert {distribution.name for distribution in linked.distributions} == {"cpython", "libcst"}


def test_asking_jedi_leaves_the_garbage_collector_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jedi.settings, "cache_directory", tmp_path)
    gc.disable()
    try:
        for _ in range(2):  # the second time Jedi's parser loads what it kept of the first, and turns the collector on
            outside = Externals(None, 60.0)
            outside.ask(["jedi.Script.infer"])
            outside.save()
            assert outside.asked == 1
            assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_jedi_says_of_one_string_is_not_said_of_others() -> None:
    text = "import yaml\n\n\ndef made():\n    return yaml.dump({}).upper()\n\n\ndef written():\n    return 'a'.upper()\n"
    linked = PythonLinker(jedi_seconds=60).link(SOURCE, {"main.py": EXTRACTOR.extract(Document("main.py", text, "sha256:0"))})
    (written,) = [claim for claim in linked.claims if claim.type == "CALLS" and claim.start.endswith("#main.written")]
    assert written.method is not Method.JEDI
    assert written.confidence > 0.9


def test_jedi_begins_no_file_that_does_not_fit_into_the_budget() -> None:
    import jedi.api.environment  # noqa: F401, PLC0415  what loading Jedi takes is not what is tried

    names = {"jedi.Script.infer", "jedi.Script.goto"}
    for budget, told, too_large in ((0.05, set[str](), names), (60.0, names, set[str]())):
        outside = Externals(None, budget)
        assert set(outside.ask(sorted(names))) == told
        assert outside.too_large == too_large
        assert not outside.left_out
        assert outside.asked == len(told)
