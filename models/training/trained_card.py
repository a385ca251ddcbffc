"""The model card of an embedding that `codecraft embed train` made."""

from collections.abc import Sequence

from graph.facts import ModelInfo
from models.training.folder import Input
from models.training.measuring import DEPTH, Found
from models.training.sources import TrainingSource
from models.training.train import CONTRASTING, DISTILLING, TAUGHT_WEIGHT, TokenTable

_TEXT = """# Model card: {name}

| | |
|---|---|
| Id | `{id}` (the beginning of the SHA-256 of `table.npy`, `scales.npy` and `tokenizer.json`) |
| What it is | a table of {tokens:,} words and pieces x {dimensions} dimensions; a text's vector is the mean of its rows |
| Use | finding Python functions, classes and modules by what they do, in CodeCraft's search; English queries |
| Size | {size:.0f} MB: int8 with one float32 scale a row |
| Licence of the weights | {license} |
| Learned from | all-MiniLM-L6-v2 ({teacher_license}), as packaged by {teacher}, `{teacher_digest}` |
| Where it came from | `provenance.json` beside this card, as W3C PROV-JSON |

## How it was made

`codecraft embed train`, with the `training` extra, on CPU:

1. The vocabulary is MiniLM's pieces of Latin and Greek script and {code_words:,} words that code is full of and MiniLM spells
   in pieces (`str`, `json`, `async`). Identifiers are split into words before they are lower-cased.
2. MiniLM's vector of each word alone, reduced to {dimensions} dimensions, is its first row; what most texts have weighs less.
3. The table learns what MiniLM says of {sentences:,} sentences of docstrings ({distilling_epochs} epochs), so that a mean of
   words comes near to what a transformer makes of them.
4. It learns to tell a description's code from the others of a batch of {batch:,} ({epochs} epochs, {thinning:.0%} of the
   tokens left out by chance, learning rate {rate}), with those sentences as a second aim (weight {weight:g}). Descriptions are
   the first paragraph of a docstring (and the second, where it is prose), codes the function or class without it.
5. The table is quantised to int8, one scale a row.

Steps 3 to 5 are numpy alone. The same manifest gives the same bytes on one machine; another processor or another version of
torch or numpy may round otherwise.

## Data

{pairs:,} pairs of {sources} packages: wheels from the Python Package Index, pinned by version and SHA-256, opened as archives;
nothing in them is run. A package is in only where its own metadata declares an SPDX expression all of whose licences are
permissive. Tests, vendored copies of other packages, generated protobuf code, and files whose head names a copyleft licence are
left out.

## Figures

{held:,} pairs were held back, of the same packages: their descriptions find their code among {definitions:,} definitions with
MRR@{depth} {mrr:.3f}. `python -m benchmarks.retrieval.docstrings static:FOLDER` measures packages that training never saw.

## Limits

* Word order is lost, and what the text after the first 1,500 characters says.
* It knows Python and English; other languages only as far as their words are in MiniLM's vocabulary.
* Mathematical and graph code is underrepresented: much of it is under licences that are not stated as SPDX expressions.
* The teacher's own training data are listed in its card and have terms of their own; what is said under Data is about what was
  trained here.
* Docstrings are what authors say of their code. A model that learned from them repeats their words, right or wrong.

## Sources

| Package | Version | Licence | Pairs |
|---|---|---|---:|
{table}
"""


def trained_card(
    model: ModelInfo,
    trained: TokenTable,
    sources: Sequence[tuple[TrainingSource, int]],
    teacher: Input,
    pairs: int,
    found: Found,
) -> str:
    """The card as Markdown; `sources` come with how many pairs each gave."""
    tokens = len(trained.table)
    rows = [f"| {one.name} | {one.version} | {one.license} | {count:,} |" for one, count in sources]
    return _TEXT.format(
        name=model.name,
        id=model.id,
        tokens=tokens,
        dimensions=model.dimensions,
        size=tokens * (model.dimensions + 4) / 1e6,
        license=model.license,
        teacher=teacher.id,
        teacher_license=teacher.license,
        teacher_digest=teacher.digest,
        code_words=trained.code_words,
        sentences=trained.sentences,
        distilling_epochs=DISTILLING.epochs,
        batch=CONTRASTING.batch,
        epochs=CONTRASTING.epochs,
        thinning=CONTRASTING.thinning,
        rate=CONTRASTING.rate,
        weight=TAUGHT_WEIGHT,
        pairs=pairs,
        sources=len(sources),
        held=found.descriptions,
        definitions=found.definitions,
        depth=DEPTH,
        mrr=found.mrr,
        table="\n".join(rows),
    )
