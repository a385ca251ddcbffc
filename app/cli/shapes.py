"""Symbols and coverage as JSON and as table cells: the shapes that docs/command-line.md promises."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.facts import ModelInfo
    from queries.coverage import Coverage
    from queries.views import SymbolView


def symbol_json(view: "SymbolView") -> dict[str, Any]:
    """A symbol without its docstring."""
    return {
        "id": view.id,
        "symbol": view.qualified_name,
        "kind": view.kind,
        "path": view.path,
        "line": view.line,
        "end_line": view.end_line,
        "signature": view.signature,
        "license": view.license or "NOASSERTION",
        "source": view.source or view.distribution,
        "external": view.external,
    }


def coverage_json(coverage: "Coverage") -> dict[str, Any]:
    """What an answer lacks."""
    return {
        "complete": coverage.complete,
        "resolved": coverage.resolved,
        "unresolved": coverage.unresolved,
        "observed": coverage.observed,
        "sites": coverage.sites,
        "left_out": coverage.left_out,
        "truncated": coverage.truncated,
        "total": coverage.total,
        "stale": coverage.stale,
        "withheld": coverage.withheld,
    }


def place(view: "SymbolView") -> str:
    """`path:line`, or where an external name comes from."""
    if view.path:
        return f"{view.path}:{view.line}"
    return view.distribution or "outside the index"


def license_of(view: "SymbolView") -> str:
    """The licence as a cell."""
    return view.license or "NOASSERTION"


def hidden(shown: int, total: int | None) -> str:
    """How many are not shown and how to see them; empty when all are."""
    if total is None:
        return "there are more: --limit"
    return f"{total - shown:,} more: --limit {total}" if total > shown else ""


def model_json(model: "ModelInfo | None") -> dict[str, Any] | None:
    """Which model had a part in something, and under which licence."""
    return {"id": model.id, "name": model.name, "digest": model.digest, "license": model.license} if model else None
