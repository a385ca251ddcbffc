"""The store for teams: Neo4j 5.26 or later over its own driver, with its vector and full-text indexes."""

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import neo4j
from neo4j.exceptions import AuthError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable

from graph.errors import CodeCraftError, ExistsError, InputError, ReadOnlyError, StoreError
from graph.facts import Batch, Change, Edge, Matrix, Node, Scored
from graph.ports import Addition, Row, SearchedLabel, Told
from graph.statements import Statement, load, load_all
from graph.stores.appending import append_state
from graph.stores.cypher_text import refuse_writing, require_parameters
from graph.stores.difference import Difference, check
from graph.stores.models import refuse_another_length
from graph.stores.replacement import replace_state
from graph.stores.values import plain
from graph.stores.vectors import DECIMALS
from graph.stores.writing import parts

OLDEST = (5, 26)
_ADDRESS = re.compile(r"(bolt|neo4j)(\+s|\+ssc)?://[^/\s]+")
_ASK_MORE = 4
_ASK_AT_MOST = 2_000
_VECTOR_ROWS = 1_000
_FETCH = 10_000
_PATIENCE = 60.0
_PAUSE = 0.01


class Neo4jStore:
    """The graph in a Neo4j database. Any number of processes may read and write; threads share one store."""

    name = "neo4j"
    withheld = 0
    still = False

    def __init__(self, uri: str, user: str, password: str, database: str | None = None, *, timeout: float = 30.0) -> None:
        """Connect. `timeout` is how many seconds a reading statement may take. Raises InputError, StoreError."""
        if not _ADDRESS.match(uri):
            raise InputError(f"{uri} is not the address of a Neo4j: write bolt://HOST:7687 or neo4j://HOST:7687")
        self._uri = uri
        self._database = database
        self._timeout = timeout
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            self._driver = neo4j.GraphDatabase.driver(
                uri, auth=(user, password), notifications_min_severity="OFF", connection_timeout=10, user_agent="codecraft"
            )
        except (ConfigurationError, ValueError) as error:
            raise InputError(
                f"{uri} is not an address of Neo4j ({error}): write neo4j://HOST:7687 or bolt://HOST:7687"
            ) from error
        try:
            with self._said():
                require_version(self._agent())
        except BaseException:
            self._driver.close()
            raise

    def ensure_schema(self) -> None:
        """Create constraints and indexes that are missing, and wait until they answer. Raises StoreError."""
        for statement in (*load_all("schema"), *load_all("schema/neo4j"), load("schema/neo4j/vectors/await")):
            self._alone(statement, {})

    def replace(self, batch: Batch, told: Told | None = None) -> Change:
        """Make the source's stored state equal to the batch. Raises InputError, StoreError; then nothing has changed."""
        check(batch)
        self._fit_vector_index(batch)
        return self._commit("state", lambda managed: self._replace(managed, batch, told))

    def append(
        self, nodes: Sequence[Node], edges: Sequence[Edge] = (), *, shared: Sequence[Node] = (), removed: Collection[str] = ()
    ) -> None:
        """Add what belongs to no source. Raises ExistsError, InputError, StoreError; then nothing has changed."""

        def work(managed: neo4j.ManagedTransaction) -> tuple[None, bool]:
            tx = _Transaction(managed)
            _append(tx, lambda: Addition(nodes, edges, shared, removed))
            return None, True

        self._commit("log", work)

    def run(self, statement: Statement, **parameters: object) -> list[Row]:
        """Run a reading statement. Raises ReadOnlyError, InputError for a missing parameter, StoreError."""
        refuse_writing(statement.text)
        require_parameters(statement, parameters)
        return self._read(statement, parameters)

    def nearest(
        self,
        vector: Matrix,
        *,
        limit: int,
        sources: Collection[str] = (),
        among: Collection[str] = (),
        licenses: Collection[str] | None = None,
    ) -> list[Scored]:
        """Symbols by cosine similarity to the vector, from the index; each compared where the index gives too few."""
        if limit < 1 or not self.embedding_models():
            return []
        parameters = {
            "vector": vector.ravel().tolist(),
            "sources": list(sources),
            "licenses": None if licenses is None else list(licenses),
            "limit": limit,
        }
        if among:
            return self._nearest_of(load("read/neo4j/nearest_among"), {**parameters, "ids": list(among)})
        narrowed = bool(sources) or licenses is not None
        asked = limit * _ASK_MORE
        rows = self._read(load("read/neo4j/nearest"), {**parameters, "asked": asked})
        while narrowed and len(rows) < limit and asked < _ASK_AT_MOST:
            asked *= _ASK_MORE
            rows = self._read(load("read/neo4j/nearest"), {**parameters, "asked": asked})
        if narrowed and len(rows) < limit:
            exact = "nearest_exact" if sources else "nearest_licensed"
            return self._nearest_of(load(f"read/neo4j/{exact}"), parameters)
        return _ranked(rows, _cosine)

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
        query = " ".join(lucene_term(word) for word in words if word.strip())
        if limit < 1 or not query:
            return []
        admitted = None if licenses is None else list(licenses)
        index = f"{label.lower()}_search_text"
        parameters = {"index": index, "query": query, "sources": list(sources), "licenses": admitted, "limit": limit}
        return _ranked(self._read(load("read/neo4j/match_text"), parameters), lambda score: score)

    def embedding_models(self) -> dict[str, str]:
        """The id of the model that made each source's vectors, by source."""
        return {row["source"]: row["model"] for row in self._read(load("write/vector_sets"), {})}

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()

    def _agent(self) -> str:
        """What the server calls itself, asked in the database that will be used."""
        with self._session(neo4j.READ_ACCESS) as session:
            return session.run(cast("Any", load("write/vector_sets").text)).consume().server.agent

    def _nearest_of(self, statement: Statement, parameters: Mapping[str, object]) -> list[Scored]:
        return _ranked(self._read(statement, parameters), _cosine)

    def _session(self, access: str) -> neo4j.Session:
        # The bookmarks let a cluster's readers see what this store has written.
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks, fetch_size=_FETCH
        )

    def _read(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        """The statement's rows from one state of the graph.

        Neo4j reads what is committed while it is being committed, so a reading that a replacement's commit may have crossed
        is done again.
        """

        @neo4j.unit_of_work(timeout=self._timeout)
        def work(tx: neo4j.ManagedTransaction) -> list[Row] | None:
            before = _rows(tx, load("read/neo4j/state"), {})
            if any(one["committing"] for one in before):
                return None
            rows = _rows(tx, statement, parameters)
            return rows if _rows(tx, load("read/neo4j/state"), {}) == before else None

        deadline = time.monotonic() + _PATIENCE
        with self._said(statement), self._session(neo4j.READ_ACCESS) as session:
            while time.monotonic() < deadline:
                if (rows := session.execute_read(work)) is not None:
                    return rows
                time.sleep(_PAUSE)
        raise StoreError(f"Neo4j at {self._uri} is being written all the time: try again when indexing is done")

    def _alone(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        """Run a statement that must have a transaction of its own."""
        with self._said(statement), self._session(neo4j.WRITE_ACCESS) as session:
            return _plain_rows(session.run(cast("Any", statement.text), dict(parameters)))

    def _fit_vector_index(self, batch: Batch) -> None:
        if batch.vectors is None or not batch.vectors.ids:
            return
        dimensions = int(batch.vectors.matrix.shape[1])
        rows = self._alone(load("schema/neo4j/vectors/dimensions"), {})
        if rows and rows[0]["dimensions"] == dimensions:
            return
        if rows:
            refuse_another_length(batch, self.embedding_models(), rows[0]["dimensions"])
            self._alone(load("schema/neo4j/vectors/drop"), {})
        config = {
            "vector.dimensions": dimensions,
            "vector.similarity_function": "cosine",
            # Neighbours are found by rounded vectors else, and short lists come out different from an exact search.
            "vector.quantization.enabled": False,
        }
        self._alone(load("schema/neo4j/vectors/create"), {"options": {"indexConfig": config}})
        self._alone(load("schema/neo4j/vectors/await"), {})

    def _commit[T](self, state: str, work: Callable[[neo4j.ManagedTransaction], tuple[T, bool]]) -> T:
        """Do what writes, and let no reader see its commit half done. `work` gives its result and whether it wrote."""
        generation = 0

        def told(managed: neo4j.ManagedTransaction) -> T:
            nonlocal generation
            result, wrote = work(managed)
            if wrote:
                generation = self._alone(load("write/neo4j/begin_commit"), {"id": state})[0]["generation"]
            return result

        with self._said(), self._session(neo4j.WRITE_ACCESS) as session:
            try:
                return session.execute_write(told)
            finally:
                if generation:
                    self._alone(load("write/neo4j/end_commit"), {"id": state, "generation": generation})

    def _replace(self, managed: neo4j.ManagedTransaction, batch: Batch, told: Told | None) -> tuple[Change, bool]:
        tx = _Transaction(managed)
        tx.run(load("write/neo4j/lock"), {"id": "lock"})
        sets = {row["source"]: row["model"] for row in tx.run(load("write/vector_sets"), {})}
        held = {row["id"]: row["digest"] for row in tx.run(load("write/neo4j/stored_digests"), {"source": batch.source})}
        change, difference = replace_state(tx, batch)
        written = _replace_vectors(tx, batch, difference, held, sets.get(batch.source, ""))
        changed = Change(change.nodes_written, change.nodes_removed, change.edges_written, change.edges_removed, written)
        if changed.touched and told:
            _append(tx, lambda: told(changed, tx.read))
        return changed, changed.touched

    @contextmanager
    def _said(self, statement: Statement | None = None) -> Iterator[None]:
        """Say the driver's errors in our words."""
        name = (statement.name if statement else "") or "the statement"
        try:
            yield
        except AuthError as error:
            raise StoreError(f"Neo4j at {self._uri} refuses the user or the password: check both") from error
        except ServiceUnavailable as error:
            raise StoreError(f"Neo4j at {self._uri} does not answer: start it, or give another --store") from error
        except Neo4jError as error:
            raise self._error(error, name) from error
        except DriverError as error:
            raise StoreError(f"Neo4j at {self._uri}: {_one_line(str(error))}") from error

    def _error(self, error: Neo4jError, name: str) -> CodeCraftError:
        code, message = error.code or "", _one_line(error.message or str(error))
        if code.endswith((".AccessMode", ".ForbiddenOnReadOnlyDatabase")):
            return ReadOnlyError(f"only reading is allowed here ({message})")
        if code.endswith(".ConstraintValidationFailed"):
            return ExistsError(f"what is to be added is there already ({message})")
        if "DatabaseNotFound" in code:
            return StoreError(f"Neo4j at {self._uri} has no database {self._database}: create it, or leave its name out")
        if "TransactionTimedOut" in code:
            return StoreError(f"{name} took longer than {self._timeout:g} s and was stopped: narrow it, or add a LIMIT")
        return StoreError(f"{name} failed: {message}")


class _Transaction:
    """An open transaction, as the steps of a replacement see it."""

    def __init__(self, managed: neo4j.ManagedTransaction) -> None:
        self._managed = managed

    def run(self, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
        return _rows(self._managed, statement, parameters)

    def read(self, statement: Statement, **parameters: object) -> list[Row]:
        return self.run(statement, parameters)


def require_version(agent: str) -> None:
    """Check what the server calls itself (`Neo4j/5.26.16`). Raises StoreError for one that is too old."""
    match = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if match and (int(match[1]), int(match[2])) < OLDEST:
        raise StoreError(f"{agent} is too old: CodeCraft needs Neo4j {OLDEST[0]}.{OLDEST[1]} or later")


def lucene_term(word: str) -> str:
    """The word as Lucene's query syntax spells a term in which nothing has a meaning."""
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _append(tx: _Transaction, addition: Callable[[], Addition]) -> None:
    """Append within the transaction; the log's lock comes first, so that the head that is read is the one that is built on."""
    tx.run(load("write/neo4j/lock"), {"id": "log-lock"})
    append_state(tx, addition())


def _replace_vectors(tx: _Transaction, batch: Batch, difference: Difference, held: Mapping[str, str], model: str) -> int:
    """Write the vectors that are new, and those of nodes that were written anew; how many are new."""
    vectors = batch.vectors
    if vectors is None:
        tx.run(load("write/remove_vector_set"), {"source": batch.source})
        return 0
    same_model = vectors.model == model
    new = {id_ for id_, digest in zip(vectors.ids, vectors.digests, strict=True) if not same_model or held.get(id_) != digest}
    rewritten = new | {node.id for node in difference.nodes}
    rows = [(id_, vector) for id_, vector in zip(vectors.ids, vectors.matrix, strict=True) if id_ in rewritten]
    for part in parts(rows, _VECTOR_ROWS):
        tx.run(load("write/neo4j/vectors"), {"rows": [{"id": id_, "vector": vector.tolist()} for id_, vector in part]})
    if not same_model:
        properties = {"source": batch.source, "model": vectors.model, "dimensions": int(vectors.matrix.shape[1])}
        tx.run(load("write/keep_vector_set"), {"source": batch.source, "properties": properties})
    return len(new)


def _rows(tx: neo4j.ManagedTransaction, statement: Statement, parameters: Mapping[str, object]) -> list[Row]:
    return _plain_rows(tx.run(cast("Any", statement.text), dict(parameters)))


def _plain_rows(result: neo4j.Result) -> list[Row]:
    names = result.keys()
    return [{name: plain(record[name]) for name in names} for record in result]


def _ranked(rows: Sequence[Row], scale: Callable[[float], float]) -> list[Scored]:
    scored = [Scored(row["id"], round(scale(row["score"]), DECIMALS)) for row in rows]
    return sorted(scored, key=lambda one: (-one.score, one.id))


def _cosine(score: float) -> float:
    """Neo4j gives (1 + cosine) / 2."""
    return 2 * score - 1


def _one_line(text: str) -> str:
    return text.partition("\n")[0].strip()
