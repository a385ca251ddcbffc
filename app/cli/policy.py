"""`codecraft policy`: what may be done with code under which licence, and why."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import console
from app.cli.session import FINDINGS, Session, command
from app.cli.terms import OutboundOption, PolicyOption
from graph.errors import InputError

if TYPE_CHECKING:
    from queries.policy import Decision, Lists, Policy

_INDENT = "  "


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(help="What may be done with code under which licence, and why.", no_args_is_help=True)
    group.command("show")(command(show))
    group.command("explain")(command(explain))
    app.add_typer(group, name="policy")


def show(
    session: Session,
    *,
    policy: PolicyOption = None,
    toml: Annotated[bool, typer.Option("--toml", help="Print the shipped policy file, to start one of your own.")] = False,
) -> None:
    """Print the policy that is in force, purpose by purpose, and which compatibility matrix it asks."""
    if toml:
        from queries.policy_file import shipped_text

        console.write(shipped_text().rstrip())
        return
    from app.wiring import open_policy

    shown = _policy_json(open_policy(session.settings, policy))
    if session.as_json:
        console.write_json(shown)
        return
    console.write(f"{shown['name'] or 'unnamed'}  {shown['origin']}  {shown['digest']}")
    console.write(f"outbound: {shown['outbound'] or 'not said, so the compatibility matrix is not asked'}")
    for title, purposes in (("", shown["purposes"]), *((f"for {key}", value) for key, value in shown["for"].items())):
        for purpose, lists in purposes.items():
            console.heading(f"{purpose} {title}".rstrip())
            for outcome, entries in lists.items():
                if entries:
                    console.write(f"  {outcome:8} {', '.join(entries)}")
    for one in shown["accepted"]:
        licenses, into = ", ".join(one["licenses"]), ", ".join(one["into"]) or "any work that may be distributed"
        console.write(f"{licenses} into {into}: accepted by {one['by']} on {one['on']}: {one['reason']}")
    console.write(_matrix(shown["matrix"]))


def explain(
    session: Session,
    expression: Annotated[str, typer.Argument(metavar="EXPRESSION", help='An SPDX expression: "MIT OR GPL-3.0-only".')],
    *,
    purpose: Annotated[str, typer.Option(help="ground, index-only, train or distribute.")] = "ground",
    outbound: OutboundOption = None,
    policy: PolicyOption = None,
) -> None:
    """Print what is decided of an expression, part by part, with the branch that is taken. Exit code 1 unless it is allowed."""
    from app.wiring import open_policy
    from graph.licensing.checks import check_expression
    from queries.terms import read_terms

    ruling = open_policy(session.settings, policy)
    terms = read_terms(ruling, use=purpose, outbound=outbound or "")
    use = terms.uses[-1]
    if not expression.strip():
        raise InputError('no expression was given: write one such as "MIT OR GPL-3.0-only", or NOASSERTION')
    decision = ruling.decide(expression, purpose=use, outbound=terms.outbound)
    into = terms.outbound or ruling.outbound
    asks_matrix = bool(into) and len(ruling.judges(use, into)) > 1
    unlisted = _unlisted(expression, check_expression)
    if session.as_json:
        matrix = _matrix_json(ruling) if asks_matrix else None
        shape = {"purpose": use, "outbound": into, "policy": ruling.digest, "matrix": matrix, "note": unlisted}
        console.write_json(shape | _decision_json(decision))
    else:
        console.write(f"{decision.outcome}: {decision.expression} for {use}{f', into {into}' if into else ''}")
        if decision.allowed and decision.chosen != decision.expression:
            console.write(f"taking {decision.chosen}")
        _show(decision, 1, taken=True)
        if unlisted:
            console.write(f"note: {unlisted}")
        console.write(f"policy: {ruling.name or 'unnamed'} ({ruling.origin})")
        if asks_matrix:
            console.write(_matrix(_matrix_json(ruling)))
    if not decision.allowed:
        raise typer.Exit(FINDINGS)


def _unlisted(expression: str, check: Any) -> str:
    if expression.strip() in ("NOASSERTION", "NONE"):
        return ""
    try:
        check(expression, "read as unknown")
    except InputError as error:
        return str(error)
    return ""


def _show(decision: "Decision", depth: int, *, taken: bool) -> None:
    pad = _INDENT * depth
    if not decision.parts:
        console.write(f"{pad}{decision.outcome}: {decision.expression}{'' if taken else '  (not taken)'}")
        for reason in decision.reasons:
            console.write(f"{pad}{_INDENT}{reason}")
        return
    needs = "one of" if decision.operator == "OR" else "all of"
    console.write(f"{pad}{decision.outcome}: {needs}{'' if taken else '  (not taken)'}")
    best = next((part for part in decision.parts if part.chosen == decision.chosen), None)
    for part in decision.parts:
        _show(part, depth + 1, taken=taken and (decision.operator == "AND" or part is best))


def _decision_json(decision: "Decision") -> dict[str, Any]:
    return {
        "expression": decision.expression,
        "outcome": decision.outcome,
        "chosen": decision.chosen,
        "why": decision.why,
        "operator": decision.operator or None,
        "reasons": decision.reasons,
        "parts": [_decision_json(part) for part in decision.parts],
    }


def _policy_json(policy: "Policy") -> dict[str, Any]:
    return {
        "name": policy.name,
        "origin": policy.origin,
        "digest": policy.digest,
        "outbound": policy.outbound,
        "purposes": {purpose.value: _lists_json(lists) for purpose, lists in policy.purposes.items()},
        "for": {
            outbound: {purpose.value: _lists_json(lists) for purpose, lists in purposes.items()}
            for outbound, purposes in policy.for_outbound.items()
        },
        "accepted": [
            {"licenses": one.licenses, "into": one.into, "reason": one.reason, "by": one.by, "on": one.on}
            for one in policy.accepted
        ],
        "matrix": _matrix_json(policy),
    }


def _matrix_json(policy: "Policy") -> dict[str, str]:
    from queries.compatibility import ATTRIBUTION

    matrix = policy.matrix
    return {"date": matrix.date, "digest": matrix.digest, "origin": matrix.origin, "attribution": ATTRIBUTION}


def _matrix(told: dict[str, str]) -> str:
    return f"matrix of {told['date']} ({told['origin']}, {told['digest']}): {told['attribution']}"


def _lists_json(lists: "Lists") -> dict[str, Any]:
    return {"allowed": lists.allowed, "review": lists.review, "denied": lists.denied}
