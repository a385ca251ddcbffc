"""A model's text as sentences, without its lists, fences and invented reference marks."""

import re

_MARKS = re.compile(r"\s*\[(?:\d+(?:\s*[,\u2013-]\s*\d+)*|citation[^\]]*|evidence[^\]]*)\]", re.IGNORECASE)
_FENCE = re.compile(r"^\s*```.*$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
# A full stop ends a sentence before a blank and a capital, a quote or a backtick; not in `e.g.`, `1.2` or `a.b`.
_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!vs\.)[\"'`)]*\s+(?=[A-Z`\"'(])")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in order, each once."""
    plain = _MARKS.sub("", _FENCE.sub("", text))
    found: dict[str, None] = {}
    for line in plain.splitlines():
        bare = _BULLET.sub("", line).strip().replace("**", "")
        for part in _END.split(bare):
            if re.search(r"\w", part):
                found.setdefault(part.strip())
    return list(found)
