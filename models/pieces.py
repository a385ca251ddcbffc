"""Texts to token numbers: those the tokenizer gives, at a fraction of its cost.

The tokenizer goes through a text character by character, keeping for each where it came from. Code repeats few words, and in
ASCII text a token never reaches beyond a run of letters and digits or a punctuation mark, so each of these is tokenized once
and looked up from then on. What could be read across such a border goes to the tokenizer whole: other characters, and the
names of its own special tokens.
"""

import json
import re
from array import array
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

type Numbers = npt.NDArray[np.int64]

_BATCH = 1_024
_WORDS_OF_NAMES = "(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
_KEPT = 500_000
_PIECE = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")
_ELSEWISE = re.compile(r"[^\t\n\r -~]")


class Pieces:
    """Gives token numbers. A tokenizer of another form than the shipped one's, which is BERT's, is given all texts whole."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._longest: int = (tokenizer.truncation or {}).get("max_length") or 0
        self._special = re.compile(
            "|".join(
                [_ELSEWISE.pattern, *(re.escape(token.content) for token in tokenizer.get_added_tokens_decoder().values())]
            )
        )
        self._is_known_form = _is_known_form(tokenizer)
        self._known: dict[str, bytes] = {}

    def numbers(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """The token numbers of each text, none for what holds no token."""
        return (one.tolist() for one in self.rows(texts))

    def rows(self, texts: Sequence[str]) -> Iterator[Numbers]:
        """The token numbers of each text as an array."""
        for start in range(0, len(texts), _BATCH):
            yield from self._of(texts[start : start + _BATCH])

    def _of(self, texts: Sequence[str]) -> Iterator[Numbers]:
        if not self._is_known_form:
            yield from map(_array, self._tokenized(list(texts)))
            return
        if len(self._known) > _KEPT:
            self._known.clear()
        plain = [None if self._special.search(text) else _PIECE.findall(text) for text in texts]
        new = list(set().union(*filter(None, plain)) - self._known.keys())
        self._known.update(zip(new, self._tokenized(new), strict=True))
        whole = iter(self._tokenized([text for text, pieces in zip(texts, plain, strict=True) if pieces is None]))
        known = self._known.__getitem__
        for pieces in plain:
            numbers = _array(next(whole) if pieces is None else b"".join(map(known, pieces)))
            yield numbers[: self._longest] if self._longest else numbers

    def _tokenized(self, texts: list[str]) -> list[bytes]:
        """Token numbers as the bytes of an array: joining bytes makes one without looking at each number."""
        found = self._tokenizer.encode_batch_fast(texts, add_special_tokens=False)
        return [array("q", one.ids).tobytes() for one in found]


def _array(numbers: bytes) -> Numbers:
    return np.frombuffer(numbers, np.int64)


def _is_known_form(tokenizer: Tokenizer) -> bool:
    if not (isinstance(tokenizer.pre_tokenizer, BertPreTokenizer) and isinstance(tokenizer.model, WordPiece)):
        return False
    form = json.loads(tokenizer.normalizer.__getstate__()) if tokenizer.normalizer else {}
    return all(
        one.get("type") == "BertNormalizer" or one.get("pattern") == {"Regex": _WORDS_OF_NAMES}
        for one in form.get("normalizers", [form])
    )
