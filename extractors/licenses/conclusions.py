"""What holds for a whole source: what its author declares, what its licence files say, and what follows (decision 176).

The same twice is concluded; what says more exactly wins (BSD, and a BSD-3-Clause text); a text that says more than the metadata
holds beside it; what contradicts is left open, for a person to conclude in the manifest. Nothing found is `NOASSERTION`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.licenses import detection
from extractors.licenses.detection import Statement, narrow
from extractors.licenses.heads import HEAD, VENDORED, gnu_notices, heads_of, own_files
from extractors.licenses.metadata import Declared, or_later
from extractors.licenses.names import Candidates
from extractors.licenses.texts import SURE, coverage, found_texts
from graph.facts import NOASSERTION, OWN_FILES, Document, LicenseClaim, LicenseFile, LicenseFileKind, LicenseKind
from graph.licensing.expressions import bare_id, bare_ids, joined, license_ids, normalise
from graph.licensing.reach import is_collected, reach

# Texts that go by another licence's name: their author calls them that, and SPDX tells them apart.
_VARIANTS = {
    "MIT": frozenset({"curl", "X11", "MIT-CMU", "MIT-Modern-Variant", "MIT-open-group", "MIT-Festival", "MIT-feh"}),
    "HPND": frozenset({"MIT-CMU"}),
}
_CODE = (".py", ".pyx", ".pxd", ".c", ".h", ".cc", ".cpp", ".hpp", ".cxx", ".rs")
_OFFER = re.compile(r"\b(?:[Aa]lternatively|[Ee]ither|[Dd]ual|OR)\b")
FOR_FILES = "license-of-files"
"""The method of what a licence file states for certain files only."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a source's metadata says. `path` is the file that says so, `description` its README, in the file `readme`.

    `project` is what REUSE.toml states for the whole tree.
    """

    declared: Declared
    path: str = ""
    description: str = ""
    project: tuple[LicenseClaim, ...] = ()
    readme: str = "README"


def source_claims(stated: Stated, files: Sequence[LicenseFile], documents: Sequence[Document] = ()) -> tuple[LicenseClaim, ...]:
    """Every claim about a source as a whole: declared, then detected in the order of the files, then the conclusion."""
    root = _root_files(files)
    root = [one for one in root if not is_collected(one.path)] or root
    found = [
        (one.path, narrow(statement, [stated.declared.expression])) for one in root for statement in detection.terms(one.text)
    ]
    if not _ids(found):
        found += _fallback(stated, documents)
    is_choice = any(detection.offers_choice(text) for text in (*(one.text for one in root), stated.description))
    known = _ids([(path, one) for path, one in found if not one.files]) or _ids(found)
    known += [id_ for one in _pointed_at(files, root) for id_ in _ids([("", each) for each in detection.terms(one.text)])]
    declared = _declared(stated, _with_forms(stated, _noticed(known), documents))
    declared = _chosen_by_heads(_chosen(declared, is_choice=is_choice), documents)
    detected = [_claim(path, narrow(statement, [declared.expression])) for path, statement in found]
    declared = _excepted(declared, [one.expression for one in detected])
    said: tuple[LicenseClaim, ...] = (LicenseClaim(declared.expression, LicenseKind.DECLARED, declared.method, stated.path),)
    if declared.method == "none":
        said = stated.project
    expression, method = _concluded(declared, said, detected, root)
    concluded = [LicenseClaim(expression, LicenseKind.CONCLUDED, method)]
    if any(one.files for one in detected):
        own, _ = _concluded(declared, said, [one for one in detected if not one.files], root, is_own=True)
        if own != expression:
            concluded.append(LicenseClaim(own, LicenseKind.CONCLUDED, OWN_FILES))
    return (*said, *detected, *concluded)


def _chosen(declared: Declared, *, is_choice: bool) -> Declared:
    """Several licences that metadata only lists are for choice where the licence files or the README say so."""
    if (
        declared.is_exact
        or not is_choice
        or declared.method not in ("classifier", "license-field")
        or " OR " in declared.expression
    ):
        return declared
    return replace(declared, expression=declared.expression.replace(" AND ", " OR "), operator="OR")


def _chosen_by_heads(declared: Declared, documents: Sequence[Document]) -> Declared:
    """The choice that the heads of the files offer among the very licences that metadata only lists, with their forms."""
    if declared.is_exact or declared.method not in ("classifier", "license-field") or " AND " not in declared.expression:
        return declared
    offering = [one for one in own_files(documents, _CODE) if _OFFER.search(one.text, 0, HEAD)]
    for _, head in heads_of(offering, bare_ids(declared.expression)):
        if " OR " in head.expression and bare_ids(head.expression) == bare_ids(declared.expression):
            return replace(declared, expression=normalise(head.expression), operator="OR")
    return declared


def _excepted(declared: Declared, detected: Sequence[str]) -> Declared:
    """With the exception that the licence files grant from the one licence, where the declaration speaks of an exception."""
    granted = [one for one in detected if one.startswith(f"{declared.expression} WITH ")]
    return replace(declared, expression=granted[0]) if declared.excepts and granted else declared


def terms_expression(files: Sequence[LicenseFile]) -> str:
    """What several licence files of one folder say together: a choice where one of them offers it, else all at once.

    What they state for certain files only is left out.
    """
    return joined(list(_terms(files, is_own=True)))


def _terms(files: Sequence[LicenseFile], *, is_own: bool = False) -> tuple[str, ...]:
    """The expressions that all hold, of what is not for certain files only where `is_own`."""
    stated = [one.expression for file in files for one in detection.terms(file.text) if not (is_own and one.files)]
    known = list(dict.fromkeys(expression for expression in stated if expression != NOASSERTION))
    known = _absorbed(known)
    if len(known) > 1 and any(detection.offers_choice(one.text) for one in files):
        return (joined(known, "OR"),)
    return tuple(known)


def _ids(found: Sequence[tuple[str, Statement]]) -> list[str]:
    return [id_ for _, statement in found for id_ in license_ids(statement.expression)]


def _root_files(files: Sequence[LicenseFile]) -> list[LicenseFile]:
    """The licence files of the whole source: at its root or in its metadata, else the one that its package carries."""
    licenses = [one for one in files if one.kind is LicenseFileKind.LICENSE]
    root = [one for one in licenses if "" in reach(one.path)]
    if root:
        return root
    inside = [one for one in licenses if reach(one.path) and not any(word in one.path.lower() for word in VENDORED)]
    depth = min((one.path.count("/") for one in inside), default=0)
    nearest = [one for one in inside if one.path.count("/") == depth <= 2]
    # several packages with a file each: none of them speaks for all
    return nearest if len({one.path.rpartition("/")[0] for one in nearest}) == 1 else []


def _pointed_at(files: Sequence[LicenseFile], root: Sequence[LicenseFile]) -> list[LicenseFile]:
    """The texts that the licence files of the whole point at by their paths ("see doc/licenses/BSD.txt")."""
    return [one for one in files if one not in root and "/" in one.path and any(one.path in each.text for each in root)]


def _declared(stated: Stated, known: Sequence[str]) -> Declared:
    declared = stated.declared
    if declared.text and declared.expression == NOASSERTION:
        said = [one.expression for one in detection.terms(declared.text) if not one.files]
        known = [*known, *(id_ for expression in said for id_ in license_ids(expression))]
        if not declared.possible and known:
            whole = _absorbed(said)
            return Declared(joined(whole), "license-field") if whole else declared
    narrowed = declared.narrowed(known)
    return declared.narrowed([_strictest(ids) for ids in declared.possible]) if narrowed.expression == NOASSERTION else narrowed


def _strictest(ids: Candidates) -> str:
    """The form of a GNU licence that allows no later version, where only that is open; nothing else is decided that way."""
    return min(ids) if len(ids) > 1 and len({bare_id(id_) for id_ in ids}) == 1 else ""


def _noticed(known: Sequence[str]) -> list[str]:
    """The ids without the form that a GNU text is read as alone, where a notice beside it allows later versions."""
    return [id_ for id_ in known if not (id_.endswith("-only") and f"{bare_id(id_)}-or-later" in known)]


def _with_forms(stated: Stated, known: Sequence[str], documents: Sequence[Document]) -> list[str]:
    """The ids that texts give, with `-or-later` in the place of `-only` where the files' own notices say so."""
    if stated.declared.expression != NOASSERTION or not any("GPL-" in id_ for id_ in known):
        return list(known)
    later = {id_ for expression in gnu_notices(documents) for id_ in license_ids(expression) if id_.endswith("-or-later")}
    return [next((form for form in or_later(id_) if form in later), id_) for id_ in known]


