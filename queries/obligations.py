"""What is owed for code that is taken over: duties by licence, copyright lines, notices and texts, said with what is not known.

Nothing is owed for knowing a name or a place. What is listed is owed by whoever copies the code and passes it on.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from graph.facts import NOASSERTION
from graph.ids import file_id
from graph.licensing.expressions import License, Tree, has_choice, licenses, parse
from graph.ports import GraphStore
from graph.statements import load
from queries.terms_files import NOTICE, TermsFile, covering, texts_of

LICENSE_TEXT = "license-text"
ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Taken:
    """Code of a file that was taken over, or could be. `chosen` is the branch of the licence that was decided on, if any."""

    source: str
    path: str
    license: str
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do: its name in obligations.toml, in words, and which licences of the expression ask for it."""

    name: str
    text: str
    licenses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Obligation:
    """What is owed for the code of one source under one expression.

    `attributions` are copyright lines as the source states them, `files` its licence texts and notices. `unknown` says what
    could not be told: then more may be owed.
    """

    source: str
    name: str
    license: str
    chosen: str
    paths: tuple[str, ...]
    duties: tuple[Duty, ...]
    attributions: tuple[str, ...]
    files: tuple[TermsFile, ...]
    unknown: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The same in one line."""
        duties = "; ".join(duty.text for duty in self.duties) or ("not known" if self.unknown else "nothing")
        under = self.chosen if self.chosen == self.license else f"{self.chosen}, chosen from {self.license}"
        return f"{self.name} ({under}): {duties}"


def obligations(store: GraphStore, taken: Iterable[Taken], category: Callable[[License], str]) -> tuple[Obligation, ...]:
    """What is owed, by source and licence. `category` says of a licence that is not listed what its kind asks for."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for one in taken:
        expression = one.license or NOASSERTION
        paths = groups.setdefault((one.source, expression, one.chosen or expression), [])
        paths += [one.path] if one.path and one.path not in paths else []
    sources = sorted({source for source, _, _ in groups if source})
    terms = _terms_files(store, sources)
    names = _names(store, sources)
    files = sorted({file_id(source, path) for (source, _, _), paths in groups.items() for path in paths if source})
    own = (
        {row["id"]: tuple(row["copyrights"] or ()) for row in store.run(load("read/file_copyrights"), ids=files)}
        if files
        else {}
    )
    return tuple(
        owed_for(
            Taken(source, "", license_, chosen),
            {path: own.get(file_id(source, path), ()) for path in paths},
            terms.get(source, ()),
            category,
            name=names.get(source, ""),
        )
        for (source, license_, chosen), paths in groups.items()
    )


def duties_of(expression: str, category: Callable[[License], str]) -> tuple[tuple[Duty, ...], tuple[str, ...]]:
    """What an expression asks of whoever passes the code on, and what is not known of that."""
    duties, unknown = _duties(parse(expression), category)
    return duties, tuple(unknown)


def notice_text(store: GraphStore, owed: Sequence[Obligation]) -> str:
    """A NOTICE: for each source its copyright lines, its notices and its licence texts, each text once."""
    wanted = sorted({file.id for one in owed for file in one.files})
    texts = {row["id"]: row["text"] for row in store.run(load("read/license_texts"), ids=wanted)} if wanted else {}
    shown: dict[str, str] = {}
    parts = ["This contains or is based on the following."]
    for one in owed:
        under = one.chosen if one.chosen == one.license else f"{one.chosen} (chosen from {one.license})"
        lines = [f"{one.name}\n{one.source}\nLicence: {under}", *(f"Files: {', '.join(one.paths)}" for _ in one.paths[:1])]
        lines += ["\n".join(one.attributions)] if one.attributions else []
        lines += [f"Not known: {text}" for text in one.unknown]
        for file in one.files:
            if file.digest in shown:
                lines.append(f"{file.path}: the same text as {shown[file.digest]}")
                continue
            shown[file.digest] = f"{file.path} of {one.name}"
            lines.append(f"--- {file.path} ---\n{str(texts.get(file.id) or '').strip()}")
        parts.append("\n\n".join(lines))
    return f"\n\n{'=' * 72}\n\n".join(parts) + "\n" if owed else ""


def owed_for(
    taken: Taken,
    files: Mapping[str, Sequence[str]],
    terms: Sequence[TermsFile],
    category: Callable[[License], str],
    *,
    name: str = "",
) -> Obligation:
    """What is owed for files of one source under one expression: each path with the copyright lines of its own.

    `terms` are the source's files of terms. Without files it is owed for the source as a whole.
    """
    chosen, paths = taken.chosen or taken.license, tuple(files)
    tree = parse(chosen)
    duties, unknown = _duties(tree, category)
    around = covering(terms, paths)
    notices = [file for file in around if file.kind == NOTICE and any(duty.name == NOTICE for duty in duties)]
    # A notice is owed where the work comes with one.
    duties = tuple(duty for duty in duties if duty.name != NOTICE or notices)
    names = {duty.name for duty in duties}
    texts, missing = texts_of(tree, terms, paths) if LICENSE_TEXT in names else ([], [])
    said = [*(line for file in around for line in file.copyrights), *(line for lines in files.values() for line in lines)]
    lines = tuple(dict.fromkeys(said)) if ATTRIBUTION in names else ()
    if ATTRIBUTION in names and not lines:
        unknown.append("whose copyright it is: the graph holds no line of the source that says so")
    if missing:
        unknown.append(f"the text of {', '.join(missing)}: the graph holds none of the source")
    if not taken.source:
        unknown.append("where it comes from")
    return Obligation(
        taken.source,
        name or taken.source or "something of unknown origin",
        taken.license,
        chosen,
        paths,
        duties,
        lines,
        (*notices, *texts),
        tuple(unknown),
    )


def _terms_files(store: GraphStore, sources: Sequence[str]) -> dict[str, list[TermsFile]]:
    found: dict[str, list[TermsFile]] = {source: [] for source in sources}
    for row in store.run(load("read/license_files"), sources=sources) if sources else ():
        found[row["source"]].append(
            TermsFile(
                row["id"],
                row["path"],
                row["kind"],
                row["license"] or NOASSERTION,
                row["digest"] or "",
                tuple(row["copyrights"] or ()),
            )
        )
    return found


def _names(store: GraphStore, sources: Sequence[str]) -> dict[str, str]:
    rows = store.run(load("read/origins"), ids=sources) if sources else ()
    return {row["id"]: f"{row['name'] or row['id']} {row['version']}".strip() for row in rows}


def _duties(tree: Tree, category: Callable[[License], str]) -> tuple[tuple[Duty, ...], list[str]]:
    """The duties of all licences of a tree, and what is not known of them."""
    asked: dict[str, list[str]] = {}
    unknown: list[str] = []
    if has_choice(tree):
        unknown.append(f"which branch is taken: what all of {tree} ask for is listed")
    for one in licenses(tree):
        listed = _table()["licenses"].get(one.id, _table()["licenses"].get(one.base))
        kind = category(one)
        if listed is None:
            listed = _table()["categories"].get(kind)
            known = f"what {one} asks for: listed is what {kind} licences usually do"
            unknown.append(known if listed is not None else f"what {one} asks for, and whether it permits anything")
        for name in listed or ():
            asked.setdefault(name, []).append(str(one))
    texts = _table()["duties"]
    return tuple(Duty(name, text, tuple(asked[name])) for name, text in texts.items() if name in asked), unknown


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("queries").joinpath("obligations.toml").read_text(encoding="utf-8"))
