"""Import edges between a package's modules, beside grimp's in the same run: `python -m benchmarks.imports [NAME …]`.

Names are those of `benchmarks/distributions/list.tsv`, which pins a file of each. Each is read once; ours come from extraction
and linking, grimp's from the same files. Every edge that only one of both has is counted under the reason for it and, with
`--list`, printed with its line. What has no reason is a fault.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from packaging.version import Version
from platformdirs import user_cache_path

from benchmarks.calls.linked import link
from benchmarks.distributions.selection import chosen
from benchmarks.pinned import Pin, PinnedPackage
from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options
from extractors.sources.package import Package
from graph.facts import Claim, Document, Kind, LinkedFacts, Method

PACKAGES = (
    "networkx", "django", "sqlalchemy", "requests", "flask", "rich", "celery", "google-cloud-secret-manager", "zope-interface",
)  # fmt: skip
_ASIDE = {"tests", "test", "docs", "doc", "examples", "t"}
UNEXPLAINED = "unexplained"
SHADOWED = "both: `from package import name` is the package's attribute in Python; grimp takes the submodule of that name"

type Pair = tuple[str, str]


class Theirs(TypedDict):
    """What `benchmarks.grimp_edges` prints."""

    modules: list[str]
    edges: list[Pair]
    seconds: float


@dataclass(frozen=True, slots=True)
class Ours:
    """What we found: the claims between modules by their names, which modules there are, and what each defines or binds."""

    edges: dict[Pair, Claim]
    modules: dict[str, str]
    names: frozenset[str]
    seconds: float


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", default=PACKAGES)
    parser.add_argument("--list", action="store_true", help="print every difference")
    parser.add_argument("--cache", type=Path, default=user_cache_path("codecraft"), help="where downloads are kept")
    options = parser.parse_args()
    newest = {pin.name: pin for pin in sorted(chosen(only=options.packages), key=lambda pin: Version(pin.version))}
    faults = sum(compare(pin, options.cache / "downloads", show=options.list) for pin in newest.values())
    print(f"{faults} differences without a reason")
    sys.exit(bool(faults))


def compare(pin: Pin, downloads: Path, *, show: bool) -> int:
    """Print one package's figures; how many differences have no reason."""
    tops = _import_roots(_documents(pin, downloads))
    failed = 0
    for top, files in tops.items():
        ours = _ours(pin.name, files)
        grimp = _grimp(top, files)
        theirs = {(start, end) for start, end in grimp["edges"]}
        reasons: dict[str, list[str]] = defaultdict(list)
        for pair in sorted(ours.edges.keys() - theirs):
            reasons[_why_ours(pair, ours, theirs, set(grimp["modules"]))].append(_shown(pair, ours))
        for pair in sorted(theirs - ours.edges.keys()):
            reasons[_why_theirs(pair, ours)].append(f"{pair[0]} -> {pair[1]}")
        both = len(theirs & ours.edges.keys())
        counts = f"{len(ours.edges)} ours, {len(theirs)} grimp's, {both} in both"
        seconds = f"CPU s {ours.seconds:.1f} (all facts) and {grimp['seconds']:.1f}"
        print(f"{pin.name} {pin.version} {top}: {len(files)} files, {counts}; {seconds}")
        for reason, pairs in sorted(reasons.items()):
            print(f"    {len(pairs)} {reason}")
            for one in pairs if show or reason == UNEXPLAINED else ():
                print(f"        {one}")
        failed += len(reasons.get(UNEXPLAINED, ()))
    return failed


def _documents(pin: Pin, downloads: Path) -> tuple[Document, ...]:
    package = Package(pin.name, Version(pin.version), Options(suffixes=EXTRACTOR.suffixes))
    return PinnedPackage(pin, package, downloads).read().documents


