"""What a written Vietnamese syllable looks like: to tell a sound text layer from a broken one."""

import re
import unicodedata
from functools import lru_cache

from ingest.vietnamese.tokens import LETTERS

_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_VOWELS = (
    "(?:oai|oay|oeo|uai|uay|uây|uôi|uya|uyê|uyu|iêu|yêu|ươi|ươu|uêu|uao|uoa|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iê|yê|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|ưa|uê|ui|ưi|uô|uơ|ươ|ưu|uy|uă|ue|"
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y)"
)
_CODA = "(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(f"{_ONSET}{_VOWELS}{_CODA}|gi|gin|gìn|qu")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_CONSONANTS = re.compile("[bcdđghklmnpqrstvx]{1,3}")
_REMEMBERED = 8_192


@lru_cache(_REMEMBERED)
def is_syllable(word: str) -> bool:
    """Tell whether ``word`` is spelt as a Vietnamese syllable can be, with at most one tone."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    toneless = _TONES.sub("", decomposed)
    if len(decomposed) - len(toneless) > 1:
        return False
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def share_of_syllables(text: str) -> float:
    """Return which part of the words of ``text`` can be Vietnamese syllables; 1.0 for no words.

    A word of capitals only, of up to five letters, may be an abbreviation and is not counted.
    """
    words = [
        word
        for word in LETTERS.findall(unicodedata.normalize("NFC", text))
        if not (word.isupper() and len(word) <= 5)
    ]
    if not words:
        return 1.0
    return sum(map(is_syllable, words)) / len(words)


def share_of_toned(text: str) -> float:
    """Return which part of the words of ``text`` has a Vietnamese letter or tone mark."""
    words = LETTERS.findall(unicodedata.normalize("NFC", text))
    if not words:
        return 1.0
    return sum(not word.isascii() for word in words) / len(words)


def share_of_fragments(text: str) -> float:
    """Return which part of the words of ``text`` are small consonants only: syllables cut apart."""
    words = LETTERS.findall(unicodedata.normalize("NFC", text))
    if not words:
        return 0.0
    return sum(_CONSONANTS.fullmatch(word) is not None for word in words) / len(words)
