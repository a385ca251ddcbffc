"""The index of search words beside the embedded graph: one file a source and label, named by content, mapped into memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from graph.stores.folder import WORDS, write_whole
from graph.stores.headed import packed, unpacked

_MAGIC = b"CCWORD01"

type Numbers = npt.NDArray[np.uint32]


class _Head(msgspec.Struct, array_like=True):
    ids: tuple[str, ...]
    words: tuple[str, ...]
    licenses: tuple[str, ...]
    postings: int


@dataclass(frozen=True)
class WordSet:
    """Which searched nodes of a source have a word and how often. Without slots, which keep nothing computed.

    The postings of `words[i]` are from `starts[i]` to `starts[i + 1]`: rows, ascending, each with its count. Row j belongs to
    `ids[j]`, has `lengths[j]` words in all, and is under `licenses[codes[j]]`, an expression, empty for none.
    """

    ids: tuple[str, ...]
    words: tuple[str, ...]
    licenses: tuple[str, ...]
    starts: Numbers
    rows: Numbers
    counts: Numbers
    lengths: Numbers
    codes: Numbers

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each word in `words`."""
        return {word: place for place, word in enumerate(self.words)}


def word_set(texts: Iterable[tuple[str, str, str]]) -> WordSet:
    """The index of (id, words joined by blanks, licence or nothing)."""
    ids, said, under = tuple(zip(*texts, strict=True)) or ((), (), ())
    licenses = tuple(sorted(set(under)))
    code = {license_: number for number, license_ in enumerate(licenses)}
    every = " ".join(said).split(" ") if said else []
    place: defaultdict[str, int] = defaultdict(count().__next__)  # gives each new word the next number
    lengths = np.fromiter((text.count(" ") + 1 for text in said), np.uint32, len(said))
    which = np.fromiter(map(place.__getitem__, every), np.int64, len(every))
    words = tuple(place)
    keys, counts = np.unique(which * max(len(ids), 1) + np.repeat(np.arange(len(ids)), lengths), return_counts=True)
    of_word, rows = np.divmod(keys, max(len(ids), 1))
    return WordSet(
        ids,
        words,
        licenses,
        starts=np.searchsorted(of_word, np.arange(len(words) + 1)).astype(np.uint32),
        rows=rows.astype(np.uint32),
        counts=counts.astype(np.uint32),
        lengths=lengths,
        codes=np.fromiter((code[license_] for license_ in under), np.uint32, len(under)),
    )


def keep(folder: Path, held: WordSet) -> str:
    """Write the index so that it survives a crash, and give the file's name. The same index has the same name."""
    head = msgspec.msgpack.encode(_Head(held.ids, held.words, held.licenses, len(held.rows)))
    arrays = [np.ascontiguousarray(one, dtype="<u4") for one in _arrays(held)]
    digest = blake2b(head, digest_size=16)
    for one in arrays:
        digest.update(one.data)
    name = digest.hexdigest() + f".{WORDS}"
    write_whole(folder / name, [packed(_MAGIC, head), *(one.data for one in arrays)])
    return name


def read(folder: Path, name: str) -> WordSet | None:
    """The index of a file, its numbers mapped and not read; None when it cannot be read: the graph knows all that it says."""
    path = folder / name
    try:
        found = unpacked(path, _MAGIC)
        if found is None:
            return None
        head = msgspec.msgpack.decode(found[0], type=_Head)
        nodes, words = len(head.ids), len(head.words)
        sizes = (words + 1, head.postings, head.postings, nodes, nodes)
        numbers = np.asarray(np.memmap(path, dtype="<u4", mode="r", offset=found[1], shape=(sum(sizes),)))
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    starts, rows, counts, lengths, codes = np.split(numbers, np.cumsum(sizes)[:-1])
    return WordSet(head.ids, head.words, head.licenses, starts, rows, counts, lengths, codes)


def _arrays(held: WordSet) -> Sequence[npt.NDArray[Any]]:
    return held.starts, held.rows, held.counts, held.lengths, held.codes
