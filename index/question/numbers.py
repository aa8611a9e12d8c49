"""Numbers of documents as they are compared, also those that are printed a letter wrong."""

import re

from index.question.names import Known
from ingest.vietnamese.text import fold

_TOLD = 4
"""Letters of a body's short form from which one more or fewer makes it no other body's."""


def bare(number: str) -> str:
    """Return a number without what people write in different ways."""
    return re.sub(r"[\s.]", "", fold(number.lower())).lstrip("0")


def years(known: Known) -> set[str]:
    """Return the year of a document's number, and the one it was issued in."""
    found = set(re.findall(r"/((?:19|20)\d{2})(?!\d)", known.number or ""))
    return found | ({str(known.issued_on.year)} if known.issued_on else set())


def misprinted(first: str, second: str) -> bool:
    """Return whether two numbers differ by one letter too many in the body's short form alone.

    "3/2026/TT-BGDVĐT" for "…-BGDĐT". One letter for another may be another body: "BTC" and "BTP".
    """
    (led, body), (other_led, other) = _parted(first), _parted(second)
    short, long = sorted((body, other), key=len)
    if led != other_led or len(short) < _TOLD or len(long) != len(short) + 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _parted(number: str) -> tuple[str, str]:
    led, _, body = bare(number).rpartition("-")
    return led, body
