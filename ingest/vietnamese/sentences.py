"""Where sentences end in administrative Vietnamese."""

import re

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
