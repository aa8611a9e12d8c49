"""Files made on request, always sent as downloads."""

import re
import unicodedata
from typing import NamedTuple

from starlette.responses import Response

from app.api.documents import attachment
from app.rendering.material import printable

MOST_CHARACTERS = 80


class Format(NamedTuple):
    """A file's ending and media type."""

    ending: str
    media_type: str


def attached(body: bytes, title: str, form: Format) -> Response:
    """Return the file as a download named by its title."""
    words = re.sub(r"[^\w .,-]+", " ", unicodedata.normalize("NFC", printable(title)))
    name = " ".join(words.split())[:MOST_CHARACTERS].strip(" .") or "hoi-dap"
    headers = {
        "Content-Disposition": attachment(f"{name}.{form.ending}"),
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(body, headers=headers, media_type=form.media_type)
