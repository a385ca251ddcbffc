"""Claims against calls that really happened: `python -m benchmarks.calls.observed [PACKAGE …] [--truth DIR] [--misses N]`.

Packages that are listed and not traced yet are traced first, which takes minutes each: see `benchmarks/calls/traces`.
Two operating points: claims of at least 0.9 and of at least 0.5. Precision is the share of claims into the
package, of those whose site ran, that happened; recall the share of the calls that happened that are claimed at their line.
"""

import argparse
import ast
import hashlib
import pickle
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.calls.claims import Project
from benchmarks.calls.observed_page import page
from benchmarks.calls.scoring import Count, Judge, Score, Written
from benchmarks.calls.traces.making import trace
from benchmarks.calls.truth import CACHE, TRUTH, packages, read_truth
from extractors.languages.python.extractor import EXTRACTOR
from extractors.languages.python.linker import PythonLinker
from graph.errors import CodeCraftError
from graph.facts import Document, FileFacts, LinkedFacts, SourceInfo, SourceKind

POINTS = (0.9, 0.5)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="*", help="some of the packages, or `dev` or `held_out`; all without")
    parser.add_argument("--truth", type=Path, help="the folder of the traces (default: in the user's cache)")
    parser.add_argument("--misses", type=int, default=0, help="also list so many misses and wrong claims of each package")
    parser.add_argument("--point", type=float, default=0.5, help="the confidence from which on misses are listed")
    parser.add_argument("--kind", default="", help="list only misses of this kind")
    parser.add_argument("--jedi", type=float, default=0.0, help="Jedi's budget in seconds")
    parser.add_argument("--write", type=Path, help="write a page with the totals of both sets there instead")
    options = parser.parse_args()
    truth = options.truth or traced(options.packages)
    if options.write:
        sets = {name: packages(truth, [name]) for name in ("dev", "held_out")}
        options.write.write_text(page({name: (each, _totals(truth, each)) for name, each in sets.items()}), encoding="utf-8")
        return
    totals = {point: Score() for point in POINTS}
    print(HEADER)
    for name in packages(truth, options.packages):
        judge = judged(truth / name, options.jedi)
        for point in POINTS:
            score = judge.score(point)
            totals[point].plus(score)
            print(line(name, point, score))
        if options.misses:
            list_misses(judge, options.point, options.misses, options.kind)
    for point in POINTS:
        print(line("ALL", point, totals[point]))
    for point in POINTS:
        print(f">={point} precision by method: {_shares(totals[point].methods)}")
        print(f">={point} recall by kind:      {_shares(totals[point].kinds)}")


def _totals(truth: Path, names: Sequence[str]) -> dict[float, Score]:
    totals = {point: Score() for point in POINTS}
    for name in names:
        judge = judged(truth / name)
        for point in POINTS:
            totals[point].plus(judge.score(point))
    return totals


def traced(names: Sequence[str]) -> Path:
    """The default folder of truth, with the listed packages of these names in it. Exits with one line when that fails."""
    try:
        trace(names, TRUTH, CACHE, sys.executable, missing=True)
    except CodeCraftError as error:
        sys.exit(str(error))
    return TRUTH


def judged(folder: Path, jedi_seconds: float = 0.0) -> Judge:
    """One package linked and compared with its trace."""
    truth = read_truth(folder)
    files = {path.relative_to(truth.root).as_posix(): path.read_bytes() for path in sorted(truth.root.rglob("*.py"))}
    return Judge(truth, Project(link(truth.name, files, jedi_seconds)), _written(files))