def _fallback(stated: Stated, documents: Sequence[Document]) -> Iterator[tuple[str, Statement]]:
    """What the README says, and where it says nothing, what the heads of the files say."""
    readme = detection.statements(stated.readme, stated.description)
    if any(one.expression != NOASSERTION for one in readme):
        yield from ((stated.readme, one) for one in readme)
    else:
        declared = stated.declared
        fits = bare_ids(declared.expression) | {bare_id(id_) for ids in declared.possible for id_ in ids}
        found = list(heads_of(own_files(documents), fits))
        if not found and fits:  # of code in other languages, and of what builds it, only what fits the declaration
            found = list(heads_of([one for one in documents if one.path.endswith(_CODE)], fits))
        yield from found


def _concluded(
    declared: Declared,
    said: Sequence[LicenseClaim],
    detected: Sequence[LicenseClaim],
    root: Sequence[LicenseFile],
    *,
    is_own: bool = False,
) -> tuple[str, str]:
    own = next((claim.expression for claim in said if claim.expression != NOASSERTION), NOASSERTION)
    texts = _terms(root, is_own=is_own)
    texts = texts or tuple(dict.fromkeys(one.expression for one in detected if one.expression != NOASSERTION))
    if any(not all(one.names) for file in root for one in detection.terms(file.text)):  # made from a known licence: other terms
        return NOASSERTION, "differing"
    if own != NOASSERTION:
        if _is_in(own, texts) and all(is_collected(one.path) for one in root):
            return own, "agreeing"  # what lies in a folder `LICENSES` is what some file refers to, and adds nothing
        return _agreed(own, texts) if texts else (own, "declared")
    if declared.possible or declared.method == "pep639":  # something was declared, and it is not what the texts say
        return NOASSERTION, "differing" if texts else "none"
    if not texts:
        return NOASSERTION, "none"
    return (joined(list(texts)), "detected") if _is_sure(root) else (NOASSERTION, "unclear-text")


