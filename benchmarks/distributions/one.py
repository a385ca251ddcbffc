"""One distribution, indexed and audited in this process: `python -m benchmarks.distributions.one SHA256 FOLDER [--plain]`.

Writes one JSON object to stdout. `--plain` is the second index: one process reads the code, nothing is stored or audited.
"""

import argparse
import hashlib
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from packaging.version import Version

from app.settings import read_settings
from app.wiring import parts
from benchmarks.distributions.audit import Judged, audit, read_files
from benchmarks.distributions.keeping import KeepingStore, Kept, ingested, judged_by
from benchmarks.distributions.selection import pinned
from benchmarks.distributions.shipped import Shipped, shipped
from benchmarks.pinned import Pin, PinnedPackage, content
from extractors.sources import Options
from extractors.sources.package import Package
from graph.errors import CodeCraftError
from graph.facts import Batch, Change


@dataclass
class Clock:
    """Progress that notes each step's CPU seconds, those of ended children included."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, title: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG002 (the port's)
        """As the port says."""
        before = _cpu()
        yield lambda _count: None
        self.seconds[title.lower()] = round(_cpu() - before, 3)


def main() -> None:
    """Index, audit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sha256", help="of a file in the list")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plain", action="store_true")
    options = parser.parse_args()
    json.dump(indexed(pinned(options.sha256), options.folder, plain=options.plain), sys.stdout)


def indexed(pin: Pin, folder: Path, *, plain: bool) -> dict[str, Any]:
    """What one index found, took and got wrong."""
    settings = replace(read_settings(store=str(folder / "store")), cache=folder / "cache")
    downloads = folder.parent / "downloads"
    made = parts(settings, embed=False, workers=1 if plain else 0)
    source = PinnedPackage(pin, Package(pin.name, Version(pin.version), Options(tuple(sorted(made.extractors)))), downloads)
    store, clock, started = KeepingStore(folder / "store"), Clock(), time.monotonic()
    store.plain = plain
    try:
        store.ensure_schema()
        kept = ingested(source, store, made, clock)
        result: dict[str, Any] = {"seconds": clock.seconds, "wall": round(time.monotonic() - started, 2)}
        result["megabytes"] = max(resource.getrusage(who).ru_maxrss for who in _BOTH) // 1024
        result["digest"] = digest(kept.batch)
        return result if plain else result | _audited(kept, shipped(content(pin, downloads)), store.replace(kept.batch))
    except CodeCraftError as error:
        return {"refused": f"{type(error).__name__}: {error}"}
    finally:
        store.close()


def _audited(kept: Kept, held: Shipped, written_again: Change) -> dict[str, Any]:
    report, linked = kept.report, kept.linked
    judged = judged_by(kept, held)
    problems = audit(judged)
    if written_again.touched:
        problems.append(f"stored-otherwise {written_again}")
    counted = Counter[str]()
    for _, one in read_files(judged):
        counted["calls"] += one.calls.total()
        counted["decorators"] += one.decorators.total()
        counted["imports"] += len(one.imports)
        for (kind, _, _), count in one.definitions.items():
            counted[kind] += count
    return {
        "problems": problems,
        "files": len(held.files),
        "aside": Counter(held.aside.values()),
        "lines": report.lines,
        "written": counted,
        "call_sites": linked.call_sites,
        "unresolved": Counter(site.reason for site in linked.unresolved),
        "claims": Counter(claim.type for claim in linked.claims),
        "refused_files": _refused(judged, held),
        "notes": report.notes,
        "symbols": report.symbols,
        "license": report.license,
    }


def _refused(judged: Judged, held: Shipped) -> list[list[str]]:
    """Path, our code and Python's own word for each file that was left out, or that only we can read."""
    found = []
    for path in sorted(held.files):
        one, codes = judged.written[path], judged.diagnostics.get(path, [])
        if codes or isinstance(one, str):
            found.append([path, ",".join(codes), one if isinstance(one, str) else "parses"])
    return found


def digest(batch: Batch) -> str:
    """Of all nodes and relations, less the times of day."""
    found = hashlib.sha256()
    for node in sorted((*batch.nodes, *batch.shared_nodes), key=lambda one: one.id):
        properties = {key: value for key, value in node.properties.items() if key not in ("started", "ended")}
        found.update(json.dumps([node.id, node.labels, sorted(properties.items())]).encode())
    for edge in sorted((*batch.edges, *batch.shared_edges), key=lambda one: (one.type, one.start, one.end)):
        found.update(json.dumps([edge.type, edge.start, edge.end, sorted(edge.properties.items())]).encode())
    return found.hexdigest()


_BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _cpu() -> float:
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, _BOTH))


if __name__ == "__main__":
    main()
