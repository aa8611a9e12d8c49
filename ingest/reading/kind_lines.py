"""The line that names the kind of a document, and the note of what it came out with."""

import re

from ingest.reading.capitals import is_shouted
from ingest.vietnamese import kinds
from ingest.vietnamese.tables import alternatives
from ingest.vietnamese.text import fold

_FOLDED = {fold(kind): kind.upper() for kind in kinds.HEADING}
"""Typed without diacritics, or read with wrong ones from a scan, the line still names the kind."""
_LONGEST = 80
_KIND = alternatives(_FOLDED)
_KIND_LINE = re.compile(rf"(?P<kind>{_KIND})(?:\s*\([^)]*\))?\s*:?\Z")
_KIND_FIRST = re.compile(rf"(?P<kind>{_KIND})\b")
_KIND_OF_BODY = re.compile(rf"(?P<kind>{_KIND})\s+(?=cua\s)")


def kind_line(text: str) -> str | None:
    """Return the kind named by a line that holds nothing else ("KẾ HOẠCH"), or None."""
    if len(text) >= _LONGEST or not text[:2].isupper():
        return None
    match = _KIND_LINE.match(fold(text))
    return _named(match) if match and text[: match.end("kind")].isupper() else None


def kind_of_body(text: str) -> str | None:
    """Return the kind where the line goes on with its issuer ("NGHỊ QUYẾT CỦA ĐẠI HỘI …")."""
    match = _KIND_OF_BODY.match(fold(text)) if is_shouted(text) else None
    return _named(match) if match else None


def kind_and_subject(text: str) -> tuple[str, int] | None:
    """Return the kind with which a line in capitals opens, and where its subject begins."""
    match = _KIND_FIRST.match(fold(text)) if is_shouted(text) else None
    if match is None or not text[match.end() :].strip(" :.-–"):
        return None
    return _named(match), match.end()


def _named(match: re.Match[str]) -> str:
    return _FOLDED[" ".join(match["kind"].split())]


def begins_with_kind(text: str) -> bool:
    """Tell whether a line in capitals opens with a kind of document, its subject after it."""
    return is_shouted(text) and _KIND_FIRST.match(fold(text)) is not None