def _is_in(expression: str, texts: Sequence[str]) -> bool:
    return bool(texts) and bare_ids(expression) <= {id_ for one in texts for id_ in bare_ids(one)}


def _agreed(declared: str, texts: Sequence[str]) -> tuple[str, str]:
    """What follows from a declaration and texts that are both known."""
    own = license_ids(declared)
    forms = {form for id_ in own for form in (id_, *_other_form(id_))}
    extra = [one for one in texts if any(id_ not in forms and not _is_part_of(id_, own) for id_ in license_ids(one))]
    if not extra:
        return declared, "agreeing"
    if any(id_ in forms for one in texts for id_ in license_ids(one)):
        return joined([declared, *extra]), "text-says-more"
    return NOASSERTION, "differing"


def _other_form(id_: str) -> tuple[str, ...]:
    """A GNU text is the same whether later versions are allowed or not; what its author declares of that is kept."""
    if id_.endswith(("-or-later", "-only")):
        return (f"{bare_id(id_)}-only", f"{bare_id(id_)}-or-later")
    return ()


def _is_part_of(id_: str, own: Sequence[str]) -> bool:
    """The LGPL comes with the GPL that it builds on; Python's own licences stand in one file; MIT's variants go by its name."""
    if any(id_ in _VARIANTS.get(one, ()) for one in own):
        return True
    if id_.startswith("GPL-"):
        return any(one.startswith("LGPL-") for one in own)
    return id_ in ("PSF-2.0", "Python-2.0", "CNRI-Python", "BeOpen", "Python-2.0.1", "0BSD") and any(
        one in ("PSF-2.0", "Python-2.0") for one in own
    )


def _absorbed(expressions: Sequence[str]) -> list[str]:
    """Each once, without what another says more exactly.

    That is the GPL that an LGPL, or the GPL with an exception, comes with; a GNU text whose form a notice tells; texts among
    which a statement offers a choice.
    """
    known = list(dict.fromkeys(expression for expression in expressions if expression != NOASSERTION))
    covers = any(one.startswith("LGPL-") or (one.startswith("GPL-") and " WITH " in one) for one in known)
    chosen = [bare_ids(one) for one in known if " OR " in one]
    later = {one.removesuffix("-or-later") for one in known if one.endswith("-or-later")}
    return [
        one
        for one in known
        if not (covers and one.startswith("GPL-") and " WITH " not in one)
        and not (one.endswith("-only") and one.removesuffix("-only") in later)
        and not (" OR " not in one and any(bare_ids(one) <= ids for ids in chosen))
    ]


def _is_sure(main: Sequence[LicenseFile]) -> bool:
    """Whether the licence files hold little besides what is known."""
    for one in main:
        texts = found_texts(one.text)
        if any(not match.is_short for match in texts) and coverage(one.text, texts) < SURE:
            return False
    return True


def _claim(path: str, statement: Statement) -> LicenseClaim:
    method = FOR_FILES if statement.files else statement.method
    place = (path, statement.line, statement.end_line, statement.files)
    return LicenseClaim(normalise(statement.expression), LicenseKind.DETECTED, method, *place)
