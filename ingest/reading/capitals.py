"""Words in capitals, as titles and the names of bodies are set."""

import re
from functools import lru_cache

_SHOUT = re.compile(r"[^\W\d_]{2,}")
_REMEMBERED = 2_048
"""Lines: each is asked of several times while it is read."""


@lru_cache(_REMEMBERED)
def is_shouted(text: str) -> bool:
    """Whether the words are in capitals (numbers and symbols of documents aside)."""
    words = _SHOUT.findall(text)
    return bool(words) and sum(map(str.isupper, words)) > 0.8 * len(words)


def sentence(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
