"""How long texts and answers stay: what is past its limit is removed, and a record of the log says so.

The log's records hold digests alone, so the chain still verifies: a node that is gone must be named by a later record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from graph.errors import InputError
from graph.log import record
from graph.ports import GraphStore
from graph.statements import load
from queries.privacy.consents import Purpose, consents

_AT_ONCE = 1_000
_PURPOSES = {"question": Purpose.STORE_PROMPTS, "prompt": Purpose.STORE_PROMPTS, "answer": Purpose.STORE_ANSWERS}


@dataclass(frozen=True, slots=True)
class Limits:
    """In days; None keeps for ever."""

    text: int | None = None
    answer: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """Ids of what is to go. `parts` are citations, texts and activities of the answers, `acts` name who did them."""

    texts: tuple[str, ...]
    answers: tuple[str, ...]
    parts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether something is to go."""
        return bool(self.texts or self.answers or self.acts)


def read_limits(said: Iterable[str]) -> Limits:
    """Limits from `text=30`, `answer=365` and `person=730`, the last of each. Raises InputError."""
    found: dict[str, int] = {}
    for one in said:
        kind, _, days = one.partition("=")
        if kind not in ("text", "answer", "person") or not days.isdigit():
            raise InputError(f"{one} is no limit: write text=DAYS, answer=DAYS or person=DAYS")
        found[kind] = int(days)
    return Limits(**found)


def overdue(store: GraphStore, limits: Limits, now: datetime) -> Overdue:
    """What is past its limit, and texts whose consent was withdrawn."""
    may = {(one.key, one.purpose) for one in consents(store) if one.given}
    oldest = _before(now, limits.text)
    texts = {
        row["id"]
        for row in store.run(load("read/kept_texts"))
        if row["at"] < oldest or (row["key"], _PURPOSES.get(row["kind"], "")) not in may
    }
    rows = store.run(load("read/kept_answers"), before=_before(now, limits.answer))
    answers = {row["id"] for row in rows}
    parts = {row["part"] for row in rows if row["part"]}
    parts |= {row["id"] for row in store.run(load("read/retrievals_of"), ids=sorted(parts))} if parts else set()
    models = {part for part in parts if part.startswith("model:")}
    acts = _acts(store, _before(now, limits.person))
    return Overdue(tuple(sorted(texts - parts)), tuple(sorted(answers)), tuple(sorted(parts - models)), acts)


def purge(store: GraphStore, found: Overdue, limits: Limits) -> None:
    """Remove it, a thousand nodes and a record at a time; each answer in one piece. Raises StoreError."""
    _remove(store, [*found.texts, *found.answers, *found.parts, *found.acts], limits)
    if found.acts:
        _remove(store, [row["id"] for row in store.run(load("read/idle_people"))], limits)


def _remove(store: GraphStore, ids: Sequence[str], limits: Limits) -> None:
    about = {"text_days": limits.text, "answer_days": limits.answer, "person_days": limits.person}
    said = {key: value for key, value in about.items() if value is not None}
    for start in range(0, len(ids), _AT_ONCE):
        record(store, "purge", said, removed=ids[start : start + _AT_ONCE])


def _acts(store: GraphStore, before: str) -> tuple[str, ...]:
    """Acts from before a moment, but for the last refresh of each entry, by which the next is due, and consents in force."""
    rows = store.run(load("read/kept_acts"), before=before)
    refreshed = {row["entry"]: row["id"] for row in rows if row["kind"] == "refresh"}
    last = {(row["key"], row["purpose"]): row["id"] for row in rows if row["consent"]}
    kept = {*refreshed.values(), *(row["id"] for row in rows if row["given"] and last[row["key"], row["purpose"]] == row["id"])}
    return tuple(sorted(row["id"] for row in rows if row["id"] not in kept))


def _before(now: datetime, days: int | None) -> str:
    return "" if days is None else (now - timedelta(days=days)).isoformat(timespec="milliseconds")
