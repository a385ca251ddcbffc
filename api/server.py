"""The web application: `/graphql` (POST for queries, GET for the page) and `/health`."""

from anyio import to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from api.context import ApiContext
from api.graphql import Endpoint
from api.page import assets, notices, page
from graph.errors import StoreError
from graph.statements import load


def create_app(context: ApiContext) -> Starlette:
    """The application over a store and, where there are any, models."""

    async def health(_: Request) -> Response:
        try:
            await to_thread.run_sync(lambda: context.store.run(load("read/sources"), limit=1))
        except StoreError as error:
            return JSONResponse({"status": "failing", "reason": str(error)}, status_code=503)
        return JSONResponse({"status": "ok", "store": context.store.name})

    async def home(_: Request) -> Response:
        return RedirectResponse("graphql")

    return Starlette(
        routes=[
            Route("/", home),
            Route("/health", health),
            Route("/graphql", page, methods=["GET"]),
            Route("/graphql", Endpoint(context), methods=["POST"]),
            Route("/graphql/notices", notices),
            Mount("/graphql/assets", assets()),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(context.hosts), www_redirect=False),
            Middleware(GZipMiddleware, minimum_size=1000),
        ],
    )
