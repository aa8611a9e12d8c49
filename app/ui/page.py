"""Serves the page and its static files; the application's middleware adds the security headers.

The page is in Vietnamese, or in another language for whoever asked for it by ``?lang=`` once.
"""

import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.api import openapi, problems, reader
from app.api.middleware import HEADERS
from app.ui import languages
from app.ui.assets import Assets

HERE = Path(__file__).parent


def mount(app: FastAPI, *, signs_in: bool, framed_by: Sequence[str] = ()) -> None:
    """Add ``GET /``, the static files, and a page for addresses that nothing serves.

    Where it ``signs_in``, its page too. ``framed_by`` are the origins whose pages may show the
    question box in a frame, by ``GET /embed.js``.
    """
    static = f"/static/{_fingerprint(HERE / 'static')}"
    page = _written("index.html", static)
    packed = {language: gzip.compress(words.encode()) for language, words in page.items()}
    missing = _written("missing.html", static)

    @app.head("/", include_in_schema=False)
    @app.get(
        "/",
        tags=["page"],
        response_class=HTMLResponse,
        responses=openapi.PAGE,
        summary="The page for people",
    )
    def show_page(request: Request) -> HTMLResponse:
        """Return the page to ask, read and keep documents on."""
        language = languages.chosen(request)
        response = _packed(request, page[language], packed[language])
        languages.keep(request, response)
        if not signs_in:
            reader.welcome(request, response)
        return response

    if signs_in:
        door = _written("sign-in.html", static)

        @app.get("/sign-in", include_in_schema=False)
        async def show_sign_in(request: Request) -> HTMLResponse:
            headers = {"Cache-Control": "no-cache, private"}
            response = HTMLResponse(door[languages.chosen(request)], headers=headers)
            languages.keep(request, response)
            return response

    if framed_by:
        _mount_embedded(app, page, framed_by)

    async def show_missing(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException) and error.status_code == 404 and _wants_page(request):
            return HTMLResponse(missing[languages.chosen(request)], 404)
        return await problems.refused(request, error)

    app.add_exception_handler(HTTPException, show_missing)
    _mount_files(app, static)


def _mount_files(app: FastAPI, static: str) -> None:
    """Add the static files under their address."""
    assets = Assets(HERE / "static")

    @app.head(static + "/{path:path}", include_in_schema=False)
    @app.get(static + "/{path:path}", include_in_schema=False)
    async def show_file(path: str, request: Request) -> Response:
        return assets.response(path, request.headers.get("accept-encoding", ""))


def _written(template: str, static: str) -> dict[str, str]:
    """Return a template in every language."""
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=select_autoescape()
    )
    return {
        language: templates.get_template(template).render(
            static=static, language=language, _=languages.words(language)
        )
        for language in languages.LANGUAGES
    }


def _mount_embedded(app: FastAPI, page: dict[str, str], origins: Sequence[str]) -> None:
    """Add the page as a frame shows it, and the script that puts the frame into another page."""
    inside = {
        language: words.replace("<body>", '<body class="embedded">', 1)
        for language, words in page.items()
    }
    script = (HERE / "static" / "embed.js").read_bytes()
    policy = HEADERS["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", f"frame-ancestors {' '.join(origins)}"
    )

    @app.get("/embed", include_in_schema=False)
    async def show_embedded(request: Request) -> HTMLResponse:
        headers = {"Cache-Control": "no-cache, private", "Content-Security-Policy": policy}
        return HTMLResponse(inside[languages.chosen(request)], headers=headers)

    @app.get("/embed.js", include_in_schema=False)
    async def show_script() -> Response:
        headers = {"Cache-Control": "no-cache", "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(script, headers=headers, media_type="text/javascript")


def _packed(request: Request, page: str, packed: bytes) -> HTMLResponse:
    """Return the page, compressed for who takes it so; it holds nothing that is secret."""
    headers = {"Cache-Control": "no-cache, private", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return HTMLResponse(page, headers=headers)
    return HTMLResponse(packed, headers=headers | {"Content-Encoding": "gzip"})


def _wants_page(request: Request) -> bool:
    """Return whether a person's browser asks for a page, not a program for data."""
    readable = request.method in ("GET", "HEAD") and not request.url.path.startswith("/v1/")
    return readable and "text/html" in request.headers.get("accept", "")


def _fingerprint(folder: Path) -> str:
    """Return a short hash of every file of the folder, names and bytes."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
