"""Speed as CPU seconds beside `libcst.parse_module` over the same files of installed packages in the same run."""

import importlib.util
import time
from pathlib import Path

import libcst

from benchmarks.calls.linked import link

PACKAGES = ("networkx", "jedi", "starlette", "rich")


def speed(packages: list[str]) -> None:
    """CPU seconds for each 1,000 lines, beside LibCST's parse of the same files."""
    print(
        "\nCPU seconds for 1,000 lines: LibCST's parse, extraction (with it), linking; both in units of the parse; open sites"
    )
    for package in packages:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            print(f"{package} is not installed")
            continue
        root = Path(spec.origin).parent
        files = {
            path.relative_to(root.parent).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py"))
        }
        lines = sum(text.count("\n") for text in files.values()) / 1000
        started = time.process_time()
        for text in files.values():
            libcst.parse_module(text)
        parse = time.process_time() - started
        linked, seconds = link(package, files)
        ratio = (seconds["extract"] + seconds["link"]) / parse
        sites = f"{len(linked.unresolved)} of {linked.call_sites}"
        figures = f"{parse / lines:.3f} {seconds['extract'] / lines:.3f} {seconds['link'] / lines:.3f} {ratio:.2f}"
        print(f"{package:14} {lines:7.1f} thousand lines  {figures}  {sites}")
