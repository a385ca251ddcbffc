"""Every port on one page: the seams at which parts can be exchanged.

Adapters are found by listing the folder they live in; wiring in `app/` is the only place that chooses.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from graph.facts import (
    Batch,
    Change,
    Document,
    Edge,
    FileFacts,
    FileLicense,
    LinkedFacts,
    Matrix,
    ModelInfo,
    Node,
    Scored,
    Snapshot,
    SourceInfo,
)
from graph.observations import Observations
from graph.statements import Statement

type Row = dict[str, Any]
type Read = Callable[..., list[Row]]
"""Runs a reading statement with its parameters, as `GraphStore.run`."""
type SearchedLabel = Literal["Symbol", "Section"]


class Source(Protocol):
    """Yields documents, never parses them."""

    def read(self) -> Snapshot:
        """The source as it is now. Raises InputError or SourceError."""
        ...


@dataclass(frozen=True, slots=True)
class Redacted:
    """A document without its secrets, and `line kind sha256:…` of each that it had."""

    document: Document
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What somebody typed without its secrets, and `kind sha256:…` of each that it had."""

    text: str
    findings: tuple[str, ...] = ()


type Clean = Callable[[str], Cleaned]
"""Takes secrets and addresses out of what is typed, before anything else reads it."""


class Redactor(Protocol):
    """Takes out of texts what must neither be embedded nor handed to a model."""

    @property
    def version(self) -> str:
        """Changes when other things would be taken out."""
        ...

    def redact(self, document: Document) -> Redacted:
        """The document with as many lines as it had."""
        ...


class Extractor(Protocol):
    """Turns one document into facts: pure, no store, no network, safe in a process pool."""

    @property
    def language(self) -> str:
        """The language's name, lower case."""
        ...

    @property
    def version(self) -> str:
        """Changes when the same text would give other facts."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Of the files that it takes, with the dot."""
        ...

    def extract(self, document: Document) -> FileFacts:
        """The document's facts; a text that does not parse gives a diagnostic and no definitions."""
        ...


class Linker(Protocol):
    """Turns the facts of all of a source's files into cross-file facts."""

    @property
    def language(self) -> str:
        """The language's name, lower case."""
        ...

    @property
    def version(self) -> str:
        """Changes when the same facts would give other links."""
        ...

    def same_surroundings(self, surroundings: Sequence[str]) -> bool:
        """Whether what `LinkedFacts.surroundings` said is still so; if not, linking again can give something else."""
        ...

    def groups(self, files: Mapping[str, FileFacts]) -> Sequence[Sequence[str]]:
        """The paths in groups that cannot see each other, so that an edit in one changes no link of another."""
        ...

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        """The symbols and claims of each group by itself; a group maps a path to its facts.

        Of the source only `id`, `name` and `version` are read, so that a commit alone changes nothing.
        """
        ...


class Tracer(Protocol):
    """Has a command record what it calls, and reads that."""

    @property
    def language(self) -> str:
        """The language's name, lower case."""
        ...

    def environment(self, root: Path, folder: Path, variables: Mapping[str, str]) -> dict[str, str]:
        """The variables with which a command records calls within `root` into `folder`."""
        ...

    def read(self, root: Path, folder: Path) -> Observations:
        """What was recorded. Raises InputError when nothing was."""
        ...


class LicenseDetector(Protocol):
    """Finds which licence holds for each file, from what it says and what is said around it."""

    @property
    def version(self) -> str:
        """`name@version date`: changes when the same files would give other licences; the date is that of its data."""
        ...

    def detect(self, snapshot: Snapshot) -> dict[str, FileLicense]:
        """The licence of each document, by path."""
        ...


@dataclass(frozen=True, slots=True)
class Addition:
    """What an appending adds, and takes away of what earlier ones added: see `GraphStore.append`."""

    nodes: Sequence[Node] = ()
    edges: Sequence[Edge] = ()
    shared: Sequence[Node] = ()
    removed: Collection[str] = ()


type Told = Callable[[Change, Read], Addition]
"""What is to be said of a replacement: given what it changed, and the state that it leaves to read from."""


