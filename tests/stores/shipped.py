"""The statements that we ship, but for those that only one engine has."""

from pathlib import Path

import cypher

_FOLDER = Path(next(iter(cypher.__path__)))
OWN = {"neo4j", "grafeo"}
"""Folders of statements that only one engine has: what they do is tested through the stores."""


def shipped(folder: str) -> list[str]:
    paths = (path.relative_to(_FOLDER) for path in sorted((_FOLDER / folder).rglob("*.cypher")))
    return [str(path.with_suffix("")) for path in paths if not OWN & set(path.parts)]
