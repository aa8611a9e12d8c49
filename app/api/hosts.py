"""Which names the service answers to: a page elsewhere must not reach it by a name of its own.

A browser lets a page talk to the address its own name leads to. Who controls the name can let it
lead here (DNS rebinding); the request then still names the foreign host. An IP address cannot be
made to lead anywhere else, so addresses are answered to.
"""

import ipaddress
import socket
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.api import problems
from app.errors import HostNotAllowed

LOOPBACK = ("localhost", "*.localhost")


class HostCheck:
    """Answers 421 to a request for a host that is not ours."""

    def __init__(self, app: ASGIApp, names: Iterable[str]) -> None:
        self._app = app
        self._names = tuple(name.lower().rstrip(".") for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] not in ("http", "websocket") or self._admits(scope):
            await self._app(scope, receive, send)
            return
        refusal = HostNotAllowed(
            "Dịch vụ không nhận tên máy chủ này; người quản trị thêm tên vào HOIDAP_ALLOWED_HOSTS."
        )
        await problems.response(problems.of_error(refusal))(scope, receive, send)

    def _admits(self, scope: Scope) -> bool:
        given = Headers(scope=scope).getlist("host")
        return len(given) == 1 and admits(given[0], self._names)


def admits(host: str, names: Iterable[str]) -> bool:
    """Return whether a Host header names an IP address or one of the names, whatever the port."""
    name = _without_port(host).lower().rstrip(".")
    return bool(name) and (_is_address(name) or any(_fits(name, each) for each in names))


def own_names(bound: str) -> tuple[str, ...]:
    """Return the names a service bound to this address has without being told any."""
    if is_loopback(bound):
        return LOOPBACK
    named = () if _is_address(bound.strip("[]")) else (bound,)
    return (*LOOPBACK, socket.gethostname(), *named)


def is_loopback(bound: str) -> bool:
    """Return whether only this machine reaches what is bound to the address."""
    if bound.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(bound.strip("[]")).is_loopback
    except ValueError:
        return False


def _fits(name: str, allowed: str) -> bool:
    if allowed.startswith("*."):
        return name.endswith(allowed[1:])
    return allowed in ("*", name)


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
