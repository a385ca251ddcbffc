"""What of a symbol is searched: the text its vector is made of and the words of the text index.

Both are decided here, beside the vocabulary, because indexing writes them and search reads them: a query must be cut into
words exactly as the symbols were.
"""

import re
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

import Stemmer

EMBEDDED_CHARACTERS = 1_500
"""The embedded text is cut here: what follows the first screen of a function seldom changes what it is about."""

_NAME_TIMES = 3
_DOCSTRING_TIMES = 2
_DOCSTRING_WORDS = 100
_BODY_WORDS = 150
_CHARACTERS_A_WORD = 20
_LONGEST_WORD = 64

_TOKEN = re.compile(r"\w+")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_OTHER_PART = re.compile(r"[^\W_]+")
_STOPWORDS = frozenset(
    _TOKEN.findall("""
    a an and are as at be been but by can could did do does for from had has have how i if in into is it its me my of on or
    our should so than that the their them then there these they this to was we were what when where which who why will with
    would you your def self cls return none true false
    """)
)
_GROUP = itemgetter(0)
_stem = Stemmer.Stemmer("english").stemWord


def embedding_text(qualified_name: str, source: str) -> str:
    """The text that stands for a symbol in vector search: its dotted name as words, then its source, cut short."""
    return f"{qualified_name.replace('.', ' ')}\n{source}"[:EMBEDDED_CHARACTERS]


def words(text: str) -> list[str]:
    """The words of a text in order: identifiers whole and split, lower-cased, stemmed, without stopwords.

    `HTTPAdapter.send_all` gives `httpadapt`, `http`, `adapt`, `sendal`, `send`, `all`: the compound is spelled without
    separators, so that `http_adapter` and `HTTPAdapter` meet.
    """
    return [word for token in _TOKEN.findall(text) for word in _identifier(token)]


def search_text(name: str, qualified_name: str, signature: str, docstring: str, body: str) -> str:
    """The words of a symbol for the text index, joined by blanks.

    Fields are weighted by repetition, so that any engine's term frequencies see the weights: the name three times, the
    docstring's beginning twice, the rest once. `body` is the symbol's source; only its first words count.
    """
    return " ".join(
        [
            *words(name) * _NAME_TIMES,
            *words(qualified_name),
            *words(signature),
            *_first(docstring, _DOCSTRING_WORDS) * _DOCSTRING_TIMES,
            *_first(body, _BODY_WORDS),
        ]
    )


def _first(text: str, count: int) -> list[str]:
    tokens = map(_GROUP, _TOKEN.finditer(text, 0, count * _CHARACTERS_A_WORD))
    return list(islice(chain.from_iterable(map(_identifier, tokens)), count))


@lru_cache(maxsize=200_000)
def _identifier(token: str) -> tuple[str, ...]:
    if len(token) > _LONGEST_WORD:
        return ()
    parts = [part.lower() for part in (_PART if token.isascii() else _OTHER_PART).findall(token)]
    compound = "".join(parts)
    candidates = parts if len(parts) < 2 else [compound, *parts]
    return tuple(_stem(word) for word in candidates if word not in _STOPWORDS and not (len(word) == 1 and word.isascii()))
