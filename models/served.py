"""A model that an Ollama serves: what it is, and what goes wrong in one line."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import httpx
import ollama

from graph.errors import ModelError
from graph.facts import ModelInfo
from models.terms import spdx_license

# A model's first token waits for its weights to be loaded from disk; later ones come quickly or not at all.
_TIMEOUT = httpx.Timeout(connect=5.0, read=180.0, write=30.0, pool=5.0)
_WEIGHTS = re.compile(r"^FROM\s+\S*sha256[-:]([0-9a-f]{64})\s*$", re.MULTILINE)


class Served:
    """One model of one server. Nothing is asked of the server before the first use."""

    def __init__(self, host: str, name: str, setting: str) -> None:
        self.name = name
        self._host = host
        self._setting = setting
        loopback = (urlsplit(host).hostname or "") in ("localhost", "127.0.0.1", "::1")
        self.client = ollama.Client(host=host, timeout=_TIMEOUT, trust_env=not loopback)

    @cached_property
    def model(self) -> ModelInfo:
        """The model's name, the digest of its weights and its licence. Raises ModelError."""
        with self.errors():
            return self._read()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Say the client's errors in our words. Raises ModelError."""
        try:
            yield
        except (ConnectionError, httpx.ConnectError, httpx.ConnectTimeout):
            raise ModelError(
                f"Ollama does not answer at {self._host}: start it with `ollama serve`, or set OLLAMA_HOST"
            ) from None
        except httpx.TimeoutException:
            raise ModelError(f"the model {self.name} took too long at {self._host}: try again, or a smaller model") from None
        except httpx.HTTPError as error:
            raise ModelError(f"the connection to Ollama at {self._host} broke ({error}): try again") from None
        except ollama.ResponseError as error:
            raise ModelError(self._refusal(error)) from None
        except ValueError:
            raise ModelError(f"what answers at {self._host} is not Ollama: set OLLAMA_HOST to its address") from None

    def close(self) -> None:
        """End the connection; safe to call twice."""
        self.client.close()  # type: ignore[no-untyped-call]

    def _read(self) -> ModelInfo:
        installed = {one.model: one.digest or "" for one in self.client.list().models if one.model}
        name = next((one for one in (self.name, f"{self.name}:latest") if one in installed), None)
        if name is None:
            raise ModelError(self._not_pulled(sorted(installed)))
        shown = self.client.show(name)
        weights = _WEIGHTS.search(shown.modelfile or "")
        digest = f"sha256:{weights[1] if weights else installed[name]}"
        declared = (shown.modelinfo or {}).get("general.license")
        return ModelInfo(f"model:{name}@{digest}", name, digest, spdx_license(str(declared or ""), shown.license or ""))

    def _refusal(self, error: Any) -> str:
        if error.status_code == 404 and "not found" in error.error:
            return self._not_pulled([])
        first_line = str(error.error).strip().splitlines()[0] if str(error.error).strip() else f"status {error.status_code}"
        return f"Ollama at {self._host} refuses ({first_line}): see its log"

    def _not_pulled(self, installed: list[str]) -> str:
        others = f", or set {self._setting} to one that is there: {', '.join(installed)}" if installed else ""
        return f"the model {self.name} is not pulled: run `ollama pull {self.name}`{others}"
