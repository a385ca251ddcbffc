"""What was done, with what, and by whom."""

from dataclasses import dataclass

from graph.ports import GraphStore
from graph.statements import load

_OWN = frozenset({"id", "kind", "started", "ended", "source", "fingerprint"})


@dataclass(frozen=True, slots=True)
class Activity:
    """A PROV activity. `used` and `agents` are ids in order; `told` are its further properties by name."""

    id: str
    kind: str
    started: str
    ended: str
    used: tuple[str, ...]
    agents: tuple[str, ...]
    told: tuple[tuple[str, object], ...]


def activities(store: GraphStore) -> tuple[Activity, ...]:
    """All of them, by id."""
    used: dict[str, list[str]] = {}
    agents: dict[str, list[str]] = {}
    for row in store.run(load("read/exports/activity_relations")):
        if row["type"] in ("USED", "WAS_ASSOCIATED_WITH"):
            (used if row["type"] == "USED" else agents).setdefault(row["start"], []).append(row["end"])
    return tuple(
        Activity(
            row["id"],
            about.get("kind") or "",
            about.get("started") or "",
            about.get("ended") or "",
            tuple(used.get(row["id"], ())),
            tuple(agents.get(row["id"], ())),
            tuple((key, value) for key, value in sorted(about.items()) if key not in _OWN),
        )
        for row in store.run(load("read/exports/activities"))
        for about in (row["properties"],)
    )
