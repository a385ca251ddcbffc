"""The log as a file: JSON lines, one record each with the nodes it tells of, and a last line that seals them all.

Every line is the canonical JSON of what it says, so that no byte of the file can change unseen. Texts that were kept with
consent stay in the store: the file has their digests.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.log import Anchor, Head, Record, canonical
from queries.audit.chain import Problem, Verification, verify
from queries.audit.entries import Entry, Kept

FORMAT = "codecraft-log/1"
_FIELDS = ("sequence", "at", "kind", "content", "previous", "digest")
_PRIVATE = "Text"


def export(entries: Iterable[Entry], head: Head) -> Iterator[str]:
    """The file's lines, without line ends."""
    seal = hashlib.sha256()
    count = 0
    for entry in entries:
        line = canonical(_told(entry))
        seal.update(f"{line}\n".encode())
        count += 1
        yield line
    last = {"sequence": head.sequence, "digest": head.digest}
    yield canonical({"format": FORMAT, "head": last, "lines": count, "seal": f"sha256:{seal.hexdigest()}"})


def verify_export(path: Path, anchors: Sequence[Anchor] = ()) -> Verification:
    """Check an exported log by itself. Raises InputError where it cannot be read."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}): give the file that `codecraft audit export` wrote"
        ) from error
    *lines, last = text.split(b"\n")[:-1] or [b""]
    problems = [] if text.endswith(b"\n") else [Problem("the end", "was cut off: the last line has no end")]
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=1):
        try:
            entries.append(_entry(_object(line)))
        except (ValueError, TypeError, KeyError) as error:
            problems.append(Problem(f"line {number}", f"is not as it was exported: {error}"))
    head, sealed = _sealed(last, lines, problems)
    checked = verify(entries, ([Anchor(head, "the file's last line")] if sealed else []) + [*anchors])
    if sealed and checked.head.sequence > head.sequence:
        problems.append(Problem(f"record:{checked.head.sequence}", "is not known to the file's last line"))
    return replace(checked, problems=(*problems, *checked.problems), anchors=len(anchors))


def head_of(path: Path) -> Head:
    """The head that an exported log ends with. Raises InputError."""
    try:
        last = path.read_bytes().rstrip(b"\n").rpartition(b"\n")[2]
        found = json.loads(last)
        return Head(int(found["head"]["sequence"]), str(found["head"]["digest"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no exported log: give a file that `codecraft audit export` wrote") from error


def _told(entry: Entry) -> dict[str, Any]:
    nodes = {
        id_: {"labels": list(node.labels), "properties": dict(node.properties)} if _PRIVATE not in node.labels else None
        for id_, node in entry.nodes.items()
    }
    return {**{name: getattr(entry.record, name) for name in _FIELDS}, "nodes": nodes, "relations": list(entry.relations)}


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        raise ValueError("it is no JSON") from None
    if not isinstance(found, dict) or found.keys() != {*_FIELDS, "nodes", "relations"}:
        raise ValueError("it is no record")
    if canonical(found).encode() != line:
        raise ValueError("it is written differently")
    return found


def _entry(found: dict[str, Any]) -> Entry:
    if type(found["sequence"]) is not int:
        raise TypeError("its sequence is no number")
    record = Record(found["sequence"], *(str(found[name]) for name in _FIELDS[1:]))
    nodes = {id_: Kept(tuple(one["labels"]), one["properties"]) for id_, one in found["nodes"].items() if one is not None}
    relations = tuple((str(type_), str(start), str(end)) for type_, start, end in found["relations"])
    return Entry(record, nodes, relations, withheld=frozenset(found["nodes"].keys() - nodes.keys()))


def _sealed(last: bytes, lines: list[bytes], problems: list[Problem]) -> tuple[Head, bool]:
    """The head that the last line names, and whether there is such a line at all."""
    seal = hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()
    try:
        found = json.loads(last)
        head = Head(int(found["head"]["sequence"]), str(found["head"]["digest"]))
        wanted = {"sequence": head.sequence, "digest": head.digest}
        said = canonical({"format": FORMAT, "head": wanted, "lines": len(lines), "seal": f"sha256:{seal}"})
    except (ValueError, KeyError, TypeError):
        problems.append(Problem("the end", "is missing: the last line does not say what the file ends with"))
        return Head(), False
    if said.encode() != last:
        problems.append(Problem("the last line", "does not fit the lines before it: a line was changed, removed or added"))
    return head, True
