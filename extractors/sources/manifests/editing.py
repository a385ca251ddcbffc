"""Changes a `sources.toml` as a person would: comments, order and what was not meant stay as they were."""

import os
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable, Table

from extractors.sources.manifests.entry import Entry, Review
from extractors.sources.manifests.places import package_name, split
from extractors.sources.manifests.reading import Listing, parse_listing, read_listing
from graph.errors import AmbiguousError, InputError, NotFoundError

type Values = Mapping[str, Any]

_SAID = ("state", "date", "reviewer", "reason", "accept")  # a date that ends a table loses the blank before its bracket
_HEAD = "# The sources that CodeCraft may index, and who approved them: docs/sources.md says what an entry can hold.\n"


def find_entry(listing: Listing, name: str) -> int:
    """The number of the entry that is meant: number, name, location or package. Raises NotFoundError, AmbiguousError."""
    if name.isdigit() and 1 <= int(name) <= len(listing.entries):
        return int(name)
    numbered = list(enumerate(listing.entries, start=1))
    for meant in (_exactly, _without_pin, _as_package):
        found = [number for number, entry in numbered if meant(entry, name)]
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousError(
                f"{name} fits {len(found)} entries of {listing.file}: give the number of one",
                [f"{number} {listing.entries[number - 1].location}" for number in found],
            )
    raise NotFoundError(f"{listing.file} has no source {name}: codecraft sources list shows those it has")


def add_entry(file: Path, values: Values) -> Listing:
    """Append an entry; a file that is not there is begun. Raises InputError; then the file is as it was."""
    text = file.read_text(encoding="utf-8") if file.exists() else _HEAD
    lines = [f"{key} = {_toml(value)}" for key, value in values.items() if value not in ("", (), [], None, False)]
    whole = text.rstrip("\n") + "\n\n[[source]]\n" + "\n".join(lines) + "\n"
    return _save(file, whole)


def change_entry(file: Path, number: int, values: Values) -> Listing:
    """Set keys of the entry with that number. Raises InputError; then the file is as it was."""
    read_listing(file)
    try:
        document = tomlkit.parse(file.read_text(encoding="utf-8"))
    except TOMLKitError as error:
        raise InputError(f"{file} is no TOML: {error}") from error
    table = document["source"][number - 1]
    for key, value in values.items():
        _set(table, key, value)
    return _save(file, tomlkit.dumps(document))


def review_entry(file: Path, number: int, review: Review) -> Listing:
    """Write a decision into the entry with that number. Raises InputError."""
    said = {key: getattr(review, key) for key in _SAID if getattr(review, key) not in ("", (), None)}
    return change_entry(file, number, {"review": said})


def write_new(file: Path, text: str) -> None:
    """Write a manifest where none is. Raises InputError."""
    if file.exists():
        raise InputError(f"{file} is there already: it is not overwritten; give another --manifest")
    _save(file, text)


def _exactly(entry: Entry, name: str) -> bool:
    return name in (entry.name, entry.location)


def _without_pin(entry: Entry, name: str) -> bool:
    return split(entry.location)[0] == name


def _as_package(entry: Entry, name: str) -> bool:
    return package_name(entry.location) == name


def _set(table: Table, key: str, value: Any) -> None:
    """A new key comes after the last one, before the blank lines and comments that lead to the next entry."""
    if value in ("", (), []):
        if key in table:
            table.remove(key)
        return
    if key in table:
        there = table[key]
        if isinstance(value, Mapping) and isinstance(there, Table) and not isinstance(there, InlineTable):
            _replace(there, value)
        else:
            table[key] = _item(value)
        return
    body = table.value.body
    after = []
    while body and body[-1][0] is None:
        after.append(body.pop())
    table.add(key, _item(value))
    body.extend(reversed(after))


def _replace(table: Table, values: Values) -> None:
    for key in [key for key in table if key not in values]:
        table.remove(key)
    for key, value in values.items():
        _set(table, key, value)


def _item(value: Any) -> Any:
    return tomlkit.parse(f"value = {_toml(value)}\n").item("value")


def _toml(value: Any) -> str:
    """A value on one line, with the blanks that people write."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return tomlkit.item(str(value) if isinstance(value, str) else value).as_string()


def _save(file: Path, text: str) -> Listing:
    """Write the text if it reads as a manifest, whole or not at all."""
    listing = parse_listing(file, text)
    try:
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as whole:
            whole.write(text)
        mode = file.stat().st_mode if file.exists() else 0o644
        Path(whole.name).chmod(mode & 0o777)
        os.replace(whole.name, file)  # noqa: PTH105 - both are paths of one folder, moved at once
    except OSError as error:
        raise InputError(f"{file} cannot be written: {error}") from error
    return listing
