"""Which texts of a source are its documentation: a README, and what lies in its folder for that.

Other Markdown and reStructuredText (test data, templates, logs of changes, notes to those who contribute) is left out: it
names much and explains little.
"""

import re

_PAGE = re.compile(r"\.(md|markdown|rst)$", re.IGNORECASE)
_README = re.compile(r"^readme([._-][\w-]+)?$", re.IGNORECASE)
_FOLDER = re.compile(r"^(docs?|documentation|guides?|manual)$", re.IGNORECASE)
_LOG = re.compile(
    r"^(change(log|s)?|history|news|releases?|release[-_ ]?notes?|whats?[-_ ]?new|upgrading|security|contributing"
    r"|code[-_]of[-_]conduct)([-_. ].*)?$",
    re.IGNORECASE,
)
_LOG_FOLDER = re.compile(r"^(changes|changelogs?|news|newsfragments|releases|whats[-_]?new|_newsfragments)$", re.IGNORECASE)
_TEST_FOLDER = re.compile(r"^(tests?|testing|fixtures)$", re.IGNORECASE)


def is_page(path: str) -> bool:
    """Whether a file is written as documentation is, wherever it lies."""
    return bool(_PAGE.search(path))


def is_documentation(path: str) -> bool:
    """Whether such a file documents the source that it lies in."""
    *folders, name = path.split("/")
    stem = _PAGE.sub("", name)
    if _LOG.match(stem) or any(_LOG_FOLDER.match(folder) or _TEST_FOLDER.match(folder) for folder in folders):
        return False
    return (bool(_README.match(stem)) and len(folders) < 2) or any(_FOLDER.match(folder) for folder in folders[:2])
