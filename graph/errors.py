"""One exception tree for everything a person can be told.

    CodeCraftError            something went wrong and the message says what to do
    ├── InputError            what was asked cannot be done as asked (a path, a symbol, an option)
    │   ├── NotFoundError     it names something that is not there
    │   ├── ExistsError       it would write anew what is written once
    │   ├── TermsError        a source's terms are not those under which it was approved
    │   └── AmbiguousError    it names more than one thing; carries the candidates
    ├── SourceError           a source cannot be read (package index, git, an archive)
    ├── StoreError            the store cannot serve (down, of another version, a failed statement)
    │   ├── StoreBusyError    another process owns it
    │   └── ReadOnlyError     a statement that writes was given where only reading is allowed
    └── ModelError            an embedder or a generator cannot serve (server down, model not pulled)

Every message is one line: what is wrong, then what to do. The command line turns each of these into that line and exit code 2.
"""

from collections.abc import Sequence


class CodeCraftError(Exception):
    """Base of all errors that are shown to people as one line."""


class InputError(CodeCraftError):
    """What was asked cannot be done as asked."""


class NotFoundError(InputError):
    """A name or path that is not there."""


class ExistsError(InputError):
    """What is to be added is there already."""


class TermsError(InputError):
    """A source's terms are not those under which it was approved."""


class AmbiguousError(InputError):
    """A name that fits more than one thing.

    `candidates` are ids, best first.
    """

    def __init__(self, message: str, candidates: Sequence[str]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class SourceError(CodeCraftError):
    """A source cannot be read."""


class StoreError(CodeCraftError):
    """The store cannot serve."""


class StoreBusyError(StoreError):
    """Another process owns the store."""


class ReadOnlyError(StoreError):
    """A statement that writes, where only reading is allowed."""


class ModelError(CodeCraftError):
    """An embedder or a generator cannot serve."""
