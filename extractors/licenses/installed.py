"""The licence of a distribution that is installed in an environment."""

from importlib.metadata import Distribution

from extractors.licenses.metadata import declared_license
from graph.facts import LicenseClaim


def installed_license(distribution: Distribution) -> LicenseClaim:
    """What the distribution's metadata, else its licence files, say; `NOASSERTION` where they say nothing clear."""
    return declared_license(distribution.metadata, license_texts(distribution))


def license_texts(distribution: Distribution) -> dict[str, str]:
    """The licence files at the top of the metadata folder, by name; those of bundled code lie deeper."""
    found = {}
    for name in distribution.metadata.get_all("License-File") or ("LICENSE", "LICENSE.txt", "LICENSE.md"):
        text = None if "/" in name else distribution.read_text(f"licenses/{name}") or distribution.read_text(name)
        if text:
            found[name] = text
    return found
