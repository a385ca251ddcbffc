"""Under which terms something is asked: by whom, what for, and under which licences."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.errors import InputError
from graph.facts import NOASSERTION
from graph.licensing.checks import check_expression, check_id
from graph.licensing.expressions import parse
from queries.policy import Decision, Judge, Policy, Use, known, only, weigh, without


@dataclass(frozen=True, slots=True)
class Terms:
    """`allow` and `deny` are SPDX ids: none allowed means any. They narrow what the policy permits and never widen it.

    `uses` must all be permitted: what is searched may be shown, and may be asked to be fit for more. `outbound` is the
    expression that the result is to go out under, empty for the policy's own. `tenant` is who asks: a source that is kept for
    some is seen by those alone.
    """

    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()
    policy: Policy | None = None
    uses: tuple[Use, ...] = (Use.INDEX_ONLY,)
    outbound: str = ""
    tenant: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any licence could be left out."""
        if self.allow or self.deny:
            return True
        if self.policy is None:
            return self.uses != (Use.INDEX_ONLY,)
        return not all(self.policy.admits_all(use, self.outbound) for use in self.uses)

    @property
    def into(self) -> str:
        """The expression that the result goes out under; empty where nobody says."""
        return self.outbound or (self.policy.outbound if self.policy else "")

    def decide(self, expression: str) -> Decision:
        """Whether code under the expression may be used on these terms, by one branch that all who judge agree on."""
        return weigh(parse(expression), _judges(self))

    def for_answers(self) -> "Terms":
        """The same, for what grounds an answer."""
        others = tuple(use for use in self.uses if use not in (Use.INDEX_ONLY, Use.GROUND))
        return replace(self, uses=(Use.GROUND, *others))

    def asked(self) -> "Terms":
        """What the asker narrows by, without the policy."""
        return replace(self, policy=None, uses=(Use.INDEX_ONLY,))

    def permits(self, purpose: str | None) -> bool:
        """Whether a source that is kept for a purpose may be used for these; one that says none may."""
        return purpose in (None, "", Use.GROUND) or all(use == purpose for use in self.uses)

    def open_to(self, tenants: list[str] | None) -> bool:
        """Whether who asks may see a source that is kept for some."""
        return not tenants or self.tenant in tenants


def read_terms(
    policy: Policy | None = None,
    *,
    allow: Collection[str] = (),
    deny: Collection[str] = (),
    use: str = Use.INDEX_ONLY,
    outbound: str = "",
    tenant: str = "",
) -> Terms:
    """Terms as people give them: what is shown, and fit for `use` as well. Raises InputError for no licence id and no use."""
    if use not in tuple(Use):
        raise InputError(f"there is no purpose {use!r}: choose from {', '.join(Use)}")
    return Terms(
        frozenset(one if one == NOASSERTION else check_id(one, "the allowed licences") for one in allow),
        frozenset(check_id(one, "the denied licences") for one in deny),
        policy,
        tuple(dict.fromkeys((Use.INDEX_ONLY, Use(use)))),
        check_expression(outbound, "the outbound licence") if outbound else "",
        tenant,
    )


@lru_cache(maxsize=64)
def _judges(terms: Terms) -> tuple[Judge, ...]:
    judges: list[Judge] = []
    if terms.policy:
        judges += [judge for use in terms.uses for judge in terms.policy.judges(use, terms.outbound)]
    elif terms.uses != (Use.INDEX_ONLY,):
        judges.append(known)
    if terms.allow:
        judges.append(only(terms.allow))
    if terms.deny:
        judges.append(without(terms.deny))
    return tuple(judges)


ANY = Terms()
"""Whatever there is for everyone, under any licence."""
