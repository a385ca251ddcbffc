"""What a run of the rules gives, for people and for programs: each format is one module here with a `render`."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from queries.baseline import Known
from queries.rulebook import Rule
from queries.verdicts import ANY_FINDING, FailOn, Verdict
from queries.waivers import Waiver


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source was read from: `location` is a folder for the kinds `directory` and `git`."""

    kind: str
    location: str


@dataclass(frozen=True, slots=True)
class Report:
    """One run. `fixed` is what the baseline knows and nothing found any more, None where there is no baseline.

    `idle` are waivers that cover nothing; `places` say where the sources of findings are, by id; `fail_on` says what makes
    the run fail.
    """

    verdicts: tuple[Verdict, ...]
    rules: tuple[Rule, ...]
    version: str
    fixed: tuple[Known, ...] | None = None
    idle: tuple[Waiver, ...] = ()
    places: Mapping[str, Place] | None = None
    fail_on: FailOn = ANY_FINDING

    @property
    def failed(self) -> bool:
        """Whether the run fails."""
        return any(self.fail_on.fails(one) for one in self.verdicts)


def formats() -> tuple[str, ...]:
    """The formats' names: the modules of this folder."""
    return tuple(sorted(one.name for one in iter_modules(__path__)))


def render(report: Report, name: str, *, limit: int) -> str:
    """The report in a format, ending with a new line. `limit` is how many findings of a rule people are shown."""
    text: str = import_module(f"{__name__}.{name}").render(report, limit=limit)
    return text
