"""SWE-QA's questions put to search: `python -m benchmarks.retrieval.sweqa FOLDER` and see `--help`."""

import argparse
import sys
from pathlib import Path

from benchmarks.commits import commit
from benchmarks.retrieval.checkout import CACHE
from benchmarks.retrieval.sweqa.asking import ask_all
from benchmarks.retrieval.sweqa.page import notes, page, table
from graph.errors import CodeCraftError


def main() -> None:
    """Print the figures, or one line that says why there are none."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.retrieval.sweqa", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder with repo_commit.txt and NAME.jsonl of each repository")
    parser.add_argument(
        "--folder", action="append", default=[], metavar="NAME=PATH", type=_given, help="ask of PATH, not the commit"
    )
    parser.add_argument("--cache", type=Path, default=CACHE, help="where commits are kept")
    parser.add_argument("--stores", type=Path, help="keep the stores there: quick while only search changes")
    parser.add_argument("--write", type=Path, help="write the page there")
    options = parser.parse_args()
    try:
        at = commit()
        told, missing = ask_all(options.data, options.cache, dict(options.folder), options.stores)
    except CodeCraftError as error:
        sys.exit(str(error))
    if not told:
        sys.exit("\n".join(missing) or f"{options.data} has no questions: its NAME.jsonl are called like the repositories")
    if options.write:
        options.write.write_text(page(told, missing, at), encoding="utf-8")
    else:
        print("\n".join([table(told), *notes(told, missing)]))


def _given(text: str) -> tuple[str, Path]:
    name, _, path = text.partition("=")
    if not Path(path).is_dir() or not path:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH of a folder")
    return name, Path(path)


if __name__ == "__main__":
    main()
