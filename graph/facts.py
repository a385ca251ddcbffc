"""The vocabulary: what flows from a source to the graph, as frozen values.

    Snapshot (SourceInfo, Documents) ──extract──▶ FileFacts ──link──▶ LinkedFacts ──project──▶ Batch (Nodes, Edges, Vectors)

Paths are POSIX and relative to the source's root. Lines count from 1, both ends included. Digests read `sha256:<hex>`.
A qualified name in `FileFacts` is relative to its module (`Session.send`, `outer.inner`, `outer.<lambda1>`, and the empty
string for the module itself), so that a file's facts depend on its text alone and can be cached by digest.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # the vocabulary is what every process imports, and most have no vectors
    import numpy as np
    import numpy.typing as npt

NOASSERTION = "NOASSERTION"
"""The licence of what states none, as SPDX writes it."""

type Scalar = str | int | float | bool
type Property = Scalar | list[str] | list[int] | list[float]
type Matrix = npt.NDArray[np.float32]


class SourceKind(StrEnum):
    """Where a source was read from."""

    DIRECTORY = "directory"
    GIT = "git"
    PACKAGE = "package"
    INSTALLED = "installed"


class Kind(StrEnum):
    """What a symbol is."""

    MODULE = "module"
    CLASS = "class"
    FUNCTION = "function"
    METHOD = "method"
    PROPERTY = "property"
    LAMBDA = "lambda"
    VARIABLE = "variable"
    ATTRIBUTE = "attribute"


class Method(StrEnum):
    """How a claim was reached, surest first."""

    OBSERVED = "observed"
    EXACT = "exact"
    INFERRED = "inferred"
    DISPATCH = "dispatch"
    JEDI = "jedi"
    AMBIGUOUS = "ambiguous"


class ImportKind(StrEnum):
    """When an import happens, what needs its module most first.

    At the start, when a function is called, at either time but its failure is survived, never but for type checkers.
    """

    RUNTIME = "runtime"
    LAZY = "lazy"
    OPTIONAL = "optional"
    TYPING = "typing"


class LicenseKind(StrEnum):
    """Who says so: the author in metadata, our detection in text, or a person."""

    DECLARED = "declared"
    DETECTED = "detected"
    CONCLUDED = "concluded"


class LicenseFileKind(StrEnum):
    """What a file of terms holds: a licence's text, notices to be passed on, or who wrote it."""

    LICENSE = "license"
    NOTICE = "notice"
    AUTHORS = "authors"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its origin. `digest` is of the bytes as they were read.

    `redacted` names what took secrets out of the text, empty where there was none to take out.
    """

    path: str
    text: str
    digest: str
    redacted: str = ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that was left out, and why. `code` is a short slug such as `syntax-error` or `not-utf8`."""

    path: str
    code: str
    message: str
    line: int = 0


OWN_FILES = "own-files"
"""The method of a conclusion that leaves out what a licence file states for certain files only."""


@dataclass(frozen=True, slots=True)
class LicenseClaim:
    """One statement about a licence. `expression` is SPDX; `NOASSERTION` where nothing could be said.

    `path` is the file that says so (of package metadata its name, `METADATA`; empty for a conclusion), `method` how it was read
    (`pep639`, `classifier`, `license-field`, `spdx-header`, `license-text` …, all in docs/licenses.md). `line` to `end_line` is
    where; 0 for what has no place. `files` are globs of the files that it is for, where it is not for all.
    """

    expression: str
    kind: LicenseKind
    method: str
    path: str = ""
    line: int = 0
    end_line: int = 0
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LicenseFile:
    """A file with a source's terms, notices or authors, whole. `copyrights` are its copyright lines, without comment signs.

    `path` is relative to the root; of a wheel's metadata it starts with `NAME-VERSION.dist-info/`. `license` is the SPDX
    expression of the licence texts in it, `NOASSERTION` when they are not known or it holds none. `digest` is of the bytes as
    they were read.
    """

    path: str
    kind: LicenseFileKind
    text: str
    digest: str
    copyrights: tuple[str, ...] = ()
    license: str = NOASSERTION


@dataclass(frozen=True, slots=True)
class LicenseAnnotation:
    """What a file states of the licence of others (REUSE.toml, `.reuse/dep5`, `NAME.license`).

    `matches` is a regular expression over whole paths from the root. `precedence` is REUSE's: `closest` (a file's own word
    comes first), `aggregate` (both hold) or `override`.
    """

    path: str
    matches: str
    expression: str
    copyrights: tuple[str, ...] = ()
    precedence: str = "closest"

    @property
    def digest(self) -> str:
        """Of all that it says."""
        said = "\0".join((self.matches, self.expression, *self.copyrights, self.precedence))
        return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


