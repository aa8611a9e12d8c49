"""What characters of a file count: one Unicode form, no control or invisible characters."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"[^\S\n]+|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """Return ``text`` in NFC, on one line, with single plain spaces and nothing invisible."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", composed.replace("\n", " ")).strip()
