"""By whose word a source is in the store: how that stands on its node, and what an ingest without a word of its own keeps."""

from collections.abc import Mapping
from dataclasses import replace

from graph.facts import Edge, Governance, Node, Property, Purpose, Snapshot, SourceInfo
from graph.ports import Row

PERSON = "agent:person:"


def governance_properties(info: SourceInfo, refreshed: str) -> dict[str, Property | None]:
    """What a Source says of its review; `refreshed` is the day of the ingest."""
    said = info.governance
    if said is None:
        return {"yanked": info.yanked}
    return {**_said(said), "pinned": said.pinned, "yanked": info.yanked, "refreshed": refreshed}


def reviewer_node(info: SourceInfo) -> list[Node]:
    """The person who approved a source: shared, as they may approve others."""
    if info.governance is None or not info.governance.reviewer:
        return []
    name = info.governance.reviewer
    return [Node(person_id(name), ("Agent",), {"name": name, "kind": "person"})]


def reviewer_edge(info: SourceInfo) -> list[Edge]:
    """Whose word the source is in the store by."""
    if info.governance is None or not info.governance.reviewer:
        return []
    return [Edge("WAS_ATTRIBUTED_TO", info.id, person_id(info.governance.reviewer), {"role": "reviewer"})]


def person_id(name: str) -> str:
    """The id of a person's Agent."""
    return f"{PERSON}{name}"


def governed(snapshot: Snapshot, stored: Row | None) -> Snapshot:
    """The snapshot with the word that holds for it.

    What a manifest says holds until a manifest says otherwise: giving the location to a command reads the source again but
    does not widen who may see it or what for.
    """
    own = snapshot.info.governance
    kept = _kept(stored) if stored else None
    if kept is None or (own is not None and own.manifest) or (own is not None and not kept.manifest):
        return snapshot
    return replace(snapshot, info=replace(snapshot.info, governance=kept))


def same_word(info: SourceInfo, stored: Row) -> bool:
    """Whether the store says of the source's review what would be written now.

    A location that is given again says nothing new: who approved it first stays written.
    """
    said, kept = info.governance, _kept(stored)
    if said is None:
        return True
    if not said.manifest and kept is not None:
        return True
    return said == kept and (info.yanked is None or info.yanked == stored["yanked"])


def _said(said: Governance) -> dict[str, Property | None]:
    return {
        "review": said.review,
        "reviewer": said.reviewer,
        "reviewed": said.reviewed,
        "review_reason": said.reason,
        "manifest": said.manifest,
        "entry": said.entry,
        "purpose": said.purpose.value,
        "tenants": list(said.tenants),
        "expected_license": said.expected_license,
        "consent_by": said.consent_by,
        "consent_at": said.consent_at,
        "consent_for": said.consent_for,
        "refresh": said.refresh,
        "grounds": list(said.grounds),
        "quality": said.quality or None,
    }


def _kept(stored: Mapping[str, object]) -> Governance | None:
    """The word that the store holds; None for a source that was indexed without one."""
    if not stored.get("review"):
        return None

    def text(name: str) -> str:
        return str(stored.get(name) or "")

    def texts(name: str) -> tuple[str, ...]:
        value = stored.get(name) or ()
        return (value,) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[attr-defined]

    return Governance(
        reviewer=text("reviewer"),
        reviewed=text("reviewed"),
        manifest=text("manifest"),
        entry=text("entry"),
        review=text("review"),
        reason=text("review_reason"),
        purpose=Purpose(text("purpose") or Purpose.GROUND),
        tenants=texts("tenants"),
        expected_license=text("expected_license"),
        pinned=bool(stored.get("pinned")),
        consent_by=text("consent_by"),
        consent_at=text("consent_at"),
        consent_for=text("consent_for"),
        refresh=text("refresh"),
        grounds=texts("grounds"),
        quality=float(str(stored.get("quality") or 0)),
    )
