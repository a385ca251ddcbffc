"""The GraphQL endpoint: POST with JSON, answered within bounds of size and time, errors as one line each."""

import asyncio
from typing import Any, cast

from anyio import CapacityLimiter
from cross_web import HTTPException
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData
from strawberry.types import ExecutionResult

from api.context import ApiContext, Caller, RequestContext
from api.errors import INVALID_QUERY, LIMIT, TIMEOUT, UNAUTHORIZED, LimitError, formatted
from api.schema import make_schema

KEY_HEADER = "x-codecraft-key"
"""Carries the secret of the key under which a request asks."""
_UNAUTHORIZED = 401
_TOO_LARGE = 413


class Endpoint(GraphQL[RequestContext, None]):
    """Strawberry's endpoint, with our bounds and our errors. Plain queries alone: no sockets, batches, uploads or streams."""

    def __init__(self, app: ApiContext) -> None:
        self._app = app
        self._threads = CapacityLimiter(app.threads)
        super().__init__(
            make_schema(app.limits),
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        try:
            response: Response = await self.run(Request(scope, _bounded(receive, self._app.limits.body_bytes)))
        except HTTPException as error:
            response = _refused(error)
        await response(scope, receive, send)

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> RequestContext:  # noqa: ARG002
        """Fresh loaders for each request, over what who asks may see."""
        return RequestContext(self._app, self._threads, self._caller(request.headers.get(KEY_HEADER, "")))

    def _caller(self, secret: str) -> Caller | None:
        """Who asks by a secret; None where this server knows no keys. Raises HTTPException for a key that it does not know."""
        if self._app.identify is None:
            if secret:
                raise HTTPException(_UNAUTHORIZED, "this server knows no keys: leave X-CodeCraft-Key out")
            return None
        caller = self._app.identify(secret) if secret else None
        if caller is None:
            raise HTTPException(_UNAUTHORIZED, "this server answers those whose key it knows: send it as X-CodeCraft-Key")
        return caller

    async def execute_operation(self, *args: Any, **kwargs: Any) -> Any:
        """Run the query, for a bounded time."""
        data = kwargs["request_data"]
        if not isinstance(data, GraphQLRequestData) or not isinstance(data.query, str):
            raise HTTPException(400, 'send one query as JSON: {"query": "…", "variables": {…}}')
        seconds = self._app.limits.seconds
        try:
            async with asyncio.timeout(seconds):
                return await super().execute_operation(*args, **kwargs)
        except TimeoutError:
            late = LimitError(f"this took longer than {seconds:g} seconds: ask for fewer items or hops", TIMEOUT)
            return ExecutionResult(data=None, errors=[late])

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:  # noqa: ARG002
        """The response's JSON."""
        shown: dict[str, Any] = {"data": result.data}
        if result.errors:
            shown["errors"] = [formatted(error) for error in result.errors]
        return cast(GraphQLHTTPResponse, shown)


def _bounded(receive: Receive, most: int) -> Receive:
    """The request's messages, refused when their bodies grow too large."""
    taken = 0

    async def bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(_TOO_LARGE, f"a request can hold {most:,} bytes: send a shorter query")
        return message

    return bounded


def _refused(error: HTTPException) -> Response:
    code = {_TOO_LARGE: LIMIT, _UNAUTHORIZED: UNAUTHORIZED}.get(error.status_code, INVALID_QUERY)
    shown = formatted(GraphQLError(error.reason, extensions={"code": code}))
    return JSONResponse({"errors": [shown]}, status_code=error.status_code)
