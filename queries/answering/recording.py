"""Answers in the provenance log: what was given out, from which code, by which model; texts only with consent."""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from graph.facts import Edge, ModelInfo, Node, Property
from graph.ids import file_id
from graph.log import record
from graph.ports import GraphStore
from graph.provenance import Tool, model_node
from graph.statements import load
from queries.answering.values import Answer, Citation, Mode
from queries.privacy.consents import Purpose, consented


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, for whom, and under which terms the answer is used. `policy` is a digest; all may be empty but the key.

    `tool` is the software that answers.
    """

    key: str = "local"
    tenant: str = ""
    outbound: str = ""
    policy: str = ""
    tool: Tool | None = None


def worth_recording(answer: Answer) -> bool:
    """Whether code was given out or to a model: what the graph says of names, places and relations copies none."""
    return answer.mode is not Mode.GRAPH and bool(answer.evidence)


def record_answer(store: GraphStore, answer: Answer, asker: Asker) -> str:
    """Record an answer with all it used; its id. Raises ReadOnlyError, StoreError."""
    name = secrets.token_hex(8)
    id_, retrieval = f"answer:{name}", f"activity:retrieval:{name}"
    generated = answer.mode is Mode.MODEL and answer.model is not None
    made_by = f"activity:generation:{name}" if generated else retrieval
    approved = _approved(store, {one.citation.origin for one in answer.evidence} | {one.origin for one in answer.citations})
    cited = _citations(store, answer, id_, asker, approved)
    sources = sorted({str(one.properties["source"]) for one, _ in cited})
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    done: dict[str, Property] = {"started": answer.started or at, "ended": at, "question_digest": digest(answer.question)}
    nodes = [_answer(answer, id_, asker, at), _activity(retrieval, "retrieval", done), *(one for one, _ in cited)]
    edges = [Edge("WAS_GENERATED_BY", id_, made_by, {})]
    edges += [Edge("USED", retrieval, one, {}) for one in sources if one in approved]
    found_by = {what: one for what, one in (("embedder", answer.embedder), ("reranker", answer.reranker)) if one}
    edges += [Edge("USED", retrieval, model.id, {}) for model in found_by.values()]
    shared = [model_node(model) for model in found_by.values()]
    if generated and answer.model:
        nodes.append(_activity(made_by, "generation", done | {"prompt_digest": digest(answer.prompt)}))
        edges.append(Edge("USED", made_by, answer.model.id, {}))
        edges += [Edge("USED", made_by, one.id, {}) for one, _ in cited]
        shared.append(model_node(answer.model))
    if asker.tool:
        shared.append(asker.tool.agent)
        edges += [Edge("WAS_ASSOCIATED_WITH", one, asker.tool.agent_id, {}) for one in sorted({retrieval, made_by})]
    for one, file in cited:
        edges += [Edge("WAS_DERIVED_FROM", id_, one.id, {}), Edge("WAS_GENERATED_BY", one.id, retrieval, {})]
        edges += [Edge("WAS_DERIVED_FROM", one.id, file, {})] if file else []
    for text in _texts(store, answer, id_, asker):
        nodes.append(text)
        edges.append(Edge("CONTAINS", id_, text.id, {}))
    told: dict[str, Any] = {"answer": id_, "mode": answer.mode.value, "sources": sources}
    told |= {what: _told_of(model) for what, model in found_by.items()}
    if answer.model and generated:
        told |= _told_of(answer.model)
    record(store, "generation" if generated else "retrieval", told, nodes, edges, shared=shared)
    return id_


def digest(text: str) -> str:
    """By which a text can be known again without being kept."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _activity(id_: str, kind: str, said: Mapping[str, Property]) -> Node:
    return Node(id_, ("Activity",), {"kind": kind, **said})


def _told_of(model: ModelInfo) -> dict[str, str]:
    return {"model": model.id, "model_digest": model.digest, "model_license": model.license}


def _answer(answer: Answer, id_: str, asker: Asker, at: str) -> Node:
    generated = answer.mode is Mode.MODEL and answer.model is not None
    said: dict[str, Property] = {
        "at": at,
        "mode": answer.mode.value,
        "question_digest": digest(answer.question),
        "prompt_digest": digest(answer.prompt) if answer.prompt else "",
        "answer_digest": digest(answer.text),
        "model": answer.model.id if answer.model and generated else "",
        "model_digest": answer.model.digest if answer.model and generated else "",
        "policy": asker.policy,
        "outbound": asker.outbound,
        "tenant": asker.tenant,
        "key": asker.key,
        "redacted": list(answer.redacted),
    }
    return Node(id_, ("Answer", "Entity"), {key: value for key, value in said.items() if value not in ("", [])})


def _approved(store: GraphStore, sources: Collection[str]) -> dict[str, str]:
    """Who approved each of the sources that are in the store, empty for nobody known: once withdrawn they say it no more."""
    return {row["id"]: row["reviewer"] for row in store.run(load("read/approvals"), ids=sorted(sources))}


def _citations(
    store: GraphStore, answer: Answer, id_: str, asker: Asker, approved: Mapping[str, str]
) -> list[tuple[Node, str]]:
    """A node for each symbol that was given to a model or out, or is cited; with the id of its file where that is stored."""
    supports = {one.node for one in answer.citations}
    used = {one.citation.node: one.citation for one in answer.evidence} | {one.node: one for one in answer.citations}
    pinned = {row["id"]: row for row in store.run(load("read/cited_symbols"), ids=sorted(used))}
    files = {one.node: file_id(one.origin, one.path) for one in used.values() if one.path and one.origin}
    there = {row["id"] for row in store.run(load("read/file_states"), ids=sorted(set(files.values())))}
    return [
        (
            _citation(
                f"{id_}#{number}",
                one,
                {**pinned.get(one.node, {}), "reviewer": approved.get(one.origin)},
                asker,
                cited=one.node in supports,
            ),
            file if (file := files.get(one.node, "")) in there else "",
        )
        for number, one in enumerate(used.values(), start=1)
    ]


def _citation(id_: str, one: Citation, pinned: Mapping[str, Any], asker: Asker, *, cited: bool) -> Node:
    said: dict[str, Property] = {
        "symbol": one.node,
        "source": one.origin,
        "path": one.path,
        "line": one.line,
        "end_line": pinned.get("end_line") or one.line,
        "digest": pinned.get("digest") or "",
        "revision": one.revision,
        "license": one.license,
        "license_chosen": one.license_chosen,
        "tenant": asker.tenant,
        "reviewer": pinned["reviewer"] or "",
        "cited": cited,
    }
    return Node(id_, ("Citation", "Entity"), {key: value for key, value in said.items() if value != ""})


def _texts(store: GraphStore, answer: Answer, id_: str, asker: Asker) -> list[Node]:
    """What may be kept of what was asked and answered."""
    texts: dict[str, str] = {}
    if consented(store, asker.key, Purpose.STORE_PROMPTS):
        texts |= {"question": answer.question, "prompt": answer.prompt}
    if consented(store, asker.key, Purpose.STORE_ANSWERS):
        texts["answer"] = answer.text
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return [
        Node(
            f"{id_}/{kind}",
            ("Text", "Entity"),
            {"kind": kind, "text": text, "digest": digest(text), "at": at, "key": asker.key},
        )
        for kind, text in texts.items()
        if text
    ]
