"""What is linked again after an edit: the files that can see it, and no others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from benchmarks.incremental import clean, differences, indexed, stored
from extractors.languages.python.linker import PythonLinker
from graph.facts import FileFacts, LinkedFacts, SourceInfo
from graph.ingest import Parts
from graph.linking import decoded, encoded
from graph.provenance import Tool
from graph.stores.embedded import EmbeddedStore


@dataclass(frozen=True)
class Watched(PythonLinker):
    """Notes which files it links."""

    linked: list[str] = field(default_factory=list)

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        self.linked.extend(path for files in groups for path in files)
        return super().link_groups(source, groups)


@pytest.fixture
def linker() -> Watched:
    return Watched(jedi_seconds=0)


@pytest.fixture
def watching(parts: Parts, linker: Watched) -> Parts:
    return replace(parts, linkers={"python": linker}, tool=Tool("codecraft", "benchmark"))


@pytest.fixture
def workshop(project: Path) -> Path:
    """The shop, two scripts of which one uses it, and a tool that is by itself."""
    (project / "sell.py").write_text("from shop import Basket\n\n\ndef sell():\n    return Basket().total([])\n")
    (project / "tool.py").write_text("def sharpen(knife):\n    return knife.edge()\n\n\nsharpen(None)\n")
    return project


SHOP = ["sell.py", "shop/__init__.py", "shop/basket.py", "shop/prices.py"]


def test_only_what_can_see_an_edit_is_linked_again(
    workshop: Path, store: EmbeddedStore, watching: Parts, linker: Watched, tmp_path: Path
) -> None:
    indexed(workshop, store, watching)
    assert linker.linked == [*SHOP, "tool.py"]
    linker.linked.clear()
    (workshop / "tool.py").write_text("def grind(knife):\n    return knife\n\n\ngrind(1)\n")
    indexed(workshop, store, watching)
    assert linker.linked == ["tool.py"]
    linker.linked.clear()
    (workshop / "shop/prices.py").write_text("def price(item):\n    return item.pence\n")
    indexed(workshop, store, watching)
    assert linker.linked == SHOP
    assert differences(stored(store), clean(workshop, tmp_path / "clean")[0]) == []


def test_an_import_that_joins_two_groups_links_both(
    workshop: Path, store: EmbeddedStore, watching: Parts, linker: Watched, tmp_path: Path
) -> None:
    indexed(workshop, store, watching)
    linker.linked.clear()
    (workshop / "tool.py").write_text("import sell\n\n\ndef sharpen(knife):\n    return sell.sell()\n")
    indexed(workshop, store, watching)
    assert linker.linked == [*SHOP, "tool.py"]
    assert differences(stored(store), clean(workshop, tmp_path / "clean")[0]) == []


def test_a_group_whose_time_ran_out_is_linked_again(workshop: Path, store: EmbeddedStore, watching: Parts) -> None:
    @dataclass(frozen=True)
    class Hurried(Watched):
        def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
            found = super().link_groups(source, groups)
            return [replace(one, unfinished="tool.py" in files) for one, files in zip(found, groups, strict=True)]

    linker = Hurried(jedi_seconds=0)
    hurried = replace(watching, linkers={"python": linker})
    indexed(workshop, store, hurried)
    linker.linked.clear()
    indexed(workshop, store, hurried)
    assert linker.linked == ["tool.py"]


def test_kept_links_come_back_as_they_were(workshop: Path, store: EmbeddedStore, watching: Parts) -> None:
    @dataclass(frozen=True)
    class Checked(PythonLinker):
        seen: list[str] = field(default_factory=list)

        def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
            found = super().link_groups(source, groups)
            for linked, files in zip(found, groups, strict=True):
                assert decoded(encoded(linked, files), files) == linked
                self.seen.extend(files)
            return found

    checked = Checked(jedi_seconds=0)
    indexed(workshop, store, replace(watching, linkers={"python": checked}))
    assert checked.seen == [*SHOP, "tool.py"]
    assert decoded(b"of another time", {}) is None
