"""Whatever is added, decided and indexed in whatever order: the store holds exactly the approved sources."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.governance.deciding import check_decision, decide
from app.governance.settling import settle, settle_lists
from app.governance.standing import Remover, stored_sources
from extractors.sources import open_sources
from extractors.sources.manifests.editing import add_entry
from extractors.sources.manifests.entry import Entry, Review
from extractors.sources.manifests.reading import read_listing
from graph.cache import DiskCache
from graph.errors import InputError
from graph.ingest import ingest
from graph.progress import Silent
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from tests.governance.conftest import parts_with
from tests.sources.conftest import write

NAMES = ("shop", "till", "bank")
_OWNED = parse_statement(
    "owned",
    "MATCH (n:Node) WHERE n:Source OR n:File OR n:Symbol RETURN DISTINCT n.source AS source ORDER BY source",
)
_GRAVES = parse_statement("graves", "MATCH (w:Withdrawal) RETURN w.source AS source, count(w) AS times ORDER BY source")

ACTS = ("add", "approved", "rejected", "withdrawn", "drop", "index")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(NAMES)), max_size=12)


class Office:
    """A list, a store, and what people do to them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "sources.toml"
        for name in NAMES:
            about = f'[project]\nname = "{name}"\nlicense = "MIT"\n'
            write(folder, {f"{name}/pyproject.toml": about, f"{name}/a.py": f"N = '{name}'\n"})
        self.store = EmbeddedStore(folder / "store")
        self.store.ensure_schema()
        self.cache = DiskCache(folder / "cache")
        self.parts = parts_with(self.cache)
        self.remover = Remover(self.store, self.cache, folder / "downloads", "Grace")
        self.states: dict[str, str] = {}
        self.indexed: set[str] = set()
        self.graves: dict[str, int] = {}

    def take(self, step: str, name: str) -> None:
        if step == "index":
            self.index()
        elif step == "add":
            if name not in self.states:
                add_entry(self.file, {"location": name})
                self.states[name] = "proposed"
        elif step == "drop":
            self.drop(name)
        else:
            self.decide(step, name)

    def decide(self, state: str, name: str) -> None:
        review = Review(state=state, reviewer="Ada", date=dt.date(2026, 11, 23), reason="as it is")  # type: ignore[arg-type]
        try:
            listing, number = check_decision(self.file, name, review)
        except InputError:
            assert name not in self.states or (state == "withdrawn" and self.states[name] != "approved")
            return
        decide(listing, number, review, self.remover)
        self.states[name] = state
        if state != "approved":
            self.bury(name)

    def drop(self, name: str) -> None:
        if name in self.states and len(self.states) > 1:
            kept = [one for one in self.file.read_text().split("\n[[source]]\n") if f'location = "{name}"' not in one]
            self.file.write_text("\n[[source]]\n".join(kept))
            del self.states[name]

    def index(self) -> None:
        if not self.states:
            return
        for source in open_sources(str(self.file)):
            report = ingest(source, self.store, self.parts, Silent())
            settle(source, report.source, self.remover, lambda _: None)
            self.indexed.add(report.source.removeprefix("pkg:generic/"))
        settle_lists([str(self.file)], self.remover, lambda _: None)
        for name in sorted(self.indexed - {one for one, state in self.states.items() if state == "approved"}):
            self.bury(name)

    def bury(self, name: str) -> None:
        if name in self.indexed:
            self.indexed.remove(name)
            self.graves[f"pkg:generic/{name}"] = self.graves.get(f"pkg:generic/{name}", 0) + 1


@given(STEPS)
@settings(max_examples=30, deadline=None)
def test_the_store_holds_exactly_the_approved_sources(steps: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        try:
            for step, name in steps:
                office.take(step, name)
                held = {row["id"].removeprefix("pkg:generic/") for row in stored_sources(office.store)}
                assert held == office.indexed
            office.index()
            approved = sorted(f"pkg:generic/{name}" for name, state in office.states.items() if state == "approved")
            assert [row["source"] for row in office.store.run(_OWNED)] == approved
            assert {row["reviewer"] for row in stored_sources(office.store)} <= {"Ada"}
            assert {row["source"]: row["times"] for row in office.store.run(_GRAVES)} == office.graves
            assert all(entry.review.state == office.states[entry.location] for entry in _entries(office))
        finally:
            office.store.close()
            office.cache.close()


def _entries(office: Office) -> tuple[Entry, ...]:
    return read_listing(office.file).entries if office.states else ()
