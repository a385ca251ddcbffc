"""All questions about a repository, put to each ranker and scored by file."""

import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.retrieval.asking import Lines
from benchmarks.retrieval.baselines import Grep, Keywords, chunk_texts
from benchmarks.retrieval.indexed import chunks, index, opened
from benchmarks.retrieval.ours import Search
from benchmarks.retrieval.scoring import DEPTH, READ, Hit, Ranker, ndcg
from benchmarks.retrieval.sweqa.answers import Asked, Place, places, questions
from benchmarks.retrieval.sweqa.fetching import fetched, python_files
from graph.errors import InputError, SourceError
from graph.stores.embedded import EmbeddedStore

FEW = 5
"""Files that somebody opens without scrolling."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Of one question, from 0 to 1: the share of the files that are among the first five and ten, NDCG@10, MRR@10.

    The last two are of the list as it was returned: further results of a file take places and gain nothing.
    """

    few: float
    ten: float
    ndcg: float
    reciprocal: float


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked about a repository; `unnamed` questions were left out, as their answers name no file of it.

    `folder` is the name of a folder that was given in place of the commit. `scores` are by ranker, in the questions' order.
    """

    place: Place
    folder: str
    unnamed: int
    scores: Mapping[str, tuple[Scores, ...]]


def ask_all(data: Path, cache: Path, given: Mapping[str, Path], kept: Path | None) -> tuple[list[Told], list[str]]:
    """Every repository that is to be had, and a line about each that is not. Raises CodeCraftError."""
    cache.mkdir(parents=True, exist_ok=True)
    listed = places(data)
    for name in given:
        if name not in {place.name for place in listed}:
            raise InputError(f"no question is about {name}: there are {', '.join(place.name for place in listed)}")
    told, missing = [], []
    with tempfile.TemporaryDirectory() as scratch:
        for place in listed:
            try:
                folder = given.get(place.name) or fetched(place, cache)
            except SourceError as error:
                missing.append(str(error))
                continue
            instead = folder.resolve().name if place.name in given else ""
            told.append(_told(place, instead, folder, data / f"{place.name}.jsonl", kept or Path(scratch)))
            print(f"{place.name}: asked", file=sys.stderr, flush=True)
    return told, missing


def _told(place: Place, instead: str, folder: Path, listing: Path, stores: Path) -> Told:
    every = questions(listing, python_files(folder))
    asked = [one for one in every if one.files]
    store = stores / place.name
    if not store.exists():
        with tempfile.TemporaryDirectory() as scratch:
            index([folder], store, Path(scratch))
    with closing(EmbeddedStore(store, read_only=True)) as read:
        found = chunks(read)
    with opened(store) as (read_only, embedder):
        scores = {Search.name: _scores(Search(read_only, embedder, 0.0), asked)}
    files = Lines(folder)
    searched = {path: files[path] for path in {one.path for one in found}}
    for baseline in (Keywords(found, chunk_texts(found, files)), Grep(searched)):
        scores[baseline.name] = _scores(baseline, asked)
    return Told(place, instead, len(every) - len(asked), scores)


def _scores(ranker: Ranker, asked: Sequence[Asked]) -> tuple[Scores, ...]:
    return tuple(scores(ranker.rank(one.text, READ), one.files) for one in asked)


def scores(hits: Sequence[Hit], wanted: Collection[str]) -> Scores:
    """Of results, best first, for a question that some files answer."""
    opened_in_turn = list(dict.fromkeys(hit.path for hit in hits))
    listed = [hit.path for hit in hits[:DEPTH]]
    ranks = [listed.index(path) + 1 for path in wanted if path in listed]
    return Scores(
        few=len(set(opened_in_turn[:FEW]) & set(wanted)) / len(wanted),
        ten=len(set(opened_in_turn[:DEPTH]) & set(wanted)) / len(wanted),
        ndcg=ndcg(ranks, len(wanted)),
        reciprocal=1 / min(ranks) if ranks else 0.0,
    )
