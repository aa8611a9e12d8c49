"""Who reads: an opaque secret in a cookie, until there are accounts."""

import re
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from app.conversing.conversations import new_owner

COOKIE = "hoidap_reader"
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


ReaderDep = Annotated[str, Depends(of)]
