"""Licence terms in the schema: under which licences a search or an answer may use code."""

import strawberry

from api.context import RequestContext
from queries.policy import Use
from queries.terms import Terms, read_terms


@strawberry.input(
    description="Under which licences code may be used. This narrows what the server's policy permits, never widens it."
)
class LicenseTerms:
    """As `queries.terms.Terms`."""

    allow: list[str] = strawberry.field(default_factory=list, description="SPDX licence ids: nothing else is used.")
    deny: list[str] = strawberry.field(default_factory=list, description="SPDX licence ids that are not used.")
    policy: str | None = strawberry.field(
        default=None,
        description="For which purpose the server's policy must permit it as well: ground, train or distribute. "
        "A search always asks for index-only, an answer for ground.",
    )
    outbound: str | None = strawberry.field(
        default=None, description="The SPDX expression that the result is to go out under; by default the policy's own."
    )


def to_terms(context: RequestContext, asked: LicenseTerms | None, use: Use, allow: list[str] | None = None) -> Terms:
    """The terms of a request. Raises InputError."""
    said = asked or LicenseTerms()
    return read_terms(
        context.app.policy,
        allow=[*said.allow, *(allow or ())],
        deny=said.deny,
        use=said.policy or use,
        outbound=said.outbound or "",
        tenant=context.caller.tenant,
    )
