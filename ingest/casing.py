"""Words in capitals, back to how the document itself writes them."""

import re
from collections import Counter

from ingest.vietnamese import fold, normalise

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 5
_COMMON = frozenset(
    ["và", "của", "các", "về", "nhân", "dân", "tỉnh", "thành", "phố", "huyện", "quận", "thị", "xã", "phường", "trấn", "đặc", "khu", "ủy", "uỷ", "hành", "vụ", "trường"]
)

_ABBREVIATIONS = frozenset("UBND HĐND UBMTTQ BCH BTV MTTQ ĐBQH UBKT CAND ATGT".split())


class Casing:
    """Knows which capitals the words of one text are written with inside its sentences."""

    def __init__(self, text: str) -> None:
        self._forms: dict[str, Counter[str]] = {}
        for line in text.split("\n"):
            words = _WORD.findall(line)
            if sum(word.isupper() for word in words) <= 0.5 * len(words):
                self._learn(words)

    def _learn(self, words: list[str]) -> None:
        for start in range(1, len(words)):
            for size in range(1, min(_LONGEST, len(words) - start) + 1):
                form = " ".join(words[start : start + size])
                self._forms.setdefault(normalise(form).lower(), Counter())[form] += 1

    def sentence(self, shouted: str) -> str:
        """Return capitals in sentence case; names as the text writes them, else in lower case."""
        return self._rewritten(shouted, naming=False)

    def name(self, shouted: str) -> str:
        """Return the name of a body; words the text never writes are taken for a place's name."""
        return self._rewritten(shouted, naming=True)

    def _rewritten(self, shouted: str, *, naming: bool) -> str:
        pieces = list(_WORD.finditer(shouted))
        words = [piece.group() for piece in pieces]
        cased: list[str] = []
        while len(cased) < len(words):
            cased += self._known(words[len(cased) :]) or [_guessed(words, len(cased), naming)]
        text, position = "", 0
        for piece, word in zip(pieces, cased, strict=True):
            text += shouted[position : piece.start()] + word
            position = piece.end()
        text += shouted[position:]
        return text[:1].upper() + text[1:]

    def _known(self, words: list[str]) -> list[str]:
        for size in range(min(_LONGEST, len(words)), 0, -1):
            key = normalise(" ".join(words[:size])).lower()
            forms = self._forms.get(key)
            if forms and (size > 1 or sum(forms.values()) > 1):
                best = min(forms, key=lambda form: (-forms[form], form))
                return best.split(" ")
        return []


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
