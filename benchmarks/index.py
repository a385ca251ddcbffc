"""What indexing costs: CPU against `libcst.parse_module` over the same files in the same run, by stage, and memory.

    python -m benchmarks.index [SOURCE…] [--repeat N]

A SOURCE is anything `codecraft index` takes; by default releases of four packages of different size. Each run indexes one
into a new store with an empty cache (but for what was downloaded), with the defaults and without vectors. CPU is user and
system time of the process and all its workers. Memory is the highest sum over the process tree of what each process holds
alone and its share of what it shares (PSS), sampled every 50 ms (Linux). Each figure is the median of the runs.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.memory import PeakMemory
from benchmarks.stages import cpu_seconds
from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options, open_source
from graph.facts import Document

DEFAULT_SOURCES = (
    "pkg:pypi/requests@2.32.3",
    "pkg:pypi/networkx@3.4.2",
    "pkg:pypi/sqlalchemy@2.0.44",
    "pkg:pypi/django@5.2.8",
)
_PARSE = """
import json, libcst, sys, time
texts = json.load(sys.stdin.buffer)
before = time.process_time()
for text in texts:
    try:
        libcst.parse_module(text)
    except libcst.ParserSyntaxError:
        continue
print(time.process_time() - before)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """One clean index: CPU and wall seconds, CPU by stage, the highest memory of all processes together in bytes."""

    cpu: float
    wall: float
    stages: dict[str, float]
    memory: int


def main() -> None:
    """Measure and print one JSON object a line for each source."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sources", nargs="*", default=DEFAULT_SOURCES)
    arguments.add_argument("--repeat", type=int, default=3)
    options = arguments.parse_args()
    downloads = user_cache_path("codecraft") / "downloads"
    for source in options.sources:
        documents = open_source(source, Options(suffixes=EXTRACTOR.suffixes, cache=downloads)).read().documents
        lines = sum(document.text.count("\n") for document in documents)
        parses, defaults, bare = [], [], []
        for _ in range(options.repeat):
            parses.append(parse_seconds(documents))
            defaults.append(index_cost(source, downloads))
            bare.append(index_cost(source, downloads, "--no-embed"))
        parse = statistics.median(parses)
        print(json.dumps({"source": source, "files": len(documents), "lines": lines, "parse_cpu_seconds": round(parse, 2)}))
        print(json.dumps({"  defaults": _summary(lines, parses, defaults)}))
        print(json.dumps({"  without vectors": _summary(lines, parses, bare)}), flush=True)


def _summary(lines: int, parses: list[float], costs: list[Cost]) -> dict[str, object]:
    cpu = statistics.median(cost.cpu for cost in costs)
    names = dict.fromkeys(name for cost in costs for name in cost.stages)
    return {
        "cpu_seconds": round(cpu, 2),
        "ratio": round(statistics.median(cost.cpu / parse for cost, parse in zip(costs, parses, strict=True)), 2),
        "lines_per_cpu_second": round(lines / cpu),
        "wall_seconds": round(statistics.median(cost.wall for cost in costs), 1),
        "peak_tree_megabytes": round(statistics.median(cost.memory for cost in costs) / 1e6),
        "stages": {name: round(statistics.median(cost.stages.get(name, 0.0) for cost in costs), 2) for name in names},
    }


def parse_seconds(documents: tuple[Document, ...]) -> float:
    """CPU seconds of LibCST's parser alone, in a process of its own, over the documents that it can parse."""
    texts = json.dumps([document.text for document in documents])
    return float(subprocess.run([sys.executable, "-c", _PARSE], input=texts.encode(), check=True, capture_output=True).stdout)


def index_cost(source: str, downloads: Path, *flags: str) -> Cost:
    """What one clean index takes."""
    with tempfile.TemporaryDirectory() as folder:
        cache, result = Path(folder, "cache"), Path(folder, "stages.json")
        cache.mkdir()
        # The network is not what is measured.
        downloads.mkdir(parents=True, exist_ok=True)
        (cache / "downloads").symlink_to(downloads)
        environment = os.environ | {"CODECRAFT_CACHE": str(cache), "CODECRAFT_STORE": folder + "/store"}
        # As the command says before it loads numpy, which benchmarks.stages loads first.
        environment.setdefault("OPENBLAS_NUM_THREADS", "1")
        command = [sys.executable, "-m", "benchmarks.stages", str(result), "index", source, "--json", *flags]
        before, began = cpu_seconds(resource.RUSAGE_CHILDREN), time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        with PeakMemory(process) as memory:
            code = process.wait()
        wall = time.perf_counter() - began
        if code != 0:
            sys.exit(f"indexing {source} ended with exit code {code}")
        cpu = cpu_seconds(resource.RUSAGE_CHILDREN) - before
        stages = json.loads(result.read_text(encoding="utf-8"))
    return Cost(cpu, wall, stages | {"end": cpu - sum(stages.values())}, memory.peak)


if __name__ == "__main__":
    main()
