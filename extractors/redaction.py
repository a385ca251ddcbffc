"""Secrets and e-mail addresses out of documents, before anything is made of them: found with detect-secrets, told by digest.

Only lines on which a cheap look finds a sign of a secret are given to detect-secrets, which is imported for the first of them.
Its guesses by entropy alone are left out: in packages they find hashes, not secrets. An address stays where it is the
attribution that a licence asks for (a copyright or author line), and where nobody has it (`example.com`).
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import Any

from graph.facts import Document
from graph.ports import Redacted

_VERSION = "redaction@2"
_LONGEST_LINE = 4_000
"""Longer lines are data; a regular expression would not come back from them soon."""
_LONGEST_KEY = 200
"""Lines of a private key at most."""

_WORDS = ("passw", "pwd", "secret", "_key", "apikey", "authkey", "accountkey", "_pass", "hooks.slack", "cloudant", "softlayer")
"""In lower case: one of them is on the line of every secret that is known by what it is called."""
_SHAPES = tuple(
    (tuple(signs.split()), re.compile(shape))
    for signs, shape in (
        ("AKIA", r"AKIA[0-9A-Z]{16}"), ("ASIA", r"ASIA[0-9A-Z]{16}"), ("ABIA", r"ABIA[0-9A-Z]{16}"),
        ("ACCA", r"ACCA[0-9A-Z]{16}"),
        ("ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36}"),
        ("glpat- gldt- glft- glsoat- glrt- glcbt-", r"gl(?:pat|dt|ft|soat|rt|cbt)-[\w-]{20}"), ("GR1348941", r"GR1348941"),
        ("eyJ", r"eyJ[\w=-]{8,}\."), ("_authToken", r"_authToken"), ("T3BlbkFJ", r"T3BlbkFJ"), ("PRIVATE", r"PRIVATE KEY-"),
        ("pypi-AgE", r"pypi-AgE"), ("xox", r"xox[abposr]-\d"), ("sq0csp-", r"sq0csp-"), ("k_live_", r"[sr]k_live_"),
        ("SG.", r"SG\.[\w-]{22}\."), ("-us", r"-us\d"), ("://", r"://[^{}\s/]+:[^{}\s/]+@"),
    )
)  # fmt: skip
"""Of secrets that are known by how they look. Each holds one of its signs, which are found in less time."""
_NAMED_SHAPES = re.compile(r"\b\d{8,10}:[\w-]{35}\b|\b(?:AC|SK)[a-z0-9]{32}\b|\b[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27}")
_NAMES = ("twilio", "discord", "telegram")
"""Whose secrets look like much else: they are looked for where they are named."""
_ENTROPY_AND_ADDRESSES = frozenset({"Base64HighEntropyString", "HexHighEntropyString", "IPPublicDetector"})
_BY_NAME, _IN_ADDRESS = "secret-keyword", "basic-auth-credentials"
_SECRETIVE = re.compile(r"(?=\S*\d)(?=\S*[A-Za-z])\S{8,}$")
"""Of what is called a secret, what can be one: names of fields, examples and words are none."""
_QUOTED = re.compile(r"[\"'`](?=[^\"'`\s]{0,200}\d)(?=[^\"'`\s]{0,200}[A-Za-z])[^\"'`\s]{8}")
_A_NAME = re.compile(r"[A-Za-z_]+\d{0,2}$")
_EXAMPLES = frozenset({"password", "passwd", "pass", "pwd", "secret", "pw", "token", "key", "xxx"})
_BEGIN = re.compile(r"BEGIN [A-Z0-9 ]*PRIVATE KEY")
_END = re.compile(r"END [A-Z0-9 ]*PRIVATE KEY")
_KEY_TEXT = re.compile(r"[A-Za-z0-9+/=]{16,}")
"""Nothing that ends a text or an expression: what is left of a line still parses."""

_AT = re.compile(r"@(?<=[A-Za-z0-9_]@)(?=[A-Za-z0-9])")
"""Begins with the sign, which is then searched for; what looks back first is tried at every letter."""
_LOCAL = re.compile(r"[A-Za-z0-9][\w.+-]*$")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?\.)+(?:com|org|net|edu|gov|mil|int|info|biz|name|io|dev|app|xyz|ai|cloud|tech|email|eu"
    r"|ac\.\w\w|co\.\w\w|de|fr|uk|us|ch|at|nl|be|it|es|pt|se|no|dk|fi|pl|cz|sk|hu|ro|bg|gr|ru|ua|by|tr|il|in|cn|jp|kr|tw|hk|sg|au"
    r"|nz|ca|br|ar|mx|cl|za|ie|lt|lv|ee|is|lu|li|si|hr|rs|ir|id|th|vn|my|ph)\b(?!\.?\w)"
)
_NOBODYS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|org|net|edu)|example|invalid|test|localhost|domain\.com|noreply\.github\.com)$"
)
_ATTRIBUTION = re.compile(
    r"copyright|\(c\)|©|author|__email__|maintain|contribut|licen[sc]e|written by|credits?\b|spdx|reported by|thanks|patch",
    re.IGNORECASE,
)
_NOBODY = "redacted@email.invalid"


class Redactor:
    """Takes secrets and addresses out of texts; as many lines stay as there were."""

    version = _VERSION

    def redact(self, document: Document) -> Redacted:
        """The document without them, and `line kind sha256:…` for each that was found."""
        text = document.text
        lines: list[str] | None = None
        findings: list[tuple[int, str, str]] = []
        suspects = _suspects(text)
        if suspects:
            lines = text.split("\n")
            findings += _secrets(lines, suspects)
        if "@" in text and _AT.search(text):
            lines = lines or text.split("\n")
            findings += _addresses(lines)
        if not findings or lines is None:
            return Redacted(document)
        told = tuple(f"{line} {kind} {digest_of(value)}" for line, kind, value in sorted(findings))
        return Redacted(replace(document, text="\n".join(lines), redacted=_VERSION), told)


REDACTOR = Redactor()


def _suspects(text: str) -> list[int]:
    """The lines, counted from 0, that may hold a secret."""
    lowered = text.lower()
    places = [place for word in _WORDS if word in lowered for place in _places(lowered, word) if _quotes_one(text, place)]
    for signs, shape in _SHAPES:
        if any(sign in text for sign in signs):
            places += [found.start() for found in shape.finditer(text)]
    if any(name in lowered for name in _NAMES):
        places += [found.start() for found in _NAMED_SHAPES.finditer(text)]
    if not places:
        return []
    found, line, last = set(), 0, 0
    for place in sorted(places):
        line += text.count("\n", last, place)
        last = place
        found.add(line)
    return sorted(found)


def _quotes_one(text: str, place: int) -> bool:
    """Whether the line holds a text in quotes that can be a secret: detect-secrets goes by names only for those."""
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    return bool(_QUOTED.search(text, start, end if end >= 0 else len(text)))


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + len(sign))


def _secrets(lines: list[str], suspects: list[int]) -> Iterator[tuple[int, str, str]]:
    """What detect-secrets finds on the lines, which lose it."""
    with ExitStack() as entered:
        scan = None
        for number in suspects:
            line = lines[number]
            if len(line) > _LONGEST_LINE:
                continue
            if _BEGIN.search(line):
                yield number + 1, "private-key", _without_key(lines, number)
                continue
            if scan is None:
                scan, settings = _detector()
                entered.enter_context(settings)
            for kind, value in _found(scan, line):
                if kind == _BY_NAME and (not _SECRETIVE.match(value) or _A_NAME.match(value)):
                    continue
                if value.lower() in _EXAMPLES:
                    continue
                pattern = re.compile(_shape(kind).format(re.escape(value)))
                if match := pattern.search(lines[number]):
                    lines[number] = pattern.sub(f"REDACTED-{kind}", lines[number])
                    yield number + 1, kind, match[0]


def _shape(kind: str) -> str:
    """How far a secret reaches around what was found of it."""
    if kind == _BY_NAME:  # as a text of its own, for it can be the name of something, too
        return "(?<=[\"'`]){}(?=[\"'`])"
    if kind == _IN_ADDRESS:
        return "(?<=:){}(?=@)"
    return r"{}[\w+/=-]*(?:\.[\w+/=-]+)*"  # of some tokens only the beginning is told


def _without_key(lines: list[str], first: int) -> str:
    """The key, whose lines are emptied but for their first and last."""
    last = next((at for at in range(first, min(first + _LONGEST_KEY, len(lines))) if _END.search(lines[at])), first)
    if last == first:
        key = lines[first]
        if _END.search(key):
            lines[first] = _KEY_TEXT.sub("REDACTED", key)
        return key
    key = "\n".join(lines[first : last + 1])
    for at in range(first + 1, last):
        lines[at] = _KEY_TEXT.sub("REDACTED", lines[at])
    return key


def _found(scan: Any, line: str) -> list[tuple[str, str]]:
    found: list[Any] = list(scan(line))
    values = {(_kind(one.type), one.secret_value) for one in found if one.secret_value}
    return sorted(values, key=lambda one: (one[0] == _BY_NAME, one))


@cache
def _plugins() -> list[dict[str, str]]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415 (costs 0.2 s)

    classes: dict[str, Any] = get_mapping_from_secret_type_to_class()
    names = {one.__name__ for one in classes.values()}
    return [{"name": name} for name in sorted(names - _ENTROPY_AND_ADDRESSES)]


def _detector() -> tuple[Any, Any]:
    from detect_secrets.core.scan import scan_line  # noqa: PLC0415 (most packages have no suspect line at all)
    from detect_secrets.settings import transient_settings  # noqa: PLC0415

    return scan_line, transient_settings({"plugins_used": _plugins()})


def _addresses(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    """E-mail addresses that are nobody's attribution; their lines lose them."""
    for number, line in enumerate(lines):
        if "@" not in line or len(line) > _LONGEST_LINE or _ATTRIBUTION.search(line):
            continue
        for at in reversed(list(_AT.finditer(line))):
            local, domain = _LOCAL.search(line, 0, at.start()), _DOMAIN.match(line, at.end())
            if (
                local is None
                or domain is None
                or _NOBODYS.search(domain[0].lower())
                or line[: local.start()].endswith(("/", ":"))
            ):
                continue
            yield number + 1, "email", line[local.start() : domain.end()].lower()
            line = f"{line[: local.start()]}{_NOBODY}{line[domain.end() :]}"  # noqa: PLW2901
        lines[number] = line


def _kind(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def digest_of(value: str) -> str:
    """By which a finding is told."""
    return f"sha256:{hashlib.sha256(value.encode('utf-8', 'surrogatepass')).hexdigest()}"
