"""Words in capitals, back to how the document itself writes them."""

import re
from collections import Counter
from collections.abc import Iterable

from ingest.reading.capitals import is_shouted
from ingest.vietnamese.text import fold, normalise
from ingest.vietnamese.tokens import LETTERS, PIECE

_LONGEST = 5
_ENOUGH = 40
_PAIR = 2
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_COMMON = frozenset(
    [
        "và",
        "của",
        "các",
        "về",
        "nhân",
        "dân",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "quận",
        "thị",
        "xã",
        "phường",
        "trấn",
        "đặc",
        "khu",
        "ủy",
        "uỷ",
        "hành",
        "vụ",
        "trường",
    ]
)

_ABBREVIATIONS = frozenset(
    ["UBND", "HĐND", "UBMTTQ", "BCH", "BTV", "MTTQ", "ĐBQH", "UBKT", "CAND", "ATGT"]
)


_INSIDE = re.compile(r"(?<![^\W\d_])(?<![.:;+)-])(?<![.:;+)-]\s)([^\W\d_]+)(?=\s+([^\W\d_]+))?")
"""A word that no mark stands before, and the next one where only space parts them."""


class Casing:
    """Knows which capitals the words of one text are written with inside its sentences.

    Of words in capitals that were read with wrong diacritics from a scan (``misread``), or typed
    without any, it knows the right ones too, where the text has them.
    """

    def __init__(self, text: str, *, misread: bool = False) -> None:
        self._text = text
        self._lowered = _lowered(text)
        self._folded = fold(text)
        self._misread = misread

    def sentence(self, shouted: str) -> str:
        """Return capitals in sentence case; names as the text writes them, else in lower case."""
        return self._rewritten(shouted, naming=False)

    def name(self, shouted: str) -> str:
        """Return the name of a body; words the text never writes are taken for a place's name."""
        return self._rewritten(shouted, naming=True)

    def restored(self, shouted: str) -> str:
        """Return capitals with the diacritics the text knows, where theirs may be wrong."""
        doubtful = self._misread or shouted.isascii()
        return self._rewritten(shouted, naming=False) if doubtful else shouted

    def _rewritten(self, shouted: str, *, naming: bool) -> str:
        pieces = list(PIECE.finditer(shouted))
        words = [piece.group() for piece in pieces]
        cased: list[str] = []
        while len(cased) < len(words):
            at = len(cased)
            known = self._known(words[at:])
            if len(known) < _PAIR:  # the run before may have ended within "quốc gia"
                known = self._known(words[at - 1 : at + 1])[1:] if at else []
                known = known or self._known(words[at:])
            cased += known or [_guessed(words, at, naming)]
        text, position = "", 0
        for piece, word in zip(pieces, cased, strict=True):
            text += shouted[position : piece.start()] + word
            position = piece.end()
        text += shouted[position:]
        return text[:1].upper() + text[1:]

    def _known(self, words: list[str]) -> list[str]:
        """Return how the text writes the longest run of these words that it has in a sentence."""
        for size in range(min(_LONGEST, len(words)), 0, -1):
            forms = self._forms(words[:size])
            if size > 1 and not forms and (self._misread or " ".join(words).isascii()):
                forms = self._forms(words[:size], folded=True)
            if forms and (size > 1 or sum(forms.values()) > 1):
                # A form in capitals only says nothing where another one is as frequent.
                best = min(forms, key=lambda form: (-forms[form], form.isupper(), form))
                return best.split(" ")
        return []

    def _forms(self, words: list[str], *, folded: bool = False) -> Counter[str]:
        written = " ".join(words)
        text, key = (self._folded, fold(written)) if folded else (self._lowered, _lowered(written))
        found: Counter[str] = Counter()
        position = text.find(key, 1)
        while position >= 0 and sum(found.values()) < _ENOUGH:
            end = position + len(key)
            form = self._text[position:end]
            whole = not self._text[end : end + 1].isalnum()
            if whole and self._inside(position) and not (form.isupper() and " " in form):
                found[form] += 1
            position = text.find(key, end)
        return found

    def _inside(self, position: int) -> bool:
        """Whether a word stands in mid-sentence, the word before it not in capitals."""
        before = self._text[max(0, position - 30) : position]
        if before[-1] in "-/“(":
            return before[-2:-1].isalnum() or before[-1] in "“("
        previous = before.rsplit(" ", 2)[-2:-1]
        if before[-1] != " " or not previous or before[-2:-1] in ".:;-+)":
            return False
        return "\n" not in before[-2:] and not (len(previous[0]) > 1 and previous[0].isupper())


def _lowered(text: str) -> str:
    """Return the text for comparison, character by character as long as the text itself."""
    lowered = normalise(text).lower()
    return lowered if len(lowered) == len(text) else text.translate(_ASCII_LOWER)


def _guessed(words: list[str], position: int, naming: bool) -> str:
    word = words[position]
    if not word.isupper() or any(character.isdigit() for character in word):
        return word
    if len(word) > 1 and not set(fold(word)) & set("aeiouy"):
        return word
    if word in _ABBREVIATIONS:
        return word
    lowered = word.lower()
    if not naming:
        return lowered
    return lowered if position and lowered in _COMMON else lowered[:1].upper() + lowered[1:]


class CaseHabits:
    """How often a file writes a word with a capital in the middle of a line.

    Few files ask: their lines are counted when the first does.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self._capital: Counter[str] = Counter()
        self._small: Counter[str] = Counter()

    def _count_lines(self) -> None:
        for line in self._lines:
            if not is_shouted(line):
                self._count(line)
        self._lines = []

    def _count(self, text: str) -> None:
        first = LETTERS.search(text)
        for word, following in _INSIDE.findall(text, first.end()) if first else ():
            counter = self._capital if word[0].isupper() else self._small
            lowered = word.lower()
            counter[lowered] += 1
            if following:
                counter[f"{lowered} {following.lower()}"] += 1

    def may_stand_inside(self, line: str) -> bool:
        """Return whether the capital that opens the line may be a name's, inside a sentence."""
        self._count_lines()
        words = LETTERS.findall(line)[:2]
        for key in (" ".join(words).lower(), *(word.lower() for word in words[:1])):
            capital, small = self._capital[key], self._small[key]
            if capital + small:
                return capital >= small
        return True
