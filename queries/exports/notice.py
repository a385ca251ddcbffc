"""NOTICE bundle: licence, copyright lines, notices and licence texts of each component; what is missing is said.

As one text, or as a folder with the licence texts as files of their own.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from graph.facts import NOASSERTION
from graph.licensing.expressions import has_choice, parse
from graph.ports import GraphStore
from queries.exports.reading.inventory import Component, LicenseText, inventory
from queries.exports.reading.request import Request
from queries.obligations import duties_of
from queries.policy import Use

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
    gaps = [(one, missing) for one in found if (missing := _missing(one))]
    lines = [
        "NOTICES",
        "",
        f"Made by {request.tool} {request.version} at {request.at} from {len(found)} components.",
        "Licences are SPDX expressions. Texts are copies of the files that each component carries.",
        "",
        *(f"  {_title(one)}: {_license(request, one)}" for one in found),
        "",
    ]
    if gaps:
        lines += ["What is missing from this bundle, and is to be found before it is passed on:", ""]
        lines += [f"  {_title(one)}: {'; '.join(missing)}" for one, missing in gaps]
        lines.append("")
    return "\n".join(lines)


def _section(request: Request, component: Component) -> str:
    lines = ["", _RULE, _title(component), f"  {component.id}", f"  Licence: {_license(request, component)}"]
    lines += [f"  Owed: {text}" for text in _owed(request, component)]
    for kind in ("concluded", "declared", "detected"):
        said = list(dict.fromkeys(one.expression for one in component.statements if one.kind == kind))
        if said and said != [component.license]:
            lines.append(f"  {kind}: {', '.join(said)}")
    own = _other_licenses(component)
    if own:
        lines += ["  Files under other terms:", *(f"    {expression}: {path}" for path, expression in own)]
    lines += [f"  {line}" for line in component.copyrights]
    lines += [f"  Missing: {one}" for one in _missing(component)]
    return "\n".join([*lines, _RULE, ""])


def _title(component: Component) -> str:
    return f"{component.name} {component.version}".rstrip()


def _license(request: Request, component: Component) -> str:
    if not has_choice(parse(component.license)):
        return component.license
    chosen = _chosen(request, component)
    return f"{component.license} ({f'chosen by the policy: {chosen}' if chosen else 'no choice is recorded'})"


def _chosen(request: Request, component: Component) -> str:
    """The branch of an OR that the policy takes for what is distributed; empty without a policy, or where it takes none."""
    policy = request.given.policy
    chosen = policy.decide(component.license, purpose=Use.DISTRIBUTE).chosen if policy else ""
    return "" if has_choice(parse(chosen)) else chosen


def _owed(request: Request, component: Component) -> list[str]:
    policy = request.given.policy
    if policy is None or component.license == NOASSERTION:
        return []
    duties, unknown = duties_of(_chosen(request, component) or component.license, policy.category)
    return [*(duty.text for duty in duties), *(f"not known: {one}" for one in unknown)]


def _other_licenses(component: Component) -> list[tuple[str, str]]:
    return [(file.path, file.license) for file in component.files if file.license not in (component.license, NOASSERTION)]


def _missing(component: Component) -> list[str]:
    """What a person has to look up: nothing is made up in its place."""
    if not component.indexed:
        unknown = ["licence"] * (component.license == NOASSERTION)
        return [
            f"it is not indexed, so its {', '.join([*unknown, 'copyright lines, notices and licence texts'])} are not known"
        ]
    missing = []
    if component.license == NOASSERTION:
        missing.append("no licence is known: nobody may pass it on until one is")
    if not any(text.kind == "license" and text.text for text in component.texts):
        missing.append("no licence text was found in it")
    if not component.copyrights:
        missing.append("no copyright line was found in it")
    return missing


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
