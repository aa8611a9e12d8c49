"""A table of the form, two columns side by side, that a converter wrote into one line."""

import re

from ingest.vietnamese.tokens import UPPER

_EDGE = re.compile(r"\s*\|\s*")
_LAST_EDGE = re.compile(r"[^|]*[^|\\\s]\s*\|\s*\Z")
"""A row's end that stands on a line of its own."""
_FORM = re.compile(
    r"CỘNG H[ÒO]A XÃ HỘI|ĐẢNG CỘNG SẢN|\b(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[./]?\s?[^\W\d_]{2}|Nơi nhận"
)
_GLUED = re.compile(
    r"(?<=[^\W\d_])(?=(?:KT|TL|TUQ)\.\s)"
    rf"|(?<=[{UPPER}]{{2}})(?=PHÓ\s|(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ)\b)"
    r"|(?<=[^\W\d_]\))(?=[^\W\d_])"
    r"|(?<=[^\W\d_a-z]{3})(?=Độc lập)"
    r"|_{3,}|-{4,}"
)
"""Where two lines of a cell were joined without a blank."""


def lines(row: str) -> list[str]:
    """Return the lines of a row as the cells showed them; the row itself where it is no such one.

    "… | TM. CHÍNH PHỦKT. THỦ TƯỚNG … |" becomes four lines.
    """
    if _LAST_EDGE.match(row):
        row = row.rstrip(" |")
    if "|" not in row or not _FORM.search(row):
        return [row]
    pieces = [piece for cell in _EDGE.split(row) for piece in _GLUED.split(cell)]
    return [piece.strip() for piece in pieces if piece.strip()] or [row]
