"""Citations of symbols and origins, with what pins them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph.facts import NOASSERTION
from graph.ports import GraphStore
from graph.statements import load
from queries.admission import Admission
from queries.answering.values import Citation
from queries.views import SymbolView


@dataclass(frozen=True, slots=True)
class Origin:
    """A source or a distribution. `indexed` says that its code is in the graph, not its name alone."""

    id: str
    name: str
    version: str
    revision: str
    license: str
    location: str
    kind: str
    indexed: bool

    @property
    def pinned(self) -> str:
        """What pins it: the commit, else the version; empty where nothing does."""
        return self.revision or self.version

    @property
    def label(self) -> str:
        """Its name and version, for prose."""
        return f"{self.name} {self.version}".strip() if self.version else self.name


def origins(store: GraphStore, ids: Iterable[str]) -> dict[str, Origin]:
    """Those of the ids that are sources or distributions."""
    wanted = sorted({one for one in ids if one})
    if not wanted:
        return {}
    return {row["id"]: Origin(**row) for row in store.run(load("read/origins"), ids=wanted)}


def origin_of(view: SymbolView) -> str:
    """The id of what a symbol comes from; empty for an external name that nobody could place."""
    return view.source or view.distribution


def cite(store: GraphStore, views: Iterable[SymbolView], admission: Admission | None = None) -> dict[str, Citation]:
    """A citation for each symbol, by id; with the branch of its licence that was taken where something was decided."""
    listed = list(views)
    known = origins(store, (origin_of(view) for view in listed))
    cited = {view.id: _citation(view, known.get(origin_of(view))) for view in listed}
    if admission is None:
        return cited
    return {id_: replace(one, license_chosen=_chosen(one, admission)) for id_, one in cited.items()}


def _chosen(citation: Citation, admission: Admission) -> str:
    decision = admission.decide(citation.license)
    return decision.chosen if decision.allowed else ""


def cite_origin(origin: Origin) -> Citation:
    """A citation of a source or distribution itself."""
    return Citation(origin.id, origin.label, "", 0, origin.id, origin.pinned, origin.license)


def _citation(view: SymbolView, origin: Origin | None) -> Citation:
    return Citation(
        node=view.id,
        symbol=view.qualified_name,
        path=view.path,
        line=view.line,
        origin=origin_of(view),
        revision=origin.pinned if origin else "",
        license=view.license or (origin.license if origin else NOASSERTION),
    )
