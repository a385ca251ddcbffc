"""An ingest that also keeps what flowed through it, for the audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.distributions.audit import Judged
from benchmarks.distributions.shipped import Shipped
from benchmarks.distributions.written import written
from graph.facts import Batch, Change, FileFacts, LinkedFacts, SourceInfo
from graph.ingest import IngestReport, Parts, ingest
from graph.linking import together
from graph.ports import Linker, Progress, Source, Told
from graph.stores.embedded import EmbeddedStore


@dataclass(frozen=True, slots=True)
class Kept:
    """What an ingest reported, stored and linked."""

    report: IngestReport
    batch: Batch
    linked: LinkedFacts


def ingested(source: Source, store: "KeepingStore", parts: Parts, progress: Progress) -> Kept:
    """Ingest a source that the store does not hold yet. Raises CodeCraftError."""
    keepers = {language: KeepingLinker(linker) for language, linker in parts.linkers.items()}
    report = ingest(source, store, replace(parts, linkers=keepers), progress)
    linked = keepers["python"].linked
    if store.batch is None or linked is None:
        raise RuntimeError("nothing was linked or stored")
    return Kept(report, store.batch, linked)


def judged_by(kept: Kept, content: Shipped) -> Judged:
    """The ingest beside what it was made from."""
    left_out: dict[str, list[str]] = {}
    for one in kept.report.diagnostics:
        left_out.setdefault(one.path, []).append(one.code)
    return Judged(kept.batch, kept.linked, content, {path: written(data) for path, data in content.files.items()}, left_out)


class KeepingStore(EmbeddedStore):
    """A store that also keeps what it was given; a plain one keeps nothing else."""

    batch: Batch | None = None
    plain = False

    def replace(self, batch: Batch, told: Told | None = None) -> Change:
        """As the port says."""
        self.batch = batch
        return Change() if self.plain else super().replace(batch, told)


@dataclass
class KeepingLinker:
    """A linker that also keeps what it gave."""

    inner: Linker
    linked: LinkedFacts | None = None

    @property
    def language(self) -> str:
        """The inner one's."""
        return self.inner.language

    @property
    def version(self) -> str:
        """The inner one's."""
        return self.inner.version

    def same_surroundings(self, surroundings: Sequence[str]) -> bool:
        """As the port says."""
        return self.inner.same_surroundings(surroundings)

    def groups(self, files: Mapping[str, FileFacts]) -> Sequence[Sequence[str]]:
        """As the port says."""
        return self.inner.groups(files)

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        """As the port says."""
        linked = self.inner.link_groups(source, groups)
        self.linked = together(linked)
        return linked
