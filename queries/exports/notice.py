"""NOTICE bundle: licence, copyright lines, notices and licence texts of each component; what is missing is said.

As one text, or as a folder with the licence texts as files of their own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from graph.facts import NOASSERTION
from graph.licensing.expressions import License, has_choice, parse
from graph.ports import GraphStore
from queries.exports.reading.inventory import Component, LicenseText, inventory
from queries.exports.reading.request import Request
from queries.obligations import Obligation, Taken, duties_of, owed_for
from queries.policy import Use
from queries.terms_files import TermsFile

TITLE = "NOTICE bundle: licences, copyright lines, notices and licence texts of every component"
_RULE = "=" * 78
_LINE = "-" * 78


def write(store: GraphStore, request: Request) -> Iterator[str]:
    """One text: a summary, then each component with all its texts. A text that several carry is printed once."""
    found = inventory(store, request.chosen(store), with_files=True).components
    yield _head(request, found)
    printed: dict[str, str] = {}
    for component in found:
        yield _section(request, component)
        for text in component.texts:
            yield _quoted(component, text, printed)


def folder(store: GraphStore, request: Request) -> Iterator[tuple[str, str]]:
    """`NOTICE.txt`, and each licence text under `licenses/<component>/` as its source has it."""
    found = inventory(store, request.chosen(store), with_files=True).components
    whole = [_head(request, found)]
    for component in found:
        whole.append(_section(request, component))
        for text in component.texts:
            if text.text:
                place = f"licenses/{_folder_name(component.id)}/{_safe(text.path)}"
                whole.append(f"\n{text.kind}: see {place}\n")
                yield place, text.text
    yield "NOTICE.txt", "".join(whole)


def _head(request: Request, found: tuple[Component, ...]) -> str:
    gaps = [(one, missing) for one in found if (missing := _missing(one, owed_of(request, one)))]
    lines = [
        "NOTICES",
        "",
        f"Made by {request.tool} {request.version} at {request.at} from {len(found)} components.",
        "Licences are SPDX expressions. Texts are copies of the files that each component carries.",
        "",
        *(f"  {_title(one)}: {_license(request, one.license)}" for one in found),
        "",
    ]
    if gaps:
        lines += ["What is missing from this bundle, and is to be found before it is passed on:", ""]
        lines += [f"  {_title(one)}: {'; '.join(missing)}" for one, missing in gaps]
        lines.append("")
    return "\n".join(lines)


def _section(request: Request, component: Component) -> str:
    whole, *own = owed_of(request, component)
    lines = ["", _RULE, _title(component), f"  {component.id}", f"  Licence: {_license(request, component.license)}"]
    lines += [f"  Owed: {duty.text}" for duty in whole.duties]
    for kind in ("concluded", "declared", "detected"):
        said = list(dict.fromkeys(one.expression for one in component.statements if one.kind == kind))
        if said and said != [component.license]:
            lines.append(f"  {kind}: {', '.join(said)}")
    lines += [f"  {line}" for line in whole.attributions]
    for group in own:
        lines += [f"  Files under {_license(request, group.license)}: {', '.join(group.paths)}"]
        lines += [f"    Owed: {duty.text}" for duty in group.duties]
        lines += [f"    {line}" for line in group.attributions if line not in whole.attributions]
        lines += [f"    Text: {file.path}" for file in group.files]
    lines += [f"  Missing: {one}" for one in _missing(component, (whole, *own))]
    return "\n".join([*lines, _RULE, ""])


def _title(component: Component) -> str:
    return f"{component.name} {component.version}".rstrip()


def _license(request: Request, expression: str) -> str:
    if not has_choice(parse(expression)):
        return expression
    chosen = _chosen(request, expression)
    return f"{expression} ({f'chosen by the policy: {chosen}' if chosen else 'no choice is recorded'})"


def _chosen(request: Request, expression: str) -> str:
    """The branch of an OR that the policy takes for what is distributed; empty without a policy, or where it takes none."""
    policy = request.given.policy
    chosen = policy.decide(expression, purpose=Use.DISTRIBUTE).chosen if policy else ""
    return "" if has_choice(parse(chosen)) else chosen


def owed_of(request: Request, component: Component) -> list[Obligation]:
    """What is owed for the component's files under its own licence, then for those under each other one."""
    terms = [TermsFile(one.path, one.path, one.kind, one.license, one.path, one.copyrights) for one in component.texts]
    groups: dict[str, dict[str, tuple[str, ...]]] = {component.license: {}}
    for file in component.files:
        if file.license != NOASSERTION:
            groups.setdefault(file.license, {})[file.path] = file.copyrights
    owed = [
        owed_for(Taken(component.id, "", license_, _chosen(request, license_)), files, terms, _category(request))
        for license_, files in groups.items()
    ]
    if component.indexed:
        return owed
    # Whether a NOTICE comes with it is not known.
    return [replace(one, duties=duties_of(one.chosen, _category(request))[0]) for one in owed]


def _category(request: Request) -> Callable[[License], str]:
    return request.given.policy.category if request.given.policy else lambda _: "unknown"


def _missing(component: Component, owed: Sequence[Obligation]) -> list[str]:
    """What a person has to look up: nothing is made up in its place."""
    if not component.indexed:
        unknown = ["licence"] * (component.license == NOASSERTION)
        return [
            f"it is not indexed, so its {', '.join([*unknown, 'copyright lines, notices and licence texts'])} are not known"
        ]
    whole, *own = owed
    missing = ["no licence is known: nobody may pass it on until one is"] if component.license == NOASSERTION else []
    missing += whole.unknown if component.license != NOASSERTION else ()
    return missing + [f"for files under {one.license}: {unknown}" for one in own for unknown in one.unknown]


def _quoted(component: Component, text: LicenseText, printed: dict[str, str]) -> str:
    if not text.text:
        return f"\n{text.kind}: {text.path} (its text is not kept)\n"
    place = f"{_title(component)}: {text.path}"
    if text.text in printed:
        return f"\n{text.kind}: {text.path}, the same text as {printed[text.text]}\n"
    printed[text.text] = place
    return f"\n{text.kind}: {text.path}\n{_LINE}\n{text.text.rstrip()}\n{_LINE}\n"


def _folder_name(id_: str) -> str:
    return re.sub(r"[^A-Za-z0-9.@_-]+", "-", id_.removeprefix("pkg:")).strip("-.") or "component"


def _safe(path: str) -> str:
    """The path below its folder, whatever it says: no root, no drive, no way up."""
    parts = [re.sub(r"[^\w. @+-]", "_", part) for part in PurePosixPath(path).parts]
    return "/".join(part for part in parts if part not in ("", ".", "..", "/", "_")) or "LICENSE"
