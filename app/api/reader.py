"""Who reads: the caller, or an opaque secret in a cookie where nobody is asked who they are.

A program's key may serve many people: the header ``Hoidap-Visitor``, a secret of 32 hexadecimal
digits, tells those apart, and none sees what another asked.
"""

import re
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.access.caller import LOCAL
from app.api.dependencies import CallerDep
from app.conversing.conversations import new_owner

COOKIE = "hoidap_reader"
VISITOR = "Hoidap-Visitor"
YEAR = 365 * 24 * 3600
_SECRET = re.compile(r"[0-9a-f]{32}")


def of(request: Request) -> str:
    """Return the reader's secret; empty for a caller without one, who gets no list."""
    secret = request.cookies.get(COOKIE, "")
    return secret if _SECRET.fullmatch(secret) else ""


def welcome(request: Request, response: Response) -> None:
    """Give a reader a secret, or let the one there is last longer."""
    response.set_cookie(
        COOKIE,
        of(request) or new_owner(),
        max_age=YEAR,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


async def _owner(request: Request, caller: CallerDep) -> str:
    """Return whose conversations they are."""
    if caller is LOCAL:
        return of(request)
    visitor = request.headers.get(VISITOR, "")
    if caller.id.startswith("token:") and _SECRET.fullmatch(visitor):
        return f"{caller.id}:{visitor}"
    return caller.id


ReaderDep = Annotated[str, Depends(_owner)]
