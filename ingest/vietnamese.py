"""Vietnamese text: spelling variants, folding, tokens, words and sentences.

The only importer of underthesea, which is loaded on the first call that needs it.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

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
_LATE_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_SWAPS)})(?![^\W\d_])")
_REMEMBERED = 4_096
"""Sentences whose words are kept, about 2 KB each."""
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """Return the text in NFC, without control, zero-width and direction marks, spaces plain.

    Tabs, line feeds and form feeds stay. This is the only change made to a document's letters.
    """
    return _SPACES.sub(" ", _CONTROLS.sub("", unicodedata.normalize("NFC", text)))


def normalise(text: str) -> str:
    """Return the text in NFC with one style of tone marks ("hoà" → "hòa", "uỷ" → "ủy").

    For matching only: the length may change, and a document's own text is never rewritten.
    """
    return _LATE_TONE.sub(lambda m: _SWAPS[m.group()], unicodedata.normalize("NFC", text))


class _FoldTable(dict[int, str]):
    """Folds a character the first time it is met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        lowered = unicodedata.normalize("NFD", character)[0].lower()
        folded = {"đ": "d", "Đ": "d"}.get(character, lowered)
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDS = _FoldTable()


def fold(text: str) -> str:
    """Return the text in lower case without diacritics, đ as d; as long as its NFC input."""
    return text.translate(_FOLDS)


_TOKEN = re.compile(
    r"\d+[a-zđ]?(?:\s?[-/]\s?[^\W\d_][\w]*)(?:[-/][\w]+)*"  # 171-KH/HU, 12/KH-UBND
    r"|\d+/\d{4}/[^\W\d_][\w-]*"  # 88/2031/TT-BGDĐT
    r"|\d+(?:[.,/]\d+)*%?"
    r"|[^\W_]+"
)
_PIECE = re.compile(r"[^\W_]+")
_DATE = re.compile(r"0?(\d+)/0?(\d+)/(\d{4})\Z")


def syllables(text: str) -> list[str]:
    """Return lower-case tokens for matching: syllables, numbers, symbols of documents.

    A symbol ("171-KH/HU") is given whole and in its pieces, a percentage with and without
    its sign, a date as written and without leading zeros. Punctuation is dropped.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(normalise(text).lower()):
        token = match.group().replace(" ", "")
        tokens.append(token)
        if date := _DATE.match(token):
            plain = "/".join(date.groups())
            if plain != token:
                tokens.append(plain)
        elif token.endswith("%"):
            tokens.append(token[:-1])
        elif "/" in token or "-" in token:
            tokens.extend(_PIECE.findall(token))
    return tokens


def words(text: str) -> list[str]:
    """Return the words of the text in lower case, syllables of one word joined by "_"."""
    return [word for start, end in sentences(text) for word in _segmented(text[start:end])]


@lru_cache(maxsize=_REMEMBERED)
def _segmented(sentence: str) -> tuple[str, ...]:
    """Return a sentence's words; plans repeat each other's sentences, and each is cut once."""
    return tuple(
        "_".join(word.lower().split())
        for word in _segmenter()(normalise(sentence))
        if any(character.isalnum() for character in word)
    )


def dictionary() -> tuple[str, ...]:
    """Return about 74,000 words and set phrases of a general dictionary (Hồ Ngọc Đức's)."""
    table = files("underthesea").joinpath("corpus", "data", "Viet74K.txt")
    return tuple(table.read_text(encoding="utf-8").split("\n"))


def warm_up() -> None:
    """Load the word segmenter now instead of on the first call."""
    words("Kế hoạch triển khai thực hiện.")


@cache
def _segmenter():  # type: ignore[no-untyped-def]  # noqa: ANN202 - underthesea has no types
    from underthesea import word_tokenize

    return word_tokenize


_SENTENCE_END = re.compile(r"(?:\./\.|[.!?…]+)[\"”’»)\]]*(?=\s)|;(?=\s*\n)|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:TT|TP|Tp|tp|TX|Tx|KT|TM|TL|TUQ|PGS|GS|TS|ThS|BS|KS|CT|PCT|CVP|VP|P|Q|H|St|Mr|Mrs|Dr"
    r"|vv|VD|vd|LĐVP|Ths)"
    r"|\A\s*(?:\d{1,3}(?:\.\d+)*|[A-ZĐa-zđ]|[IVXLC]{1,6}))\.\Z"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return half-open spans of the sentences of the text, in order, trimmed of white space.

    A line break always ends a sentence. Numbers ("3.000"), labels ("1.") and abbreviations
    ("TT.") do not.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        mark = match.group()
        if mark == "." and _ABBREVIATION.search(text[max(start, match.end() - 12) : match.end()]):
            continue
        if mark in {"...", "…", ".."} and _continues(text, match.end()):
            continue
        _append_trimmed(spans, text, start, match.end())
        start = match.end()
    _append_trimmed(spans, text, start, len(text))
    return spans


def _continues(text: str, position: int) -> bool:
    following = text[position : position + 40].lstrip(" ")
    return bool(following) and following[0].islower()


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if right > left:
        spans.append((start + left, start + right))
