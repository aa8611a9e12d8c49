"""Who asks: signing in and out, one's own password."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.access import control
from app.access.caller import Caller
from app.api import openapi
from app.api.dependencies import AccessDep, CallerDep, LifetimeDep, NotedDep
from app.errors import Forbidden
from app.wire.access import MeOut, PasswordIn, SignInIn

router = APIRouter(prefix="/v1", tags=["callers"])

_USER = "user:"


@router.get("/me", summary="Who asks")
async def show_me(caller: CallerDep, lifetime: LifetimeDep) -> MeOut:
    """Return who the caller is and what they may do."""
    return _me(caller, signed_in=lifetime.access is not None)


@router.post(
    "/session",
    responses=openapi.problems(400, 401, 403, 409, 413, 415, 422, 429, 503),
    summary="Sign in",
)
def sign_in(
    given: SignInIn, access: AccessDep, request: Request, reply: Response, noted: NotedDep
) -> MeOut:
    """Begin a session by a cookie that scripts cannot read; the browser's last one ends."""
    name = given.name.strip().lower()
    noted.detail = name if access.accounts.user(name) else ""
    user = access.accounts.sign_in(name, given.password)
    secure = request.url.scheme == "https"
    access.sessions.end(control.session_secret(request.scope["headers"], secure=secure))
    reply.set_cookie(
        control.SECURE_COOKIE if secure else control.COOKIE,
        access.sessions.begin(user),
        httponly=True,
        samesite="lax",
        secure=secure,
    )
    return _me(access.accounts.caller(user), signed_in=True)


@router.delete(
    "/session", status_code=204, responses=openapi.problems(409, 503), summary="Sign out"
)
def sign_out(access: AccessDep, request: Request, reply: Response) -> None:
    """End the session of the cookie."""
    secure = request.url.scheme == "https"
    access.sessions.end(control.session_secret(request.scope["headers"], secure=secure))
    reply.delete_cookie(
        control.SECURE_COOKIE if secure else control.COOKIE,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


@router.put(
    "/password",
    status_code=204,
    responses=openapi.problems(400, 401, 403, 409, 413, 415, 422, 503),
    summary="Change one's password",
)
def change_password(
    given: PasswordIn, access: AccessDep, caller: CallerDep, request: Request
) -> None:
    """Take another password; every other session of the account ends."""
    name = caller.id.removeprefix(_USER)
    user = access.accounts.user(name) if caller.id.startswith(_USER) else None
    if user is None or not user.password:
        raise Forbidden("Tài khoản này không có mật khẩu tại đây.")
    access.accounts.change_password(name, given.current, given.new)
    secure = request.url.scheme == "https"
    own = control.session_secret(request.scope["headers"], secure=secure)
    access.sessions.end_all(name, but=own)


def _me(caller: Caller, *, signed_in: bool) -> MeOut:
    return MeOut(
        id=caller.id,
        name=caller.name,
        rights=sorted(caller.rights),
        groups=sorted(caller.groups),
        signed_in=signed_in,
        must_change_password=caller.must_change_password,
    )
