"""What the distributions benchmark holds of every package, on small nasty files; and that its audit can find fault."""

import io
import shutil
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from benchmarks.distributions.audit import Judged, audit
from benchmarks.distributions.keeping import KeepingStore, Kept, ingested, judged_by
from benchmarks.distributions.one import digest
from benchmarks.distributions.shipped import Shipped, shipped
from benchmarks.distributions.written import written
from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from extractors.licenses.detector import DETECTOR
from extractors.sources import open_source
from graph.cache import DiskCache
from graph.facts import Batch, LinkedFacts
from graph.ingest import Parts
from graph.progress import Silent
from graph.provenance import Tool
from tests.distributions.nasty import NASTY

type Index = Callable[[dict[str, bytes]], Kept]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Indexes files by path, each time into a store of its own."""
    stores: list[KeepingStore] = []

    def indexed(files: dict[str, bytes]) -> Kept:
        root = tmp_path / "project"
        shutil.rmtree(root, ignore_errors=True)
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        store = KeepingStore(tmp_path / f"store{len(stores)}")
        stores.append(store)
        store.ensure_schema()
        cache = DiskCache(tmp_path / f"cache{len(stores)}")
        linkers = {"python": PythonLinker(jedi_seconds=0)}
        extractors = dict.fromkeys(EXTRACTOR.suffixes, EXTRACTOR)
        parts = Parts(extractors, linkers, DETECTOR, cache, Tool("codecraft", "0.0.test"))
        return ingested(open_source(str(root)), store, parts, Silent())

    yield indexed
    for store in stores:
        store.close()


def judged(kept: Kept, files: dict[str, bytes]) -> Judged:
    return judged_by(kept, Shipped(files, {}))


@pytest.mark.parametrize("name", sorted(NASTY))
def test_nothing_is_lost_of_a_nasty_file(name: str, index: Index) -> None:
    files = {f"{name}.py": NASTY[name], "beside.py": b"x = 1\n"}
    assert audit(judged(index(files), files)) == []


def test_nothing_is_lost_of_all_of_them_together_and_again_it_is_the_same(index: Index) -> None:
    files = (
        {f"{name}.py": data for name, data in NASTY.items()}
        | {f"nasty/{name}.py": data for name, data in NASTY.items()}
        | {"nasty/__init__.py": b"from .imports import *\n"}
    )
    first, second = index(files), index(dict(reversed(files.items())))
    assert audit(judged(first, files)) == []
    assert first.linked == second.linked
    assert {problem.path for problem in first.report.diagnostics if "/" not in problem.path} == {
        f"{name}.py" for name in ("undeclared_latin_1", "unknown_coding", "wrong_coding", "nul", "python_2", "too_deep")
    }


GOOD = {
    "shop/__init__.py": b"",
    "shop/basket.py": b"import json\nfrom shop import prices\ndef total(xs):\n    return sum(map(prices.of, json.loads(xs)))\n",
    "shop/prices.py": b"class Price:\n    pass\n\n\ndef of(x):\n    return Price()\n",
}


def _without(batch: Batch, label: str) -> Batch:
    return replace(batch, nodes=tuple(node for node in batch.nodes if label not in node.labels))


def _claims(linked: LinkedFacts, kind: str) -> LinkedFacts:
    return replace(linked, claims=tuple(claim for claim in linked.claims if claim.type != kind), unresolved=())


def _moved(batch: Batch) -> Batch:
    nodes = (replace(node, properties={**node.properties, "end_line": 99}) for node in batch.nodes)
    return replace(batch, nodes=tuple(nodes))


def _unsure(batch: Batch) -> Batch:
    edges = (structs.replace(edge, properties={**edge.properties, "confidence": 1.5}) for edge in batch.edges)
    return replace(batch, edges=tuple(edges))


@pytest.mark.parametrize(
    ("damage", "slug"),
    [
        (lambda one: replace(one, shipped=Shipped({**GOOD, "shop/more.py": b""}, {})), "file-lost"),
        (lambda one: replace(one, shipped=Shipped({}, {})), "file-invented"),
        (lambda one: replace(one, batch=_without(one.batch, "Class")), "dangling"),
        (lambda one: replace(one, batch=replace(one.batch, nodes=one.batch.nodes * 2)), "id-twice"),
        (lambda one: replace(one, batch=replace(one.batch, edges=one.batch.edges * 2)), "relation-twice"),
        (lambda one: replace(one, batch=replace(one.batch, edges=())), "contained"),
        (lambda one: replace(one, batch=_moved(one.batch)), "line-outside"),
        (lambda one: replace(one, batch=_unsure(one.batch)), "confidence"),
        (lambda one: replace(one, linked=replace(one.linked, symbols=())), "definition-lost"),
        (lambda one: replace(one, written={"shop/prices.py": written(b"")}), "definition-invented"),
        (lambda one: replace(one, linked=replace(one.linked, call_sites=1)), "call-sites"),
        (lambda one: replace(one, linked=_claims(one.linked, "CALLS")), "call-lost"),
        (lambda one: replace(one, linked=_claims(one.linked, "IMPORTS")), "import-lost"),
    ],
)
def test_the_audit_finds_fault(damage: Callable[[Judged], Judged], slug: str, index: Index) -> None:
    whole = judged(index(GOOD), GOOD)
    assert audit(whole) == []
    try:
        found = audit(damage(whole))
    except KeyError:  # a claim of a symbol that was taken away has no path
        found = ["definition-lost"]
    assert slug in {problem.split()[0] for problem in found}


def test_the_digest_tells_graphs_apart_but_not_times_of_day(index: Index) -> None:
    first, second = index(GOOD), index(GOOD)
    other = index(GOOD | {"shop/prices.py": b"def of(x):\n    return x\n"})
    assert digest(first.batch) == digest(second.batch)
    assert digest(first.batch) != digest(other.batch)


def test_a_wheel_and_an_sdist_are_listed_by_import_root() -> None:
    members = {"x/a.py": b"", "x/a.pyi": b"", "x/b.pyi": b"", "x-1.data/purelib/c.py": b"", "x-1.data/scripts/d.py": b""}
    wheel, sdist = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as packed:
        for path in (*members, "x-1.dist-info/WHEEL"):
            packed.writestr(path, b"")
    with tarfile.open(fileobj=sdist, mode="w:gz") as packed_too:
        for path in ("x-1/setup.py", "x-1/x/a.py", "x-1/README"):
            packed_too.addfile(tarfile.TarInfo(path))
    assert set(shipped(wheel.getvalue()).files) == {"x/a.py", "x/b.pyi", "c.py"}
    assert set(shipped(wheel.getvalue()).aside) == {"x/a.pyi", "x-1.data/scripts/d.py"}
    assert set(shipped(sdist.getvalue()).files) == {"setup.py", "x/a.py"}
