"""Whether the curated starter list can be fetched as it is pinned, and is under the licences it expects.

    python -m benchmarks.starter [--only NAME] [--cache FOLDER]

Prints one line a source; exit code 1 when one cannot be read or reads otherwise. Documents in repositories need their hosts.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from extractors.languages.python.extractor import EXTRACTOR
from extractors.sources import Options
from extractors.sources import manifests as place
from extractors.sources.manifest import open_entry
from extractors.sources.manifests.reading import Listing, read_listing
from graph.errors import CodeCraftError
from graph.projection.licenses import source_license

STARTER = Path(str(place.__file__)).with_name("starter.toml")


def main() -> int:
    """Read what the arguments name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", metavar="NAME", help="only this source; repeatable")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep downloads here")
    arguments = parser.parse_args()
    listing = read_listing(STARTER)
    with tempfile.TemporaryDirectory() as folder:
        options = Options(EXTRACTOR.suffixes, cache=arguments.cache or Path(folder))
        lines = [*_read(listing, arguments.only, options)]
    good = sum(ok for ok, _ in lines)
    print(f"{good} of {len(lines)} read as pinned and as expected")
    return 0 if good == len(lines) else 1


def _read(listing: Listing, only: list[str] | None, options: Options) -> Iterator[tuple[bool, str]]:
    for number, entry in enumerate(listing.entries, start=1):
        if entry.review.state != "approved" or entry.content == "documents" or (only and entry.name not in only):
            continue
        try:
            read = open_entry(listing, number, options).read()
            ok, said = True, f"{source_license(read.info)}, {len(read.documents)} files"
        except CodeCraftError as error:
            ok, said = False, str(error)
        print(f"{'ok ' if ok else 'BAD'} {entry.name} {entry.revision}: {said}", flush=True)
        yield ok, said


if __name__ == "__main__":
    sys.exit(main())
