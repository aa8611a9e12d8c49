"""Holds what a statement denies, and what it does not, to its quotes."""

import re
from collections import Counter
from itertools import takewhile

from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof, words
from app.answering.generative.weights import fitted
from ingest.vietnamese import clauses
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE

_DENIALS = re.compile(
    r"\bkhông(?! (?:chỉ|quá|dưới|ít hơn|nhỏ hơn|thấp hơn|thấp nhất|lớn hơn|nhiều hơn|vượt|trên"
    r"|khí|gian|ngừng|chậm hơn|muộn hơn|sớm hơn|kém|cao hơn|hơn))\b|\b(?:chưa|chẳng|cấm|nghiêm cấm"
    r"|trừ|ngoại trừ|miễn|bãi bỏ|chấm dứt)\b"
)
_ONLY = re.compile(r"\b(?:chỉ|ngoài)\b")
"""Says that something else is denied."""
_AUXILIARY = frozenset(
    ["được", "phải", "có", "bị", "cần", "thể", "còn", "cho", "phép", "thực", "hiện"]
)
"""Words between a denial and what it denies."""
_REACH = 5
"""Words that a denial reaches."""
_SAID_AT = 2
"""Least words that a clause must share with another to be held against it."""
_SILENT = 3
"""Least words of a run that stand behind a denial in a quote, and in a statement behind none."""
_NOT = frozenset(("không", "chưa", "chẳng"))
_EXCEPTS = frozenset(("ngoài", "trừ", "cấm"))
_BEFORE = 2
"""Words before the run in which the statement may deny it."""


def denies(text: str) -> bool:
    """Return whether a text denies anything."""
    return _DENIALS.search(text.lower()) is not None


def otherwise(text: str, proof: Proof) -> bool:
    """Return whether a clause denies what the part of a quote nearest to it affirms, or affirms it.

    What is denied is told by the words that follow the denial.
    """
    if _left_out(text, proof):
        return True
    parts = [p for q in proof.quotes for p in clauses.cut(normalise(q), clauses.STRONG + "\n")]
    denied_somewhere = bool(_DENIALS.search(proof.all.lower()) or _ONLY.search(proof.all.lower()))
    for clause in clauses.cut(text, clauses.STRONG):
        own = _content(clause)
        denied, affirmed = _denied(clause)
        if denied and not denied_somewhere:
            return True
        shared = [len(own & _content(part)) for part in parts]
        most = max(shared, default=0)
        if most < max(_SAID_AT, len(own) / 2):
            continue
        least = fitted().wording.nearly * most
        near = [part for part, n in zip(parts, shared, strict=True) if n >= least]
        if all(_opposed(denied, affirmed, own, part) for part in near):
            return True
    return False


def _left_out(text: str, proof: Proof) -> bool:
    """Return whether words that a quote denies are told in a row, and not denied."""
    laid = lay(text, proof)
    for run in laid.runs:
        if run.length < _SILENT or not run.held:
            continue
        before, first = laid.held[run.held - 1], laid.held[run.held]
        told = {word.text for word in laid.own[max(0, run.said - _BEFORE) : run.said]}
        if before.part == first.part and before.text in _NOT and not told & (_NOT | _EXCEPTS):
            return True
    return False


def _opposed(denied: Counter[str], affirmed: Counter[str], own: set[str], part: str) -> bool:
    """Return whether a part of a quote affirms what a statement denies, or denies what it affirms.

    A statement about an exception ("…, trừ …") says the opposite of the rule, and rightly.
    """
    if _ONLY.search(part.lower()):
        return False
    _, excepted, rest = part.lower().partition(" trừ ")
    exception = _content(rest)
    if excepted and len(own & exception) >= len(exception) / 2:
        return False
    denied_there, affirmed_there = _denied(part)
    if any(affirmed_there[word] and not denied_there[word] for word in denied):
        return True
    return any(affirmed[word] > affirmed_there[word] for word in denied_there)


def _denied(clause: str) -> tuple[Counter[str], Counter[str]]:
    """Return the words that denials in a clause speak of, and all its other words."""
    said = clause.lower()
    denied: Counter[str] = Counter()
    places: set[int] = set()
    pieces = [(m.start(), m.group()) for m in PIECE.finditer(normalise(said))]
    for match in _DENIALS.finditer(said):
        behind = [(at, w) for at, w in pieces if at >= match.end()]
        skipped = len(list(takewhile(lambda piece: piece[1] in _AUXILIARY, behind)))
        after = behind[: skipped + _REACH]
        meant = next(((at, w) for at, w in after if w not in _AUXILIARY), None)
        if meant is None:  # "… bị nghiêm cấm": it speaks of what stands before
            places |= {at for at, _ in pieces}
            continue
        denied[meant[1]] += 1
        places |= {at for at, _ in after}
    return denied, Counter(word for at, word in pieces if at not in places)


def _content(text: str) -> set[str]:
    return {word for word in words(text) if word not in function_words() and not word.isdigit()}
