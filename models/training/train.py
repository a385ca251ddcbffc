"""The shipped embedding's recipe: a teacher's words and sentences, then docstrings and the code that they describe."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Protocol

import numpy as np
from tokenizers import Tokenizer

from graph.facts import Matrix
from graph.ports import Progress
from models.pieces import Pieces
from models.training.bags import Bags, to_bags, unit
from models.training.learning import Course, Taught, contrast, distil
from models.training.pairs import Pair
from models.training.vocabulary import UNKNOWN, base_pieces, code_words, make_tokenizer

DIMENSIONS = 256
SENTENCES = 60_000
DISTILLING = Course(epochs=3, batch=1_024, rate=0.003)
CONTRASTING = Course(epochs=3, batch=2_048, rate=0.003, thinning=0.2)
TAUGHT_WEIGHT = 4.0

_COMMON = 1e-3
"""A token this share of all has half the weight of a rare one (Arora et al., 2017)."""
_SEEN = 5
_SHUFFLE = 7
_AT_ONCE = 2_048
_FEWEST_WORDS, _MOST_WORDS = 4, 32
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SENTENCES_A_QUERY = 2


class WordTeacher(Protocol):
    """What is learned from: `models.training.teacher.Teacher`."""

    vocabulary: dict[str, int]

    def of_pieces(self, pieces: Sequence[str]) -> Matrix:
        """Rows of length 1."""
        ...

    def of_sentences(self, sentences: Sequence[str]) -> Matrix:
        """Rows of length 1."""
        ...


@dataclass(frozen=True, slots=True)
class TokenTable:
    """A vector for each token, and the tokenizer; how many words of code it has and how many sentences were taught."""

    table: Matrix
    tokenizer: Tokenizer
    code_words: int
    sentences: int


def train(pairs: Sequence[Pair], teacher: WordTeacher, progress: Progress) -> TokenTable:
    """A table from the pairs and the teacher: the same for the same on one machine. CPU only."""
    with progress.step("Teaching words"):
        texts = ((pair.name.partition(".")[0], f"{pair.query} {pair.code}") for pair in pairs)
        pieces, words = base_pieces(teacher.vocabulary), code_words(texts, teacher.vocabulary)
        tokenizer = make_tokenizer([*pieces, *words])
        rows = teacher.of_pieces([*pieces, *words])
    sentences = sentences_of(pairs)
    with progress.step("Teaching sentences", len(sentences)) as advance:
        said = _said(teacher, sentences, advance)
    with progress.step("Training"):
        numbers = Pieces(tokenizer)
        queries, codes = (
            to_bags(map(_known, numbers.numbers([getattr(pair, side) for pair in pairs]))) for side in ("query", "code")
        )
        mean, axes = _axes(rows)
        table = np.zeros((tokenizer.get_vocab_size(), axes.shape[1]), np.float32)
        table[UNKNOWN + 1 :] = (rows - mean) @ axes
        table *= _weights(len(table), queries, codes)[:, None]
        taught = to_bags(map(_known, numbers.numbers(sentences)))
        turned: Matrix = np.asarray((said - mean) @ axes, np.float32)
        directions = unit(turned)[0]
        distil(table, Taught(taught, directions), DISTILLING)
        contrast(table, queries, codes, CONTRASTING, Taught(taught, directions, TAUGHT_WEIGHT))
    return TokenTable(table, tokenizer, len(words), len(sentences))


def recipe() -> dict[str, object]:
    """All that decides a table besides the pairs and the teacher."""
    return {
        "dimensions": DIMENSIONS,
        "sentences": SENTENCES,
        "distilling": asdict(DISTILLING),
        "contrasting": asdict(CONTRASTING),
        "taught_weight": TAUGHT_WEIGHT,
    }


def sentences_of(pairs: Sequence[Pair], most: int = SENTENCES) -> list[str]:
    """Sentences of the descriptions, each once, by chance as many as are taught."""
    found = set()
    for pair in pairs:
        for sentence in _SENTENCE_END.split(pair.query)[:_SENTENCES_A_QUERY]:
            words = sentence.split()[:_MOST_WORDS]
            if len(words) >= _FEWEST_WORDS:
                found.add(" ".join(words))
    ordered = sorted(found)
    Random(_SHUFFLE).shuffle(ordered)  # noqa: S311 - no secret
    return ordered[:most]


def _said(teacher: WordTeacher, sentences: Sequence[str], advance: Callable[[int], None]) -> Matrix:
    """The teacher's rows, asked for by length, as it pads all texts of a batch to the longest."""
    order = sorted(range(len(sentences)), key=lambda one: (len(sentences[one]), one))
    parts = []
    for start in range(0, len(order), _AT_ONCE):
        part = [sentences[one] for one in order[start : start + _AT_ONCE]]
        parts.append(teacher.of_sentences(part))
        advance(len(part))
    rows = np.concatenate(parts)
    result = np.empty_like(rows)
    result[order] = rows
    return result


def _known(numbers: list[int]) -> list[int]:
    return [number for number in numbers if number > UNKNOWN]


def _axes(rows: Matrix) -> tuple[Matrix, Matrix]:
    """The mean, and the directions in which the rows differ most, as columns."""
    mean = rows.mean(axis=0)
    _, _, directions = np.linalg.svd(rows - mean, full_matrices=False)
    return mean, directions[:DIMENSIONS].T


def _weights(size: int, *sides: Bags) -> Matrix:
    """Of each token the less, the more texts have it."""
    counts = np.bincount(np.concatenate([side.tokens for side in sides]), minlength=size)
    shares = (counts + _SEEN) / counts.sum()
    weights: Matrix = (_COMMON / (_COMMON + shares)).astype(np.float32)
    return weights
