"""Speed and memory beside other tools, in one run: `python -m benchmarks.calls.peers [PACKAGE …] [--cache FOLDER]`.

Each tool reads the same folders, those of installed packages, in a process of its own: LibCST's parser alone, `codecraft index`
(default settings, no vectors, new store, empty cache), Jedi's `goto` at every call, and call graph tools that can be installed,
each in a virtual environment that is made once under the cache folder. Those are tools to compare with, run as they come and
never imported here. CPU is user and system time of the process and its children; memory is the largest process's peak.
"""

import argparse
import importlib.util
import os
import resource
import signal
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

PACKAGES = ("click", "httpx", "rich")
_CPU_SECONDS = 120

type Command = Callable[[Path, Path, Path], list[str]]
"""The command line, from the tool's Python, the package's folder and a scratch folder."""


@dataclass(frozen=True, slots=True)
class Tool:
    """Something to measure. `requirements` go into an environment of its own; none means the running one."""

    name: str
    license: str
    command: Command
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, peak megabytes, and how it ended: empty when well."""

    cpu: float
    megabytes: int
    failure: str = ""


def _parse(python: Path, folder: Path, _scratch: Path) -> list[str]:
    code = (
        "import sys, libcst, pathlib\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.py')): libcst.parse_module(path.read_text(encoding='utf-8'))"
    )
    return [str(python), "-c", code, str(folder)]


def _codecraft(python: Path, folder: Path, scratch: Path) -> list[str]:
    return [str(python.with_name("codecraft")), "index", str(folder), "--no-embed", "--store", str(scratch / "store")]


def _jedi(python: Path, folder: Path, _scratch: Path) -> list[str]:
    return [str(python), "-m", "benchmarks.calls.jedi_everywhere", str(folder)]


def _pycg(python: Path, folder: Path, scratch: Path) -> list[str]:
    # Its wheel holds `PyCG` and imports `pycg`, which are two names where the file system tells case.
    package = next(iter(python.parents[1].glob("lib/*/site-packages/PyCG")))
    alias = package.with_name("pycg")
    if not alias.exists():
        alias.symlink_to(package)
    return [str(python), "-m", "pycg", *_files(folder), "--package", folder.name, "--output", str(scratch / "graph.json")]


def _pyan(python: Path, folder: Path, scratch: Path) -> list[str]:
    return [
        str(python.with_name("pyan3")),
        *_files(folder),
        "--uses",
        "--no-defines",
        "--tgf",
        "--file",
        str(scratch / "graph"),
    ]


def _code2flow(python: Path, folder: Path, scratch: Path) -> list[str]:
    return [str(python.with_name("code2flow")), *_files(folder), "--quiet", "--output", str(scratch / "graph.json")]


def _files(folder: Path) -> list[str]:
    return [str(path) for path in sorted(folder.rglob("*.py"))]


TOOLS = (
    Tool("LibCST, parse alone", "MIT", _parse),
    Tool("CodeCraft", "Apache-2.0", _codecraft),
    Tool("Jedi, goto at every call", "MIT", _jedi),
    Tool("PyCG 0.0.8", "Apache-2.0", _pycg, ("pycg==0.0.8", "setuptools==80.9.0")),
    Tool("pyan3 2.9.0", "GPL-2.0", _pyan, ("pyan3==2.9.0",)),
    Tool("code2flow 2.5.1", "MIT", _code2flow, ("code2flow==2.5.1",)),
)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--cache", type=Path, default=user_cache_path("codecraft") / "peers")
    options = parser.parse_args()
    pythons = {tool.name: python_of(tool, options.cache) for tool in TOOLS}
    print("| Package | Lines | Tool | CPU s | Lines a CPU s | Peak MB | |\n|---|---:|---|---:|---:|---:|---|")
    for package in options.packages:
        folder = folder_of(package)
        lines = sum(path.read_bytes().count(b"\n") for path in folder.rglob("*.py"))
        for tool in TOOLS:
            cost = cost_of(tool, pythons[tool.name], folder)
            rate = "" if cost.failure else f"{lines / cost.cpu:,.0f}"
            print(
                f"| {package} | {lines:,} | {tool.name} | {cost.cpu:.1f} | {rate} | {cost.megabytes:,} | {cost.failure} |",
                flush=True,
            )


def folder_of(package: str) -> Path:
    """Where an installed package lies."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: install it, or name another package")
    return Path(spec.origin).parent


def python_of(tool: Tool, cache: Path) -> Path:
    """The interpreter of a tool's own environment, which is made when it is missing."""
    if not tool.requirements:
        return Path(sys.executable)
    home = cache / "-".join(tool.requirements).replace("==", "-")
    if not (home / "ready").exists():
        venv.create(home, clear=True, with_pip=True)
        subprocess.run([home / "bin" / "python", "-m", "pip", "install", "--quiet", *tool.requirements], check=True)
        (home / "ready").touch()
    return home / "bin" / "python"


def cost_of(tool: Tool, python: Path, folder: Path) -> Cost:
    """One run of a tool over a folder."""
    with tempfile.TemporaryDirectory() as scratch:
        environment = os.environ | {"CODECRAFT_CACHE": f"{scratch}/cache"}
        with (Path(scratch) / "errors").open("w+", encoding="utf-8") as errors:
            command = tool.command(python, folder, Path(scratch))
            process = subprocess.Popen(
                command,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                preexec_fn=_limit,  # noqa: PLW1509 (one thread)
                text=True,
            )
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            failure = _failure(process.returncode, errors.read().strip().splitlines())
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, failure)


def _failure(code: int, errors: Sequence[str]) -> str:
    if code == 0:
        return ""
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return f"ended after {_CPU_SECONDS} CPU s"
    return f"crashed: {errors[-1][:80]}" if errors else f"crashed: exit code {code}"


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 5))


if __name__ == "__main__":
    main()
