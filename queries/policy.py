"""What may be done with code under a licence: a policy decides over the tree of an expression, and says which branch it took.

All parts of an AND must hold, so the worst decides; of an OR the best is chosen. In between, what is not known is better than
what is denied and worse than what a person may still allow. So a part joined by AND never makes a decision better, and one
joined by OR never makes it worse.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase

from graph.licensing.categories import category as category_of
from graph.licensing.expressions import Either, License, Tree, licenses, parse
from graph.licensing.listed import is_reference, listed_ids
from queries.compatibility import Compatible, Matrix, osadl


class Outcome(StrEnum):
    """What a policy says, best first. What is in review waits for a person and is not used until then."""

    ALLOWED = "allowed"
    REVIEW = "review"
    UNKNOWN = "unknown"
    DENIED = "denied"


class Use(StrEnum):
    """What code is used for: answers, search, training, or what is passed on. A source is kept for one of the first three."""

    GROUND = "ground"
    INDEX_ONLY = "index-only"
    TRAIN = "train"
    DISTRIBUTE = "distribute"


CATEGORIES = ("permissive", "weak-copyleft", "copyleft", "unknown")
"""What licences ask of those who build on them, in the order of strictness: what is unknown may ask for anything."""
_ORDER = tuple(Outcome)
_OF_MATRIX = {
    Compatible.YES: Outcome.ALLOWED,
    Compatible.CHECK: Outcome.REVIEW,
    Compatible.UNKNOWN: Outcome.UNKNOWN,
    Compatible.NO: Outcome.DENIED,
}

type Verdict = tuple[Outcome, str]
type Judge = Callable[[License], Verdict]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of an expression, and why, with what was decided of its parts.

    `chosen` is the expression with the taken branch of each OR. `operator` is `AND`, `OR`, or empty for one licence, which has
    no parts but `reasons`.
    """

    expression: str
    outcome: Outcome
    chosen: str
    why: str
    operator: str = ""
    parts: tuple["Decision", ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the code may be used."""
        return self.outcome is Outcome.ALLOWED


@dataclass(frozen=True, slots=True)
class Lists:
    """SPDX ids, patterns of them, categories, and `*` for every licence that is known: what is named closest decides."""

    allowed: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()

    def find(self, one: License, category: str) -> tuple[Outcome, str] | None:
        """The entry that decides, with its outcome; the strictest of those that name the licence equally closely."""
        # Nobody can name what has no id that is looked up somewhere.
        can_be_named = category != "unknown" or one.base in listed_ids() or one.id.startswith("LicenseRef-")
        exact = {str(one), *({one.id, one.base} if one.exception_known else ())} if can_be_named else set()
        named = {name.lower() for name in exact}
        levels: tuple[Callable[[str], bool], ...] = (
            lambda entry: can_be_named and entry.lower() == str(one).lower(),
            lambda entry: entry.lower() in named,
            lambda entry: len(entry) > 1 and "*" in entry and any(fnmatchcase(name, entry.lower()) for name in named),
            lambda entry: entry == category,
            lambda entry: entry == "*" and category != "unknown",
        )
        listed = ((Outcome.DENIED, self.denied), (Outcome.REVIEW, self.review), (Outcome.ALLOWED, self.allowed))
        for fits in levels:
            for outcome, entries in listed:
                for entry in entries:
                    if fits(entry):
                        return outcome, entry
        return None

    @property
    def admits_all(self) -> bool:
        """Whether nothing at all is left out."""
        return {"*", "unknown"} <= {*self.allowed} and not self.review and not self.denied


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a person found to fit, why, and who says so since when (an ISO date).

    `into` are outbound expressions; into nothing in particular is into any work.
    """

    licenses: tuple[str, ...]
    into: tuple[str, ...]
    reason: str
    by: str
    on: str

    def covers(self, one: License, outbound: Collection[str] = ()) -> bool:
        """Whether it is about a licence in a work under one of these expressions (in lower case), or without them in any."""
        fits = any(each.lower() in outbound for each in self.into) if outbound else not self.into
        return fits and any(each.lower() == str(one).lower() for each in self.licenses)

    def says(self, one: License, into: str) -> str:
        """The reason in one line."""
        return f"{one} into {into} is accepted by {self.by} on {self.on}: {self.reason}"


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """The lists by purpose, and those that replace them for an outbound licence.

    `outbound` is what one's own work goes out under, empty where that is not said; `accepted` what people found to fit. What
    they accept into a named licence goes before the matrix; what they accept into any work only answers what the matrix does
    not know, and only of what the policy lets be distributed. `digest` is of the file, `origin` where that is.
    """

    name: str
    purposes: Mapping[Use, Lists]
    outbound: str = ""
    for_outbound: Mapping[str, Mapping[Use, Lists]] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    digest: str = ""
    origin: str = ""
    own_matrix: Matrix | None = None

    @property
    def matrix(self) -> Matrix:
        """The compatibility matrix: the file's, or else the installed package's."""
        return self.own_matrix or osadl()

    @property
    def matrix_date(self) -> str:
        """The ISO date of the compatibility matrix; empty without an outbound licence, as then it judges nothing."""
        return self.matrix.date if self.outbound else ""

    def decide(self, expression: str, *, purpose: str = Use.GROUND, outbound: str = "") -> Decision:
        """Whether code under the expression may be used for the purpose in what goes out under `outbound`."""
        return weigh(parse(expression), self.judges(Use(purpose), outbound))

    def compatible(self, inbound: str, outbound: str) -> tuple[Compatible, str]:
        """What the matrix says, but for what the policy accepts by name."""
        found = weigh(parse(inbound), [self._by_matrix(outbound)])
        return next(word for word, outcome in _OF_MATRIX.items() if outcome is found.outcome), found.why

    def judges(self, purpose: Use, outbound: str = "") -> list[Judge]:
        """Those that a licence must pass: the lists, and the matrix where the code would become part of an outbound work."""
        outbound = outbound or self.outbound
        judges = [self._by_lists(self.lists(purpose, outbound), purpose)]
        if outbound and purpose in (Use.GROUND, Use.DISTRIBUTE):
            judges.append(self._by_matrix(outbound))
        return judges

    def lists(self, purpose: Use, outbound: str = "") -> Lists:
        """The lists that hold for a purpose."""
        own = self.for_outbound.get((outbound or self.outbound).lower(), {})
        return own.get(purpose) or self.purposes.get(purpose, Lists())

    def admits_all(self, purpose: Use, outbound: str = "") -> bool:
        """Whether nothing needs to be looked at."""
        return len(self.judges(purpose, outbound)) == 1 and self.lists(purpose, outbound).admits_all

    def category(self, one: License) -> str:
        """What a licence asks of those who build on it. An exception loosens copyleft, at best to a weak one."""
        if not one.named or not one.exception_known:
            return "unknown"
        found = category_of(one.id)
        if found == "unknown":
            found = category_of(one.base)
        if one.exception and found == "copyleft":
            return "weak-copyleft" if category_of(one.exception) in ("permissive", "weak-copyleft") else found
        return found

    def _by_lists(self, lists: Lists, purpose: Use) -> Judge:
        def judge(one: License) -> Verdict:
            category = self.category(one)
            what = f"{one}, {category}," if category != "unknown" else f"{one}, of which nothing is known,"
            found = lists.find(one, category)
            if found:
                outcome, entry = found
                return outcome, f"{what} is {_put(outcome)} for {purpose} by {entry!r}"
            if category == "unknown":
                return Outcome.UNKNOWN, f"{what} is in no list for {purpose}"
            return Outcome.DENIED, f"{what} is in no list for {purpose}, so it is denied"

        return judge

    def _by_matrix(self, outbound: str) -> Judge:
        targets = licenses(parse(outbound))

        def judge(one: License) -> Verdict:
            return max((into(one, target) for target in targets), key=lambda verdict: _ORDER.index(verdict[0]))

        def into(one: License, target: License) -> Verdict:
            asked = {outbound.lower(), str(target).lower()}
            if person := next((each for each in self.accepted if each.covers(one, asked)), None):
                return Outcome.ALLOWED, person.says(one, str(target))
            found, why = self.matrix.fits(one, target)
            if found is Compatible.UNKNOWN and (person := self._accepted_anywhere(one, target)):
                return Outcome.ALLOWED, person.says(one, str(target))
            return _OF_MATRIX[found], why

        return judge

    def _accepted_anywhere(self, one: License, target: License) -> Accepted | None:
        if not (target.base in listed_ids() or is_reference(target.id)):
            return None
        listed = self.lists(Use.DISTRIBUTE).find(one, self.category(one))
        if listed is None or listed[0] is not Outcome.ALLOWED:
            return None
        return next((each for each in self.accepted if each.covers(one)), None)


def weigh(tree: Tree, judges: Sequence[Judge]) -> Decision:
    """What the judges together decide of a tree: of one licence the worst that any of them says."""
    if isinstance(tree, License):
        verdicts = [judge(tree) for judge in judges]
        outcome = max((outcome for outcome, _ in verdicts), key=_ORDER.index, default=Outcome.ALLOWED)
        because = next((why for said, why in verdicts if said is outcome), "nothing is asked of it")
        return Decision(str(tree), outcome, str(tree), because, reasons=tuple(why for _, why in verdicts))
    parts = tuple(weigh(part, judges) for part in tree.parts)
    if isinstance(tree, Either):
        best = min(parts, key=lambda part: _ORDER.index(part.outcome))
        return Decision(str(tree), best.outcome, best.chosen, best.why, "OR", parts)
    worst = max(parts, key=lambda part: _ORDER.index(part.outcome))
    chosen = " AND ".join(dict.fromkeys(part.chosen for part in parts))
    return Decision(str(tree), worst.outcome, chosen, worst.why, "AND", parts)


def strictest(tree: Tree, category: Callable[[License], str]) -> str:
    """What an expression asks of those who build on it: of an AND the strictest part, of an OR the least strict."""
    if isinstance(tree, License):
        return category(tree)
    parts = [strictest(part, category) for part in tree.parts]
    return (min if isinstance(tree, Either) else max)(parts, key=CATEGORIES.index)


def only(allowed: frozenset[str]) -> Judge:
    """Admits the given ids alone, with any exception that SPDX lists."""
    wanted = frozenset(one.lower() for one in allowed)

    def judge(one: License) -> Verdict:
        if _named(one, wanted):
            return Outcome.ALLOWED, f"{one} is asked for"
        return Outcome.DENIED, f"not among what is asked for: {', '.join(sorted(allowed))}"

    return judge


def without(denied: frozenset[str]) -> Judge:
    """Refuses the given ids, with any exception."""
    unwanted = frozenset(one.lower() for one in denied)

    def judge(one: License) -> Verdict:
        if {str(one).lower(), one.id.lower()} & unwanted:
            return Outcome.DENIED, f"{one} is not wanted here"
        return Outcome.ALLOWED, f"{one} is not refused"

    return judge


def known(one: License) -> Verdict:
    """Refuses what states no licence: the least that any policy asks of what grounds an answer."""
    if one.id in ("NOASSERTION", "NONE"):
        return Outcome.UNKNOWN, "no licence is known"
    return Outcome.ALLOWED, f"{one} is stated"


def _named(one: License, wanted: frozenset[str]) -> bool:
    return str(one).lower() in wanted or (one.exception_known and one.id.lower() in wanted)


def _put(outcome: Outcome) -> str:
    return "in review" if outcome is Outcome.REVIEW else outcome.value
