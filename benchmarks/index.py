"""What indexing costs: CPU against `libcst.parse_module` over the same files in the same run, and memory.

    python -m benchmarks.index [SOURCE] [--repeat N]

SOURCE is anything `codecraft index` takes and defaults to SQLAlchemy's released source. Each run indexes into a new store
with an empty cache and without vectors. CPU is user and system time of the process and all its workers; memory is the highest
sum of the resident sets of the process tree, sampled every 50 ms (Linux), beside the largest single process.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import libcst
from platformdirs import user_cache_path

from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options, open_source
from graph.facts import Document

DEFAULT_SOURCE = "pkg:pypi/sqlalchemy@2.0.44"


def main() -> None:
    """Measure and print one JSON object."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("source", nargs="?", default=DEFAULT_SOURCE)
    arguments.add_argument("--repeat", type=int, default=3)
    options = arguments.parse_args()
    documents = (
        open_source(options.source, Options(suffixes=EXTRACTOR.suffixes, cache=user_cache_path("codecraft") / "downloads"))
        .read()
        .documents
    )
    runs = [(parse_seconds(documents), *index_cost(options.source)) for _ in range(options.repeat)]
    parse, cpu, tree, largest = (statistics.median(column) for column in zip(*runs, strict=True))
    lines = sum(document.text.count("\n") for document in documents)
    print(
        json.dumps(
            {
                "source": options.source,
                "files": len(documents),
                "lines": lines,
                "parse_cpu_seconds": round(parse, 2),
                "index_cpu_seconds": round(cpu, 2),
                "ratio": round(cpu / parse, 2),
                "lines_per_cpu_second": round(lines / cpu),
                "peak_tree_megabytes": round(tree / 1e6),
                "peak_process_megabytes": round(largest / 1e6),
                "runs": options.repeat,
            },
            indent=2,
        )
    )


def parse_seconds(documents: tuple[Document, ...]) -> float:
    """CPU seconds of LibCST's parser alone over the documents that it can parse."""
    before = time.process_time()
    for document in documents:
        try:
            libcst.parse_module(document.text)
        except libcst.ParserSyntaxError:
            continue
    return time.process_time() - before


def index_cost(source: str) -> tuple[float, int, int]:
    """CPU seconds, the process tree's highest sum of resident bytes, and the largest process's, of one clean index."""
    with tempfile.TemporaryDirectory() as folder:
        # Archives already fetched are kept: the network is not what is measured.
        environment = os.environ | {"CODECRAFT_CACHE": folder + "/cache", "CODECRAFT_STORE": folder + "/store"}
        command = [str(Path(sys.executable).with_name("codecraft")), "index", source, "--no-embed", "--json"]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(process, peak))
        watcher.start()
        code = process.wait()
        watcher.join()
        if code != 0:
            sys.exit(f"indexing {source} ended with exit code {code}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return cpu, peak[0], after.ru_maxrss * 1024


def _watch(process: subprocess.Popen[bytes], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident(pid) for pid in _tree(process.pid)))
        time.sleep(0.05)


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        except OSError:
            continue
        found.extend(int(child) for child in children)
    return found


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
