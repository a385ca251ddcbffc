"""Which questions the graph can answer itself, and about what.

The phrases are in `phrases.toml` beside this file.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Topic(StrEnum):
    """What is asked about a name."""

    DEFINITION = "definition"
    SIGNATURE = "signature"
    CALLERS = "callers"
    CALLEES = "callees"
    IMPORTERS = "importers"
    IMPORTS = "imports"
    BASES = "bases"
    SUBCLASSES = "subclasses"
    MEMBERS = "members"
    LICENSE = "license"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class GraphQuestion:
    """A question about one name. `within` is where the question says to look (`… in requests`), empty when it doesn't.

    `certain` says that the name is written as code writes it (quoted, dotted, with underscores or capitals).
    """

    topic: Topic
    name: str
    within: str = ""
    certain: bool = True


_POLITE = re.compile(
    r"^(?:please|hey|hi|hello|so|and|ok|okay|now|could you|can you|would you|i want to know|i would like to know|"
    r"i'd like to know|do you know|tell me|show me|give me|explain|list me|say)\b[,:]?\s*(?:me\s+)?",
    re.IGNORECASE,
)
_NOUNS = (
    "function",
    "method",
    "class",
    "module",
    "variable",
    "constant",
    "attribute",
    "property",
    "package",
    "library",
    "project",
    "symbol",
    "file",
    "name",
    "decorator",
    "exception",
)
_NOUN = f"(?:{'|'.join(_NOUNS)})"
_QUOTED = r"`[^`]+`|\"[^\"]+\"|'[^']+'|\u2018[^\u2019]+\u2019|\u201c[^\u201d]+\u201d"
_QUOTES = "`\"'\u2018\u2019\u201c\u201d"
_PLAIN = rf"(?:{_QUOTED}|[\w][\w.\-]*)"
_NAME = (
    rf"(?:(?:the|a|an)\s+)?(?:{_NOUN}\s+)?(?P<name>{_QUOTED}|[\w][\w.\-]*(?:\(\))?)(?:'s)?"
    rf"(?:\s+{_NOUN}(?:\s+(?:of|in|on)\s+(?:the\s+)?(?:{_NOUN}\s+)?(?P<owner>{_PLAIN}))?)?"
)
_WITHIN = rf"(?:\s+(?:in|of|from|inside|within)\s+(?:the\s+)?(?:{_NOUN}\s+)?(?P<within>{_PLAIN})(?:\s+{_NOUN})?)?"
_CODE_LIKE = re.compile(r"[._]|[a-z\d][A-Z]|^[A-Z]\w*[a-z]|\(\)$")
_NOT_NAMES = frozenset(
    ("it", "this", "that", "they", "code", "the", "a", "an", "everything", "something", "anything", "all", "i", "you")
)


def recognise(question: str) -> GraphQuestion | None:
    """The question about a name that the text asks; None when it is none of those that the graph answers itself."""
    text = _plain(question)
    for topic, patterns in _compiled():
        for pattern in patterns:
            if (match := pattern.fullmatch(text)) and (found := _found(topic, match)):
                return found
    return None


def quoted_names(question: str) -> tuple[str, ...]:
    """Names in a question that are written as code writes them, each once."""
    quoted = [_bare(one) for one in re.findall(r"`[^`]+`", question)]
    dotted = re.findall(
        r"\b[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+\b|\b\w+(?=\(\))|\b[A-Za-z]+_\w+\b|\b[A-Z][a-z]+[A-Z]\w*\b", question
    )
    return tuple(dict.fromkeys((*quoted, *dotted)))


def _plain(question: str) -> str:
    text = " ".join(question.split()).rstrip("?!. ")
    text = re.sub(r"\b(what|where|who|how)['\u2019]s\b", r"\1 is", text, flags=re.IGNORECASE)
    while (shorter := _POLITE.sub("", text)) != text:
        text = shorter
    return re.sub(r"\b(?:currently|exactly|actually|directly|all|really)\s+(?=\w)", "", text)


def _found(topic: Topic, match: re.Match[str]) -> GraphQuestion | None:
    written, within = match["name"], match["owner"] or match["within"] or ""
    name = _bare(written)
    certain = written[0] in _QUOTES or bool(_CODE_LIKE.search(written))
    if not certain and (name.lower() in _NOT_NAMES or name.lower() in _NOUNS):
        return None
    return GraphQuestion(topic, name, _bare(within), certain)


def _bare(name: str) -> str:
    return name.strip(_QUOTES).removesuffix("()").strip(" .")


@cache
def _compiled() -> tuple[tuple[Topic, tuple[re.Pattern[str], ...]], ...]:
    phrases = tomllib.loads(files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8"))
    return tuple((Topic(topic), tuple(_compile(one) for one in patterns)) for topic, patterns in phrases.items())


def _compile(phrase: str) -> re.Pattern[str]:
    spaced = re.sub(r"\bX\b", "<X>", phrase).replace("(", "(?:").replace(" ", r"\s+")
    return re.compile(spaced.replace("<X>", _NAME) + _WITHIN, re.IGNORECASE)
