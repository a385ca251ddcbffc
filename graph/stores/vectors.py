"""Vectors beside the embedded graph: one file a source, named by its content, mapped into memory, searched exactly."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from graph.errors import StoreError
from graph.facts import Matrix, Scored, Vectors
from graph.stores.folder import VECTORS, write_whole
from graph.stores.headed import packed, unpacked

DECIMALS = 6
"""Scores are compared and given with as many decimals as float32 sums can be trusted for, so that ties are ties."""

type Rows = npt.NDArray[np.intp]

_FEW = 8
"""Rows are picked out before they are compared where they are fewer than one in so many."""

_MAGIC = b"CCVECT01"


@dataclass(frozen=True)
class VectorSet:
    """A source's vectors: row i of `matrix` (float32) belongs to `ids[i]`. Without slots, which keep nothing computed."""

    model: str
    ids: tuple[str, ...]
    digests: tuple[str, ...]
    matrix: Matrix

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each id."""
        return {id_: row for row, id_ in enumerate(self.ids)}

    def changed(self, vectors: Vectors) -> int:
        """How many of the new vectors this set does not hold."""
        if self.model != vectors.model:
            return len(vectors.ids)
        if (self.ids, self.digests) == (vectors.ids, vectors.digests):
            return 0
        held = dict(zip(self.ids, self.digests, strict=True))
        return sum(held.get(id_) != digest for id_, digest in zip(vectors.ids, vectors.digests, strict=True))


def keep(folder: Path, vectors: Vectors) -> str:
    """Write the vectors so that they survive a crash, and give the file's name. The same vectors have the same name."""
    matrix = np.ascontiguousarray(vectors.matrix, dtype="<f4")
    names = msgspec.msgpack.encode((vectors.model, vectors.ids, vectors.digests, matrix.shape))
    name = blake2b(names + blake2b(matrix.data).digest(), digest_size=16).hexdigest() + f".{VECTORS}"
    write_whole(folder / name, [packed(_MAGIC, names), matrix.data])
    return name


def read(folder: Path, name: str) -> VectorSet:
    """The vectors of a file, its matrix mapped and not read. Raises StoreError."""
    path = folder / name
    try:
        found = unpacked(path, _MAGIC)
        if found is None:
            raise StoreError(f"{path} is damaged: remove the store's folder and index again")
        model, ids, digests, shape = msgspec.msgpack.decode(found[0])
        matrix: Matrix = np.memmap(path, dtype="<f4", mode="r", offset=found[1], shape=tuple(shape)) if ids else _nothing(shape)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        raise StoreError(f"{path} cannot be read ({error}): remove the store's folder and index again") from error
    return VectorSet(model, tuple(ids), tuple(digests), matrix)


def nearest(
    sets: Mapping[str, VectorSet],
    vector: Matrix,
    limit: int,
    among: Collection[str] = (),
    rows: Mapping[str, Rows | None] | None = None,
) -> list[Scored]:
    """The best of all rows by cosine similarity, ties by id; all rows have length 1.

    `among` narrows to those ids, `rows` to those of each source (None for all of them).
    """
    length = float(np.linalg.norm(vector))
    if limit < 1 or not length:
        return []
    query = (np.asarray(vector, dtype=np.float32) / np.float32(length)).ravel()
    chosen: list[tuple[VectorSet, Rows | None]] = []
    asked = _by_source(sets, among) if among else None
    for source, one in sets.items():
        if one.ids and (rows is None or source in rows) and (asked is None or source in asked):
            within = rows[source] if rows is not None else None
            chosen.append((one, _of(asked[source], within) if asked is not None else within))
    found = sorted(_best(chosen, query, limit))
    return [Scored(id_, -score) for score, id_ in found[:limit]]


def _best(chosen: Sequence[tuple[VectorSet, Rows | None]], query: Matrix, limit: int) -> list[tuple[float, str]]:
    """Negative scores and ids of the best, in no order, and of all that may equal the last of them."""
    each = [_cosines(one, query, rows) for one, rows in chosen]
    scores = np.concatenate(each) if each else np.zeros(0, np.float32)
    if limit < len(scores):
        last = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        best = np.flatnonzero(scores >= last - 10.0**-DECIMALS)
    else:
        best = np.arange(len(scores))
    ends = np.cumsum([len(part) for part in each])
    found = []
    for at, which in zip(best.tolist(), np.searchsorted(ends, best, side="right").tolist(), strict=True):
        one, rows = chosen[which]
        place = at - int(ends[which]) + len(each[which])
        found.append((-round(float(scores[at]), DECIMALS), one.ids[place if rows is None else rows[place]]))
    return found


def _cosines(one: VectorSet, query: Matrix, rows: Rows | None) -> Matrix:
    # Not `@`: BLAS takes as many threads as there are cores for what memory alone holds up, and has them spin.
    matrix = np.asarray(one.matrix)
    if rows is not None and len(rows) * _FEW < len(matrix):
        matrix, rows = matrix[rows], None
    scores: Matrix = np.einsum("ij,j->i", matrix, query)
    return scores if rows is None else scores[rows]


def _by_source(sets: Mapping[str, VectorSet], ids: Collection[str]) -> dict[str, list[int]]:
    """The rows of the ids in the sets that hold them."""
    found: dict[str, list[int]] = {}
    for id_ in ids:
        likely = id_.partition("#")[0]
        for source in (likely,) if likely in sets else sets:
            row = sets[source].rows.get(id_)
            if row is not None:
                found.setdefault(source, []).append(row)
                break
    return found


def _of(rows: list[int], within: Rows | None) -> Rows:
    asked = np.array(rows, np.intp)
    return asked if within is None else asked[np.isin(asked, within)]


def _nothing(shape: tuple[int, int]) -> Matrix:
    return np.zeros(tuple(shape), np.float32)