def link(name: str, files: dict[str, bytes], jedi_seconds: float) -> LinkedFacts:
    """Extract, or take from the last run by the same extractor, and link."""
    folder = Path(__file__).parents[2] / "extractors" / "languages" / "python"
    state = hashlib.sha256()
    for one in [*sorted(folder.glob("*.py")), Path(__file__).parents[2] / "graph" / "facts.py"]:
        state.update(one.read_bytes())
    for data in files.values():
        state.update(data)
    kept = Path(tempfile.gettempdir()) / "codecraft-benchmark-facts" / f"{name}-{state.hexdigest()[:24]}.pickle"
    if kept.is_file():
        facts: dict[str, FileFacts] = pickle.loads(kept.read_bytes())  # noqa: S301  our own file
    else:
        facts = {}
        for path, data in files.items():
            text = data.decode("utf-8", "replace")
            facts[path] = EXTRACTOR.extract(Document(path, text, "sha256:" + hashlib.sha256(data).hexdigest()))
        kept.parent.mkdir(exist_ok=True)
        for old in kept.parent.glob(f"{name}-*.pickle"):
            old.unlink(missing_ok=True)
        kept.write_bytes(pickle.dumps(facts))
    return PythonLinker(jedi_seconds=jedi_seconds).link(
        SourceInfo(f"pkg:generic/{name}", SourceKind.DIRECTORY, name, ""), facts
    )


def _written(files: dict[str, bytes]) -> Written:
    found: Written = defaultdict(set)
    for path, data in files.items():
        for node in ast.walk(ast.parse(data)):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
                for place in {node.lineno, called.end_lineno or node.lineno}:
                    found[path, place].add(name)
    return found


HEADER = (
    f"{'package':12} {'from':>4}  {'precision':>18} {'of pairs':>15}  {'visible':>18} {'with base':>9} "
    f"{'named':>6} {'with base':>9}  {'all calls':>18}"
)


def line(name: str, point: float, score: Score) -> str:
    """One line of figures."""
    return (
        f"{name:12} {point:4}  {_count(score.sites)} {_count(score.pairs):>15}  {_count(score.visible)} "
        f"{score.with_base.share:9.3f} {score.named.share:6.3f} {score.named_with_base.share:9.3f}  {_count(score.all_calls)}"
    )


def _count(count: Count) -> str:
    return f"{count.share:.3f} {count.right}/{count.all}".rjust(18)


def _shares(counts: dict[str, Count]) -> str:
    return ", ".join(f"{key} {count.share:.3f} ({count.all})" for key, count in sorted(counts.items()))


def list_misses(judge: Judge, point: float, limit: int, kind: str) -> None:
    """Print calls that are not claimed, and claims that did not happen, with their source lines."""
    sources: dict[str, list[str]] = {}

    def shown(path: str, number: int) -> str:
        if path not in sources:
            sources[path] = (judge.truth.root / path).read_text("utf-8", "replace").split("\n")
        return sources[path][number - 1].strip()[:110]

    found = judge.found(point)
    missed = [call for call in judge.asked if not judge.hit(call, found) and (not kind or call.kind == kind)]
    for call in sorted(missed, key=lambda call: (not call.visible, call.caller, call.line))[:limit]:
        at = {number: reason for (place, number, _), reason in judge.project.unresolved.items() if place == call.caller}
        reason = next((at[number] for number in sorted(call.lines) if number in at), "")
        note = " [base found]" if judge.hit_by_base(call, found) else f" [{reason}]" if reason else ""
        note += "" if call.callee in judge.project.known else " [no such symbol]"
        sight = "" if call.visible else " (not visible)"
        print(f"  MISS {call.kind}{sight} {call.caller[0]}:{call.line} {call.caller[2] or '<module>'} -> {call.qualname}{note}")
        print(f"         {shown(call.caller[0], call.line)}")
    wrong = [one.claim for one in judge.judged if not one.right and one.claim.confidence >= point]
    for claim in sorted(wrong, key=lambda claim: (-claim.confidence, claim.caller, claim.line))[:limit]:
        real = sorted(name for _, _, name in judge.happened.get((claim.caller, claim.line), ()))
        print(f"  WRONG {claim.confidence} {claim.method} {claim.caller[0]}:{claim.line} {claim.shown} [happened: {real}]")
        print(f"         {shown(claim.caller[0], claim.line)}")


if __name__ == "__main__":
    main()
