"""What an edit costs, and whether it leaves what a clean index gives: random edits of real packages.

    python -m benchmarks.incremental [PACKAGE[,PACKAGE …] …] [--edits N] [--seed N]

A PACKAGE is an installed distribution's import name, several with commas make one folder of packages. Each is copied into a
folder and edited at random (`benchmarks.edits`);
after each edit the folder is indexed into the store that holds it already, and into a new one with empty caches. The two must
be equal: every node and relation with all properties and every vector. What is left out, and nothing else, is the history: an
`Activity` and its relations, and which of them a file comes from, as a clean index has one where an edited one has several.
CPU is this process's, in seconds, without its start. Outside names are read from the same environment, without Jedi.
"""

import argparse
import importlib.util
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.edits import Edits
from extractors.languages.python.extractor import EXTRACTOR, PythonExtractor
from extractors.languages.python.linker import PythonLinker
from extractors.licenses.detector import DETECTOR
from extractors.sources import open_source
from graph.cache import DiskCache
from graph.facts import Document, FileFacts, LinkedFacts, SourceInfo
from graph.ingest import IngestReport, Parts, ingest
from graph.ports import FactsCache, GraphStore
from graph.progress import Silent
from graph.provenance import Tool
from graph.statements import parse_statement
from graph.stores.embedded import EmbeddedStore
from models.embedders import open_embedder

_PACKAGES = ("click", "jinja2", "packaging", "starlette", "h11,packaging,shellingham")

_NODES = parse_statement(
    "every node but the activities and the log",
    "MATCH (n:Node) WHERE NOT n:Activity AND NOT n:Record AND NOT n:Vectors "
    "RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties",
)
_RELATIONS = parse_statement(
    "every relation but those of activities",
    """
    MATCH (a:Node)-[r]->(b:Node) WHERE NOT a:Activity AND NOT b:Activity AND NOT a:Vectors AND NOT b:Vectors
    RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties
    """,
)
_ORIGINS = parse_statement(
    "by what each file was made",
    """
    MATCH (f:File)-[:WAS_GENERATED_BY]->(a:Activity)-[:WAS_ASSOCIATED_WITH]->(g:Node)
    RETURN f.id AS id, a.source AS source, a.tool AS tool, a.version AS version, a.parts AS parts, g.id AS agent
    """,
)
_VECTORS = parse_statement(
    "what keeps vectors, in the embedded store by a digest of all of them",
    "MATCH (v:VectorSet) RETURN properties(v) AS properties",
)


def stored(store: GraphStore) -> dict[str, object]:
    """All that a store holds but for the history: equal for equal graphs, in whatever order they were written."""
    rows: dict[str, object] = {}
    for row in store.run(_NODES):
        rows[row["id"]] = (sorted(row["labels"]), row["properties"])
    for row in store.run(_RELATIONS):
        rows[f"{row['start']} -{row['type']}-> {row['end']}"] = row["properties"]
    for row in store.run(_ORIGINS):
        rows[f"{row['id']} was made by"] = row
    for row in store.run(_VECTORS):
        rows[f"vectors of {row['properties']['source']}"] = row["properties"]
    return rows


def differences(one: dict[str, object], other: dict[str, object]) -> list[str]:
    """What differs, one line each."""
    return [
        f"{key}: {one.get(key)} != {other.get(key)}"
        for key in sorted(one.keys() | other.keys())
        if one.get(key) != other.get(key)
    ]


def copied(packages: str, folder: Path) -> Path:
    """A folder with copies of installed packages, named with commas between them, that can be edited."""
    root = folder / "edited"
    for package in packages.split(","):
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{package} is not installed here: name an installed package")
        ignored = shutil.ignore_patterns("__pycache__", "*.so", "*.json", "*.txt")
        shutil.copytree(Path(spec.origin).parent, root / package, ignore=ignored)
    (root / "pyproject.toml").write_text('[project]\nname = "edited"\nversion = "1"\nlicense = "MIT"\n', "utf-8")
    return root


def parts(cache: FactsCache) -> Parts:
    """What an ingest is made of."""
    return Parts(
        extractors=dict.fromkeys(EXTRACTOR.suffixes, EXTRACTOR),
        linkers={"python": PythonLinker(cache_dir=None, jedi_seconds=0)},
        licenses=DETECTOR,
        cache=cache,
        tool=Tool("codecraft", "benchmark"),
        embedder=open_embedder("static"),
        workers=1,
    )