@dataclass(frozen=True, slots=True)
class FileLicense:
    """The licence that holds for a file (`expression`, by the word of `kind`), and the statements that say so.

    `declared`, `detected` and `concluded` are what each of them says of this file; empty where it says nothing.
    """

    expression: str
    kind: LicenseKind
    claims: tuple[LicenseClaim, ...] = ()
    declared: str = ""
    detected: str = ""
    concluded: str = ""
    copyrights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A declared dependency. `id` is a package URL, with a version where one is known."""

    id: str
    specifier: str = ""


class Purpose(StrEnum):
    """What a source may be used for: to ground answers, only to be looked up, only to train from."""

    GROUND = "ground"
    INDEX_ONLY = "index-only"
    TRAIN = "train"


@dataclass(frozen=True, slots=True)
class Governance:
    """By whose word a source is in the store, and for what. Dates read `YYYY-MM-DD`.

    `manifest` is the file whose entry `entry` lists it; both are empty for a location that was given to a command, which
    whoever runs the command approves. `pinned` says that the same words always give the same code. No `tenants` means
    everyone. `grounds` are the kinds of files (tests, examples, generated, vendored) that may ground answers all the same,
    `quality` the least score of a file that may.
    """

    reviewer: str
    reviewed: str
    manifest: str = ""
    entry: str = ""
    review: str = "approved"
    reason: str = ""
    purpose: Purpose = Purpose.GROUND
    tenants: tuple[str, ...] = ()
    expected_license: str = ""
    pinned: bool = False
    consent_by: str = ""
    consent_at: str = ""
    consent_for: str = ""
    refresh: str = ""
    grounds: tuple[str, ...] = ()
    quality: float = 0.0


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What a source is. `id` is a package URL without a subpath, or the repository's, and the prefix of every symbol id.

    A pinned source carries its version or commit in the id; a working tree does not (its ids stay the same from commit to
    commit) and says it in `revision`, with `dirty` when files differ from that commit. `yanked` says that its authors have
    withdrawn the release (PEP 592), None where nobody was asked. `governance` is None where nobody said anything.
    """

    id: str
    kind: SourceKind
    name: str
    location: str
    version: str = ""
    revision: str = ""
    dirty: bool = False
    licenses: tuple[LicenseClaim, ...] = ()
    requires: tuple[Requirement, ...] = ()
    yanked: bool | None = None
    governance: Governance | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A source as it was at one moment: its documents in path order, what could not be read, and its files of terms."""

    info: SourceInfo
    documents: tuple[Document, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    license_files: tuple[LicenseFile, ...] = ()
    annotations: tuple[LicenseAnnotation, ...] = ()


class Definition(msgspec.Struct, frozen=True, gc=False):
    """A symbol as its file defines it.

    `signature` is the parameter list with annotations and result, as written, on one line; `decorators` as written without
    the `@`; `digest` is of the definition's own source lines. `value` is the text of a variable's right-hand side, cut short.
    `exports` are the names that a module offers to a star import, none where it does not say so in a way that can be read.

    `complexity` is McCabe's number of a function's own code: 1, and 1 for each `if`, `elif`, conditional expression, further
    operand of `and` and `or`, loop and its `else`, `except` and the `else` of its `try`, `assert`, `case` that can fail, and
    each `for` and `if` of a comprehension. Functions within count for themselves; 0 for what is no function. `statements` are
    all within a function, class or module, docstrings included; `parameters` all of a function's, `self` and `*args` included.
    `tokens` are a function's, without comments and docstrings, and `sketch` what copies of it are found by
    (`graph.similarity.shingles`); empty for a short one and for what is no function.
    """

    qualified_name: str
    kind: Kind
    line: int
    end_line: int
    digest: str
    signature: str = ""
    docstring: str = ""
    decorators: tuple[str, ...] = ()
    is_async: bool = False
    value: str = ""
    exports: tuple[str, ...] = ()
    complexity: int = 0
    statements: int = 0
    parameters: int = 0
    tokens: int = 0
    sketch: str = ""


class Import(msgspec.Struct, frozen=True, gc=False):
    """One binding of an import statement, or a module that a call such as `import_module("a.b")` imports (`is_call`).

    `name` is empty for `import module`, `*` for a star. `alias` is what is bound: a name, the dotted path that `import a.b`
    makes readable, `*` for a star, nothing for a call.
    """

    module: str
    name: str
    alias: str
    level: int
    line: int
    scope: str = ""
    kind: ImportKind = ImportKind.RUNTIME
    is_call: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of code in documentation.

    `role` is Sphinx's (`func`, `class` …), a directive's, `auto` where documentation is generated, or empty for a name that is
    only marked as code; `module` is what its page says it speaks of.
    """

    name: str
    role: str
    line: int
    module: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text to the next one. `slug` is unique in its file; `level` 1 is the topmost."""

    title: str
    slug: str
    level: int
    line: int
    end_line: int
    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """All that one document says, independent of its path. `flow` is the language's own record, read by its linker only."""

    digest: str
    language: str
    definitions: tuple[Definition, ...]
    imports: tuple[Import, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    flow: bytes = b""
    lines: int = 0
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Symbol:
    """A definition with its place in the project.

    `id` is `<source id>#<qualified name>`; a name that is defined more than once carries `(+1)`, `(+2)` … in its id only.
    `qualified_name` is dotted from the import root. `parent` is the id that contains it, empty for a module.
    """

    id: str
    qualified_name: str
    module: str
    path: str
    parent: str
    definition: Definition


@dataclass(frozen=True, slots=True)
class External:
    """A name outside what is indexed. `id` is what the symbol's id would be if its distribution were indexed.

    `distribution` is a package URL, empty when nobody could say where the name comes from.
    """

    id: str
    qualified_name: str
    distribution: str = ""
    kind: str = ""


class Claim(msgspec.Struct, frozen=True, gc=False):
    """One resolved relation between symbols: what was found, how, and how sure.

    One claim for each (type, start, end): `lines` are all the places that say so. `properties` hold what only this type
    has (an import's `bindings` and `kind`). There are hundreds of thousands, hence no dataclass, which is slow to make.
    """

    type: str
    start: str
    end: str
    lines: tuple[int, ...]
    method: Method
    confidence: float
    properties: Mapping[str, Property] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A call site whose target could not be named. `caller` is a symbol id, `name` the called name's last part."""

    caller: str
    name: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """Something a name can come from. `license` is an SPDX expression or `NOASSERTION`."""

    id: str
    name: str
    version: str
    license: str


@dataclass(frozen=True, slots=True)
class LinkedFacts:
    """The facts of a whole project after linking, in a deterministic order.

    `surroundings` say what else than the files it depends on, in the linker's own words; `unfinished` that linking again, with
    nothing changed, could find more (a budget of time was used up). `observations` is the digest of the traces that were added.
    """

    symbols: tuple[Symbol, ...]
    claims: tuple[Claim, ...]
    externals: tuple[External, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    call_sites: int = 0
    notes: tuple[str, ...] = ()
    surroundings: tuple[str, ...] = ()
    unfinished: bool = False
    observations: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node to store. Every stored node also carries the label `Node`, under which `id` is unique.

    `None` and empty lists are not stored: leave them out.
    """

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Property]


class Edge(msgspec.Struct, frozen=True, gc=False):
    """A relation to store; (type, start, end) is its identity. As many as claims, hence no dataclass."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Unit-length float32 rows, one for each id, all from one model. `digests` are of the embedded texts."""

    model: str
    ids: tuple[str, ...]
    digests: tuple[str, ...]
    matrix: Matrix


MUTUAL = ("SIMILAR_TO",)
"""Relations that hold of a pair: whichever of its sources is indexed last finds it."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The whole new state of one source.

    `nodes` and `edges` belong to the source: what the store holds of it and the batch does not is removed. `shared_nodes`
    and `shared_edges` (externals, licences, agents, models) are added if they are missing and never taken from another source;
    what is known of an external or a distribution is renewed (decision 103). `incoming` are all relations of the types in
    `MUTUAL` that start at another source's symbols: they become that source's, as if it had been indexed last.
    """

    source: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    shared_nodes: tuple[Node, ...] = ()
    shared_edges: tuple[Edge, ...] = ()
    vectors: Vectors | None = None
    incoming: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a replacement did, in numbers of nodes and edges."""

    nodes_written: int = 0
    nodes_removed: int = 0
    edges_written: int = 0
    edges_removed: int = 0
    vectors_written: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything was written or removed."""
        return any((self.nodes_written, self.nodes_removed, self.edges_written, self.edges_removed, self.vectors_written))


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate: a node id and a score, higher is better."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class Training:
    """How a model came about, as the folder of its weights says. `inputs` read `id digest licence`, `settings` is JSON."""

    id: str
    tool: str
    started: str
    ended: str
    settings: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is to be known before a model is used. `figures` read `measure = value; of what`, as somebody measured them."""

    architecture: str = ""
    use_cases: tuple[str, ...] = ()
    limitations: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model made something. `digest` is of its weights; `training` and `card` are None where nothing is known."""

    id: str
    name: str
    digest: str
    license: str
    dimensions: int = 0
    training: Training | None = None
    card: ModelCard | None = None
