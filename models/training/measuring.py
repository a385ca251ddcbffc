"""How well an embedder finds code by its description: what was held back is asked for among all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.ports import Embedder
from models.training.pairs import Pair

DEPTH = 10
_AT_ONCE = 512
_BUCKETS = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """Reciprocal ranks within the first `DEPTH`, one a description, 0 beyond; `definitions` were searched."""

    ranks: npt.NDArray[np.float64]
    definitions: int

    @property
    def mrr(self) -> float:
        """Their mean."""
        return float(self.ranks.mean()) if len(self.ranks) else 0.0

    @property
    def descriptions(self) -> int:
        """How many were asked for."""
        return len(self.ranks)


def hold_back(pairs: Sequence[Pair], share: float) -> tuple[list[Pair], list[Pair]]:
    """What is learned from and what is held back: whole definitions, the same ones each time."""
    parts: tuple[list[Pair], list[Pair]] = ([], [])
    for pair in pairs:
        parts[_bucket(pair.name) < share * _BUCKETS].append(pair)
    return parts


def find(embedder: Embedder, held: Sequence[Pair], others: Sequence[Pair] = ()) -> Found:
    """Ask for the held definitions by their first paragraphs, among those and the others; a tie counts against it."""
    codes = list(dict.fromkeys(pair.code for pair in (*held, *others)))
    rows = {code: row for row, code in enumerate(codes)}
    asked = [pair for pair in held if pair.paragraph == 1]
    matrix = embedder.embed_documents(codes)
    ranks = np.zeros(len(asked))
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        scores = np.stack([embedder.embed_query(pair.query) for pair in part]) @ matrix.T
        own = scores[np.arange(len(part)), [rows[pair.code] for pair in part]]
        places = (scores >= own[:, None]).sum(axis=1)
        ranks[start : start + len(part)] = np.where(places <= DEPTH, 1 / places, 0.0)
    return Found(ranks, len(codes))


def _bucket(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:4]) % _BUCKETS
