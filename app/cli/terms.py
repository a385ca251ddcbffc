"""The options by which a search or a question is put under licence terms."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.session import Session

if TYPE_CHECKING:
    from queries.terms import Terms

LicenseOption = Annotated[
    list[str] | None, typer.Option("--license", metavar="SPDX-ID", help="Only code under this licence. Repeatable.")
]
DenyOption = Annotated[
    list[str] | None, typer.Option("--deny", metavar="SPDX-ID", help="No code under this licence. Repeatable.")
]
PolicyOption = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="The policy that decides. Default: CODECRAFT_POLICY.")
]
PurposeOption = Annotated[
    str | None, typer.Option("--purpose", help="Only what the policy permits for: ground, index-only, train or distribute.")
]
OutboundOption = Annotated[
    str | None, typer.Option("--outbound", metavar="SPDX", help="What the result is to go out under. Default: the policy's.")
]
TenantOption = Annotated[str | None, typer.Option("--tenant", help="Who asks. Default: CODECRAFT_TENANT.")]


def terms_of(
    session: Session,
    *,
    allow: Sequence[str] | None,
    deny: Sequence[str] | None,
    policy: Path | None,
    purpose: str,
    outbound: str | None,
    tenant: str | None,
) -> "Terms":
    """The terms that the options and the settings name. Raises InputError."""
    from app.wiring import open_policy
    from queries.terms import read_terms

    # The shipped policy lets a search show everything, and a search should start fast.
    shows_all = purpose == "index-only" and not (policy or session.settings.policy)
    return read_terms(
        None if shows_all else open_policy(session.settings, policy),
        allow=allow or (),
        deny=deny or (),
        use=purpose,
        outbound=outbound or "",
        tenant=tenant if tenant is not None else session.settings.tenant,
    )