@contextmanager
def opened(folder: Path) -> Iterator[EmbeddedStore]:
    """A new store."""
    store = EmbeddedStore(folder)
    store.ensure_schema()
    try:
        yield store
    finally:
        store.close()


def indexed(root: Path, store: GraphStore, made: Parts) -> tuple[IngestReport, float]:
    """What indexing a folder did, and its CPU seconds."""
    before = time.process_time()
    report = ingest(open_source(str(root)), store, made, Silent())
    return report, time.process_time() - before


def clean(root: Path, folder: Path) -> tuple[dict[str, object], float]:
    """What a clean index of a folder gives, and its CPU seconds."""
    with opened(folder / "store") as store, closing(DiskCache(folder / "cache")) as cache:
        _, seconds = indexed(root, store, parts(cache))
        found = stored(store)
    shutil.rmtree(folder)
    return found, seconds


@dataclass(frozen=True)
class Counted:
    """Parts that count the files they read and link."""

    extracted: list[str] = field(default_factory=list)
    linked: list[str] = field(default_factory=list)

    def of(self, made: Parts) -> Parts:
        """The same parts, counted from now on."""
        extractor = _CountedExtractor(counted=self.extracted)
        linker = _CountedLinker(jedi_seconds=0, counted=self.linked)
        return replace(made, extractors=dict.fromkeys(EXTRACTOR.suffixes, extractor), linkers={"python": linker})

    def taken(self) -> tuple[int, int]:
        """How many files were read and how many linked since this was asked last."""
        found = len(self.extracted), len(self.linked)
        self.extracted.clear()
        self.linked.clear()
        return found


@dataclass(frozen=True)
class _CountedExtractor(PythonExtractor):
    counted: list[str] = field(default_factory=list)

    def extract(self, document: Document) -> FileFacts:
        """As the port says."""
        self.counted.append(document.path)
        return super().extract(document)


@dataclass(frozen=True)
class _CountedLinker(PythonLinker):
    counted: list[str] = field(default_factory=list)

    def link_groups(self, source: SourceInfo, groups: Sequence[Mapping[str, FileFacts]]) -> list[LinkedFacts]:
        """As the port says."""
        self.counted.extend(path for files in groups for path in files)
        return super().link_groups(source, groups)


def measured(package: str, count: int, seed: int) -> dict[str, object]:
    """The figures of one package."""
    equal, written, costs, failed, counts = 0, [], [], [], []
    counted = Counted()
    with (
        tempfile.TemporaryDirectory() as name,
        opened(Path(name) / "store") as store,
        closing(DiskCache(Path(name) / "cache")) as cache,
    ):
        folder = Path(name)
        root = copied(package, folder)
        made = counted.of(parts(cache))
        report, first = indexed(root, store, made)
        counted.taken()
        edits = Edits(root, seed)
        for _ in range(count):
            said = edits.edit()
            report, seconds = indexed(root, store, made)
            counts.append(counted.taken())
            expected, whole = clean(root, folder / "clean")
            if found := differences(stored(store), expected):
                failed.append(f"{said}: {found[0]}")
            equal += not found
            written.append(report.change.nodes_written + report.change.edges_written)
            costs.append((seconds, whole))
    return {
        "package": package,
        "lines": report.lines,
        "equal": f"{equal} of {count}",
        "files": report.files,
        "files_read_again_median": statistics.median(read for read, _ in counts),
        "files_linked_again_median": statistics.median(linked for _, linked in counts),
        "elements_written_median": statistics.median(written),
        "clean_cpu_seconds": round(first, 2),
        "edit_cpu_seconds_median": round(statistics.median(one for one, _ in costs), 3),
        "edit_to_clean_median": round(statistics.median(one / whole for one, whole in costs), 3),
        "failed": failed,
    }


def main() -> None:
    """Measure and print one JSON object a package."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("packages", nargs="*", default=_PACKAGES)
    arguments.add_argument("--edits", type=int, default=25)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    for package in options.packages:
        print(json.dumps(measured(package, options.edits, options.seed), indent=2), flush=True)


if __name__ == "__main__":
    main()
