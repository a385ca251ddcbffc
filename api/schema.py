"""The whole schema: one class of fields for each subject, and the bounds that every query keeps to."""

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaxAliasesLimiter, MaxTokensLimiter, QueryDepthLimiter
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from api.answers import AnswerQuery
from api.checks import CheckQuery
from api.context import Limits
from api.errors import log_unexpected
from api.limits import CostLimiter
from api.lookups import LookupQuery
from api.nodes import File, GraphNode, Source
from api.searches import SearchQuery
from api.statuses import StatusQuery
from api.symbols import Symbol


@strawberry.type(description="Questions to the graph. Nothing here writes.")
class Query(SearchQuery, LookupQuery, AnswerQuery, CheckQuery, StatusQuery):
    """Every field."""


class GraphSchema(strawberry.Schema):
    """A schema that logs only what we did not foresee."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:  # noqa: ARG002
        """Called with the errors of each request."""
        log_unexpected(errors)


def make_schema(limits: Limits | None = None) -> GraphSchema:
    """The schema with the bounds that a query must keep to."""
    bounds = limits or Limits()
    return GraphSchema(
        query=Query,
        types=[Symbol, Source, File, GraphNode],
        extensions=[
            lambda: QueryDepthLimiter(max_depth=bounds.depth),
            lambda: MaxAliasesLimiter(max_alias_count=bounds.aliases),
            lambda: MaxTokensLimiter(max_token_count=bounds.tokens),
            lambda: CostLimiter(bounds.cost),
        ],
        config=StrawberryConfig(auto_camel_case=True, sort_schema=False),
    )