def _import_roots(documents: Sequence[Document]) -> dict[str, dict[str, str]]:
    """Files by path, for each name to be imported: `src/flask/app.py` is `flask/app.py`; tests beside it are left out.

    A name without an `__init__.py` of its own, above packages that have one, is a namespace.
    """
    folders = {document.path.rpartition("/")[0] for document in documents if document.path.endswith("/__init__.py")}
    roots = {one for one in folders if one.rpartition("/")[0] not in folders}
    found: dict[str, dict[str, str]] = {}
    for root in sorted(roots):
        above = next((above for above in ("src/", "lib/") if root.startswith(above)), "")
        top = root.removeprefix(above).partition("/")[0]
        if top not in _ASIDE:
            inside = [one for one in documents if one.path.startswith(f"{above}{top}/") and one.path.endswith(".py")]
            found.setdefault(top, {one.path.removeprefix(above): one.text for one in inside})
    return found


def _ours(name: str, files: dict[str, str]) -> Ours:
    started = time.process_time()
    linked, _ = link(name, files)
    seconds = time.process_time() - started
    modules = {one.id: _module(one.path) for one in linked.symbols if one.definition.kind is Kind.MODULE}
    edges = {
        (modules[claim.start], modules[claim.end]): claim
        for claim in linked.claims
        if claim.type == "IMPORTS" and claim.end in modules
    }
    paths = {_module(one.path): one.path for one in linked.symbols if one.definition.kind is Kind.MODULE}
    return Ours(edges, paths, frozenset(_names(linked, modules)), seconds)


def _module(path: str) -> str:
    """A module's name from the import root on. Ours leave out a namespace's (decision 070)."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _names(linked: LinkedFacts, modules: dict[str, str]) -> set[str]:
    """Dotted names of what modules define themselves or bind by importing."""
    found = {
        _module(one.path) + one.qualified_name[len(one.module) :]
        for one in linked.symbols
        if one.definition.kind is not Kind.MODULE
    }
    for claim in linked.claims:
        if claim.type == "IMPORTS" and isinstance(bindings := claim.properties.get("bindings"), list):
            found |= {f"{modules[claim.start]}.{one}" for one in bindings if claim.end not in modules}
    return found


def _grimp(top: str, files: dict[str, str]) -> Theirs:
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join((folder, os.environ.get("PYTHONPATH", "")))}
        command = [sys.executable, "-m", "benchmarks.grimp_edges", top]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    found: Theirs = json.loads(done.stdout)
    return found


def _why_ours(pair: Pair, ours: Ours, theirs: set[Pair], seen: set[str]) -> str:
    start, end = pair
    if not seen >= set(pair):
        return "ours: in a folder without __init__.py, which grimp does not look into"
    if ours.edges[pair].method is Method.INFERRED:
        return 'ours: import_module("…") with a literal name, which grimp does not read'
    if (start, end.rpartition(".")[0]) in theirs and (end not in ours.names or _is_renamed(end, ours)):
        return "ours: a module that the package gives under another name, beside the package"
    if any(one == start and _is_shadowed(start, other, ours) and other.startswith(f"{end}.") for one, other in theirs):
        return SHADOWED
    return UNEXPLAINED


def _why_theirs(pair: Pair, ours: Ours) -> str:
    if pair[1] not in ours.modules:
        return "grimp's: to a namespace, which has no file, for what another distribution puts into it"
    return SHADOWED if _is_shadowed(*pair, ours) else UNEXPLAINED


def _is_renamed(end: str, ours: Ours) -> bool:
    """Whether the package around a module binds it to another name than its own."""
    package, _, name = end.rpartition(".")
    claim = ours.edges.get((package, end))
    bindings = claim.properties.get("bindings") if claim else None
    return isinstance(bindings, list) and any(one != name for one in bindings)


def _is_shadowed(start: str, end: str, ours: Ours) -> bool:
    """Whether an import of `end` is one of the package around it, which has a name of its own like that module's."""
    package = end.rpartition(".")[0]
    return end in ours.names and (start == package or (start, package) in ours.edges)


def _shown(pair: Pair, ours: Ours) -> str:
    claim = ours.edges[pair]
    return f"{pair[0]} -> {pair[1]} ({ours.modules[pair[0]]}:{claim.lines[0]}, {claim.properties.get('kind')})"


if __name__ == "__main__":
    main()
