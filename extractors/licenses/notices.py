"""Statements in running text: "released under the MIT license", "GPL, either version 2 or any later", "dual licensed under …".

A statement is a verb of licensing (or the label `License:`) followed by licence names. "See LICENSE for details" names none and
states none. A reference ("a BSD-style license that can be found in the LICENSE file") is marked as such, to be resolved by what
that file holds.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.licenses.mentions import Mention, mentions
from extractors.licenses.names import Candidates, written_ids
from extractors.licenses.passages import Words

_VERBS = (
    r"(?:(?:dual|tri|multi|double)[\s-]*)?licen[cs]ed|(?:re)?distribut(?:ed|e it)|released|available|published|provided|"
    r"governed|covered|offered|shared|modif(?:y|ied)(?: it)?|subject to|used?|copied|choose|choice"
)
_LABEL = (
    r"(?<![\w.'\"])[:@]?(?:software\s+)?licen[cs]e\s?[:=]|(?<!\S)__licen[cs]e__\s*=|"
    r"(?:^|(?<=¶ ))(?:\d+\.\s*)?licen[cs](?:e|ing)(?:\s+(?:information|terms))?(?:\s¶)?\s[-=~^*]{3,}(?:\s¶)?|"
    r"(?:^|(?<=¶ ))licen[cs]e(?:\s¶)+"
)
_FRAME = re.compile(
    rf"(?P<verb>\b(?:{_VERBS})\b)(?P<between>[^.;¶]{{0,80}}?)\b(?:under|by|of|with|to|as|either|between)\b"
    rf"|(?P<label>{_LABEL})"
    r"|(?P<before>\b(?:is|are|,|and|\()\s+(?:the\s+)?(?=\S+(?:\s\S+){0,3}?[\s-]licen[cs]ed\b))",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|cannot|can't|isn't|unless|if|whether|except|previously|formerly|originally|once)\W+(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\b(?:if|not|unless|whether|except)\b", re.IGNORECASE)
_CHOICE = re.compile(
    r"\b(?:dual|doubl[ey]|tri|multi)[\s-]*licen[cs]|\b(?:any|one)\s+of\s+(?:the|these)\s+(?:two|three|following)\s+licen[cs]|"
    r"\beither\s+of\s+(?:the|these|those|two|apache|mit|bsd)|"
    r"\b(?:licen[cs]e|terms)\b[^.]{0,80}\beither\b(?!\s+(?:version|express))|"
    r"\bat your (?:option|choice)\s*[.,](?!\s*\)?\s*any)|\bchoose (?:either|one|between|which)|\byour choice of\b",
    re.IGNORECASE,
)
# A choice for what is named here is none for the whole.
_PART = re.compile(
    r"\b(?:examples?|portions?|parts?|some|contributions?|documentation|recipes|modifications?|these\s+files)\b[^.]*$",
    re.IGNORECASE,
)
# "Before version 2 it was licensed under …" tells history.
_PAST = re.compile(r"\b(?:before|until|prior to|up to|formerly)\b[^¶]*\b(?:was|were|been)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BEFORE, _TAIL = 120, 200
_END = re.compile(r"(?<!\bv)(?<!\bver)(?<!\bno)(?<![A-Z])\.(?:\s+(?=[A-Z(\"¶])|\s*$)|(?<!:)\s¶\s", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:v|ver|no|inc|ltd)\.\s*$", re.IGNORECASE)
_NEAR, _APART, _BESIDE, _LONGEST = 90, 60, 12, 500
_REFERS = re.compile(
    r"(?:found|see|included|described|contained|specified|details|accompany\w*|given|text|copy)\b.{0,60}?"
    r"\b(?:licen[cs]e|copying|copyright|notice)\S*",
    re.IGNORECASE,
)
# What follows one of these is named by a statement of its own.
_NEXT = re.compile(r"https?://|\blicen[cs]ed\b", re.IGNORECASE)
# Terms that are made from a licence are other terms, which nobody knows.
_OWN_TERMS = re.compile(
    r"\b(?:modified|amended|altered|customi[sz]ed|adapted)\s+(?:version|form|variant|copy)\s+of\b|\bmodified\W+(?:the\s+)?$"
    r"|\bcommons\s+clause\b|\bwith\s+(?:the\s+following\s+)?(?:additional|further|extra)\s+(?:conditions|terms|restrictions|requirements)\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"^[\s:,<(\[]*https?://\S+")
_LABEL_VALUE = re.compile(r"^[\s`*'\"]*(?P<name>[^¶,;:]{1,80}?)[\s`*'\"]*(?:$|¶|[,;:]|\bsee\b|\. |\.$|\()", re.IGNORECASE)
PUBLIC_DOMAIN = "LicenseRef-Public-Domain"
_PUBLIC = re.compile(
    r"\b(?:this|these)\s(?:\w+\s){0,3}?(?:is|are|was|were|has been|have been)\s(?:\w+\s){0,4}?(?:in|into|to|as|is)\s"
    r"(?:the\s)?public[\s-]domain\b|"
    r"\b(?:placed|put|released|dedicated|donated|dedicate[sd]?)\b[^.¶]{0,60}?\b(?:in|into|to)\sthe\spublic[\s-]domain\b|"
    r"(?:^|¶\s):?licen[cs]e\s*[:=]\s*public[\s-]domain\b|"
    r"^\S+(?:\s\S+){0,2}?\s(?:is|are)\s(?:hereby\s)?(?:placed\s|released\s)?in(?:to)?\sthe\spublic[\s-]domain\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Notice:
    """A statement: the licences that it names, each as the ids it can mean, from the offset `start` to `end` of the words.

    `operator` joins them (AND, OR); `refers` tells that it points at a licence file; `labelled` that it is a `License:` field.
    """

    names: tuple[Candidates, ...]
    operator: str
    start: int
    end: int
    refers: bool = False
    labelled: bool = False


def notices(words: Words) -> Iterator[Notice]:
    """The statements in a passage, in order, none within another."""
    text = words.text
    done = 0
    for frame in _FRAME.finditer(text):
        before = text[max(frame.start() - _BEFORE, 0) : frame.start()]
        if frame.start() < done or _NOT.search(before) or _CONDITION.search(frame["between"] or "") or _PAST.search(before):
            continue
        found = _statement(text, frame)
        if found is None and frame["label"]:
            found = _labelled(text, frame)
        if found:
            yield found
            done = found.end
    yield from (one for one in _pages(words) if one.start >= done)
    for match in _PUBLIC.finditer(text):
        if not _NOT.search(text[max(match.start() - 30, 0) : match.start()]):
            yield Notice((frozenset({PUBLIC_DOMAIN}),), "AND", match.start(), match.end())


def _pages(words: Words) -> Iterator[Notice]:
    """A line below a copyright that is nothing but the address of a licence's page."""
    ends = [start - 1 for start in words.starts[1:]] + [len(words.text)]
    for number, (start, end) in enumerate(zip(words.starts, ends, strict=True)):
        if words.text[start : start + 4].lower() != "http":
            continue
        above = words.text[words.starts[max(number - 3, 0)] : start]
        page = next(iter(mentions(words.text[start:end])), None)
        if page and (page.start, page.end) == (0, end - start) and "opyright" in above:
            yield Notice((page.ids,), "AND", start, end)


