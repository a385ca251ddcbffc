"""`codecraft audit answers` and `answer`: which answers used a source, and what led to one."""

from typing import Annotated

import typer

from app.cli import console
from app.cli.audit.moments import SinceOption, UntilOption, a_month_ago, end, moment
from app.cli.session import Session


def answers(
    session: Session,
    *,
    source: Annotated[str, typer.Option(metavar="SOURCE", help="The source whose code was used: its id, or its name.")],
    since: SinceOption = "",
    until: UntilOption = "",
) -> None:
    """Which recorded answers used code of a source; by default in the last 31 days."""
    from queries.audit.asked import answers_using, source_id

    first = moment(since) if since else a_month_ago()
    last = moment(until) if until else end()
    with session.store() as store:
        found = answers_using(store, source_id(store, source), since=first, until=last)
    if session.as_json:
        for one in found:
            console.write_json(one)
        return
    for one in found:
        console.heading(f"{one.id}  {one.at[:19]}  {one.mode}{f' by {one.model}' if one.model else ''}")
        console.table((f"{cited.path}:{cited.line}", cited.symbol, cited.revision, cited.license) for cited in one.citations)
    if not found:
        console.write(f"no recorded answer since {first[:10]} used code of {source}")


def answer(
    session: Session,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="Its id, as `ask` tells it: answer:…")],
) -> None:
    """What led to a recorded answer: retrieval, models with digest and licence, code, sources and who approved them."""
    from queries.audit.asked import origin_of

    with session.store() as store:
        told = origin_of(store, answer)
    if session.as_json:
        console.write_json(told)
        return
    console.heading(f"{told.id}  {told.at[:19]}  {told.mode}")
    console.write(f"  retrieval: {told.retrieval}, {told.started[:19]} to {told.ended[:19]}, by {told.tool or 'not known'}")
    for what, model in (("embedder", told.embedder), ("reranker", told.reranker), ("generator", told.model)):
        console.write(f"  {what}: {f'{model.name}, {model.license}, {model.digest}' if model else 'none'}")
    for one in told.citations:
        console.write(f"  {one.path}:{one.line}  {one.symbol}  {one.license}")
        console.write(f"    of {one.source} at {one.revision or 'no revision'}, approved by {one.reviewer or 'nobody known'}")
