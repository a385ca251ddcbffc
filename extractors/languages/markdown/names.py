"""Names of code as documentation spells them."""

import re
from collections.abc import Iterator

from graph.facts import Mention

_TITLED = re.compile(r"^.*<([^<>]+)>$", re.DOTALL)
_NAME = re.compile(r"^[~!.@]*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(.*\))?$", re.DOTALL)


def mention(text: str, role: str, line: int, module: str = "") -> Iterator[Mention]:
    """The name in a role's text, a literal or a code span, if it is one: `~shop.Cart`, `Cart.total()`, `a cart <shop.Cart>`."""
    titled = _TITLED.match(text.strip()) if role else None
    match = _NAME.match((titled[1] if titled else text).strip())
    if match:
        yield Mention(match[1], role, line, module)
