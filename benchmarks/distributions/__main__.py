"""Index and audit released distributions: see the package's docstring."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.distributions.processes import measured
from benchmarks.distributions.report import page, report
from benchmarks.distributions.selection import chosen

type Outcome = dict[str, Any]


def main() -> None:
    """Print a line for each distribution on stderr and the report as Markdown on stdout; exit with 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.distributions", description=__doc__)
    parser.add_argument("--count", type=int, default=0, help="so many, spread over the list (default: all)")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME")
    parser.add_argument("--jedi", type=float, default=0, metavar="SECONDS", help="also ask Jedi, for so long")
    parser.add_argument("--once", action="store_true", help="leave out the second index")
    parser.add_argument("--cache", type=Path, default=user_cache_path("codecraft"), help="where downloads are kept")
    parser.add_argument(
        "--output", type=Path, help="where outcomes are kept, a line of JSON each; what is kept is not measured again"
    )
    parser.add_argument("--failed", action="store_true", help="measure those again that went wrong by the outcomes kept")
    parser.add_argument("--write", type=Path, help="write the report as a page there")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    kept = _kept(options.output)
    outcomes = []
    for one in chosen(count=options.count, only=options.only):
        outcome = kept.get((one.name, one.version))
        if outcome is None or (options.failed and _wrong(outcome)):
            outcome = measured(one, options.cache, options.jedi, again=not (options.once or options.jedi))
            print(_line(outcome), file=sys.stderr, flush=True)
            if options.output:
                with options.output.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(outcome) + "\n")
        outcomes.append(outcome)
    print(report(outcomes))
    if options.write:
        options.write.write_text(page(outcomes), encoding="utf-8")
    sys.exit(any(map(_wrong, outcomes)))


def _kept(path: Path | None) -> dict[tuple[str, str], Outcome]:
    """The last outcome of each release."""
    lines: Iterable[str] = path.read_text(encoding="utf-8").splitlines() if path and path.is_file() else ()
    return {(outcome["name"], outcome["version"]): outcome for outcome in map(json.loads, lines)}


def _wrong(outcome: Outcome) -> bool:
    return bool(outcome.get("crash") or outcome.get("problems"))


def _line(outcome: Outcome) -> str:
    name = f"{outcome['name']} {outcome['version']}"
    if "digest" not in outcome:
        return f"{name}: {outcome.get('crash') or outcome['refused']}"
    seconds = sum(outcome["seconds"].values())
    shown = f"{name}: {outcome['files']} files, {outcome['lines']:,} lines, {seconds:.1f} CPU s, {outcome['megabytes']} MB"
    problems = outcome["problems"]
    return shown + (f"; {len(problems)} problems, first {problems[0]}" if problems else "")


if __name__ == "__main__":
    main()
