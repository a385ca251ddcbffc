"""Index and audit released distributions: see the package's docstring."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from benchmarks.distributions.processes import measured
from benchmarks.distributions.report import report
from benchmarks.distributions.selection import chosen


def main() -> None:
    """Print a line for each distribution on stderr and the report as Markdown on stdout; exit with 1 if anything is wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.distributions", description=__doc__)
    parser.add_argument("--count", type=int, default=0, help="so many, spread over the list (default: all)")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME")
    parser.add_argument("--jedi", type=float, default=0, metavar="SECONDS", help="also ask Jedi, for so long")
    parser.add_argument("--once", action="store_true", help="leave out the second index")
    parser.add_argument("--cache", type=Path, default=user_cache_path("codecraft"), help="where downloads are kept")
    parser.add_argument("--output", type=Path, help="append each outcome here, as a line of JSON")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    outcomes = []
    for one in chosen(count=options.count, only=options.only):
        outcome = measured(one, options.cache, options.jedi, again=not (options.once or options.jedi))
        outcomes.append(outcome)
        print(_line(outcome), file=sys.stderr, flush=True)
        if options.output:
            with options.output.open("a", encoding="utf-8") as kept:
                kept.write(json.dumps(outcome) + "\n")
    print(report(outcomes))
    sys.exit(any(outcome.get("crash") or outcome.get("problems") for outcome in outcomes))


def _line(outcome: dict[str, Any]) -> str:
    name = f"{outcome['name']} {outcome['version']}"
    if "digest" not in outcome:
        return f"{name}: {outcome.get('crash') or outcome['refused']}"
    seconds = sum(outcome["seconds"].values())
    shown = f"{name}: {outcome['files']} files, {outcome['lines']:,} lines, {seconds:.1f} CPU s, {outcome['megabytes']} MB"
    problems = outcome["problems"]
    return shown + (f"; {len(problems)} problems, first {problems[0]}" if problems else "")


if __name__ == "__main__":
    main()
