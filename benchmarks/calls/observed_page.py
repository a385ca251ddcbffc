"""The figures of `benchmarks.calls.observed` for the docs: totals of each set, never a single package of the held-out one."""

import datetime as dt
from collections.abc import Mapping, Sequence

from benchmarks.calls.scoring import Count, Score
from benchmarks.commits import commit

type Totals = Mapping[float, Score]

_PAGE = """# Calls that really happened

What the linker claims, beside the calls that happened while {count} released packages ran their own tests
([which](../benchmarks/calls/traces/packages.toml)). Recall is the share of the calls that happened that are claimed at their
line: of **visible** ones, which a call expression in the source makes; of those **by name**, where that expression says the
callee's name or its class's, not a parameter's or an alias's (`hook(x)`); of both **with base**, where a claim of a base's
method stands for a call of an override; and of **all**, with properties, operators, iteration, `with`, decorators and
callbacks. Precision is the share of claims between the package's own functions, of those whose call site ran, that happened.
Jedi was not asked. The `dev` packages were looked at while the linker was built; of the `held_out` ones only totals were read,
more than once and now and then those of a single package.

| Packages | claims from | visible | with base | by name | with base | all | precision | of calls visible, all; of claims |
|---|---|---:|---:|---:|---:|---:|---:|---|
{rows}

By kind of call, at claims of 0.5 and above:

| Kind | {kinds_head} |
|---|{kinds_line}|
{kinds}

{names}

Asked for are, on packages nobody here has seen: from 0.9 on 0.88 of visible calls at 0.97 precision; from 0.5 on 0.95 of
visible ones (0.98 with base) and 0.88 of all, at 0.90 precision. Whether a call through a parameter's or an alias's name is a
visible one, who asks does not say: the first two columns count it, the next two do not. What Jedi finds of the same calls is
in [docs/peers.md](peers.md).

The records of these runs are older than the command that makes them now: for six packages, traced anew by it in new
environments, it gave the same calls but for left-out tests (`python -m benchmarks.calls.traces`; decision 130).

Run on {date} at commit {commit}. Made by `python -m benchmarks.calls.observed --write docs/observed.md`.
[docs/confidence.md](confidence.md) says how sure claims are that say how sure they are.
"""


def page(sets: Mapping[str, tuple[Sequence[str], Totals]]) -> str:
    """The page, from the packages and the totals at each confidence of each set."""
    rows = [_row(name, point, score) for name, (_, totals) in sets.items() for point, score in totals.items()]
    lowest = {name: totals[min(totals)].kinds for name, (_, totals) in sets.items()}
    kinds = sorted({kind for each in lowest.values() for kind in each})
    return _PAGE.format(
        count=sum(len(names) for names, _ in sets.values()),
        rows="\n".join(rows),
        kinds_head=" | ".join(sets),
        kinds_line="|".join("---:" for _ in sets),
        kinds="\n".join(f"| {kind} | {' | '.join(_share(each.get(kind)) for each in lowest.values())} |" for kind in kinds),
        names="\n\n".join(f"`{name}`: {', '.join(names)}." for name, (names, _) in sets.items()),
        date=dt.datetime.now(tz=dt.UTC).date(),
        commit=commit(),
    )


def _row(name: str, point: float, score: Score) -> str:
    shares = (score.visible, score.with_base, score.named, score.named_with_base, score.all_calls, score.sites)
    shown = " | ".join(f"{one.share:.3f}" for one in shares)
    return f"| `{name}` | {point} | {shown} | {score.visible.all:,}, {score.all_calls.all:,}; {score.sites.all:,} |"


def _share(count: Count | None) -> str:
    return f"{count.share:.3f} of {count.all:,}" if count else "none"
