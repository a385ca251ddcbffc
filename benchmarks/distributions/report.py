"""The figures of a run, as Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.distributions.processes import CPU_SECONDS, MEMORY_GIGABYTES

type Outcome = dict[str, Any]

_SLOWEST = 10


_PAGE = """# Distributions of the package index

Whether any released distribution crashes an index or loses something without saying so. {count} distributions (those that are
downloaded most, and others picked because they are large, old or odd), each pinned by the digest of its file
([the list](../benchmarks/distributions/list.tsv)), were indexed as `codecraft index --no-embed` does it: each in a process of
its own with empty caches, at most {seconds:,} CPU seconds and {gigabytes} GB of address space. Then each was compared with what
Python's own `ast`, `tarfile` and `zipfile` find in the same archive: files, definitions with their lines, calls and decorators
by line, imports. A graph whose relations have no ends, that names a line outside its file or that a second write would change
counts as wrong too.

{report}

Made by `python -m benchmarks.distributions --write docs/distributions.md`.
"""


def page(outcomes: Sequence[Outcome]) -> str:
    """The report with what was done, for the docs."""
    return _PAGE.format(count=len(outcomes), seconds=CPU_SECONDS, gigabytes=MEMORY_GIGABYTES, report=report(outcomes))


def report(outcomes: Sequence[Outcome]) -> str:
    """Totals, what could not be read and why, what is wrong, and the slowest."""
    read = [one for one in outcomes if "digest" in one]
    return "\n".join([*_totals(outcomes, read), *_refusals(outcomes, read), *_wrong(outcomes), *_slowest(read)])


def _totals(outcomes: Sequence[Outcome], read: Sequence[Outcome]) -> Iterator[str]:
    written = sum((Counter(one["written"]) for one in read), Counter[str]())
    claims = sum((Counter(one["claims"]) for one in read), Counter[str]())
    unresolved = sum((Counter(one["unresolved"]) for one in read), Counter[str]())
    sites = sum(one["call_sites"] for one in read)
    yield "| What | Number |"
    yield "|---|---:|"
    rows = {
        "distributions": len(outcomes),
        "crashes and time-outs": sum("crash" in one for one in outcomes),
        "without Python that can be read, said in one line": sum("refused" in one for one in outcomes),
        "highest memory of one process, MB": max((one["megabytes"] for one in read), default=0),
        "with something lost, invented or contradictory": sum(bool(one.get("problems")) for one in outcomes),
        "files": sum(one["files"] for one in read),
        "lines": sum(one["lines"] for one in read),
        "classes": written["class"],
        "functions and methods": written["function"],
        "lambdas": written["lambda"],
        "import statements": written["imports"],
        "call sites (calls and decorators)": sites,
        "— of them unresolved, with a reason": unresolved.total(),
        **{f"— — {reason}": count for reason, count in unresolved.most_common()},
        **{f"relations {kind}": count for kind, count in sorted(claims.items())},
    }
    yield from (f"| {what} | {number:,} |" for what, number in rows.items())


def _refusals(outcomes: Sequence[Outcome], read: Sequence[Outcome]) -> Iterator[str]:
    causes = Counter((codes or "read", said) for one in read for _, codes, said in one["refused_files"])
    yield "\nFiles that were left out, by what we say and what Python's own parser says of the same bytes:\n"
    yield "| We say | Python says | Files |"
    yield "|---|---|---:|"
    yield from (f"| {ours} | {theirs} | {count:,} |" for (ours, theirs), count in causes.most_common())
    aside = sum((Counter(one["aside"]) for one in read), Counter[str]())
    yield from (f"\nAside by design: {count:,} of the kind “{what}”" for what, count in aside.most_common())
    yield from (f"\n{one['name']} {one['version']}: {one['refused']}" for one in outcomes if "refused" in one)


def _wrong(outcomes: Sequence[Outcome]) -> Iterator[str]:
    slugs = Counter(problem.split()[0] for one in outcomes for problem in one.get("problems", ()))
    if slugs:
        yield "\n| Wrong | Times |\n|---|---:|"
        yield from (f"| {slug} | {count:,} |" for slug, count in slugs.most_common())
    for one in outcomes:
        if "crash" in one:
            yield f"\n{one['name']} {one['version']} crashed: {one['crash']}"


def _slowest(read: Sequence[Outcome]) -> Iterator[str]:
    def per_line(one: Outcome) -> float:
        return float(sum(one["seconds"].values()) / max(one["lines"], 1))

    large = [one for one in read if one["lines"] >= 1000]
    lines, seconds = sum(one["lines"] for one in read), sum(sum(one["seconds"].values()) for one in read)
    if not large:
        return
    yield f"\nAll together: {lines / seconds:,.0f} lines a CPU second. The slowest for each line (of 1,000 lines and more):\n"
    yield "| Distribution | Lines | Lines a CPU s | CPU s: reading | extracting | linking | storing | Memory (MB) |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for one in sorted(large, key=per_line, reverse=True)[:_SLOWEST]:
        steps = " | ".join(f"{one['seconds'].get(step, 0):.1f}" for step in ("reading", "extracting", "linking", "storing"))
        yield (
            f"| {one['name']} {one['version']} | {one['lines']:,} | {1 / per_line(one):,.0f} | {steps} | {one['megabytes']:,} |"
        )
