"""The words that a table has rows for: the base model's pieces of Latin and Greek script, and the words that code is full of.

A general model's tokenizer cuts `str`, `json` or `async` into pieces that mean something else. Identifiers are split into words
before anything is lower-cased: `HTTPAdapter` and `sendAll` are `http adapter` and `send all`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tokenizers import Regex, Tokenizer, normalizers
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

UNKNOWN = 1
"""The number of what is no word; 0 pads. Neither has a row that counts."""

_FEWEST_TEXTS = 20
_FEWEST_PACKAGES = 4
_LENGTHS = range(3, 25)
_WORD_STARTS = "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
_SPLIT = re.compile(_WORD_STARTS)
_WORD = re.compile("[a-z]+")
_BEYOND = re.compile("[^\u0000-\u024f\u0370-\u03ff]")
_SPECIAL = re.compile(r"\[.+\]")


def base_pieces(vocabulary: Mapping[str, int]) -> list[str]:
    """A base model's pieces that are kept, in its order."""
    ordered = sorted(vocabulary, key=vocabulary.__getitem__)
    return [piece for piece in ordered if not (_SPECIAL.fullmatch(piece) or _BEYOND.search(piece))]


def code_words(texts: Iterable[tuple[str, str]], known: Mapping[str, int]) -> list[str]:
    """Words that several packages use and no piece spells whole, the commonest first; a text comes with its package."""
    counts: Counter[str] = Counter()
    packages: defaultdict[str, set[str]] = defaultdict(set)
    for package, text in texts:
        found = set(_WORD.findall(_SPLIT.sub(" ", text).lower()))
        counts.update(found)
        for word in found:
            packages[word].add(package)
    return [
        word
        for word, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        if count >= _FEWEST_TEXTS and len(packages[word]) >= _FEWEST_PACKAGES and len(word) in _LENGTHS and word not in known
    ]


def make_tokenizer(words: Sequence[str]) -> Tokenizer:
    """A tokenizer whose numbers are 0 for padding, `UNKNOWN`, then the words in their order."""
    numbers = {"[PAD]": 0, "[UNK]": UNKNOWN} | {word: number for number, word in enumerate(words, UNKNOWN + 1)}
    tokenizer = Tokenizer(WordPiece(numbers, unk_token="[UNK]"))  # noqa: S106 - no password
    tokenizer.normalizer = normalizers.Sequence([normalizers.Replace(Regex(_WORD_STARTS), " "), normalizers.BertNormalizer()])
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer
