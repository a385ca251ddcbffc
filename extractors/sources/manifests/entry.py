"""The shape of a `sources.toml`: one struct for each table, strict, so that a misspelt key never passes unseen.

The JSON schema that `codecraft sources schema` prints is made of these, descriptions included.
"""

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from graph.facts import Purpose

type State = Literal["proposed", "approved", "rejected", "withdrawn"]
type Schedule = Literal["never", "on-commit", "daily", "weekly", "monthly"]
type Days = Annotated[int, Meta(ge=0)]
type Place = Literal["directory", "git", "package", "installed"]
type Content = Literal["all", "code", "documents"]
type Aside = Literal["tests", "examples", "generated", "vendored"]
type RefusedKind = Literal[
    "copyleft", "unclear", "non-commercial", "no-derivatives", "share-alike", "question-and-answer", "training-corpus"
]


class Review(Struct, frozen=True, forbid_unknown_fields=True):
    """Where an entry stands, and by whose word."""

    state: Annotated[State, Meta(description="Only an approved entry is indexed.")] = "proposed"
    reviewer: Annotated[str, Meta(description="Who decided. Needed in every state but proposed.")] = ""
    date: Annotated[dt.date | None, Meta(description="The day of the decision, YYYY-MM-DD.")] = None
    reason: Annotated[str, Meta(description="Why. Needed to reject, to withdraw and to accept what policy refuses.")] = ""
    accept: Annotated[
        tuple[RefusedKind, ...], Meta(description="What the policy of sources refuses and the reviewer takes all the same.")
    ] = ()


class Consent(Struct, frozen=True, forbid_unknown_fields=True):
    """By whose consent internal code is indexed."""

    by: Annotated[str, Meta(min_length=1, description="Who consented.")]
    date: Annotated[dt.date, Meta(description="The day, YYYY-MM-DD.")]
    use: Annotated[str, Meta(min_length=1, description="For what.")] = field(name="for")


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[source]]`."""

    location: Annotated[
        str, Meta(description="A directory, installed:NAME, pkg:pypi/NAME@VERSION or git+URL@REV; directories from this file.")
    ]
    name: Annotated[str, Meta(description="What to call it.")] = ""
    kind: Annotated[Place | None, Meta(description="Follows from the location; checked where it is given.")] = None
    content: Annotated[Content, Meta(description="Read all that can be read, only code, or only documents.")] = "all"
    revision: Annotated[str, Meta(description="The pin: the version of a package, the commit of a repository.")] = ""
    sha256: Annotated[str, Meta(description="Of the wheel or sdist that is meant, for a pkg: location.")] = ""
    license: Annotated[str, Meta(description="An SPDX expression that a person concluded: it wins over what is read.")] = ""
    expected_license: Annotated[str, Meta(description="Indexing stops when what is read differs from this expression.")] = ""
    purpose: Annotated[Purpose, Meta(description="ground: answers may rest on it. index-only and train: they may not.")] = (
        Purpose.GROUND
    )
    tenants: Annotated[tuple[str, ...], Meta(description="Who may see it. Nobody listed: everyone.")] = ()
    internal: Annotated[bool, Meta(description="Code of our own house, which needs consent (directory or git).")] = False
    consent: Annotated[Consent | None, Meta(description="Who consented, when and for what.")] = None
    refresh: Annotated[Schedule, Meta(description="When `codecraft refresh --due` looks for something newer.")] = "never"
    include: Annotated[tuple[str, ...], Meta(description="Globs: only paths that match one.")] = ()
    exclude: Annotated[tuple[str, ...], Meta(description="Globs: no path that matches one.")] = ()
    quality: Annotated[float, Meta(ge=0, le=1, description="Files that score less do not ground answers.")] = 0.0
    grounds: Annotated[tuple[Aside, ...], Meta(description="Files that are kept out of answers unless they are listed.")] = ()
    review: Review = Review()

    @property
    def title(self) -> str:
        """What to call the entry in messages."""
        return self.name or self.location


class Retention(Struct, frozen=True, forbid_unknown_fields=True):
    """How long what names or quotes people stays in the store, in days; what is left out stays for ever."""

    text: Annotated[Days | None, Meta(description="Questions, prompts and answers that were kept with consent.")] = None
    answer: Annotated[Days | None, Meta(description="Recorded answers with their citations.")] = None
    person: Annotated[Days | None, Meta(description="Acts with the name of who did them, and consents not in force.")] = None

    @property
    def limits(self) -> tuple[str, ...]:
        """As `text=30`."""
        return tuple(f"{name}={days}" for name in self.__struct_fields__ if (days := getattr(self, name)) is not None)


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    source: tuple[Entry, ...]
    retention: Retention = Retention()
