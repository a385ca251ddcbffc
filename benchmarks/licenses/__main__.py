"""Measure licence detection, and write the figures into docs/licenses.md.

`npm pack spdx-license-list@6.12.0` gives the archive of SPDX's texts; the distributions come from the package index.
"""

import argparse
import gc
from collections.abc import Iterator
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.licenses import distributions, silence, texts

_START, _END = "<!-- figures -->", "<!-- end of figures -->"


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.licenses", description=__doc__)
    parser.add_argument("--texts", type=Path, help="the archive that npm pack gave")
    parser.add_argument(
        "--cache", type=Path, default=user_cache_path("codecraft") / "downloads", help="where downloads are kept"
    )
    parser.add_argument("--part", choices=distributions.parts(), default="", help="only these distributions")
    parser.add_argument("--files", type=int, default=300, help="files without licence words, of each kind")
    parser.add_argument("--write", type=Path, help="the page whose figures are replaced")
    options = parser.parse_args()
    gc.disable()  # as the commands that read licences do
    figures = "\n".join(_lines(options))
    print(figures)
    if options.write:
        page = options.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(_START)
        _, _, after = rest.partition(_END)
        options.write.write_text(f"{before}{_START}\n{figures}\n{_END}{after}", encoding="utf-8")


def _lines(options: argparse.Namespace) -> Iterator[str]:
    missed: list[str] = []
    if options.texts:
        yield "| SPDX's texts | Right | Of | | CPU ms a text, mean | at most |"
        yield "|---|---:|---:|---:|---:|---:|"
        for one in texts.measured(texts.read(options.texts)):
            missed = missed or list(one.misses)
            share = f"{100 * one.right / one.total:.1f} %"
            yield f"| {one.way} | {one.right} | {one.total} | {share} | {one.mean_ms:.1f} | {one.worst_ms:.0f} |"
        yield f"\nNot right as SPDX writes them: {'; '.join(missed)}.\n"
    yield "| Distributions | Fully right | Of |"
    yield "|---|---:|---:|"
    judged = list(distributions.judged(options.cache, options.part))
    for part in dict.fromkeys(one.part for one in judged):
        own = [one for one in judged if one.part == part]
        yield f"| {part} | {sum(not one.wrong for one in own)} | {len(own)} |"
    yield from (f"\n{one.name}: {'; '.join(one.wrong)}" for one in judged if one.wrong)
    yield "\n| Files | Read | Findings | CPU ms a file, mean | at most |"
    yield "|---|---:|---:|---:|---:|"
    for quiet in silence.measured(options.files):
        yield f"| {quiet.what} | {quiet.files} | {len(quiet.found)} | {quiet.mean_ms:.2f} | {quiet.worst_ms:.1f} |"


if __name__ == "__main__":
    main()