def is_choice(text: str) -> bool:
    """Whether a text lets its reader choose among licences. A GNU notice's "at your option" speaks of versions, not of that."""
    line = " ".join(text.split())
    return any(not _PART.search(line[max(match.start() - 140, 0) : match.start()]) for match in _CHOICE.finditer(line))


def _statement(text: str, frame: re.Match[str]) -> Notice | None:
    """The names that a frame introduces: the first near it, each further one joined to the last by a few words."""
    limit = _sentence_end(text, frame.end())
    chain: list[Mention] = []
    at = frame.end()
    for mention in _named(text, frame.end(), limit):
        gap = text[at : mention.start]
        if len(gap) > (_APART if chain else (_NEAR if frame["verb"] else _BESIDE)) or (
            chain and (_NEXT.search(gap) or not re.search(r"\band\b|\bor\b|[,/|&+]", gap, re.IGNORECASE))
        ):
            if chain:
                break
            return None
        chain.append(mention)
        at = mention.end
    if not chain or (frame["before"] and not re.match(r"[\s-]*licen[cs]ed\b", text[chain[-1].end :], re.IGNORECASE)):
        return None
    start = frame.start()
    sentence = text[start:limit]
    between = " ".join(text[one.end : other.start] for one, other in pairwise(chain))
    names = _each_once(chain)
    if _OWN_TERMS.search(text[start : chain[0].start]) or _OWN_TERMS.search(text[chain[-1].end : chain[-1].end + _APART]):
        names = (frozenset(),)
    operator = "OR" if len(names) > 1 and _is_choice(sentence, between, frame) else "AND"
    end = max(chain[-1].end, min(limit, _refer_end(text, chain[-1].end, limit)))
    return Notice(names, operator, start, end, bool(_REFERS.search(text[at : at + 160])), bool(frame["label"]))


def _named(text: str, start: int, limit: int) -> Iterator[Mention]:
    """The names that begin between two offsets, in the offsets of the whole text."""
    whole = text[start : limit + _TAIL]
    near = text[start : min(start + _NEAR, limit) + _TAIL]
    found = list(mentions(near))
    if not any(one.start <= _NEAR for one in found):
        return
    for one in found if len(near) == len(whole) else mentions(whole):
        if start + one.start >= limit:
            return
        yield Mention(start + one.start, start + one.end, one.ids)


def _is_choice(sentence: str, between: str, frame: re.Match[str]) -> bool:
    if re.search(r"\bor\b|/|\|", between, re.IGNORECASE):
        return True
    if re.search(r"\bboth\b", sentence, re.IGNORECASE) and re.search(r"\band\b", between, re.IGNORECASE):
        return False
    return bool(
        re.search(r"\bdual|\btri\b|\beither\b|\bchoice\b|\bchoose\b|at your option(?!\W+any)", sentence, re.IGNORECASE)
    ) or "ual" in (frame["verb"] or "")


def _each_once(chain: list[Mention]) -> tuple[Candidates, ...]:
    """The names without one that only repeats another less exactly."""
    ids = [one.ids for one in chain]
    return tuple(dict.fromkeys(one for one in ids if not any(other < one for other in ids)))


def _labelled(text: str, frame: re.Match[str]) -> Notice | None:
    """`License: NAME`, for the names that package metadata has."""
    value = _LABEL_VALUE.match(text[frame.end() : frame.end() + 100])
    ids = written_ids(value["name"]) if value else frozenset()
    return Notice((ids,), "AND", frame.start(), frame.end() + value.end("name"), labelled=True) if value and ids else None


def _sentence_end(text: str, start: int) -> int:
    for match in _END.finditer(text, start, start + _LONGEST):
        if not _ABBREVIATED.search(text[start : match.start() + 1]):
            return match.start()
    return min(start + _LONGEST, len(text))


def _refer_end(text: str, start: int, limit: int) -> int:
    link = _LINK.match(text[start:limit])
    return start + link.end() if link else start
