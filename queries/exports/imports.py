"""Every import edge: a line each, or a JSON object each."""

from collections.abc import Iterator

from graph.ports import GraphStore
from queries import edges
from queries.exports.reading.request import Request
from queries.exports.writing.lines import edge_line

TITLE = "every import edge with dotted names, a line each"


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """The edges that start in the chosen sources, in the order of their starts."""
    for source in request.chosen(store) or ("",):
        for edge in edges.imports(store, source):
            yield edge_line(edge, as_json=request.lines_as_json)
