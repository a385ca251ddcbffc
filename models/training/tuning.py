"""A table that knows a user's own code: trained further on their docstrings, measured on those it has not seen. numpy alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from graph.errors import InputError
from graph.facts import NOASSERTION, Matrix, ModelInfo, Snapshot
from graph.ports import Progress
from graph.projection.licenses import source_license
from graph.provenance import inputs_digest
from models.embedders.static import StaticEmbedder
from models.training.bags import to_bags, unit
from models.training.folder import CARD, Input, Making, write_provenance, write_weights
from models.training.learning import Course, Taught, contrast
from models.training.measuring import DEPTH, Found, find, hold_back
from models.training.pairs import Pair, distinct, pairs_of_module

COURSE = Course(epochs=20, batch=512, rate=0.003, thinning=0.2)
KEPT_WEIGHT = 4.0
HELD_BACK = 0.2
FEWEST_HELD = 30
_SURELY = 1.645
"""So many standard errors must the gain be: by chance one table in twenty that does not help would look as if it did."""

_TEXT = """# Model card: {name}

| | |
|---|---|
| Id | `{id}` |
| What it is | {base}, trained further on one's own code; {dimensions} dimensions, int8 |
| It began as | `{base_digest}` |
| Use | finding definitions of this code by what they do: `CODECRAFT_EMBEDDER=static:FOLDER`, then index again |
| Licence of the weights | {license}: learned from the sources below; whoever shares them must know their terms |
| Where it came from | `provenance.json` beside this card, as W3C PROV-JSON |

## How it was made

`codecraft embed tune` at {at}: {pairs:,} pairs of a docstring's paragraph and the definition without it, {epochs} epochs of
batches of {batch}, learning rate {rate}, held near the table it began from.

## Figures

The {held:,} definitions whose names hash below {share:.0%} were held back. Their docstrings' first paragraphs find them,
docstrings taken out, among all {definitions:,} documented definitions with MRR@{depth} {after:.3f}; with the table before it
was {before:.3f}. The gain is {gain:+.3f} with a standard error of {error:.3f}.

## Limits

What it gained here says nothing of other code. Docstrings are what authors say of their code; questions are put otherwise.

## Sources

| Source | Digest | Licence |
|---|---|---|
{sources}
"""


@dataclass(frozen=True, slots=True)
class Tuned:
    """What tuning came to. Without `model` nothing was written, as the table did not surely help."""

    before: Found
    after: Found
    pairs: int
    model: ModelInfo | None = None

    @property
    def gain(self) -> float:
        """By how much the mean reciprocal rank of the held-back descriptions rose."""
        return self.after.mrr - self.before.mrr

    @property
    def error(self) -> float:
        """The gain's standard error, description by description."""
        differences = self.after.ranks - self.before.ranks
        return float(differences.std(ddof=1) / np.sqrt(len(differences)))

    @property
    def helps(self) -> bool:
        """Whether the gain is more than chance gives."""
        return self.gain > max(0.0, _SURELY * self.error)


def tune(base: StaticEmbedder, snapshots: Sequence[Snapshot], folder: Path, progress: Progress) -> Tuned:
    """Train the base table on the sources' docstrings; the folder is written only where that helps. Raises InputError."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file: give a folder for the model")
    started = datetime.now(UTC)
    with progress.step("Pairing"):
        kept, held = hold_back(_pairs(snapshots), HELD_BACK)
    before = find(base, held, kept)
    if before.descriptions < FEWEST_HELD:
        raise InputError(
            f"{before.descriptions} documented definitions could be held back to measure by, {FEWEST_HELD} are needed: "
            "tune on more code, or on code with docstrings"
        )
    with progress.step("Tuning"):
        table = _trained(base, kept)
    name = f"{base.model.name.removesuffix('-tuned')}-tuned"
    with TemporaryDirectory() as scratch:
        write_weights(Path(scratch), name, NOASSERTION, table, base.tokenizer)
        tuned = Tuned(before, find(StaticEmbedder(Path(scratch)), held, kept), len(kept))
    if not tuned.helps:
        return tuned
    model = write_weights(folder, name, NOASSERTION, table, base.tokenizer)
    tuned = replace(tuned, model=model)
    sources = [Input(one.info.id, inputs_digest(one.documents), source_license(one.info)) for one in snapshots]
    inputs = [Input(base.model.id, base.model.digest, base.model.license, "base model"), *sources]
    settings = {"tuning": asdict(COURSE), "kept_weight": KEPT_WEIGHT, "held_back": HELD_BACK}
    tool = f"codecraft@{version('codecraft')}"
    write_provenance(folder, model, Making(tool, started, datetime.now(UTC), inputs, settings))
    (folder / CARD).write_text(_card(tuned, base.model, sources, started), encoding="utf-8")
    return tuned


def _pairs(snapshots: Sequence[Snapshot]) -> list[Pair]:
    """Those of every Python file: whoever tunes on code of their own may read it, whatever its head says."""
    return distinct(
        [
            pair
            for snapshot in snapshots
            for document in snapshot.documents
            if document.path.endswith(".py")
            for pair in pairs_of_module(document.path, document.text, any_license=True)
        ]
    )


def _trained(base: StaticEmbedder, pairs: Sequence[Pair]) -> Matrix:
    """The table after its course. What it said of the texts before is its own teacher, so that it does not go astray."""
    queries, codes = (to_bags(base.numbers([getattr(pair, side) for pair in pairs])) for side in ("query", "code"))
    table = base.table.copy()
    contrast(table, queries, codes, COURSE, Taught(queries, unit(queries.means(table))[0], KEPT_WEIGHT))
    return table


def _card(tuned: Tuned, base: ModelInfo, sources: Sequence[Input], at: datetime) -> str:
    model = tuned.model or base
    return _TEXT.format(
        name=model.name,
        id=model.id,
        dimensions=model.dimensions,
        license=model.license,
        base=base.name,
        base_digest=base.digest,
        at=at.isoformat(timespec="seconds"),
        pairs=tuned.pairs,
        epochs=COURSE.epochs,
        batch=COURSE.batch,
        rate=COURSE.rate,
        held=tuned.after.descriptions,
        share=HELD_BACK,
        definitions=tuned.after.definitions,
        depth=DEPTH,
        before=tuned.before.mrr,
        after=tuned.after.mrr,
        gain=tuned.gain,
        error=tuned.error,
        sources="\n".join(f"| {one.id} | `{one.digest}` | {one.license} |" for one in sources),
    )
