"""What every adapter is told besides a location."""

from dataclasses import dataclass
from pathlib import Path

from extractors.sources.reading.documentation import is_page


@dataclass(frozen=True, slots=True)
class Options:
    """`suffixes` are those that extractors take.

    `cache` is the folder for verified downloads (none are kept without one), `environment` the virtual environment whose
    installed distributions are meant (default: the one that runs), `sha256` the one file of a release that is meant.
    """

    suffixes: tuple[str, ...] = (".py", ".pyi")
    cache: Path | None = None
    environment: Path | None = None
    sha256: str = ""

    @property
    def only_pages(self) -> bool:
        """Whether documents alone are asked for: then every page is meant, and a source needs no code."""
        return all(is_page(f"page{suffix}") for suffix in self.suffixes)
