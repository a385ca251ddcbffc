"""Answers phrased by a model that a local Ollama serves."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import ollama

from graph.errors import ModelError
from graph.facts import ModelInfo
from models.cores import usable_threads
from models.terms import spdx_license

# A model's first token waits for its weights to be loaded from disk; later ones come quickly or not at all.
_TIMEOUT = httpx.Timeout(connect=5.0, read=180.0, write=30.0, pool=5.0)
_SMALLEST_CONTEXT = 4096
_LARGEST_CONTEXT = 32768
# Over-estimates the tokens of code and English alike, so that a prompt is never silently cut.
_CHARACTERS_PER_TOKEN = 2.5
_SEED = 20
_WEIGHTS = re.compile(r"^FROM\s+\S*sha256[-:]([0-9a-f]{64})\s*$", re.MULTILINE)


class OllamaGenerator:
    """One model of one server. Nothing is asked of the server before the first use."""

    def __init__(self, host: str, model: str) -> None:
        self._host = host
        self._name = model
        self._info: ModelInfo | None = None
        loopback = (urlsplit(host).hostname or "") in ("localhost", "127.0.0.1", "::1")
        self._client = ollama.Client(host=host, timeout=_TIMEOUT, trust_env=not loopback)

    @property
    def model(self) -> ModelInfo:
        """The model's name, the digest of its weights and its licence. Raises ModelError."""
        if self._info is None:
            with self._errors():
                self._info = self._read_info()
        return self._info

    def generate(self, system: str, prompt: str, *, max_tokens: int) -> Iterator[str]:
        """The answer piece by piece, the same for the same input (temperature 0 and a fixed seed). Raises ModelError."""
        with self._errors():
            parts = self._client.generate(
                model=self._name,
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
        self._client.close()  # type: ignore[no-untyped-call]

    def _read_info(self) -> ModelInfo:
        installed = {one.model: one.digest or "" for one in self._client.list().models if one.model}
        name = next((one for one in (self._name, f"{self._name}:latest") if one in installed), None)
        if name is None:
            raise ModelError(_not_pulled(self._name, sorted(installed)))
        shown = self._client.show(name)
        weights = _WEIGHTS.search(shown.modelfile or "")
        digest = f"sha256:{weights[1] if weights else installed[name]}"
        declared = (shown.modelinfo or {}).get("general.license")
        return ModelInfo(f"model:{name}@{digest}", name, digest, spdx_license(str(declared or ""), shown.license or ""))

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout):
            raise ModelError(
                f"Ollama does not answer at {self._host}: start it with `ollama serve`, or set OLLAMA_HOST"
            ) from None
        except httpx.TimeoutException:
            raise ModelError(f"the model {self._name} took too long at {self._host}: try again, or a smaller model") from None
        except httpx.HTTPError as error:
            raise ModelError(f"the connection to Ollama at {self._host} broke ({error}): try again") from None
        except ollama.ResponseError as error:
            raise ModelError(self._refusal(error)) from None
        except ValueError:
            raise ModelError(f"what answers at {self._host} is not Ollama: set OLLAMA_HOST to its address") from None

    def _refusal(self, error: Any) -> str:
        if error.status_code == 404 and "not found" in error.error:
            return _not_pulled(self._name, [])
        first_line = str(error.error).strip().splitlines()[0] if str(error.error).strip() else f"status {error.status_code}"
        return f"Ollama at {self._host} refuses ({first_line}): see its log"


def context_length(system: str, prompt: str, max_tokens: int) -> int:
    """A context that holds the prompt and the answer, in tokens; few sizes, for each new one reloads the model."""
    needed = int(len(system + prompt) / _CHARACTERS_PER_TOKEN) + max_tokens
    size = _SMALLEST_CONTEXT
    while size < needed and size < _LARGEST_CONTEXT:
        size *= 2
    return size


def _not_pulled(name: str, installed: list[str]) -> str:
    others = f", or set CODECRAFT_MODEL to one that is there: {', '.join(installed)}" if installed else ""
    return f"the model {name} is not pulled: run `ollama pull {name}`{others}"
