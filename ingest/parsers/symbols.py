"""Characters of symbol fonts: what a Symbol or Wingdings code shows, as a Unicode character."""

import re
from functools import lru_cache

_DASHES = {"-": "-", "\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2013": "–", "\u2014": "–"}
_PLAIN = {"+", "*", "•"}
_SYMBOL = {
    0x2D: "-", 0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠",
    0xBB: "≈", 0xAE: "→", 0xDE: "⇒", 0xA5: "∞", 0xD0: "°", 0xE5: "∑", 0x44: "Δ", 0x57: "Ω",
    0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x6C: "•", 0x6E: "▪", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
    0x77: "•", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_PRIVATE = range(0xF000, 0xF100)
PICTURES = re.compile("[\uf000-\uf0ff]")
"""Their private code points."""
_FONTS = 256


@lru_cache(_FONTS)
def is_symbol_font(font: str) -> bool:
    """Tell whether the letters of ``font`` are pictures."""
    return font.lower().startswith(("symbol", "wingdings", "webdings", "zapf dingbats"))


def symbol(code: int, font: str) -> str:
    """Return what the character ``code`` of ``font`` shows, • where that is not known."""
    low = code - _PRIVATE.start if code in _PRIVATE else code
    if font.lower().startswith("symbol"):
        return _SYMBOL.get(low, "•")
    if font.lower().startswith("wingdings"):
        return _WINGDINGS.get(low, "•")
    return "•" if code in _PRIVATE else chr(code)


def shown(text: str, font: str = "") -> str:
    """Return ``text`` with the private code points of symbol fonts replaced by what they show."""
    picture = is_symbol_font(font)
    if not picture and PICTURES.search(text) is None:
        return text
    return "".join(
        symbol(ord(letter), font if picture else "Symbol")
        if ord(letter) in _PRIVATE or (picture and not letter.isspace())
        else letter
        for letter in text
    )


def bullet(text: str, font: str = "") -> str:
    """Return the sign of a bulleted list: -, –, + and * as they are, any other picture as •."""
    sign = text.strip()
    if not sign:
        return ""
    seen = shown(sign, font)
    return _DASHES.get(seen, seen if seen in _PLAIN else "•")
