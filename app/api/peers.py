"""Whose connection it is, and whom a trusted proxy says it stands for."""

from collections.abc import Sequence

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

LOOPBACK = ("127.0.0.1", "::1")


class Peers:
    """Keeps the connection's own address beside the asker's, which X-Forwarded-For may state.

    Scheme and address are taken from the headers of proxies on this machine and of those listed.
    """

    def __init__(self, app: ASGIApp, proxies: Sequence[str]) -> None:
        self._app = ProxyHeadersMiddleware(app, [*LOOPBACK, *proxies])  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        client = scope.get("client")
        if client:
            scope["peer"] = client[0]
        await self._app(scope, receive, send)  # type: ignore[arg-type]
