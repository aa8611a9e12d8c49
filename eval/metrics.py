"""Scores of one question as pure functions; each says what it measures."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from ingest.vietnamese.text import normalise

_SPACE = re.compile(r"\s+")
_MARKER = re.compile(r"\[\d+\]")
_EMPHASIS = re.compile(r"[*`]+|~~|^\s*(?:#{1,6}|>)\s+", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_WORD = re.compile(r"\w+")
_CELL = re.compile(r"(?:^|;)\s*[^:;\n]{1,80}:\s")
"""The head of a table's cell, up to its value."""


def squeeze(text: str) -> str:
    """Return the text in NFC without any white space: two texts are one when these are equal."""
    return _SPACE.sub("", unicodedata.normalize("NFC", text))


def contains(text: str, quote: str) -> bool:
    """Whether ``text`` holds ``quote``, white space and normal form aside."""
    return squeeze(quote) in squeeze(text)


def holds(text: str, evidence: str) -> bool:
    """Whether ``text`` holds the evidence: its words, or of a table row the values of its cells.

    A row is told by its heads ("STT: 1; Tên: …"): how they are rendered may change, and they do not
    count.
    """
    if contains(text, evidence):
        return True
    cells = _CELL.split(evidence) if len(_CELL.findall(evidence)) > 1 else []
    values = [value for cell in cells if (value := cell.strip(" ;.\n"))]
    return bool(values) and all(contains(text, value) for value in values)


def proves(quote: str, evidence: str) -> bool:
    """Whether a quote holds the evidence, or the better part of it in one piece.

    At least half of the evidence's words, in one run: a header's value proves what a signature
    block states.
    """
    if holds(quote, evidence):
        return True
    said, wanted = (_WORD.findall(_matching(text)) for text in (quote, evidence))
    run = SequenceMatcher(None, said, wanted, autojunk=False).find_longest_match()
    return bool(wanted) and 2 * run.size >= len(wanted)


def plain(answer: str) -> str:
    """Return an answer as a reader hears it: no Markdown marks, no citation markers, one space."""
    return _SPACE.sub(" ", _EMPHASIS.sub("", _MARKER.sub("", answer))).strip()


def mentions(answer: str, form: str) -> bool:
    """Whether the answer states the form: case, tone-mark style and normal form aside.

    Whole words only, and a number only whole: "2%" is not stated by "72%" or "1,2%".
    """
    wanted = re.escape(_matching(form))
    before = r"(?<!\w)(?<!\d[.,])" if form[:1].isdigit() else r"(?<!\w)"
    after = (
        r"(?!\w)(?![.,]\d)" if form[-1:].isdigit() else (r"(?!\w)" if form[-1:].isalnum() else "")
    )
    return re.search(before + wanted + after, _matching(plain(answer))) is not None


def states_all(answer: str, groups: Sequence[Sequence[str]]) -> bool:
    """Whether of each group at least one form is stated by the answer."""
    return all(any(mentions(answer, form) for form in group) for group in groups)


def _matching(text: str) -> str:
    return _SPACE.sub(" ", normalise(text).lower()).strip()


def same_place(quote: str, other: str) -> bool:
    """Whether two quotes of one document speak of the same place of it.

    They do when their longest common run of words is at least half of the shorter one's words.
    """
    first, second = (_WORD.findall(_matching(text)) for text in (quote, other))
    shorter = min(len(first), len(second))
    if shorter == 0:
        return False
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return 2 * run.size >= shorter


def share(found: Sequence[bool], mode: str = "all") -> float:
    """Share of the evidences that were found; where one is enough (``any``): 1 if any was."""
    if mode == "any":
        return float(any(found))
    return sum(found) / len(found)


def starts_with_side(answer: str, gold: str) -> bool:
    """Whether the answer begins with the word, "Có" or "Không", that the gold answer begins with.

    True where the gold answer takes no side.
    """
    side = _first_word(gold)
    return side not in ("có", "không") or _first_word(answer) == side


def _first_word(answer: str) -> str:
    word = _WORD.search(_matching(plain(answer)))
    return word.group() if word else ""


def short_answer(answer: str, quotes: Sequence[str]) -> str:
    """Return the short answer within an answer: its first words in bold, else its first quote.

    A quote is the statement without what the wording puts around it; without one, all the text.
    """
    bold = _BOLD.search(answer)
    return plain(bold.group(1) if bold else next(iter(quotes), answer))


def exact_match(answer: str, golds: Sequence[str]) -> float:
    """SQuAD exact match: 1 where the answer's words are those of one gold answer, in order."""
    return float(any(_words(answer) == _words(gold) for gold in golds))


def token_f1(answer: str, golds: Sequence[str]) -> float:
    """SQuAD token F1 against the nearest gold answer, on lower-case words without punctuation."""
    return max((_f1(_words(answer), _words(gold)) for gold in golds), default=0.0)


def _words(text: str) -> list[str]:
    return _WORD.findall(_matching(plain(text)))


def _f1(answer: list[str], gold: list[str]) -> float:
    common = sum((Counter(answer) & Counter(gold)).values())
    if common == 0:
        return float(answer == gold)
    return 2 * common / (len(answer) + len(gold))
