"""What is asked: the words and the names in a text, and what kind of answer they ask for."""

import re
from dataclasses import dataclass
from enum import StrEnum

from graph.texts import words
from queries.ranking.wording import what_is_asked

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_LOOKS_LIKE_CODE = re.compile(r"_|\.\w|[a-z\d][A-Z]|[A-Z]{2,}[a-z]")
_ABOUT_DEFINITIONS = frozenset(
    _NAME.findall("""
    where is are the a of in find show see me source code definition defined declared implemented implementation
    class function method property attribute variable constant module def
    """)
)
_ASKS_FOR_A_WAY = re.compile(
    r"\W*(how|what (happens|lies|goes on|leads)|(in )?(which|what) (order|steps|parts|path|way)|explain|describe|trace)\b"
    r"|.*\b(flow|life ?cycle|pipeline|architecture|end to end)\b",
    re.IGNORECASE | re.DOTALL,
)


class QueryKind(StrEnum):
    """What a query asks for: a name, what does something, or how parts work together."""

    SYMBOL = "symbol"
    MEANING = "meaning"
    ARCHITECTURE = "architecture"


@dataclass(frozen=True, slots=True)
class Query:
    """A query's text, what of it is embedded, the distinct words of that in order, the names in it, and what it asks for."""

    text: str
    asked: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    kind: QueryKind


def parse_query(text: str) -> Query:
    """A query from its text.

    Names are spelled as code spells them (`get_adapter`, `Session.send`), or all that is left without the words that people put
    around a name (`Session`, `where is quote defined`). A query asks for a symbol when nothing else is left, and for how parts
    work together when it says so ("how", "what happens between").
    """
    tokens = text.split()
    left = [token for token in tokens if token.strip("?.,:;!`'\"()").lower() not in _ABOUT_DEFINITIONS]
    single = len(left) == 1
    found = _NAME.findall(" ".join(left) if single else text)
    names = tuple(dict.fromkeys(name for name in found if single or _LOOKS_LIKE_CODE.search(name)))
    if names and single:
        kind = QueryKind.SYMBOL
    else:
        kind = QueryKind.ARCHITECTURE if _ASKS_FOR_A_WAY.match(text) else QueryKind.MEANING
    asked = what_is_asked(text)
    return Query(text, asked, tuple(dict.fromkeys(words(asked))), names, kind)
