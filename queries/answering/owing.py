"""What an answer owes: by the code that it cites, under the branch of each licence that was taken."""

from dataclasses import replace

from graph.licensing.expressions import License
from graph.ports import GraphStore
from queries.answering.values import Answer
from queries.obligations import Taken, obligations
from queries.terms import Terms


def with_obligations(store: GraphStore, found: Answer, terms: Terms) -> Answer:
    """The answer with what is owed for the cited code."""
    taken = [Taken(one.origin, one.path, one.license, one.license_chosen) for one in found.citations]
    category = terms.policy.category if terms.policy else _of_no_known_kind
    return replace(found, obligations=obligations(store, taken, category))


def _of_no_known_kind(_one: License) -> str:
    return "unknown"
