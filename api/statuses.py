"""The state of the store in the schema."""

from typing import Annotated

import strawberry

from api.context import Info
from api.nodes import Source, to_source
from queries.status import status


@strawberry.type(description="A model that the graph names.")
class ModelStatus:
    """As `queries.status.ModelStatus`."""

    id: strawberry.ID
    name: str
    digest: str
    license: str
    dimensions: int


@strawberry.type(description="What is in the store and how much of it is resolved.")
class Status:
    """As `queries.status.Status`."""

    store: str
    files: int
    symbols: int
    call_sites: int
    resolved_share: float | None = strawberry.field(description="The part of the call sites that have a target, 0 to 1.")
    embedding_model: str | None = strawberry.field(description="Which model made the stored vectors.")
    withheld: int = strawberry.field(description="Sources that who asks may not see.")
    sources: list[Source]
    models: list[ModelStatus]


@strawberry.type
class StatusQuery:
    """The status field."""

    @strawberry.field(description="What is in the store, under which licences.")
    async def status(
        self,
        info: Info,
        check_disk: Annotated[bool, strawberry.argument(description="Read the sources' files to find stale ones.")] = True,  # noqa: FBT002 (a GraphQL argument, always named)
    ) -> Status:
        """The state of the store."""
        found = await info.context.run(status, info.context.store, check_disk=check_disk)
        return Status(
            store=found.store,
            files=found.files,
            symbols=found.symbols,
            call_sites=found.call_sites,
            resolved_share=found.resolved_share,
            embedding_model=found.embedding_model or None,
            withheld=found.withheld,
            sources=[to_source(one) for one in found.sources],
            models=[
                ModelStatus(
                    id=strawberry.ID(one.id),
                    name=one.name,
                    digest=one.digest,
                    license=one.license,
                    dimensions=one.dimensions,
                )
                for one in found.models
            ],
        )
