"""Answers phrased by a model that a local Ollama serves."""

from collections.abc import Iterator

from graph.facts import ModelInfo
from models.cores import usable_threads
from models.served import Served

_SMALLEST_CONTEXT = 4096
_LARGEST_CONTEXT = 32768
# Over-estimates the tokens of code and English alike, so that a prompt is never silently cut.
_CHARACTERS_PER_TOKEN = 2.5
_SEED = 20


class OllamaGenerator:
    """One model of one server. Nothing is asked of the server before the first use."""

    def __init__(self, host: str, model: str) -> None:
        self._served = Served(host, model, "CODECRAFT_MODEL")

    @property
    def model(self) -> ModelInfo:
        """The model's name, the digest of its weights and its licence. Raises ModelError."""
        return self._served.model

    def generate(self, system: str, prompt: str, *, max_tokens: int) -> Iterator[str]:
        """The answer piece by piece, the same for the same input (temperature 0 and a fixed seed). Raises ModelError."""
        with self._served.errors():
            parts = self._served.client.generate(
                model=self._served.name,
                system=system,
                prompt=prompt,
                stream=True,
                think=False,
                options={
                    "temperature": 0.0,
                    "seed": _SEED,
                    "num_ctx": context_length(system, prompt, max_tokens),
                    "num_predict": max_tokens,
                    "num_thread": usable_threads(),
                },
            )
            for part in parts:
                if part.response:
                    yield part.response

    def close(self) -> None:
        """End the connection; safe to call twice."""
        self._served.close()


def context_length(system: str, prompt: str, max_tokens: int) -> int:
    """A context that holds the prompt and the answer, in tokens; few sizes, for each new one reloads the model."""
    needed = int(len(system + prompt) / _CHARACTERS_PER_TOKEN) + max_tokens
    size = _SMALLEST_CONTEXT
    while size < needed and size < _LARGEST_CONTEXT:
        size *= 2
    return size
