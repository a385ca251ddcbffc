"""Facts for documents: from the cache where they are kept, else extracted, in a process pool when there is enough to do."""

import atexit
import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import PurePosixPath
from types import ModuleType

import msgspec

from graph.facts import Document, FileFacts
from graph.ports import Extractor, FactsCache, Progress

_CHARACTERS_A_WORKER = 500_000
"""As much as a process must have to read to be started for it: starting takes as long as reading 300,000 characters."""
_CHUNK_CHARACTERS = 150_000
_COLLECT_FROM = 200_000

_decoder = msgspec.msgpack.Decoder(FileFacts)
_worker_extractor: Extractor | None = None


def extract_all(
    documents: Sequence[Document],
    extractors: Mapping[str, Extractor],
    cache: FactsCache,
    progress: Progress,
    workers: int = 0,
) -> dict[str, FileFacts]:
    """Facts by path. `extractors` maps a suffix to its extractor; `workers` 0 means one for each usable core."""
    keys = {document.path: fact_key(document, extractors[suffix_of(document.path)]) for document in documents}
    kept = cache.facts(set(keys.values()))
    missing = _first_of_each(documents, keys, kept)
    with progress.step("Extracting", len(missing)) as advance:
        for extractor, group in _by_extractor(missing, extractors):
            for chunk, facts in _extract(extractor, group, workers or usable_cores()):
                fresh = {keys[document.path]: one for document, one in zip(chunk, facts, strict=True)}
                cache.keep_facts(fresh)
                kept |= fresh
                advance(len(chunk))
    return {path: kept[key] for path, key in keys.items()}


def fact_key(document: Document, extractor: Extractor) -> str:
    """What a file's facts are cached under: they depend on its text and on the extractor alone."""
    version = f"{extractor.version}+{document.redacted}" if document.redacted else extractor.version
    return f"{extractor.language}:{version}:{document.digest}"


def suffix_of(path: str) -> str:
    """The suffix that chooses the extractor."""
    return PurePosixPath(path).suffix


def usable_cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _first_of_each(documents: Sequence[Document], keys: Mapping[str, str], kept: Mapping[str, FileFacts]) -> list[Document]:
    seen = set(kept)
    missing = []
    for document in documents:
        if (key := keys[document.path]) not in seen:
            seen.add(key)
            missing.append(document)
    return missing


def _by_extractor(
    documents: Sequence[Document], extractors: Mapping[str, Extractor]
) -> Iterator[tuple[Extractor, list[Document]]]:
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(extractors[suffix_of(document.path)].language, []).append(document)
    for group in groups.values():
        yield extractors[suffix_of(group[0].path)], group


def _extract(
    extractor: Extractor, documents: Sequence[Document], workers: int
) -> Iterator[tuple[Sequence[Document], list[FileFacts]]]:
    workers = min(workers, sum(len(document.text) for document in documents) // _CHARACTERS_A_WORKER)
    if workers <= 1:
        for document in documents:
            yield [document], [extractor.extract(document)]
        return
    chunks = _chunks(documents)
    pool = ProcessPoolExecutor(
        min(workers, len(chunks)), multiprocessing.get_context("spawn"), initializer=_start_worker, initargs=(extractor,)
    )
    try:
        with _undisturbed(), _without_main():
            futures = {pool.submit(_extract_chunk, chunk): chunk for chunk in chunks}
        for future in as_completed(futures):
            yield futures[future], [_decoder.decode(one) for one in future.result()]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _chunks(documents: Sequence[Document]) -> list[list[Document]]:
    """Groups of about equal size, the largest texts first so that no worker ends long after the others."""
    chunks: list[list[Document]] = []
    size = _CHUNK_CHARACTERS
    for document in sorted(documents, key=lambda one: -len(one.text)):
        if size + len(document.text) > _CHUNK_CHARACTERS:
            chunks.append([])
            size = 0
        chunks[-1].append(document)
        size += len(document.text)
    return chunks


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits until the block ends, and workers that are started in it never hear it.

    The parent decides what Ctrl-C means; a worker that dies of it while it starts, or is left half-started, prints a traceback.
    """
    is_ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # as in a shell's background
    if is_ignored or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "pthread_sigmask"):
        yield
        return
    pressed: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt


@contextmanager
def _without_main() -> Iterator[None]:
    """Processes that are started in the block don't import the program that started them.

    A spawned process imports its parent's main module first, for what may be pickled from it: here that would be all commands.
    """
    before = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = before


def _start_worker(extractor: Extractor) -> None:
    global _worker_extractor  # noqa: PLW0603 (a pool's worker can be given state only this way)
    _worker_extractor = extractor
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Syntax trees are many small objects that all die together: collecting among them finds nothing.
    gc.set_threshold(_COLLECT_FROM)
    atexit.register(gc.freeze)  # what is left goes with the process


def _extract_chunk(documents: Sequence[Document]) -> list[bytes]:
    if _worker_extractor is None:
        raise RuntimeError("the worker was not started with an extractor")
    extract: Callable[[Document], FileFacts] = _worker_extractor.extract
    return [msgspec.msgpack.encode(extract(document)) for document in documents]
