"""What a record says, in a line."""

_LEFT_TO_JSON = (
    "nodes",
    "relations",
    "removed",
    "activity",
    "inputs_digest",
    "model_digest",
    "parts",
    "started",
    "ended",
    "kind",
)


def line(content: dict[str, object]) -> str:
    """`name=value` for what a person looks for; the rest is left to JSON."""
    said = {
        key: value
        for key, value in content.items()
        if key not in _LEFT_TO_JSON and not isinstance(value, dict) and value not in ("", 0, False, None)
    }
    nodes = content.get("nodes")
    more = f" ({len(nodes)} nodes)" if isinstance(nodes, dict) else ""
    return " ".join(f"{key}={_short(value)}" for key, value in said.items()) + more


def _short(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
