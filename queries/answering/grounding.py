"""What supports a sentence: computed from the evidence and the graph's relations, never taken from the model's word.

A sentence is supported when

* every name in it that is written as code is in the evidence,
* every number in it is in the evidence,
* the relations that it states between named symbols (`a` calls `b`) are in the graph, and
* one symbol's evidence holds enough of its content, weighed by how rare each word is, or is near it by meaning as well.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

from graph.facts import Matrix
from graph.ports import Embedder, GraphStore
from graph.statements import load
from graph.texts import words
from queries.answering.values import Citation, Evidence, Sentence

_ENOUGH = 0.5
"""The weighed share of a sentence's words that one symbol's evidence must hold."""
_ENOUGH_WHEN_NEAR = 0.35
"""The same where the sentence is also near the evidence by meaning."""
_NEAR = 0.6
_AMONG_THE_BEST = 0.75
_CITED = 3
_NAMED_BONUS = 0.25
_NO_CLAIM = re.compile(
    r"^(?:the )?(?:evidence|context) (?:does not|doesn't|do not) (?:say|tell|contain|mention|state|provide)", re.IGNORECASE
)
_CODE = re.compile(
    r"`([^`]+)`|\b([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+)\b|\b(\w+)\(|\b([A-Za-z]\w*_\w+|_\w+|[A-Z][a-z\d]+[A-Z]\w*)\b"
)
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)*(?![\w])")
_RELATIONS = {
    "CALLS": re.compile(r"\b(?:calls?|invokes?|instantiates?|creates? an? instance)\b", re.IGNORECASE),
    "INHERITS": re.compile(r"\b(?:inherits?|subclass(?:es)?|extends?|derives?)\b", re.IGNORECASE),
    "IMPORTS": re.compile(r"\bimports?\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class _Support:
    """One symbol's evidence as it is matched: its words, its identifiers and its vector."""

    citation: Citation
    words: frozenset[str]
    identifiers: frozenset[str]
    numbers: frozenset[str]
    vector: Matrix | None


class Grounds:
    """The evidence of one answer, ready to be matched with sentences."""

    def __init__(self, store: GraphStore, embedder: Embedder | None, evidence: Sequence[Evidence], question: str) -> None:
        texts = [_text(one) for one in evidence]
        vectors = embedder.embed_documents(texts) if embedder and texts else [None] * len(texts)
        self._embedder = embedder
        self._supports = [
            _Support(
                one.citation,
                frozenset(words(text)),
                frozenset(_IDENTIFIER.findall(text)),
                frozenset(_NUMBER.findall(text)),
                vector,
            )
            for one, text, vector in zip(evidence, texts, vectors, strict=True)
        ]
        self._question = frozenset(words(question))
        self._relations = _relations(store, evidence)
        self._rarity = _rarity([one.words for one in self._supports])

    def match(self, text: str) -> Sentence:
        """The sentence with its computed citations, or marked as unsupported."""
        if _NO_CLAIM.match(text):
            return Sentence(text)
        names = _names(text)
        if not self._names_known(names) or not self._numbers_known(text):
            return Sentence(text, supported=False)
        stated = self._stated_relations(text, names)
        if stated is None:
            return Sentence(text, supported=False)
        citations = stated or self._by_content(text, names)
        return Sentence(text, citations, supported=bool(citations))

    def _names_known(self, names: Sequence[str]) -> bool:
        known = {identifier for one in self._supports for identifier in one.identifiers}
        return all(part in known for name in names for part in _IDENTIFIER.findall(name))

    def _numbers_known(self, text: str) -> bool:
        known = {number for one in self._supports for number in one.numbers}
        return all(number in known for number in _NUMBER.findall(text))

    def _stated_relations(self, text: str, names: Sequence[str]) -> tuple[Citation, ...] | None:
        """Citations of a stated relation; empty where none is stated, None where the graph does not hold it."""
        for relation, verb in _RELATIONS.items():
            said = verb.search(text)
            if not said:
                continue
            before = [one for name in names if text.find(name) < said.start() for one in self._called(name)]
            after = [one for name in names if text.find(name) > said.start() for one in self._called(name)]
            if not before or not after:
                continue
            held = [
                replace(start, relation=f"{relation} {end.node}")
                for start in before
                for end in after
                if (start.node, relation, end.node) in self._relations
            ]
            return tuple(held[:_CITED]) or None
        return ()

    def _called(self, name: str) -> list[Citation]:
        """Cited symbols that a name in a sentence means: by its last parts."""
        bare = name.removesuffix("()").strip(".")
        return [
            one.citation for one in self._supports if one.citation.symbol == bare or one.citation.symbol.endswith(f".{bare}")
        ]

    def _by_content(self, text: str, names: Sequence[str]) -> tuple[Citation, ...]:
        said = frozenset(words(text))
        # Words that only repeat the question say nothing about where the answer is from, unless nothing else is said.
        content = (said - self._question) or said
        if not content:
            return ()
        scored = []
        vector = self._embedder.embed_query(text) if self._embedder else None
        for one in self._supports:
            share = self._share(content, one)
            near = vector is not None and one.vector is not None and float(one.vector @ vector) >= _NEAR
            named = any(one.citation in self._called(name) for name in names)
            if share + _NAMED_BONUS * named >= (_ENOUGH_WHEN_NEAR if near else _ENOUGH):
                scored.append((share + _NAMED_BONUS * named, one.citation))
        scored.sort(key=lambda pair: (-pair[0], pair[1].node))
        return tuple(citation for score, citation in scored[:_CITED] if score >= _AMONG_THE_BEST * scored[0][0])

    def _share(self, content: frozenset[str], support: _Support) -> float:
        rarest = max(self._rarity.values(), default=1.0)
        weights = {word: self._rarity.get(word, rarest) for word in content}
        total = sum(weights.values())
        return sum(weight for word, weight in weights.items() if word in support.words) / total if total else 0.0


def _text(evidence: Evidence) -> str:
    name = evidence.citation.symbol
    return f"{evidence.kind} {name}{evidence.signature}\n{evidence.summary}"


def _names(text: str) -> list[str]:
    return [next(part for part in match if part) for match in _CODE.findall(text)]


def _rarity(documents: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """How rare each word is among the evidence; one that everything holds weighs little but not nothing."""
    count = len(documents)
    having: dict[str, int] = {}
    for document in documents:
        for word in document:
            having[word] = having.get(word, 0) + 1
    return {word: log(1 + count / times) for word, times in having.items()}


def _relations(store: GraphStore, evidence: Sequence[Evidence]) -> frozenset[tuple[str, str, str]]:
    ids = sorted({one.citation.node for one in evidence})
    if not ids:
        return frozenset()
    rows = store.run(load("read/relations_between"), ids=ids)
    return frozenset((row["start"], row["type"], row["end"]) for row in rows)
