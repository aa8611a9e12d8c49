"""Serves the page and its static files; the application's middleware adds the security headers."""

import hashlib
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.api import reader

HERE = Path(__file__).parent


class _ImmutableFiles(StaticFiles):
    """Static files under an address that changes with their content, so kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount(app: FastAPI, *, signs_in: bool) -> None:
    """Add ``GET /`` and the static files to the application, and where it ``signs_in`` its page."""
    static = f"/static/{_fingerprint(HERE / 'static')}"
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape()
    )
    page = templates.get_template("index.html").render(static=static)

    @app.get("/", include_in_schema=False)
    def show_page(request: Request) -> HTMLResponse:
        response = HTMLResponse(page, headers={"Cache-Control": "no-cache, private"})
        if not signs_in:
            reader.welcome(request, response)
        return response

    if signs_in:
        door = templates.get_template("sign-in.html").render(static=static)

        @app.get("/sign-in", include_in_schema=False)
        async def show_sign_in() -> HTMLResponse:
            return HTMLResponse(door, headers={"Cache-Control": "no-cache, private"})

    app.mount(static, GZipMiddleware(_ImmutableFiles(directory=HERE / "static")), name="static")


def _fingerprint(folder: Path) -> str:
    """Return a short hash of every file of the folder, names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
