"""Vectors for symbols: from the cache by text digest, else from the embedder."""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from graph.facts import Document, Kind, Symbol, Vectors
from graph.ports import Embedder, FactsCache, Progress
from graph.texts import embedding_text

EMBEDDED_KINDS = frozenset({Kind.MODULE, Kind.CLASS, Kind.FUNCTION, Kind.METHOD, Kind.PROPERTY})
_BATCH = 2048


def embed_symbols(
    symbols: Sequence[Symbol], documents: Mapping[str, Document], embedder: Embedder, cache: FactsCache, progress: Progress
) -> Vectors:
    """One vector for each symbol that can be searched by meaning, in the symbols' order."""
    lines = {path: document.text.split("\n") for path, document in documents.items()}
    chosen = [symbol for symbol in symbols if symbol.definition.kind in EMBEDDED_KINDS]
    texts = {}
    digests = []
    for symbol in chosen:
        text = embedding_text(symbol.qualified_name, source_text(symbol, lines[symbol.path]))
        digests.append(text_digest(text))
        texts[digests[-1]] = text
    model = embedder.model
    vectors = cache.vectors(model.id, list(texts))
    missing = [digest for digest in texts if digest not in vectors]
    with progress.step("Embedding", len(missing)) as advance:
        for start in range(0, len(missing), _BATCH):
            part = missing[start : start + _BATCH]
            matrix = embedder.embed_documents([texts[digest] for digest in part])
            cache.keep_vectors(model.id, part, matrix)
            vectors |= dict(zip(part, matrix, strict=True))
            advance(len(part))
    rows = [vectors[digest] for digest in digests]
    matrix = np.stack(rows).astype(np.float32) if rows else np.zeros((0, model.dimensions), np.float32)
    return Vectors(model.id, tuple(symbol.id for symbol in chosen), tuple(digests), matrix)


def source_text(symbol: Symbol, lines: Sequence[str]) -> str:
    """The symbol's own source; `lines` are its file's."""
    definition = symbol.definition
    return "\n".join(lines[definition.line - 1 : definition.end_line])


def text_digest(text: str) -> str:
    """The digest a text's vector is kept under."""
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
