"""A model that sentence-transformers loads: what it is, and what goes wrong in one line; needs the `models` extra."""

import hashlib
import logging
from pathlib import Path
from typing import Any

from graph.errors import ModelError
from graph.facts import ModelInfo
from models.card import card_license, folder_name

_DIGITS = 16


def load(what: str, model: str | Path, otherwise: str) -> Any:
    """The model of a folder, or of a name at the hub, as the library's class `what`, on the CPU. Raises ModelError.

    `otherwise` is what to use without the extra. `HF_HUB_OFFLINE=1` keeps it from the network.
    """
    try:
        # torch takes seconds: only when asked for
        import sentence_transformers  # noqa: PLC0415
        from transformers.utils import logging as of_transformers  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(f"sentence-transformers is not installed: pip install 'codecraft[models]', or {otherwise}") from error
    # What goes wrong we say ourselves, and no bar is needed for what takes less than a second; downloads keep theirs.
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    of_transformers.set_verbosity_error()
    of_transformers.disable_progress_bar()
    try:
        return getattr(sentence_transformers, what)(str(model), device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        first_line = str(error).strip().partition("\n")[0]
        raise ModelError(
            f"the model {model} cannot be loaded ({first_line}): give a folder that holds it, or download it first"
        ) from error


def about(loaded: Any, model: str | Path, dimensions: int = 0) -> ModelInfo:
    """The model's name, the digest of all its tensors, and the licence that its card declares."""
    digest = _digest(loaded.state_dict())
    name = _name(model)
    license_ = card_license(getattr(loaded, "_model_card_text", None) or "")
    return ModelInfo(f"model:{name}@{digest[:_DIGITS]}", name, f"sha256:{digest}", license_, dimensions)


def _digest(tensors: dict[str, Any]) -> str:
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


def _name(model: str | Path) -> str:
    """The hub's name as it is, or a local folder's."""
    path = Path(model)
    return folder_name(path) if path.is_dir() else str(model)
