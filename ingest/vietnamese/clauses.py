"""Where sentences and clauses end in administrative Vietnamese."""

import re
from functools import cache

FULL = ".!?…"
"""Signs that end a sentence."""
STRONG = FULL + ";"
"""Signs after which a clause stands by itself."""
LEADING = STRONG + ":"
"""The same, and the colon, which leads in what follows."""
WEAK = LEADING + ","
"""All signs between clauses."""
_CLOSING = r"[\"”’»)\]]*"

_SENTENCE_END = re.compile(rf"(?:\./\.|[.!?…]+){_CLOSING}(?=\s)|;(?=\s*\n)|\n+")
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


def breaks(text: str, signs: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    r"""Return where clauses part: the place of the sign and where the next clause begins, in order.

    ``signs`` are any of ".!?…;:,()\n–"; one counts where a blank follows it, so that "3.000" is
    whole. A bracket and a line break count by themselves, a dash ("–" stands for all) between
    blanks.
    """
    stop = len(text) if end is None else end
    return [match.span() for match in _break(signs).finditer(text, start, stop)]


def end_of(text: str, signs: str, start: int) -> int:
    """Return the place of the first sign from ``start`` on, the text's end where none is."""
    match = _break(signs).search(text, start)
    return match.start() if match else len(text)


def cut(text: str, signs: str) -> list[str]:
    """Return the clauses that the signs part, without them."""
    return _break(signs).split(text)


def ends(text: str, signs: str) -> bool:
    """Return whether a line ends in one of the signs, a closing quotation mark aside."""
    return _end(signs).search(text) is not None


def opposed(text: str) -> list[str]:
    """Return the clauses that may say the opposite of one another: "…, nhưng không …"."""
    return _OPPOSED.split(text)


def asked(text: str) -> list[int]:
    """Return where the clauses of a question end, behind their signs: typed with blanks or not."""
    return [match.end() for match in _ASKED.finditer(text)]


@cache
def _break(signs: str) -> re.Pattern[str]:
    before_blank = "".join(sign for sign in signs if sign not in "(\n–")
    forms = [rf"[{re.escape(before_blank)}]\s+"] if before_blank else []
    forms += [
        form for sign, form in (("(", r"\("), ("\n", r"\n+"), ("–", r"\s[-–]\s")) if sign in signs
    ]
    return re.compile("|".join(forms))


@cache
def _end(signs: str) -> re.Pattern[str]:
    return re.compile(rf"[{re.escape(signs)}]{_CLOSING}\Z")


_ASKED = re.compile(r"(?<!\d)[,.;:?!](?=\s|$)|[,;?!](?=\s)")
_OPPOSED = re.compile(r"[;:.]\s|,\s(?=(?:không|chưa|trừ|nghiêm|miễn|nhưng|còn)\b)")
