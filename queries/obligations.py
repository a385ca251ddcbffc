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
from graph.licensing.expressions import Either, License, Tree, licenses, parse
from graph.ports import GraphStore
from graph.statements import load

NOTICE = "notice"
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
class TermsFile:
    """A file of the source that must be passed on, or says what must."""

    id: str
    path: str
    kind: str
    license: str
    digest: str
    copyrights: tuple[str, ...] = ()


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
    return tuple(
        _obligation(names.get(source, ""), [Taken(source, path, license_, chosen) for path in paths or ("",)], terms, category)
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


def _obligation(
    name: str, taken: Sequence[Taken], terms: Mapping[str, Sequence[TermsFile]], category: Callable[[License], str]
) -> Obligation:
    """What is owed for files of one source under one expression."""
    first, paths = taken[0], tuple(one.path for one in taken if one.path)
    tree = parse(first.chosen)
    duties, unknown = _duties(tree, category)
    covering = [file for file in terms.get(first.source, ()) if not paths or any(_covers(file.path, path) for path in paths)]
    notices = [file for file in covering if file.kind == NOTICE and any(duty.name == NOTICE for duty in duties)]
    # A notice is owed where the work comes with one.
    duties = tuple(duty for duty in duties if duty.name != NOTICE or notices)
    names = {duty.name for duty in duties}
    texts = _texts(covering, tree) if LICENSE_TEXT in names else []
    lines = dict.fromkeys(line for file in covering for line in file.copyrights) if ATTRIBUTION in names else {}
    if ATTRIBUTION in names and not lines:
        unknown.append("whose copyright it is: the graph holds no line of the source that says so")
    if LICENSE_TEXT in names and not texts:
        unknown.append("the licence's text: the graph holds none of the source")
    if not first.source:
        unknown.append("where it comes from")
    return Obligation(
        first.source,
        name or first.source or "something of unknown origin",
        first.license,
        first.chosen,
        paths,
        duties,
        tuple(lines),
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
    if _open(tree):
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


def _open(tree: Tree) -> bool:
    return isinstance(tree, Either) or (not isinstance(tree, License) and any(_open(part) for part in tree.parts))


def _texts(found: Sequence[TermsFile], tree: Tree) -> list[TermsFile]:
    """The licence files that hold a licence of the tree; all of them where none is told apart."""
    stated = [file for file in found if file.kind == "license"]
    wanted = {one.id for one in licenses(tree)}
    fitting = [file for file in stated if wanted & {one.id for one in licenses(parse(file.license))}]
    return fitting or stated


def _covers(terms: str, path: str) -> bool:
    """Whether a file of terms speaks for a path: it lies in its folder, at the top, or in the metadata of a wheel."""
    folders = terms.split("/")[:-1]
    if folders and folders[0].endswith((".dist-info", ".egg-info")):
        return True
    while folders and folders[-1].lower() in ("licenses", "licences", "license", "licence"):
        folders.pop()
    return not folders or path.startswith("/".join(folders) + "/")


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("queries").joinpath("obligations.toml").read_text(encoding="utf-8"))
