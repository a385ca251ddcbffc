"""What makes an index out of date beside an edit: another tool, another environment, a budget that ran out, a run that died."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchmarks.incremental import clean, differences, indexed, opened, stored
from benchmarks.incremental import parts as made_with
from extractors.languages.python import definitions, distributions
from extractors.languages.python.extractor import PythonExtractor
from extractors.languages.python.linker import PythonLinker
from graph.cache import DiskCache
from graph.facts import Document, FileFacts, LinkedFacts, SourceInfo
from graph.ingest import Parts
from graph.stores.embedded import EmbeddedStore

LINKER = PythonLinker(jedi_seconds=0)


@dataclass(frozen=True)
class Newer:
    """The linker as another release of ours has it; one that is `unfinished` has used up its time."""

    inner: PythonLinker
    version: str = "newer"
    unfinished: bool = False
    language: str = "python"

    def same_surroundings(self, surroundings: Sequence[str]) -> bool:
        return self.inner.same_surroundings(surroundings)

    def groups(self, files: Mapping[str, FileFacts]) -> Sequence[Sequence[str]]:
        return self.inner.groups(files)

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        return [replace(one, unfinished=self.unfinished) for one in self.inner.link_groups(source, groups)]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on the path, to install distributions into."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    _as_another_process()
    yield folder
    _as_another_process()


def _as_another_process() -> None:
    """Forget what was read of the environment, which a process looks at once."""
    for remembered in (distributions.distribution_of, distributions._by_top_name, definitions._scope_of, definitions._spec_of):
        remembered.cache_clear()


def install(folder: Path, version: str, text: str) -> None:
    for old in folder.glob("parcels-*"):
        (old / "METADATA").unlink()
        (old / "top_level.txt").unlink()
        old.rmdir()
    (folder / "parcels.py").write_text(text)
    info = folder / f"parcels-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: parcels\nVersion: {version}\n")
    (info / "top_level.txt").write_text("parcels\nparcels_inner\n")
    _as_another_process()


def test_another_linker_links_again(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    indexed(project, store, parts)
    newer = replace(parts, linkers={"python": Newer(LINKER)})
    assert not indexed(project, store, newer)[0].unchanged
    assert indexed(project, store, newer)[0].unchanged


def test_the_linkers_version_follows_its_code_and_whether_jedi_is_asked() -> None:
    assert PythonLinker(jedi_seconds=0).version != PythonLinker(jedi_seconds=1).version
    assert PythonLinker(jedi_seconds=1).version == PythonLinker(jedi_seconds=3).version


def test_an_upgraded_dependency_links_again(project: Path, store: EmbeddedStore, parts: Parts, installed: Path) -> None:
    install(installed, "1.0", "def send():\n    pass\n")
    (project / "shop/sending.py").write_text("import parcels\n\n\ndef send():\n    return parcels.send()\n")
    indexed(project, store, parts)
    assert indexed(project, store, parts)[0].unchanged
    install(installed, "2.0", "from parcels_inner import send\n")
    (installed / "parcels_inner.py").write_text("def send():\n    pass\n")
    report, _ = indexed(project, store, parts)
    assert not report.unchanged
    assert "pkg:pypi/parcels@2.0#parcels_inner.send" in stored(store)
    assert not [key for key in stored(store) if "parcels@1.0" in key]
    assert indexed(project, store, parts)[0].unchanged


def test_a_dependency_that_appears_or_goes_links_again(
    project: Path, store: EmbeddedStore, parts: Parts, installed: Path
) -> None:
    (project / "shop/sending.py").write_text("import parcels\n\n\ndef send():\n    return parcels.send()\n")
    indexed(project, store, parts)
    assert "pkg:generic/unknown#parcels.send" in stored(store)
    install(installed, "1.0", "def send():\n    pass\n")
    assert not indexed(project, store, parts)[0].unchanged
    assert "pkg:pypi/parcels@1.0#parcels.send" in stored(store)


def test_what_the_source_does_not_use_may_change(project: Path, store: EmbeddedStore, parts: Parts, installed: Path) -> None:
    indexed(project, store, parts)
    install(installed, "1.0", "def send():\n    pass\n")
    assert indexed(project, store, parts)[0].unchanged


def test_a_budget_that_was_used_up_is_tried_again_until_all_is_known(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    short = replace(parts, linkers={"python": Newer(LINKER, unfinished=True)})
    indexed(project, store, short)
    assert not indexed(project, store, short)[0].unchanged
    enough = replace(parts, linkers={"python": Newer(LINKER)})
    assert not indexed(project, store, enough)[0].unchanged
    assert indexed(project, store, enough)[0].unchanged


def test_the_same_time_of_change_hides_no_edit(project: Path, store: EmbeddedStore, parts: Parts) -> None:
    path = project / "shop/prices.py"
    indexed(project, store, parts)
    times = path.stat()
    path.write_text(path.read_text().replace("cents", "pence"))  # as long as it was
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    report, _ = indexed(project, store, parts)
    assert not report.unchanged


def test_a_moved_file_leaves_only_what_others_still_name(
    project: Path, store: EmbeddedStore, parts: Parts, tmp_path: Path
) -> None:
    indexed(project, store, parts)
    (project / "shop/prices.py").rename(project / "shop/costs.py")
    indexed(project, store, parts)
    found = stored(store)
    labels = {key.partition("#")[2]: row[0] for key, row in found.items() if isinstance(row, tuple)}
    assert labels["shop.costs.price"] == ["Function", "Node", "Symbol"]
    assert labels["shop.prices.price"] == ["External", "Node"]  # basket.py still imports it
    assert "Symbol" not in labels.get("shop.prices", [])


@dataclass(frozen=True)
class Dying(PythonExtractor):
    """An extractor whose process dies at one file."""

    def extract(self, document: Document) -> FileFacts:
        if document.path == "shop/prices.py":
            raise KeyboardInterrupt
        return super().extract(document)


@dataclass(frozen=True)
class DyingLinker(PythonLinker):
    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        raise KeyboardInterrupt(f"{source.id} with {len(groups)} groups")


@pytest.mark.parametrize("where", ["extracting", "linking"])
def test_an_index_that_dies_leaves_what_was_there_and_the_next_one_is_whole(where: str, project: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "store") as store, closing(DiskCache(tmp_path / "cache")) as cache:
        whole = made_with(cache)
        indexed(project, store, whole)
        before = stored(store)
        for path in project.rglob("*.py"):
            path.write_text(path.read_text() + "\n\ndef added():\n    return 1\n")
        dying = (
            replace(whole, extractors=dict.fromkeys((".py",), Dying()))
            if where == "extracting"
            else replace(whole, linkers={"python": DyingLinker(jedi_seconds=0)})
        )
        with pytest.raises(KeyboardInterrupt):
            indexed(project, store, dying)
        assert stored(store) == before
        indexed(project, store, whole)
        assert differences(stored(store), clean(project, tmp_path / "clean")[0]) == []


_KILLED = """
import os, sys
from pathlib import Path
import graph.stores.replacement as replacement
from benchmarks.incremental import indexed, opened, parts
from graph.cache import DiskCache

replacement.write_edges = lambda *_: os._exit(9)
with opened(Path(sys.argv[2])) as store:
    indexed(Path(sys.argv[1]), store, parts(DiskCache(Path(sys.argv[3]))))
"""


def test_an_index_that_is_killed_while_it_writes_leaves_what_was_there(project: Path, tmp_path: Path) -> None:
    with opened(tmp_path / "store") as store, closing(DiskCache(tmp_path / "cache")) as cache:
        indexed(project, store, made_with(cache))
        before = stored(store)
    (project / "shop/prices.py").write_text("from shop.basket import Basket\n\n\ndef price(item):\n    return Basket()\n")
    killed = [sys.executable, "-c", _KILLED, str(project), str(tmp_path / "store"), str(tmp_path / "cache")]
    assert subprocess.run(killed, check=False).returncode == 9
    with opened(tmp_path / "store") as store, closing(DiskCache(tmp_path / "cache")) as cache:
        assert stored(store) == before
        indexed(project, store, made_with(cache))
        assert differences(stored(store), clean(project, tmp_path / "clean")[0]) == []
