"""A new entry: looked at before it is written, so that it is pinned and says what is expected of it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.sources import Options, open_source
from extractors.sources.manifests.editing import add_entry
from extractors.sources.manifests.entry import Entry
from extractors.sources.manifests.places import place, split
from extractors.sources.manifests.reading import parse_entry
from extractors.sources.manifests.refusals import Refusal, refused_by_license, refused_by_place
from graph.facts import NOASSERTION, SourceInfo, SourceKind
from graph.licensing.expressions import normalise
from graph.projection.licenses import source_license

POLICY = "policy"
"""Who rejects what the policy of sources refuses."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry that was added. `refused` is why the policy rejected it at once."""

    manifest: str
    number: int
    entry: Entry
    refused: Refusal | None


def propose(file: Path, values: dict[str, Any], options: Options, *, look: bool) -> Proposal:
    """Add an entry, proposed, or rejected where the policy of sources refuses it. Raises InputError, SourceError.

    With `look` the source is read: what is not pinned is pinned to what is there, and its licence becomes the expected one.
    """
    given = values["location"]
    if place(given) == "directory":
        values = {**values, "location": os.path.relpath(Path(given).expanduser().resolve(), file.parent.resolve())}
    entry = parse_entry(file, values)
    refused = refused_by_place(entry)
    if refused is None and look:
        seen = open_source(given, options).read().info
        values = _completed(values, seen)
        read = normalise(entry.license) if entry.license else source_license(seen)
        refused = None if entry.internal else refused_by_license(read)
    today = datetime.now(UTC).date()
    review: dict[str, Any] = {"state": "proposed"}
    if refused is not None:
        review = {"state": "rejected", "date": today, "reviewer": POLICY, "reason": f"{refused.kind}: {refused.reason}"}
    listing = add_entry(file, {**values, "review": review})
    return Proposal(str(file), len(listing.entries), listing.entries[-1], refused)


def _completed(values: dict[str, Any], seen: SourceInfo) -> dict[str, Any]:
    """The values with what was seen: a package's version goes into `revision`, where a refresh moves it."""
    found = {key: value for key, value in values.items() if value}
    if seen.kind is SourceKind.PACKAGE:
        found["location"] = split(values["location"])[0]
        found |= {"revision": seen.version, "sha256": seen.revision.removeprefix("sha256:")}
    elif seen.kind is SourceKind.GIT:
        found["revision"] = seen.revision
    if (read := source_license(seen)) != NOASSERTION:
        found["expected_license"] = read
    return found