class GraphStore(Protocol):
    """Holds the graph. Statements are the same text on every engine."""

    name: str

    @property
    def withheld(self) -> int:
        """How many rows this thread was not given, as they are kept for other tenants; 0 where everything is shown."""
        ...

    @property
    def still(self) -> bool:
        """Whether nothing can be written to it, by anybody, while it is open."""
        ...

    def ensure_schema(self) -> None:
        """Create constraints and indexes that are missing. Raises StoreError."""
        ...

    def replace(self, batch: Batch, told: Told | None = None) -> Change:
        """Make the stored state of the batch's source equal to the batch, in one transaction, writing only what differs.

        Where that changed something, what `told` gives is appended in the same transaction: both are there, or neither.
        """
        ...

    def append(
        self, nodes: Sequence[Node], edges: Sequence[Edge] = (), *, shared: Sequence[Node] = (), removed: Collection[str] = ()
    ) -> None:
        """Add nodes and relations that belong to no source and that no replacement removes, in one transaction.

        `shared` (agents, models) are added if they are missing; `removed` are ids of nodes that an earlier call added and
        that go, but records of the log never do. Raises ExistsError for an id that is there, InputError, StoreError.
        """
        ...

    def run(self, statement: Statement, **parameters: object) -> list[Row]:
        """Run a reading statement. Raises ReadOnlyError for one that writes, StoreError for one that fails."""
        ...

    def nearest(
        self,
        vector: Matrix,
        *,
        limit: int,
        sources: Collection[str] = (),
        among: Collection[str] = (),
        licenses: Collection[str] | None = None,
    ) -> list[Scored]:
        """Symbols by cosine similarity, best first, ties by id.

        `sources` narrows to those source ids, `among` to those symbols, `licenses` to symbols whose `license` is one of these
        expressions as they stand (empty for one that has none): what is left out takes nobody's place. A symbol without a
        vector is left out.
        """
        ...

    def match_text(
        self,
        words: Sequence[str],
        *,
        limit: int,
        sources: Collection[str] = (),
        licenses: Collection[str] | None = None,
        label: SearchedLabel = "Symbol",
    ) -> list[Scored]:
        """Symbols, or other nodes of a `label` that is searched, whose `search_text` holds any of the words, best first.

        Ties go by id; scores are the engine's own. Narrowed as `nearest` is.
        """
        ...

    def embedding_models(self) -> Mapping[str, str]:
        """The id of the model that made each source's vectors, by source; none for a source without."""
        ...

    def close(self) -> None:
        """Release the store; safe to call twice."""
        ...


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def model(self) -> ModelInfo:
        """Which model this is."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Matrix:
        """A float32 matrix of shape (len(texts), dimensions) with rows of length 1 (or 0 for a text without tokens)."""
        ...

    def embed_query(self, text: str) -> Matrix:
        """A float32 vector of shape (dimensions,)."""
        ...


class Reranker(Protocol):
    """A model that reads a question together with each text that may answer it."""

    @property
    def model(self) -> ModelInfo:
        """Which model this is."""
        ...

    def scores(self, question: str, texts: Sequence[str]) -> Matrix:
        """A float32 vector of shape (len(texts),): the better a text answers, the more, on a scale of the model's own.

        Raises ModelError.
        """
        ...


class Generator(Protocol):
    """A language model that phrases answers."""

    @property
    def model(self) -> ModelInfo:
        """Which model this is. Raises ModelError when the server is down or the model is not there."""
        ...

    def generate(self, system: str, prompt: str, *, max_tokens: int) -> Iterator[str]:
        """The answer's text, piece by piece. Raises ModelError."""
        ...


class Progress(Protocol):
    """Shows how far a long step is."""

    def step(self, title: str, total: int | None = None) -> AbstractContextManager[Callable[[int], None]]:
        """A context for one step; its value advances by a count."""
        ...


class FactsCache(Protocol):
    """Keeps facts and vectors by content digest. A damaged entry reads as missing."""

    def facts(self, keys: Iterable[str]) -> dict[str, FileFacts]:
        """Those of the keys that are kept."""
        ...

    def keep_facts(self, entries: Mapping[str, FileFacts]) -> None:
        """Add entries; a key that is there is left as it is."""
        ...

    def links(self, slots: Iterable[str]) -> dict[str, tuple[str, bytes]]:
        """What was last kept in those of the slots that hold something: a key and links as bytes."""
        ...

    def keep_links(self, entries: Mapping[str, tuple[str, bytes]]) -> None:
        """Put a key and links into each slot, in the place of what it held."""
        ...

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, Matrix]:
        """Kept vectors by text digest, for those that are kept."""
        ...

    def keep_vectors(self, model: str, digests: Sequence[str], matrix: Matrix) -> None:
        """Add vectors by text digest."""
        ...

    def forget(self, source: str, digests: Collection[str], texts: Collection[str]) -> int:
        """Drop the facts of files with these digests, the vectors of these texts and the source's links; how many entries."""
        ...
