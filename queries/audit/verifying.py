"""The log of a store, verified: the chain, what the records tell of, and that nothing came in beside it."""

from collections.abc import Sequence
from dataclasses import replace

from graph.log import Anchor, log_head
from graph.ports import GraphStore
from graph.statements import load
from queries.audit.chain import Problem, Verification, verify
from queries.audit.entries import read_entries
from queries.audit.named import differing

_PAGE = 1_000


def verify_store(store: GraphStore, anchors: Sequence[Anchor] = ()) -> Verification:
    """Check the store's log against its head and every anchor. Raises StoreError."""
    before = log_head(store)
    entries = list(read_entries(store))
    checked = verify(entries, [Anchor(before, "the store's head"), *anchors])
    problems = list(checked.problems)
    after = log_head(store)
    problems += [
        Problem(entry.record.id, "is not known to the store's head")
        for entry in entries
        if entry.record.sequence > after.sequence
    ]
    problems += differing(store, entries)
    for row in store.run(load("read/log_strangers"), limit=_PAGE):
        problems.append(Problem(row["id"], "is no record of the log, but carries its label"))
    told = {id_ for entry in entries for id_ in entry.seals}
    if after == before:
        ids = [row["id"] for row in store.run(load("read/appended"))]
        problems += [Problem(id_, "is in no record: it was not written by us") for id_ in ids if id_ not in told]
    return replace(checked, problems=tuple(problems), anchors=len(anchors))
