"""What every request passes: headers, the log, limits and the last resort for errors."""

import logging
import time
import uuid
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import logs
from app.api import problems
from app.api.metrics import Metrics
from app.errors import CrossOrigin

logger = logging.getLogger("hoidap.access")
failures = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_OF_PARTS = frozenset({"X-Content-Type-Options", "Cross-Origin-Resource-Policy"})
"""What means something on a script, a style or a font; the rest is for what can be a page."""
_PARTS = ("text/javascript", "text/css", "font/")
FRAMED = "frame-ancestors http"
"""In the policy of a response that pages of other origins may frame."""
UNMATCHED = "unmatched"
"""Stands for the route of an address that none serves: paths are the asker's text."""


class SecurityHeaders:
    """Adds the headers every response carries; a route's own value wins."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                framed = FRAMED in headers.get("content-security-policy", "")
                part = scope["path"].startswith("/static/") and headers.get(
                    "content-type", ""
                ).startswith(_PARTS)
                if part:
                    del headers["X-Request-ID"]  # nobody asks after one of these
                for name, value in HEADERS.items():
                    if not part or name in _OF_PARTS:
                        headers.setdefault(name, value)
                if framed:  # the older header knows no list of origins
                    del headers["X-Frame-Options"]
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self._app(scope, receive, send_with_headers)


class Observation:
    """Counts, times and logs each request by its route, and answers what broke with a 500.

    A request keeps the id that a proxy gave it (X-Request-ID), else gets one; the reply bears it.
    The log never holds a question, a query string or a path that no route serves.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = logs.acceptable_id(Headers(scope=scope).get("x-request-id"))
        scope["request_id"] = given or uuid.uuid4().hex
        current = logs.request_id.set(scope["request_id"])
        started = time.perf_counter()
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = scope["request_id"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception:  # the edge: whatever nobody named is logged here, once
            failures.exception("Request %s broke", scope["request_id"])
            if status:  # too late for another answer; the server closes the connection
                raise
            broken = problems.of_status(500, request_id=scope["request_id"])
            await problems.response(broken)(scope, receive, watch)
        finally:
            self._note(scope, status, time.perf_counter() - started)
            logs.request_id.reset(current)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", UNMATCHED)
        method = scope["method"] if scope["method"] in problems.METHODS else "OTHER"
        self._metrics.requested(method, route, status, seconds)
        logger.info(
            "request",
            extra={
                "request_id": scope["request_id"],
                "method": method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1e3, 1),
            },
        )


SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    """Refuses changes that a browser sends on behalf of another site's page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 403."""
        if scope["type"] == "http" and scope["method"] not in SAFE and _is_foreign(scope):
            refusal = CrossOrigin("Yêu cầu được gửi từ một trang khác nên bị từ chối.")
            await problems.response(problems.of_error(refusal))(scope, receive, send)
            return
        await self._app(scope, receive, send)


class BodyLimit:
    """Refuses a body past the limit: at once by its stated length, else while it streams in."""

    def __init__(self, app: ASGIApp, most: int, upload_path: str, most_upload: int) -> None:
        self._app = app
        self._most = most
        self._upload_path = upload_path
        self._most_upload = most_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._most_upload if scope["path"] == self._upload_path else self._most
        stated = Headers(scope=scope).get("content-length", "")
        if stated.isdigit() and int(stated) > most:
            await problems.response(problems.of_http(_too_large(most)))(scope, receive, send)
            return
        read = 0

        async def receive_within() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise _too_large(most)
            return message

        await self._app(scope, receive_within, send)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"Nội dung gửi lên lớn hơn giới hạn {most / 2**20:.4g} MB.")


def _is_foreign(scope: Scope) -> bool:
    """Return whether a browser says that another site's page asks.

    It says so itself where it can; else the page's origin is held against our own name, which a
    reverse proxy may pass on as X-Forwarded-Host.
    """
    headers = Headers(scope=scope)
    said = headers.get("sec-fetch-site")
    if said is not None:
        return said not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    names = (headers.get("host", ""), headers.get("x-forwarded-host", ""))
    return urlsplit(origin).netloc.lower() not in [name.lower() for name in names if name]
