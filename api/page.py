"""The GraphiQL page and its files, which work without the internet."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "web" / "static"
HEADERS = {
    # Styles stay open: CodeMirror sets the width of its lines in style attributes.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Assets(StaticFiles):
    """Files with their content's hash in the name: a browser may keep them for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, or Starlette's 404."""
        response = await super().get_response(path, scope)
        response.headers.update({**HEADERS, "Cache-Control": "public, max-age=31536000, immutable"})
        return response


def assets() -> Assets:
    """The page's scripts, styles and icon."""
    return Assets(directory=STATIC / "assets", check_dir=False)


async def page(_: Request) -> Response:
    """The page itself."""
    return _file("index.html")


async def notices(_: Request) -> Response:
    """The licences of all that the page is made of."""
    return _file("NOTICES.txt")


def _file(name: str) -> Response:
    path = STATIC / name
    if path.is_file():
        return FileResponse(path, headers={**HEADERS, "Cache-Control": "no-cache"})
    return PlainTextResponse(
        "The query page was not built: install CodeCraft again (this needs Node or the package index), or POST queries here.\n",
        status_code=503,
        headers=HEADERS,
    )
