"""How right claims are that say how sure they are: `python -m benchmarks.calls.reliability [PACKAGE …] [--truth DIR]`.

A reliability table (Niculescu-Mizil and Caruana, 2005) over claims whose site ran in traced packages: for each bin of
stated confidence the share that happened. Brier score: the mean of (stated - happened)²; ECE: the mean of
|stated - observed share| over bins, weighed by their size. `--fit` prints, for each method and number of competing
targets, the share that happened: what the linker's confidences should say.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from benchmarks.calls.observed import judged, traced
from benchmarks.calls.scoring import Count, Judged
from benchmarks.calls.truth import packages

_EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 1.01)

_PAGE = """# How sure is sure

Every claim says how sure it is. This is what that was worth on packages whose own tests were traced: of the calls that
the linker claims between a package's own functions, and whose call site ran, the share that really happened.

{table}

Brier score {brier:.4f} (the mean square of what was stated less what happened), expected calibration error {error:.4f}.

A test suite does not run every branch with every type, so a claim that did not happen may still be possible: the shares
are lower bounds. Claims whose site never ran are not judged, those into the standard library and other distributions cannot be.
What the confidences say was fitted on some of these packages: [which were looked at](observed.md).
Packages: {packages}.

Made by `python -m benchmarks.calls.reliability --write docs/confidence.md`, which first traces what is not traced yet of
[the listed packages](../benchmarks/calls/traces/packages.toml).
"""


def main() -> None:
    """Print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", help="some of the packages, or `dev` or `held_out`; all without")
    parser.add_argument("--truth", type=Path, help="the folder of the traces (default: in the user's cache)")
    parser.add_argument("--write", type=Path, help="write a page there instead")
    parser.add_argument("--fit", action="store_true", help="also print the share by method and number of competing targets")
    options = parser.parse_args()
    truth = options.truth or traced(options.packages)
    names = packages(truth, options.packages)
    claims = [one for name in names for one in judged(truth / name).judged]
    rows = table(claims)
    if options.write:
        page = _PAGE.format(table=rows, brier=brier(claims), error=calibration_error(claims), packages=", ".join(names))
        options.write.write_text(page, encoding="utf-8")
    else:
        print(rows)
        print(f"\nBrier score {brier(claims):.4f}, expected calibration error {calibration_error(claims):.4f}")
    if options.fit:
        print(fitted(claims))


def bins(claims: Iterable[Judged]) -> dict[int, list[Judged]]:
    """Claims by the bin that their confidence falls into."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for one in claims:
        found[max(number for number, edge in enumerate(_EDGES) if one.claim.confidence >= edge)].append(one)
    return found


def table(claims: list[Judged]) -> str:
    """The reliability table, as Markdown."""
    rows = ["| stated confidence | claims judged | stated, mean | happened |", "| --- | ---: | ---: | ---: |"]
    for number, group in sorted(bins(claims).items(), reverse=True):
        low, high = _EDGES[number], min(_EDGES[number + 1], 1.0)
        rows.append(f"| {low:.2f} to {high:.2f} | {len(group):,} | {_stated(group):.3f} | {_happened(group):.3f} |")
    return "\n".join(rows)


def brier(claims: list[Judged]) -> float:
    """The mean square of stated less happened."""
    return sum((one.claim.confidence - one.right) ** 2 for one in claims) / (len(claims) or 1)


def calibration_error(claims: list[Judged]) -> float:
    """The mean distance of stated and observed over bins, weighed by size."""
    return sum(abs(_stated(group) - _happened(group)) * len(group) for group in bins(claims).values()) / (len(claims) or 1)


def fitted(claims: list[Judged]) -> str:
    """The share that happened, by method, stated confidence and how many targets are claimed at the same site by that name."""
    competing: dict[tuple[object, ...], int] = defaultdict(int)
    for one in claims:
        competing[one.claim.caller, one.claim.line, one.claim.target[2]] += 1
    shares: dict[tuple[str, float, int], Count] = defaultdict(Count)
    for one in claims:
        count = min(competing[one.claim.caller, one.claim.line, one.claim.target[2]], 9)
        shares[one.claim.method, one.claim.confidence, count].add(one.right)
    lines = [f"{'method':10} {'stated':>6} {'targets':>7} {'happened':>8} {'of':>6}"]
    lines += [f"{m:10} {c:6.3f} {n:7} {share.share:8.3f} {share.all:6}" for (m, c, n), share in sorted(shares.items())]
    return "\n".join(lines)


def _stated(group: list[Judged]) -> float:
    return sum(one.claim.confidence for one in group) / len(group)


def _happened(group: list[Judged]) -> float:
    return sum(one.right for one in group) / len(group)


if __name__ == "__main__":
    main()
