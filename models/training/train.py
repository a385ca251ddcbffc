"""From a sentence transformer to a table of token vectors that knows code: distil, then train with in-batch negatives."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from datasets import Dataset
from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Regex, normalizers

from graph.facts import Matrix
from models.training.pairs import Pair

DIMENSIONS = 256
SEED = 20
EPOCHS = 4
BATCH = 2_048
LEARNING_RATE = 0.02
WARM_UP = 0.1
SCALE = 20.0

_WORD_STARTS = Regex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where `HTTPAdapter` and `sendAll` are split before they are lower-cased, as the base model's words are plain ones."""


@dataclass(frozen=True, slots=True)
class TokenTable:
    """A vector for each token, and the tokenizer as JSON."""

    table: Matrix
    tokenizer: str


def train(base: Path, pairs: Sequence[Pair], scratch: Path) -> TokenTable:
    """Distil the base model's tokens and train them on the pairs; CPU only, minutes for 100,000 pairs."""
    module = StaticEmbedding.from_distillation(str(base), device="cpu", pca_dims=DIMENSIONS)
    module.tokenizer.normalizer = normalizers.Sequence([normalizers.Replace(_WORD_STARTS, " "), module.tokenizer.normalizer])
    model = SentenceTransformer(modules=[module], device="cpu")
    dataset = Dataset.from_dict({"anchor": [pair.query for pair in pairs], "positive": [pair.code for pair in pairs]})
    steps = EPOCHS * -(-len(pairs) // BATCH)
    arguments = SentenceTransformerTrainingArguments(
        output_dir=str(scratch),
        num_train_epochs=EPOCHS,
        per_device_train_batch_size=BATCH,
        learning_rate=LEARNING_RATE,
        warmup_steps=round(WARM_UP * steps),
        seed=SEED,
        use_cpu=True,
        save_strategy="no",
        report_to="none",
        logging_steps=10,
    )
    SentenceTransformerTrainer(
        model=model, args=arguments, train_dataset=dataset, loss=MultipleNegativesRankingLoss(model, scale=SCALE)
    ).train()
    table = module.embedding.weight.detach().cpu().numpy().astype(np.float32)
    return TokenTable(cast("Matrix", table), module.tokenizer.to_str())
