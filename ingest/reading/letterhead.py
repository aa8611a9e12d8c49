"""Where a document's letterhead begins, below what a portal puts above it."""

import re
from collections.abc import Sequence

from ingest.reading.capitals import is_shouted
from ingest.reading.kind_lines import kind_line
from ingest.reading.references import NUMBER, normalised
from ingest.vietnamese import labels
from ingest.vietnamese.dates import PLACED
from ingest.vietnamese.text import fold

_MOTTO = re.compile(r"\W*(?:cong hoa xa hoi(?: chu nghia|\Z)|dang cong san viet nam)")
_ANY_NUMBER = re.compile(r"\bsố\s*:?\s*(?:\d|[-–/.…]|\Z)", re.IGNORECASE)
_NUMBER_NEAR = 30
"""Within how many letters of its line the word before a number begins: "Nghị quyết số: …"."""
_OWN_NUMBER = re.compile(r"[Ss][ốỐ]\s*:?\s*\d*\s?[-–/]?")
_NUMBERED = re.compile(rf"[Ss][ốỐ]\s*:?\s*(?P<number>{NUMBER})")
_RECIPIENTS = re.compile(r"(?:Nơi|NƠI)\s+(?:nhận|NHẬN)\s*:")
FAR = 80
"""How many lines down the file the letterhead may stand."""
_HIGH = 12
"""Lines that a letterhead takes, up to the kind's or the number's."""
_LONGEST_NAME = 120


def start(lines: Sequence[str]) -> int:
    """Return the position of the letterhead's first line; 0 where nothing stands above it.

    It is found by the motto, with a kind's line or a number of its own below.
    """
    motto = next((n for n, text in enumerate(lines[:FAR]) if _MOTTO.match(fold(text))), 0)
    first = motto
    while first and _belongs(lines[first - 1]):
        first -= 1
    if any(map(_is_of_document, lines[:first])):
        return 0
    below = lines[first : motto + _HIGH]
    named = any(kind_line(text) for text in lines[first:FAR]) or any(map(_is_number, below))
    return first if named else 0


def own_number(lines: Sequence[str]) -> str | None:
    """Return the number in a letterhead at the beginning of the lines; None without either.

    Of a form that is to be filled in no number is given.
    """
    above = lines[:_HIGH]
    if not any(_MOTTO.match(fold(text)) for text in above):
        return None
    found = (_NUMBERED.match(text) for text in above)
    return next((normalised(match["number"]) for match in found if match), None)


def _is_of_document(text: str) -> bool:
    """Tell a line that no foreword has: an article, an annex, the recipients."""
    if _RECIPIENTS.match(text):
        return True
    return any(label.style in labels.KEYWORD_STYLES for label in labels.readings(text))


def _is_number(text: str) -> bool:
    return _OWN_NUMBER.match(text) is not None and len(text) < _LONGEST_NAME


def _belongs(text: str) -> bool:
    """Tell a line of the left column that stands before the motto: a body, a number, a rule."""
    if kind_line(text) or len(text) > _LONGEST_NAME or _is_of_document(text):
        return False
    if _ANY_NUMBER.search(text[:_NUMBER_NEAR]) or PLACED.match(text):
        return True
    return is_shouted(text) or not any(map(str.isalnum, text))
