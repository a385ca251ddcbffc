"""Files in which a source states its terms, its notices and its authors: which they are, and what they hold."""

import hashlib
import re

from extractors.licenses.detection import terms
from graph.facts import NOASSERTION, LicenseFile, LicenseFileKind
from graph.licensing.expressions import joined

_AUTHORS = re.compile(r"^(authors|contributors|credits|thanks|maintainers)$", re.IGNORECASE)
_NOTICE = re.compile(
    r"^notices?([.\-_ ].*)?$|^third[-_. ]?part(y|ies)[-_. ]?(notices?|licen[cs]es?|software)?$"
    r"|^licen[cs]es?[.\-_ ]?(3rd|third|bundled|vendor|depend|deps|others?\b).*$",
    re.IGNORECASE,
)
_LICENSE = re.compile(
    r"^((un)?licen[cs]es?|copying|copyright|eula)([.\-_ ].*)?$|^[a-z0-9.+\-]+[.\-_](licen[cs]e|copying)$", re.IGNORECASE
)
# GNU's texts often lie at the root by their own name: `lgpl.txt`, `gpl-3.0.txt`.
_GNU = re.compile(r"^[al]?gpl(?:[-_.v]*\d(?:\.\d)?)?$", re.IGNORECASE)
# A page of documentation may be called `license-detection.md`: in a folder only the plain names count.
_PLAIN = re.compile(r"^((un)?licen[cs]e|copying(\.lesser)?|copyright)$", re.IGNORECASE)
_PAGE = re.compile(r"\.(md|markdown|rst|html?)$", re.IGNORECASE)
_MARKUP = re.compile(r"\.(txt|text|md|markdown|rst|html?)$", re.IGNORECASE)
_FOLDER = re.compile(r"^licen[cs]es$", re.IGNORECASE)
# What is no text of terms whatever its name: code, data, and REUSE's companions of other files.
_NO_TERMS = re.compile(
    r"\.(pyi?|pyc|pyx|pxd|ipynb|[ch]|cc|cpp|hpp|js|ts|css|rb|go|rs|java|sh|bat|json|ya?ml|toml|cfg|ini|[ct]sv|xml|spdx|po|pot|mo|in|tmpl|"
    r"j2|jinja2?|svg|png|gif|jpe?g|ico|gz|zip|so|cypher|sql|proto|[jt]sx|vue|kt|swift|php|lua|ps1|lock|map|log)$|\.[a-z0-9]{1,5}\.license$",
    re.IGNORECASE,
)

_COPYRIGHT = re.compile(
    r"^[\s#*;/\-%.!\"'>|]*(?P<line>(?:SPDX-(?:File|Snippet)CopyrightText:|(?:portions\s+|all\s+|\(c\)\s*)?copyrights?\b|©|\(c\)\s*\d{4})"
    r".*)$",
    re.IGNORECASE,
)
_HOLDER = re.compile(r"\d{4}|\(c\)|©|copyright(?:text)?:?\s+(?:by\s+)?[A-Z]")
# Sentences of licences that speak of copyright and name no holder.
_ABOUT = re.compile(
    r"copyright\s+(?:notices?|holders?|owners?|licen[cs]es?|law|laws|statements?|interest|and|or|in|to|act|disclaimer|protection)\b"
    r"|\[(?:yyyy|year|name)|<(?:year|name|owner)|\{(?:yyyy|year)|copyright \(c\) <",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"""\s*(?:\*+/|-->|#+|"{3}|'{3}|\*+|\|)\s*$""")
_TAG = re.compile(r"^SPDX-(?:File|Snippet)CopyrightText:\s*", re.IGNORECASE)


def license_file_kind(path: str) -> LicenseFileKind | None:
    """What a file states, going by its name: a licence, notices or authors; None for one that is none of these."""
    *folders, name = path.split("/")
    if _NO_TERMS.search(name):
        return None
    is_page = bool(_PAGE.search(name))
    bare = _MARKUP.sub("", name)
    if _AUTHORS.match(bare):
        return LicenseFileKind.AUTHORS
    if _NOTICE.match(bare):
        return LicenseFileKind.NOTICE
    if any(_FOLDER.match(folder) for folder in folders) and not is_page:
        return LicenseFileKind.LICENSE
    if not folders and _GNU.match(bare):
        return LicenseFileKind.LICENSE
    pattern = _PLAIN if is_page and folders else _LICENSE
    return LicenseFileKind.LICENSE if pattern.match(bare) else None


def covered_folder(path: str) -> str:
    """The folder whose files a licence file speaks for: its own; that around `LICENSES`; all, for a wheel's metadata."""
    folders = path.split("/")[:-1]
    if folders and folders[0].endswith((".dist-info", ".egg-info")):
        return ""
    while folders and _FOLDER.match(folders[-1]):
        folders.pop()
    return "/".join(folders)


def license_file(path: str, data: bytes) -> LicenseFile | None:
    """The file as it stands; None for one that is no text. Bytes that are no UTF-8 are read as Latin-1."""
    kind = license_file_kind(path)
    if kind is None or b"\0" in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None
    expression = joined([one.expression for one in terms(text)]) if kind is LicenseFileKind.LICENSE else NOASSERTION
    return LicenseFile(path, kind, text, f"sha256:{hashlib.sha256(data).hexdigest()}", copyright_lines(text), expression)


def copyright_lines(text: str) -> tuple[str, ...]:
    """The lines that name who holds the copyright, each once, without comment signs and without blanks to fill in."""
    found = []
    for line in text.split("\n"):
        match = _COPYRIGHT.match(line)
        if match and (_HOLDER.search(match["line"]) or _TAG.match(match["line"])) and not _ABOUT.search(match["line"]):
            found.append(" ".join(_TAG.sub("", _CLOSING.sub("", match["line"])).split()))
    return tuple(dict.fromkeys(found))
