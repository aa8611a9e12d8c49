"""The languages of the interface: Vietnamese as it is written, others by catalogues.

A catalogue is ``static/words/LANGUAGE.json``: Vietnamese sentence → its translation, with ``{0}``
where a value stands. The templates and the page's scripts use the same one.
"""

import json
from collections.abc import Callable
from pathlib import Path

from fastapi import Request
from starlette.responses import Response

NATIVE = "vi"
LANGUAGES = (NATIVE, "en")
CATALOGUES = Path(__file__).parent / "static" / "words"
COOKIE = "hoidap_language"
_YEAR = 365 * 24 * 3600


def chosen(request: Request) -> str:
    """Return the language asked for by ``lang`` in the address, else before; else Vietnamese."""
    asked = (request.query_params.get("lang"), request.cookies.get(COOKIE))
    return next((language for language in asked if language in LANGUAGES), NATIVE)


def keep(request: Request, response: Response) -> None:
    """Remember the language that the address asks for; it says nothing of who asks."""
    if request.query_params.get("lang") in LANGUAGES:
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, chosen(request), _YEAR, samesite="lax", secure=secure, httponly=True
        )


def words(language: str) -> Callable[[str], str]:
    """Return what gives a Vietnamese sentence in the language, or as it is where it has none."""
    known: dict[str, str] = {}
    if language != NATIVE:
        known = json.loads((CATALOGUES / f"{language}.json").read_text("utf-8"))
    return lambda sentence: known.get(sentence, sentence)
