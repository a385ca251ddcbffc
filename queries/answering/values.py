"""What an answer is made of."""

from dataclasses import dataclass, field
from enum import StrEnum

from graph.facts import ModelInfo
from queries.obligations import Obligation


class Mode(StrEnum):
    """Who answered: the graph's own statements, a model over evidence, or the ranked evidence alone."""

    GRAPH = "graph"
    MODEL = "model"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Citation:
    """A node that supports a sentence, with its place and origin.

    `revision` is the commit or version of `origin`, the package URL it comes from; `license` an SPDX expression. `relation`
    is set where a relation supports the sentence: its type and the id at its other end, as in `CALLS pkg:…#a.b`.
    `license_chosen` is the branch of the expression that was taken, empty where nothing decided.
    """

    node: str
    symbol: str
    path: str
    line: int
    origin: str
    revision: str
    license: str
    relation: str = ""
    license_chosen: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer. `citations` are computed; without support it must not be believed."""

    text: str
    citations: tuple[Citation, ...] = ()
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Evidence:
    """A symbol that bears on the question. `summary` is its docstring as far as it was given to a model."""

    citation: Citation
    kind: str
    signature: str
    summary: str
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question.

    `citations` are those of the sentences, each once, in order. `model` made the wording in mode `model` alone. `coverage`
    says what the graph could not resolve that bears on this, `notes` what was done without or left out. `prompt` is all
    that the model was given. `obligations` are owed for the cited code by whoever passes it on. `redacted` tells `kind
    sha256:…` of what was taken out of the question and of the evidence. `embedder` compared the question with vectors, if one
    did, and `reranker` read the best of what was found; `started` is when the question came (ISO 8601, UTC).
    """

    question: str
    mode: Mode
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...] = ()
    model: ModelInfo | None = None
    coverage: str = ""
    notes: tuple[str, ...] = ()
    prompt: str = field(default="", repr=False)
    obligations: tuple[Obligation, ...] = ()
    redacted: tuple[str, ...] = ()
    embedder: ModelInfo | None = None
    reranker: ModelInfo | None = None
    started: str = ""

    @property
    def copies(self) -> bool:
        """Whether its words are taken from code: what the graph says by itself holds names, places and relations alone."""
        return self.mode is not Mode.GRAPH and bool(self.sentences)

    @property
    def text(self) -> str:
        """The sentences, one a line, with what is unsupported marked."""
        return "\n".join(one.text if one.supported else f"{one.text} [unsupported]" for one in self.sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every cited node once, in the order of the sentences."""
        return tuple({cited.node: cited for one in self.sentences for cited in one.citations}.values())
