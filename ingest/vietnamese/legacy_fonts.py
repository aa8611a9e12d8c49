"""Text of the fonts from before Unicode: TCVN3 (ABC, ".VnTime") and VNI-Windows ("VNI-Times").

Such text holds Latin-1 code points that only the font shows as Vietnamese. Sources: TCVN 5712:1993,
table VN3, and the character table of VNI-Windows.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from ingest.vietnamese.syllables import share_of_syllables


class Encoding(StrEnum):
    """How the letters of a legacy font are coded."""

    TCVN3 = "TCVN3"
    TCVN3_UPPER = "TCVN3, chữ hoa"
    """A font such as .VnTimeH, which shows small letters as capitals."""
    VNI = "VNI"


_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK, "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {
    "ô": "o" + _HORN, "ö": "u" + _HORN, "ñ": "đ",
    "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip
_VNI_PAIR = re.compile(
    f"([aeiouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE
)
_UNICODE_ONLY = re.compile(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323\u031b]")
_FONTS = 256


@lru_cache(_FONTS)
def encoding_of_font(name: str) -> Encoding | None:
    """Return how the letters of the font ``name`` are coded, None for a font of today."""
    plain = name.rpartition("+")[2].strip().lower().lstrip("/")
    if plain.startswith((".vn", "vn3-")):
        family = re.split(r"[-,\s]|bold|italic", plain, maxsplit=1)[0]
        return Encoding.TCVN3_UPPER if family.endswith("h") else Encoding.TCVN3
    if plain.startswith(("vni-", "vni ")):
        return Encoding.VNI
    return None


def convert(text: str, encoding: Encoding) -> str:
    """Return ``text`` in Unicode, NFC; text that already is Unicode comes back as it is."""
    if _UNICODE_ONLY.search(text):
        return text
    if encoding is Encoding.VNI:
        return unicodedata.normalize("NFC", _VNI_PAIR.sub(_vni_letter, text))
    converted = text.translate(_TCVN3)
    return converted.upper() if encoding is Encoding.TCVN3_UPPER else converted


def detect(text: str) -> Encoding | None:
    """Return how ``text`` of an unknown font is coded, None unless a conversion clearly helps."""
    if not re.search(r"[\u00a1-\u00ff]", text) or _is_unicode(text):
        return None
    before = share_of_syllables(text)
    shares = {
        encoding: share_of_syllables(convert(text, encoding))
        for encoding in (Encoding.TCVN3, Encoding.VNI)
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] > 0.8 and shares[best] - before > 0.15 else None


def _is_unicode(text: str) -> bool:
    """Tell whether more than one letter in 50 is of Unicode only; reads no further than it must."""
    found = islice(_UNICODE_ONLY.finditer(text), len(text) // 50, None)
    return next(found, None) is not None


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, letter = match.groups()
    if letter is not None:
        plain = _VNI_LETTERS[letter.lower()]
        return plain.upper() if letter.isupper() else plain
    plain = _VNI_LETTERS.get(base.lower(), base.lower())
    return (plain.upper() if base.isupper() else plain) + _VNI_MARKS[mark.lower()]
