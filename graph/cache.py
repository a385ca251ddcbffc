"""The facts cache on disk: facts and vectors by content digest, and each group's newest links, in one SQLite file.

One file rather than one for each entry, because thousands of small files are slow to write and to list. SQLite's write-ahead
log lets processes read while another writes, and loses nothing committed when a process is killed. The file's name carries
the shape of what it holds, so another version of the program starts its own. What is damaged reads as missing and is made anew.
"""

import hashlib
import json
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from graph.errors import InputError, StoreError
from graph.facts import FileFacts, Matrix

_FORMAT = 1
_LOCK_TIMEOUT = 30.0
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, checksum INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS links (slot TEXT PRIMARY KEY, key TEXT NOT NULL, checksum INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, digest TEXT NOT NULL, checksum INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (model, digest)
);
"""
# CROSS JOIN keeps SQLite from scanning the table once for each wanted key.
_FACTS = "SELECT facts.key, checksum, data FROM json_each(?) AS wanted CROSS JOIN facts WHERE facts.key = wanted.value"
_LINKS = "SELECT slot, links.key, checksum, data FROM json_each(?) AS wanted CROSS JOIN links WHERE slot = wanted.value"
_VECTORS = (
    "SELECT digest, checksum, data FROM json_each(?) AS wanted CROSS JOIN vectors WHERE digest = wanted.value AND model = ?"
)
# An entry with the right checksum stays; one whose checksum no longer fits its data was dropped when it was read.
_KEEP_FACTS = "INSERT INTO facts VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_KEEP_LINKS = "INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)"
_KEEP_VECTORS = "INSERT INTO vectors VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_DROP_FACTS = "DELETE FROM facts WHERE key = ?"
_DROP_VECTORS = "DELETE FROM vectors WHERE digest = ? AND model = ?"
_FORGET = (
    # A key ends with the file's digest, whichever extractor made the facts; a slot names the source behind its language.
    "DELETE FROM facts WHERE substr(key, -71) IN (SELECT value FROM json_each(?))",
    "DELETE FROM vectors WHERE digest IN (SELECT value FROM json_each(?))",
    "DELETE FROM links WHERE instr(slot, ?) = instr(slot, ':')",
)

_DECODER = msgspec.msgpack.Decoder(FileFacts)
_ENCODER = msgspec.msgpack.Encoder()


class DiskCache:
    """Meets graph.ports.FactsCache. Safe to share between threads and between processes, forked ones too."""

    def __init__(self, root: Path) -> None:
        """Open or create the cache in a folder. Raises InputError when the folder can't be written."""
        shape = hashlib.sha256(repr(msgspec.inspect.type_info(FileFacts)).encode()).hexdigest()[:12]
        self.path = root / f"facts-{_FORMAT}-{shape}.sqlite"
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        try:
            root.mkdir(parents=True, exist_ok=True)
            self._use(lambda connection: connection.execute("SELECT 1 FROM facts LIMIT 1").fetchone(), None)
        except (OSError, StoreError) as error:
            raise InputError(
                f"the cache folder {root} cannot be used ({error}): set CODECRAFT_CACHE to one you can write"
            ) from error

    def facts(self, keys: Iterable[str]) -> dict[str, FileFacts]:
        """Those of the keys that are kept."""
        found: dict[str, FileFacts] = {}
        damaged: list[tuple[str]] = []
        wanted = json.dumps(list(keys))
        rows: list[tuple[str, int, bytes]] = self._use(lambda connection: connection.execute(_FACTS, (wanted,)).fetchall(), [])
        for key, checksum, data in rows:
            entry = _facts(checksum, data)
            if entry is None:
                damaged.append((key,))
            else:
                found[key] = entry
        self._write(_DROP_FACTS, damaged)
        return found

    def keep_facts(self, entries: Mapping[str, FileFacts]) -> None:
        """Add entries; a key that is there is left as it is. Raises StoreError when the disk takes no more."""
        rows = [(key, *_sealed(zlib.compress(_ENCODER.encode(facts), 1))) for key, facts in entries.items()]
        self._write(_KEEP_FACTS, rows)

    def links(self, slots: Iterable[str]) -> dict[str, tuple[str, bytes]]:
        """What was last kept in those of the slots that hold something: a key and links as bytes."""
        wanted = (json.dumps(list(slots)),)
        rows: list[tuple[str, str, int, bytes]] = self._use(
            lambda connection: connection.execute(_LINKS, wanted).fetchall(), []
        )
        return {slot: (key, data) for slot, key, checksum, data in rows if zlib.crc32(data) == checksum}

    def keep_links(self, entries: Mapping[str, tuple[str, bytes]]) -> None:
        """Put a key and links into each slot, in the place of what it held. Raises StoreError when the disk takes no more."""
        self._write(_KEEP_LINKS, [(slot, key, *_sealed(data)) for slot, (key, data) in entries.items()])

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, Matrix]:
        """Kept vectors by text digest, float32 of shape (dimensions,), for those that are kept."""
        found: dict[str, Matrix] = {}
        damaged: list[tuple[str, str]] = []
        wanted = (json.dumps(list(digests)), model)
        rows: list[tuple[str, int, bytes]] = self._use(lambda connection: connection.execute(_VECTORS, wanted).fetchall(), [])
        for digest, checksum, data in rows:
            if zlib.crc32(data) != checksum:
                damaged.append((digest, model))
            else:
                found[digest] = np.frombuffer(data, dtype="<f4").astype(np.float32, copy=False)
        self._write(_DROP_VECTORS, damaged)
        return found

    def keep_vectors(self, model: str, digests: Sequence[str], matrix: Matrix) -> None:
        """Add the matrix's rows by text digest. Raises StoreError when the disk takes no more."""
        rows = np.ascontiguousarray(matrix, dtype="<f4")
        self._write(
            _KEEP_VECTORS, [(model, digest, *_sealed(row.tobytes())) for digest, row in zip(digests, rows, strict=True)]
        )

    def forget(self, source: str, digests: Collection[str], texts: Collection[str]) -> int:
        """Drop what is kept of these files, these texts and the source's links. Raises StoreError when the file refuses."""
        given = (json.dumps(list(digests)), json.dumps(list(texts)), f":{source}:")
        return self._use(
            lambda connection: sum(connection.execute(text, (one,)).rowcount for text, one in zip(_FORGET, given, strict=True)),
            0,
        )

    def close(self) -> None:
        """Release the file; safe to call twice."""
        with self._lock:
            if self._connection is not None and self._owner == os.getpid():
                self._connection.close()
            self._connection = None

    def _write(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            self._use(lambda connection: connection.executemany(statement, rows).rowcount, 0)

    def _use[T](self, action: Callable[[sqlite3.Connection], T], missing: T) -> T:
        """The action's result in a transaction of its own; `missing` when the file was damaged or is locked for long."""
        with self._lock:
            try:
                return self._transact(action)
            except sqlite3.DatabaseError as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code in _BUSY:
                    return missing
                if code not in _DAMAGED:
                    raise StoreError(f"the facts cache {self.path} failed: {error}; free space there or delete it") from error
                self._discard()
                try:
                    return self._transact(action)
                except sqlite3.DatabaseError:
                    return missing

    def _transact[T](self, action: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._open()
        with connection:
            return action(connection)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None or self._owner != os.getpid():
            connection = sqlite3.connect(self.path, timeout=_LOCK_TIMEOUT, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.executescript(_SCHEMA)
            except sqlite3.DatabaseError:
                connection.close()
                raise
            self._connection, self._owner = connection, os.getpid()
        return self._connection

    def _discard(self) -> None:
        self.close()
        for suffix in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


def _sealed(data: bytes) -> tuple[int, bytes]:
    return zlib.crc32(data), data


def _facts(checksum: int, data: bytes) -> FileFacts | None:
    if zlib.crc32(data) != checksum:
        return None
    try:
        return _DECODER.decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError):
        return None
