"""A repository's files at one commit, fetched once."""

import shutil
import tempfile
from pathlib import Path

from benchmarks.retrieval.sweqa.answers import Place
from extractors.sources.reading.checkout import GitError, git
from graph.errors import SourceError


def fetched(place: Place, cache: Path) -> Path:
    """The folder of the commit's files. Raises SourceError."""
    folder = cache / "commits" / f"{place.name}-{place.commit}"
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            clone = Path(scratch) / place.name
            try:
                # all commits, as no server gives one by the first digits of its id
                git(Path(scratch), "clone", "--quiet", "--no-checkout", "--", place.url, str(clone))
                git(clone, "checkout", "--quiet", "--detach", place.commit, "--")
            except GitError as error:
                raise SourceError(f"{place.url} at {place.commit} cannot be fetched: git says {error.reason}") from error
            shutil.move(clone, folder)
    return folder


def python_files(folder: Path) -> frozenset[str]:
    """The paths of the Python files below a folder."""
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*.py*") if path.suffix in (".py", ".pyi"))
