"""What rules are told from outside the graph, where they run from a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.session import Session

if TYPE_CHECKING:
    from queries.judgements import Given

_WAIVERS = Path("waivers.toml")
_RULES = Path("rules")


def given_here(session: Session, waivers: Path | None = None, policy: Path | None = None) -> "Given":
    """The policy that holds, and the waivers: of the file, or else of this folder. Raises InputError, NotFoundError."""
    from app.wiring import facts_for_rules

    return facts_for_rules(session.settings, waivers or (_WAIVERS if _WAIVERS.is_file() else None), policy)


def rules_beside(policy: Path | None) -> list[Path]:
    """The folder of rules of one's own: beside the policy, else here; none where that holds no rule."""
    folder = policy.parent / _RULES if policy and (policy.parent / _RULES).is_dir() else _RULES
    return [folder] if any(folder.glob("*.cypher")) else []
