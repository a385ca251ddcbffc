"""The default store: a Grafeo database in a folder, in this process, with its vectors in files beside it."""

import threading
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import grafeo

from graph.errors import ReadOnlyError, StoreBusyError, StoreError
from graph.facts import Batch, Change, Edge, Matrix, Node, Scored
from graph.ports import Addition, Row, SearchedLabel, Told
from graph.statements import Statement, load, load_all
from graph.stores import folder as places
from graph.stores import vectors as vector_files
from graph.stores.appending import append_state
from graph.stores.cypher_text import refuse_writing, require_parameters
from graph.stores.difference import check
from graph.stores.matching import Words, keep_words
from graph.stores.replacement import replace_state
from graph.stores.terms import LicensedRows
from graph.stores.values import plain_row
from graph.stores.vectors import VectorSet

_TEXT_INDEXES = (("Symbol", "search_text"), ("Section", "search_text"))
"""What stores of earlier versions had the engine search."""


class EmbeddedStore:
    """The graph in a folder. One process writes, or several read; threads of one process share one store."""

    name = "embedded"
    withheld = 0

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """Open the store; made first unless `read_only`. Raises NotFoundError, InputError, StoreBusyError, StoreError."""
        self._folder = folder
        self._read_only = read_only
        if read_only:
            places.require(folder)
        else:
            places.prepare(folder, grafeo.__version__)
        self._db = self._open()
        self._closed = False
        self._licensed = LicensedRows(self._read)
        self._writing = threading.Lock()
        self._committing = threading.Lock()
        try:
            self._sets: Mapping[str, VectorSet] = MappingProxyType(self._read_sets())
            self._words = self._read_words()
        except StoreError:
            self._db.close()
            raise
        places.enter(folder)

    @property
    def still(self) -> bool:
        """Whether it is open for reading: one process writes, or several read."""
        return self._read_only

    def ensure_schema(self) -> None:
        """Create constraints and indexes that are missing; a store that is open for reading has had them made."""
        if self._read_only:
            return
        for statement in (*load_all("schema/grafeo"), *load_all("schema")):
            _execute(self._engine(), statement, {})
        for label, name in _TEXT_INDEXES:
            self._engine().drop_text_index(label, name)

    def replace(self, batch: Batch, told: Told | None = None) -> Change:
        """Make the source's stored state equal to the batch. Raises InputError, StoreError; then nothing has changed."""
        if self._read_only:
            raise ReadOnlyError(f"{self._folder} is open for reading only")
        check(batch)
        with self._writing:
            tx = self._begin()
            try:
                change, _ = replace_state(tx, batch)
                sets, vectors_written = self._replace_vectors(tx, batch)
                changed = Change(
                    change.nodes_written, change.nodes_removed, change.edges_written, change.edges_removed, vectors_written
                )
                if changed.touched and told:
                    append_state(tx, told(changed, tx.read))
                words = self._replace_words(tx, batch) if change.touched else self._words
                if changed.touched or sets is not self._sets:
                    with self._committing:
                        tx.commit()
                        self._sets, self._words = sets, words
                        self._licensed.forget(batch.source)
                else:
                    tx.rollback()
            except BaseException:
                tx.rollback()
                raise
            if changed.touched:
                self._tidy()
            return changed

    def append(
        self, nodes: Sequence[Node], edges: Sequence[Edge] = (), *, shared: Sequence[Node] = (), removed: Collection[str] = ()
    ) -> None:
        """Add what belongs to no source. Raises ExistsError, InputError, StoreError; then nothing has changed."""
        if self._read_only:
            raise ReadOnlyError(f"{self._folder} is open for reading only")
        with self._writing:
            tx = self._begin()
            try:
                append_state(tx, Addition(nodes, edges, shared, removed))
                with self._committing:
                    tx.commit()
            except BaseException:
                tx.rollback()
                raise

    def run(self, statement: Statement, **parameters: object) -> list[Row]:
        """Run a reading statement. Raises ReadOnlyError, InputError for a missing parameter, StoreError."""
        refuse_writing(statement.text)
        require_parameters(statement, parameters)
        tx = self._begin()
        try:
            # Always rolled back: what the check of the text should let through still cannot write.
            result = tx.execute(statement, parameters)
            if any(result.counters.values()):
                raise ReadOnlyError("only reading is allowed here, and this statement writes: ask with MATCH … RETURN")
            return [plain_row(row) for row in result.to_list()]
        finally:
            tx.rollback()

    def nearest(
        self,
        vector: Matrix,
        *,
        limit: int,
        sources: Collection[str] = (),
        among: Collection[str] = (),
        licenses: Collection[str] | None = None,
    ) -> list[Scored]:
        """Symbols by cosine similarity to the vector: exact."""
        sets = self._sets
        if sources:
            sets = {source: one for source, one in sets.items() if source in sources}
        rows = None if licenses is None else self._licensed.within(sets, licenses)
        return vector_files.nearest(sets, vector, limit, among, rows)

    def match_text(
        self,
        words: Sequence[str],
        *,
        limit: int,
        sources: Collection[str] = (),
        licenses: Collection[str] | None = None,
        label: SearchedLabel = "Symbol",
    ) -> list[Scored]:
        """Nodes by BM25 over their search words."""
        self._engine()
        return self._words.best(label, words, limit, sources, licenses)

    def embedding_models(self) -> dict[str, str]:
        """The id of the model that made each source's vectors, by source."""
        return {source: one.model for source, one in self._sets.items()}

    def close(self) -> None:
        """Release the folder."""
        if not self._closed:
            self._closed = True
            self._db.close()
            self._sets = MappingProxyType({})
            places.leave(self._folder)

    def _open(self) -> Any:
        path = str(self._folder / places.DATABASE)
        try:
            return grafeo.GrafeoDB.open_read_only(path) if self._read_only else grafeo.GrafeoDB(path)
        except grafeo.GrafeoError as error:
            if "lock" in str(error):
                raise StoreBusyError(self._busy()) from error
            raise StoreError(
                f"{self._folder} cannot be opened ({one_line(error)}): it may be damaged or of another version; "
                "remove the folder and index again"
            ) from error

    def _busy(self) -> str:
        who = ", ".join(str(pid) for pid in places.occupants(self._folder)) or "unknown"
        return f"{self._folder} is open in another process (pid {who}): stop it, or ask it over GraphQL"

    def _engine(self) -> Any:
        if self._closed:
            raise StoreError(f"the store {self._folder} has been closed: open it again")
        return self._db

    def _read(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        tx = self._begin()
        try:
            return tx.run(statement, parameters)
        finally:
            tx.rollback()

    def _begin(self) -> "_Transaction":
        try:
            return _Transaction(self._engine().begin_transaction())
        except grafeo.GrafeoError as error:
            raise StoreError(f"{self._folder}: {one_line(error)}") from error

    def _read_sets(self) -> dict[str, VectorSet]:
        rows = _execute(self._engine(), load("write/vector_sets"), {}).to_list()
        files = self._folder / places.VECTORS
        return {row["source"]: vector_files.read(files, row["file"]) for row in rows}

    def _read_words(self) -> Words:
        rows = _execute(self._engine(), load("write/grafeo/word_sets"), {}).to_list()
        files = {row["source"]: {"symbols": row["symbols"], "sections": row["sections"]} for row in rows}
        return Words(self._folder / places.WORDS, files, self._read)

    def _replace_words(self, tx: "_Transaction", batch: Batch) -> Words:
        """The words as they are after the commit."""
        if not batch.nodes:
            tx.run(load("write/grafeo/remove_word_set"), {"source": batch.source})
            return self._words.changed(batch.source, None)
        files = keep_words(self._folder / places.WORDS, batch)
        tx.run(load("write/grafeo/keep_word_set"), {"source": batch.source, **files})
        return self._words.changed(batch.source, files)

    def _replace_vectors(self, tx: "_Transaction", batch: Batch) -> tuple[Mapping[str, VectorSet], int]:
        """The sets as they are after the commit, and how many vectors are new."""
        held = self._sets.get(batch.source)
        if batch.vectors is None:
            if held is None:
                return self._sets, 0
            tx.run(load("write/remove_vector_set"), {"source": batch.source})
            return MappingProxyType({source: one for source, one in self._sets.items() if source != batch.source}), 0
        written = held.changed(batch.vectors) if held else len(batch.vectors.ids)
        if held and not written and len(held.ids) == len(batch.vectors.ids):
            return self._sets, 0
        files = self._folder / places.VECTORS
        name = vector_files.keep(files, batch.vectors)
        properties = {
            "source": batch.source,
            "model": batch.vectors.model,
            "dimensions": batch.vectors.matrix.shape[1],
            "file": name,
        }
        tx.run(load("write/keep_vector_set"), {"source": batch.source, "properties": properties})
        return MappingProxyType({**self._sets, batch.source: vector_files.read(files, name)}), written

    def _tidy(self) -> None:
        rows = _execute(self._engine(), load("write/vector_sets"), {}).to_list()
        places.remove_others(self._folder / places.VECTORS, {row["file"] for row in rows})
        places.remove_others(self._folder / places.WORDS, self._words.names)


class _Transaction:
    """An open transaction of the engine; one that has ended ignores a rollback."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def run(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        rows: list[Row] = self.execute(statement, parameters).to_list()
        return rows

    def read(self, statement: Statement, **parameters: object) -> list[Row]:
        return self.run(statement, parameters)

    def execute(self, statement: Statement, parameters: Mapping[str, object]) -> Any:
        return _execute(self._engine, statement, parameters)

    def commit(self) -> None:
        try:
            self._engine.commit()
        except grafeo.GrafeoError as error:
            raise StoreError(f"the change could not be stored ({one_line(error)}): try again") from error

    def rollback(self) -> None:
        if self._engine.is_active:
            self._engine.rollback()


def one_line(error: Exception) -> str:
    """What an engine says, without its code and the lines that point into the statement."""
    first = str(error).partition("\n")[0].strip()
    code, separator, rest = first.partition(": ")
    return rest if separator and code.startswith("GRAFEO-") else first


def _execute(target: Any, statement: Statement, parameters: Mapping[str, object]) -> Any:
    try:
        return target.execute_cypher(statement.text, dict(parameters))
    except grafeo.GrafeoError as error:
        message = one_line(error)
        if "read-only" in message.lower():
            raise ReadOnlyError(f"only reading is allowed here ({message})") from error
        raise StoreError(f"{statement.name or 'the statement'} failed: {message}") from error
