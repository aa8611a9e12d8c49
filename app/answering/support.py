"""Decides whether a sentence says nothing that its quote does not say.

The sentence must be clauses of its quote, whole, side by side and in order, from where one begins
anew: not behind a comma, which leaves out who acts or what is counted, nor without the words before
a colon, which say what holds for all that follows ("Không áp dụng với: …"). Only words that carry
no meaning may come or go, and it may open with the document's name. Looser rules were measured on
tests/app/data/support.jsonl: letting one word in twenty differ already lets a changed duty, place
or condition through, and no similarity of embeddings tells those apart (0.81 to 1.00 for both), so
that only what is about something else is caught by it. A paraphrase is therefore not supported.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import numpy as np

from app.answering.generative.weights import fitted
from index.ports import Embedder
from ingest.vietnamese import clauses
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import SIGNED

_GAP = re.compile(r"(?<=\d)\s*([-–/])\s*(?=\d)|(?<=\d)\s+(?=%)")
_ENDS = frozenset(clauses.LEADING + "\n")
_BREAKS = _ENDS | frozenset(",()")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class Support:
    """Checks sentences against quotes."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def fault(self, sentence: str, quote: str, names: str) -> str | None:
        """Return why the quote does not support the sentence, None where it does.

        ``names`` are what the quote's document and section are called.
        """
        return compare(sentence, quote, names) or self._strangeness(sentence, quote)

    def _strangeness(self, sentence: str, quote: str) -> str | None:
        first, second = self._embedder.embed_passages([sentence, quote])
        return None if float(np.dot(first, second)) >= fitted().wording.similarity else "meaning"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    clause: int
    sentence: int
    opening: str
    """The signs that its clause stands behind."""


def compare(sentence: str, quote: str, names: str) -> str | None:
    """Return what is wrong with the sentence's words, None where they are the quote's.

    "nothing" in common, something "added" or "left out", clauses "joined" that stand apart, the
    "beginning" that they depend on left out, or a "condition".
    """
    said, held = _tokens(sentence), _tokens(quote)
    pairs = _pairs(said, held)
    taken = {at for at, _ in pairs}
    found = {at for _, at in pairs}
    if not pairs:
        return "nothing"
    opening = _opening(said, min(taken), names)
    if any(_counts(t) for at, t in enumerate(said) if at not in taken and at >= opening):
        return "added"
    clauses = {held[at].clause for at in found}
    if any(_counts(t) for at, t in enumerate(held) if at not in found and t.clause in clauses):
        return "left out"
    if clauses != set(range(min(clauses), max(clauses) + 1)):
        return "joined"
    if _beheaded(held, min(clauses)):
        return "beginning"
    if _conditional(held, found, clauses):
        return "condition"
    return None


def _counts(token: _Token) -> bool:
    return token.text not in _words("empty")


def _conditional(held: Sequence[_Token], found: set[int], clauses: set[int]) -> bool:
    """Return whether a clause left out negates those taken over, or says when or for whom."""
    sentences = {held[at].sentence for at in found}
    before = None
    for token in held:
        opens = token.clause != before
        before = token.clause
        if token.clause in clauses or token.sentence not in sentences:
            continue
        if token.text in _words("negations"):
            return True
        if opens and token.clause < min(clauses) and token.text in _words("conditions"):
            return True
    return False


def _beheaded(held: Sequence[_Token], first: int) -> bool:
    """Return whether the clause ``first`` depends on one before it.

    What a colon leads in reaches to the end of the quote; before a figure, to the next semicolon.
    """
    opens = {token.clause: token for token in reversed(held)}
    if first and not _ENDS.intersection(opens[first].opening):
        return True
    for clause in range(1, first + 1):
        if ":" not in opens[clause].opening:
            continue
        between = "".join(opens[later].opening for later in range(clause + 1, first + 1))
        if not _figure(opens[clause].text) or not _ENDS.intersection(between):
            return True
    return False


def _pairs(said: Sequence[_Token], held: Sequence[_Token]) -> list[tuple[int, int]]:
    """Return the places of equal words, in the order of both; one word alone is chance."""
    matcher = SequenceMatcher(None, [t.text for t in said], [t.text for t in held], autojunk=False)
    return [
        (block.a + at, block.b + at)
        for block in matcher.get_matching_blocks()
        if block.size > 1 or (block.size and _figure(said[block.a].text))
        for at in range(block.size)
    ]


def _opening(said: Sequence[_Token], first: int, names: str) -> int:
    """Return how many words only name the document: "Theo Kế hoạch số …, mục II.2:"."""
    called = {t.text for t in _tokens(names)} | _words("empty")
    count = 0
    while count < first and said[count].text in called:
        count += 1
    return count


def _figure(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _tokens(text: str) -> list[_Token]:
    """Return the words, with the clause and the sentence each stands in; signs only divide."""
    tokens: list[_Token] = []
    clause = sentence = 0
    opening = signs = ""
    for match in SIGNED.finditer(_GAP.sub(lambda m: m.group(1) or "", normalise(text))):
        word = match.group()
        if word in _BREAKS:
            clause = len(tokens)
            sentence += word in _ENDS
            signs += word
        elif word[0].isalnum() or word in "%<>=≥≤±":
            opening, signs = signs or opening, ""
            said = _ZEROS.sub("", word.lower().replace("–", "-"))
            tokens.append(_Token(said, clause, sentence, opening))
    order = {name: at for at, name in enumerate(dict.fromkeys(t.clause for t in tokens))}
    return [replace(token, clause=order[token.clause]) for token in tokens]


def light() -> frozenset[str]:
    """Return the words that put a statement together in other words and add nothing."""
    return _words("light") | _words("empty")


@cache
def _words(group: str) -> frozenset[str]:
    table = tomllib.loads(
        files("app.answering").joinpath("support.toml").read_text(encoding="utf-8")
    )
    return frozenset(normalise(table[group]).split())
