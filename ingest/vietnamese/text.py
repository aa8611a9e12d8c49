"""Vietnamese text: one Unicode form, one style of tone marks, folding."""

import re
import unicodedata

_HOOK, _TILDE = "\u0309", "\u0303"
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def _toned(vowel: str) -> list[str]:
    return [unicodedata.normalize("NFC", vowel + tone) for tone in _TONES]


def _tone_swaps() -> dict[str, str]:
    """Map "oà" to "òa" and so on, in lower, upper and title case."""
    swaps = {}
    for first, second in ("oa", "oe", "uy"):
        for old, new in zip(_toned(second), _toned(first), strict=True):
            swaps[first + old] = new + second
            swaps[(first + old).upper()] = (new + second).upper()
            swaps[first.upper() + old] = new.upper() + second
    return swaps


_SWAPS = _tone_swaps()


def _second(*pairs: str) -> str:
    """Return the toned second vowels of "oa" and its like, in both cases: cheap to search for."""
    return "".join(form + form.upper() for pair in pairs for form in _toned(pair[1]))


_LATE_TONE = re.compile(
    rf"[oOuU](?<![qQ].)(?:(?<=[oO])[{_second('oa', 'oe')}]|(?<=[uU])[{_second('uy')}])"
    r"(?![^\W\d_])"
)
_TONED_I = "".join(_toned("i"))
_LAST_Y = dict(zip("i" + _TONED_I, ["y", *_toned("y")], strict=True))
_LAST_I = re.compile(
    rf"[iI{_TONED_I}{_TONED_I.upper()}](?:(?<=[tT][ỉỈ])(?<![^\W\d_]..)"
    rf"|(?<=[klmKLM][{_TONED_I}{_TONED_I.upper()}])(?<![^\W\d_]..)"
    r"|(?<=[qQ][uU].)(?<![^\W\d_]...))(?![^\W\d_])"
)
"""Syllables that some write with i and some with y: "tỉ", "kĩ", "lí", "mĩ", "quí"."""
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_TWINS = (
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "‐": "-", "‑": "-", "−": "-", "﹣": "-"}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x2180)}
    | {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
)
"""Letters of other alphabets and widths that look the same and are typed for ours: Icelandic and
African Ð for Đ, full-width forms, Roman numbers as one sign, ligatures, other hyphens."""
_TWIN = re.compile(f"[{''.join(_TWINS)}]")
_BORROWED = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΧο", "ABESIJKMHOPCTXaesijopcyxABEZHIKMNOPTXo"
)
_FOREIGN = re.compile("[Ͱ-ӿ]")
_STRANGE = re.compile(f"{_TWIN.pattern}|{_FOREIGN.pattern}")
"""Letters of other alphabets and widths: one look tells that a text has none."""
_ODD = re.compile("|".join(form.pattern for form in (_TWIN, _FOREIGN, _CONTROLS, _SPACES)))
"""What ``clean`` may change in text that is in NFC: most lines hold none of it."""
_MIXED = re.compile(r"\w*(?:[A-Za-zÀ-ɏḀ-ỿ][Ͱ-ӿ]|[Ͱ-ӿ][A-Za-zÀ-ɏḀ-ỿ])\w*")
"""A word of Latin letters among which Greek or Cyrillic ones stand."""


def clean(text: str) -> str:
    """Return the text in NFC, without control, zero-width and direction marks, spaces plain.

    Signs that only look like a letter here become it ("Ð" of Icelandic is "Đ", "Ⅱ" is "II").
    Tabs, line feeds and form feeds stay. This is the only change made to a document's letters.
    """
    if _ODD.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    text = without_twins(text)
    return _SPACES.sub(" ", _CONTROLS.sub("", unicodedata.normalize("NFC", text)))


def without_twins(text: str) -> str:
    """Return the text with the letters that were meant in the place of those that look the same."""
    if _STRANGE.search(text) is None:
        return text
    text = _TWIN.sub(lambda match: _TWINS[match.group()], text)
    if not _FOREIGN.search(text):
        return text
    return _MIXED.sub(lambda match: match.group().translate(_BORROWED), text)


def normalise(text: str) -> str:
    """Return the text in NFC and one spelling: "hoà" → "hòa", "uỷ" → "ủy", "tỉ", "kĩ" → "tỷ", "kỹ".

    Letters that only look like ours are ours, as in :func:`clean`. For matching only: the length
    may change, and a document's own text is never rewritten.
    """
    text = unicodedata.normalize("NFC", without_twins(text))
    return _LAST_I.sub(_with_y, _LATE_TONE.sub(lambda m: _SWAPS.get(m.group(), m.group()), text))


def _with_y(match: re.Match[str]) -> str:
    last = match.group()
    plain = _LAST_Y[last.lower()]
    return plain.upper() if last.isupper() else plain


def aligned(text: str) -> str:
    """Return :func:`normalise`'s text where its offsets are those of ``text``, else ``text``.

    They are for any text in NFC.
    """
    plain = normalise(text)
    return plain if len(plain) == len(text) else text


class _FoldTable(dict[int, str]):
    """Folds a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lowered = unicodedata.normalize("NFD", character)[0].lower()
        folded = dict.fromkeys("đĐðÐ", "d").get(character, lowered)
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDS = _FoldTable()


def fold(text: str) -> str:
    """Return the text in lower case without diacritics, đ as d; as long as its NFC input."""
    return text.translate(_FOLDS)


def marks_left_out(typed: str, syllable: str) -> bool:
    """Return whether marks are missing only, or hỏi and ngã taken for each other."""
    if fold(typed) != fold(syllable):
        return False
    given, wanted = (
        unicodedata.normalize("NFD", s).replace("đ", "d\u0335").replace(_TILDE, _HOOK)
        for s in (typed, syllable)
    )
    rest = iter(wanted)
    return all(character in rest for character in given)


def with_marks_left_out(text: str) -> str:
    """Return a pattern of NFC ``text`` that holds where any of its marks are missing, too."""
    return "".join(map(_letter, text))


def _letter(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter).replace("đ", "d\u0335"))
    if not marks:
        return re.escape(letter)
    fewer = {base, letter, *(unicodedata.normalize("NFC", base + mark) for mark in marks)}
    return f"[{''.join(sorted(each for each in fewer if len(each) == 1))}]"
