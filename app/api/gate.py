"""Stands before every request where callers are told apart: who asks, what for, how often."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import policy
from app.access.accounts import now
from app.access.audit import Entry
from app.access.caller import Caller
from app.access.control import Access
from app.access.rates import Kind
from app.api import problems
from app.errors import (
    AppError,
    CrossOrigin,
    Forbidden,
    NotSignedIn,
    PasswordChangeNeeded,
    TooManyRequests,
)
from index.errors import IndexFailure

logger = logging.getLogger(__name__)

SIGN_IN_PAGE = "/sign-in"
THREADS = 8
"""Of their own: whoever waits for an answer keeps nobody from being told apart."""
_QUESTIONS = frozenset(
    {
        *("/v1/ask", "/v1/search", "/v1/chat/completions"),
        *("/v1/compare", "/v1/compare/export", "/mcp"),
    }
)
_UPLOADS = "/v1/documents"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_UNNOTED = ("/v1/me", "/v1/jobs/{job_id}")
"""Routes that are looked at again and again and show no document."""

current: ContextVar[Caller | None] = ContextVar("caller", default=None)
"""Who sent the request that is being worked on, for what is not told by FastAPI."""

T = TypeVar("T")


@dataclass(slots=True)
class Noted:
    """What an endpoint tells the audit trail."""

    documents: list[str] = field(default_factory=list)
    """Those the answer shows, or that were changed."""
    detail: str = ""

    def about(self, *document_ids: str) -> None:
        """Note the documents, each once."""
        self.documents.extend(d for d in dict.fromkeys(document_ids) if d not in self.documents)


class Gate:
    """Lets through whoever may do what they ask for; notes it once it is done."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal: Response | None = None
        caller: Caller | None = None
        try:
            caller = await self._caller(scope)
            scope["caller"] = caller
            current.set(caller)
            self._admit(scope, caller)
        except (AppError, IndexFailure) as error:
            refusal = _refused(scope, error)
        status = 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await (refusal or self._app)(scope, receive, watch)
        finally:
            if _is_noted(scope, status):
                await self._note(_entry(scope, caller, status))

    async def _caller(self, scope: Scope) -> Caller | None:
        method, path = scope["method"], scope["path"]
        if policy.is_open(method, path) and path not in ("/", SIGN_IN_PAGE):
            return None
        try:
            return await self._apart(lambda: self._identified(scope))
        except NotSignedIn:
            if policy.is_open(method, path):
                return None
            raise

    def _identified(self, scope: Scope) -> Caller | None:
        secure = scope["scheme"] == "https"
        return self._access.identify(peer(scope), scope["headers"], secure=secure)

    def _admit(self, scope: Scope, caller: Caller | None) -> None:
        """Raise what keeps the request out."""
        method, path = scope["method"], scope["path"]
        if method == "POST" and path == policy.SIGN_IN:
            self._access.rates.count(Kind.SIGN_INS, address(scope))
        if path == "/" and caller is None:
            raise NotSignedIn("Hãy đăng nhập.")
        if policy.is_open(method, path):
            return
        if caller is None:
            raise NotSignedIn("Hãy đăng nhập.")
        if caller.ambient and method not in _SAFE and not _says_whence(scope):
            raise CrossOrigin("Yêu cầu không cho biết được gửi từ trang nào nên bị từ chối.")
        if caller.must_change_password and path not in policy.OWN:
            raise PasswordChangeNeeded("Hãy đổi mật khẩu được cấp trước khi dùng dịch vụ.")
        right = policy.needed(method, path)
        if right is not None and not caller.may(right):
            raise Forbidden("Anh/chị không có quyền thực hiện việc này.")
        self._access.rates.count(Kind.REQUESTS, caller.id)
        if method == "POST" and path in _QUESTIONS:
            self._access.rates.count(Kind.QUESTIONS, caller.id)
        if method == "POST" and path == _UPLOADS:
            self._access.rates.count(Kind.UPLOADS, caller.id)

    async def _note(self, entry: Entry) -> None:
        try:
            await self._apart(lambda: self._access.audit.record(entry))
        except IndexFailure as error:
            logger.error("an entry of the audit trail is lost: %s", error)

    async def _apart(self, work: Callable[[], T]) -> T:
        if self._limiter is None:
            self._limiter = CapacityLimiter(THREADS)
        return await to_thread.run_sync(work, limiter=self._limiter)


def peer(scope: Scope) -> str:
    """Return the address a connection itself comes from, before what a proxy says of it."""
    client = scope.get("client")
    return str(scope.get("peer") or (client[0] if client else ""))


def address(scope: Scope) -> str:
    """Return the address the asker has, by what a trusted proxy says."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def _says_whence(scope: Scope) -> bool:
    """Return whether a browser says from which page the request comes; it is then checked."""
    headers = Headers(scope=scope)
    return "sec-fetch-site" in headers or "origin" in headers


def _refused(scope: Scope, error: Exception) -> Response:
    if isinstance(error, NotSignedIn) and scope["path"] == "/":
        query = scope["query_string"].decode("latin-1")
        back = quote(f"/?{query}", safe="") if query else ""
        return RedirectResponse(f"{SIGN_IN_PAGE}?next={back}" if back else SIGN_IN_PAGE, 303)
    headers = {}
    if isinstance(error, NotSignedIn):
        headers["WWW-Authenticate"] = 'Bearer realm="hoidap"'
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.seconds)
    return problems.response(problems.of_error(error), headers)


def _is_noted(scope: Scope, status: int) -> bool:
    path = scope["path"]
    route = getattr(scope.get("route"), "path", "")
    watched = path.startswith("/v1/") or path in ("/mcp", "/metrics", "/openapi.json")
    return watched and not (route in _UNNOTED and status == 200)


def _entry(scope: Scope, caller: Caller | None, status: int) -> Entry:
    noted: Noted = scope.get("noted") or Noted()
    document_id = scope.get("path_params", {}).get("document_id")
    documents = [document_id] if document_id and status < 400 else []
    route = getattr(scope.get("route"), "path", "")
    return Entry(
        at=now(),
        caller=caller.id if caller else "",
        name=caller.name if caller else "",
        action=f"{scope['method'][:10]} {route or scope['path'][:200]}",
        documents=tuple(dict.fromkeys([*documents, *noted.documents])),
        status=status,
        address=address(scope),
        request_id=str(scope.get("request_id", "")),
        detail=noted.detail[:2000],
    )
