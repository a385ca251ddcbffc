"""Refreshing releases against a package index of our own: what moves, what stops, and what is left behind."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from app.governance.auditing import audit
from app.governance.refreshing import Refreshed, Refresher
from app.governance.schedule import today
from app.governance.standing import Remover, stored_sources
from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options
from extractors.sources.manifest import open_entry
from extractors.sources.manifests.editing import change_entry
from extractors.sources.manifests.reading import Listing, read_listing
from graph.cache import DiskCache
from graph.errors import InputError
from graph.ingest import ingest
from graph.progress import Silent
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from tests.governance.conftest import parts_with
from tests.sources.conftest import Index, wheel

ENTRY = """
# The till.
[[source]]
location = "pkg:pypi/till"
revision = "1.0"
expected_license = "MIT"
refresh = "weekly"
review = { state = "approved", date = 2026-11-20, reviewer = "Ada" }
"""
_LOG = parse_statement(
    "log", "MATCH (a:Activity {kind: 'refresh'}) RETURN a.outcome AS outcome, a.before AS before, a.after AS after"
)


@dataclass(frozen=True)
class House:
    """A list of one release that is indexed, and what refreshes it."""

    file: Path
    refresher: Refresher
    index: Index

    @property
    def listing(self) -> Listing:
        return read_listing(self.file)

    @property
    def stored(self) -> list[str]:
        return [row["id"] for row in stored_sources(self.refresher.store)]

    def release(self, version: str, license_: str = "MIT") -> None:
        data = wheel("till", version, {"till/__init__.py": f'V = "{version}"\n'}, f"License-Expression: {license_}")
        self.index.add("till", f"till-{version}-py3-none-any.whl", data)

    def again(self) -> Refreshed:
        return self.refresher.refresh(self.listing, 1)


@pytest.fixture
def house(tmp_path: Path, index: Index) -> Iterator[House]:
    store = EmbeddedStore(tmp_path / "store")
    store.ensure_schema()
    parts = parts_with(DiskCache(tmp_path / "cache"))
    options = Options(EXTRACTOR.suffixes, cache=tmp_path / "downloads")
    remover = Remover(store, parts.cache, tmp_path / "downloads", "Grace")
    made = House(tmp_path / "sources.toml", Refresher(remover, parts, options, Silent()), index)
    made.file.write_text(ENTRY)
    made.release("1.0")
    ingest(open_entry(made.listing, 1, options), store, parts, Silent())
    yield made
    store.close()


def test_nothing_newer_leaves_everything_as_it_is(house: House) -> None:
    done = house.again()

    assert (done.outcome, done.before, done.after, done.yanked) == ("unchanged", "1.0", "1.0", False)
    assert house.file.read_text() == ENTRY
    assert house.refresher.store.run(_LOG) == [{"outcome": "unchanged", "before": "1.0", "after": "1.0"}]


def test_a_newer_release_takes_the_place_of_the_old_one(house: House, tmp_path: Path) -> None:
    house.release("1.1")
    house.release("2.0b1")

    done = house.again()

    assert (done.outcome, done.before, done.after) == ("updated", "1.0", "1.1")
    assert house.stored == ["pkg:pypi/till@1.1"]
    assert [one.source for one in done.removed] == ["pkg:pypi/till@1.0"]
    assert house.file.read_text() == ENTRY.replace('"1.0"', '"1.1"')
    assert len(list((tmp_path / "downloads/archives").iterdir())) == 1
    assert [one.problems for one in audit(house.listing, house.refresher.store)] == [()]


def test_a_pin_by_digest_moves_with_its_release(house: House) -> None:
    digest = stored_sources(house.refresher.store)[0]["revision"].removeprefix("sha256:")
    change_entry(house.file, 1, {"sha256": digest})
    house.release("1.1")

    house.again()

    entry = house.listing.entries[0]
    assert entry.revision == "1.1"
    assert entry.sha256 == stored_sources(house.refresher.store)[0]["revision"].removeprefix("sha256:") != digest


@pytest.mark.parametrize("expected", ['expected_license = "MIT"\n', ""])
def test_another_licence_stops_it_and_keeps_what_was_there(house: House, expected: str) -> None:
    house.file.write_text(ENTRY.replace('expected_license = "MIT"\n', expected))
    house.release("1.1", "Apache-2.0")

    done = house.again()

    assert done.outcome == "stopped"
    assert "the licence is read as Apache-2.0 and MIT is expected" in done.reason
    assert house.stored == ["pkg:pypi/till@1.0"]
    entry = house.listing.entries[0]
    assert (entry.revision, entry.review.state) == ("1.0", "proposed")
    assert entry.review.reason == done.reason
    [audited] = audit(house.listing, house.refresher.store)
    assert audited.problems == ("it is proposed and in the store",)
    with pytest.raises(InputError, match="only what is approved is refreshed"):
        house.again()


def test_a_release_that_its_authors_withdrew_is_named(house: House) -> None:
    house.index.yanked["till-1.0-py3-none-any.whl"] = "broken"

    done = house.again()

    assert done.yanked
    [audited] = audit(house.listing, house.refresher.store)
    assert audited.yanked
    assert audited.problems == ("pkg:pypi/till@1.0 was withdrawn from the package index by its authors",)


def test_what_is_due_follows_the_schedule(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [*house.refresher.due(house.listing)] == []
    for days, due in ((6, []), (7, [1]), (30, [1])):
        later = today() + timedelta(days=days)
        with monkeypatch.context() as patched:
            patched.setattr("app.governance.refreshing.today", lambda later=later: later)
            assert [*house.refresher.due(house.listing)] == due
    change_entry(house.file, 1, {"refresh": "on-commit"})
    assert [*house.refresher.due(house.listing)] == []
    assert [*house.refresher.due(house.listing, on_commit=True)] == [1]
