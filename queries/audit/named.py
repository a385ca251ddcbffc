"""What records speak of that is no part of the log: ingests, models and agents must still be as they were recorded."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graph.governance import PERSON
from graph.ports import GraphStore
from graph.statements import load
from queries.audit.chain import Problem
from queries.audit.entries import Entry

_OWN = ("id", "fingerprint", "source")


def differing(store: GraphStore, entries: Sequence[Entry]) -> Iterator[Problem]:
    """Ingests, models and agents that say something else than the records that name them."""
    contents = [entry.content for entry in entries]
    yield from _ingests(store, contents)
    yield from _responsible(store, contents)


def _ingests(store: GraphStore, contents: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    recorded: dict[str, list[Mapping[str, Any]]] = {}
    for content in contents:
        if isinstance(content.get("activity"), str):
            recorded.setdefault(content["activity"], []).append(content)
    rows = store.run(load("read/ingests"))
    there = {row["id"] for row in rows}
    last = {content["source"]: content["activity"] for content in contents if {"source", "activity"} <= content.keys()}
    for row in store.run(load("read/source_digests")):
        if (activity := last.get(row["id"])) and activity not in there:
            yield Problem(activity, f"is missing: it was the last ingest of {row['id']}")
    for row in rows:
        said = {key: value for key, value in row["properties"].items() if key not in _OWN}
        about = row["properties"].get("source")
        known = recorded.get(row["id"])
        if known and not any(_is_recorded(said, about, one) for one in known):
            yield Problem(row["id"], "was changed: it is not what any record tells of it")


def _is_recorded(said: Mapping[str, Any], about: object, content: Mapping[str, Any]) -> bool:
    told = {key: value for key, value in content.items() if key in _SAID and value not in ("", None)}
    return said == told and about == content.get("source")


_SAID = ("kind", "started", "ended", "tool", "version", "parts", "inputs", "inputs_digest")


def _responsible(store: GraphStore, contents: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    models: dict[str, set[tuple[str, str]]] = {}
    for content in contents:
        for told in (content, content.get("embedder"), content.get("reranker")):
            if isinstance(told, dict) and "model_license" in told:
                models.setdefault(str(told["model"]), set()).add((str(told["model_digest"]), str(told["model_license"])))
    for row in store.run(load("read/responsible")):
        if row["model"]:
            known = models.get(row["id"])
            if known and (row["digest"] or "", row["license"] or "") not in known:
                yield Problem(row["id"], "was changed: it has another digest or licence than the records say")
        elif row["name"] and not _is_called(row["id"], row["name"], row["version"]):
            yield Problem(row["id"], f"was changed: it is called {row['name']}")


def _is_called(id_: str, name: str, version: str | None) -> bool:
    """Whether an agent's id says its name, and its version where it has one."""
    if id_.startswith(PERSON):
        return id_ == f"{PERSON}{name}"
    return id_ == f"agent:{name}@{version}" if version else id_.startswith(f"agent:{name}@")
