"""Reads questions typed in Telex or VNI while the input method was off: "Kees hoachj" → "Kế hoạch".

A text is converted only where that makes it much more Vietnamese: its tokens that are no syllables
become syllables, and hardly any stay none.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ingest.vietnamese.lexicon import abbreviations
from ingest.vietnamese.text import fold, normalise


class Method(StrEnum):
    """A way of typing Vietnamese on a keyboard without its letters."""

    TELEX = "telex"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Converted:
    """A text read as keystrokes."""

    text: str
    method: Method


_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?![\w/-]|\.\d)")
"""A run of keys; numbers of documents ("12/KH-UBND") are none."""
_VOWELS = frozenset("aăâeêioôơuưy")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "z": ""}
_DIGITS = dict(zip("12345", "sfrxj", strict=True)) | {"0": "z"}
_HATS = {"a": "â", "e": "ê", "o": "ô"}
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_BREVE = "8"
_FEWEST = 2
"""Tokens, or keys of the only one, that show how a text was typed."""


def convert(text: str, weight: Callable[[str], float]) -> Converted | None:
    """Return what was meant; None where the text was not typed so.

    ``weight`` says how often a syllable is written, 0 where it is none; marks count.
    """
    best: tuple[int, Method] | None = None
    for method in Method:
        found = _evidence(text, method, weight)
        if found and (best is None or found > best[0]):
            best = found, method
    if best is None:
        return None
    method = best[1]

    def meant(match: re.Match[str]) -> str:
        token = match.group()
        return (
            _short_form(token, weight) if _shouts(token, text) else _chosen(token, method, weight)
        )

    return Converted(_TOKEN.sub(meant, text), method)


def short_forms(text: str, weight: Callable[[str], float]) -> str:
    """Return a text with the abbreviations alone that were typed so: "VDDV" is "VĐV"."""
    return _TOKEN.sub(
        lambda m: _short_form(m.group(), weight) if m.group().isupper() else m.group(), text
    )


def _evidence(text: str, method: Method, weight: Callable[[str], float]) -> int:
    """Return how many tokens become syllables; 0 where too few do, or as many stay none."""
    hits = misses = keys = 0
    for token in _TOKEN.findall(text):
        lowered = token.lower()
        if len(token) < _FEWEST or _shouts(token, text) or _stands(token, weight):
            continue
        read = _read(lowered, method)
        if read and weight(read):
            hits += 1
            keys = max(keys, len(lowered) - len(read))
        elif token not in abbreviations():
            misses += 1
    sure = hits >= _FEWEST or (hits == 1 and keys >= _FEWEST and misses == 0)
    return hits if sure and hits > misses else 0


def _shouts(token: str, text: str) -> bool:
    """Return whether a token is in capitals, as abbreviations are, in a text that is not."""
    return token.isupper() and not text.isupper()


def _short_form(token: str, weight: Callable[[str], float]) -> str:
    """Return an abbreviation with the only letter that its keys can stand for: "HDDND"."""
    meant = token.replace("DD", "Đ").replace("D9", "Đ")
    written = meant in abbreviations() or weight(meant.lower()) > weight(token.lower())
    return meant if written else token


def _stands(token: str, weight: Callable[[str], float]) -> bool:
    """Return whether a token as typed is a syllable, be it one without its marks."""
    lowered = token.lower()
    doubled = any(pair in lowered for pair in ("aa", "ee", "oo", "dd"))
    return not doubled and (weight(lowered) > 0 or weight(fold(lowered)) > 0)


def _chosen(token: str, method: Method, weight: Callable[[str], float]) -> str:
    """Return a token as meant, in its own case; without marks where only they are in doubt."""
    lowered = token.lower()
    read = _read(lowered, method)
    if read is None or read == lowered:
        return token
    meant = _cased(read, token)
    if weight(read) > (0.0 if not _stands(token, weight) else weight(lowered)):
        return meant
    bare = fold(read)
    return _cased(bare, token) if not _stands(token, weight) and weight(bare) else token


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _read(keys: str, method: Method) -> str | None:
    """Return the syllable that an input method makes of small letters; None where it makes none."""
    if method is Method.TELEX and not keys.isalpha():
        return None
    letters: list[str] = []
    tone = ""
    for key in keys:
        if method is Method.VNI and key.isdigit():
            if not letters:
                return None
            if key in _DIGITS:
                tone = _TONES[_DIGITS[key]]
            elif not _marked(letters, key):
                return None
        elif method is Method.TELEX and key in _TONES and not _VOWELS.isdisjoint(letters):
            tone = _TONES[key]
        elif method is Method.VNI or not _telex_mark(letters, key):
            letters.append(key)
    return _toned(letters, tone) if tone or "".join(letters) != keys else keys


def _telex_mark(letters: list[str], key: str) -> bool:
    """Put the mark that a key stands for after these letters; False where it is a letter."""
    if key == "w":
        if not _horn(letters):
            letters.append("ư")
        return True
    if key == "d" and letters[:1] == ["d"]:
        letters[0] = "đ"
        return True
    if key in _HATS and key in letters and _VOWELS.issuperset(letters[letters.index(key) :][:1]):
        letters[_last(letters, key)] = _HATS[key]
        return True
    return False


def _marked(letters: list[str], key: str) -> bool:
    """Put the mark of a digit of VNI; False where nothing can bear it."""
    if key == "9" and letters[0] == "d":
        letters[0] = "đ"
        return True
    if key == "7":
        return "a" not in letters[-1] and _horn(letters)
    wanted = "aeo" if key == "6" else "a" if key == _BREVE else ""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in wanted and letters[at] in _VOWELS:
            letters[at] = "ă" if key == _BREVE else _HATS[letters[at]]
            return True
    return False


def _horn(letters: list[str]) -> bool:
    """Put a horn or a breve on the vowels; "uo" gets two, as in "nước"."""
    word = "".join(letters)
    after_q = word.startswith("qu")
    for pair, marked in (("uo", "ươ"), ("ưo", "ươ"), ("uu", "ưu"), ("ua", "ưa")):
        at = word.rfind(pair)
        if at >= 0 and not (after_q and at == 1):
            letters[at : at + 2] = marked
            return True
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in _HORNS and not (after_q and at == 1):
            letters[at] = _HORNS[letters[at]]
            return True
    return False


def _last(letters: list[str], wanted: str) -> int:
    return len(letters) - 1 - letters[::-1].index(wanted)


def _toned(letters: list[str], tone: str) -> str | None:
    """Return the syllable with its tone on the vowel that bears it; None without a vowel."""
    onset = next((at for at, letter in enumerate(letters) if letter in _VOWELS), len(letters))
    glide = "".join(letters[max(0, onset - 1) : onset + 1]) in {"qu", "gi"}
    if glide and letters[onset + 1 : onset + 2] and letters[onset + 1] in _VOWELS:
        onset += 1
    end = onset
    while end < len(letters) and letters[end] in _VOWELS:
        end += 1
    nucleus = letters[onset:end]
    if not nucleus:
        return None
    marked = [at for at, letter in enumerate(nucleus) if letter in "ăâêôơư"]
    if marked:
        bears = marked[-1]
    else:
        bears = 1 if len(nucleus) > 2 or (len(nucleus) == 2 and end < len(letters)) else 0
    letters[onset + bears] += tone
    return normalise(unicodedata.normalize("NFC", "".join(letters)))
