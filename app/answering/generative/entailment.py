"""Judges whether quotes bear out what is said: a fitted score of how its words lie in them."""

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
import regex

from app.answering.generative import alignment, differences, edits, evident, parties
from app.answering.generative.laying import lay
from app.answering.generative.proof import Proof, words
from app.answering.generative.weights import Weights, fitted, grown
from app.answering.support import light
from index.retrieval.trees import Trees
from ingest.vietnamese import clauses
from ingest.vietnamese.figures import function_words
from ingest.vietnamese.institutions import FIRST_SYLLABLES, NO_BODIES
from ingest.vietnamese.text import normalise
from ingest.vietnamese.tokens import PIECE
from ingest.vietnamese.values import Value, agree, comparable, values

NAMES = (
    *alignment.NAMES,
    "pairs",
    "swapped",
    "clause",
    "apart",
    "figure",
    "rival",
    "role",
    *differences.NAMES,
    *parties.NAMES,
    *edits.NAMES,
)
"""The features, in the order of :func:`features`."""
_RIVALLED = NAMES.index("rivalled")
_NAME = regex.compile(r"\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*)*")
_LISTED = regex.compile(r"\s*[,;]|\s+\p{Lu}")
_CELL = re.compile(r"\s*[^:\n]{1,60}:\s")
"""Opens a cell of a table's row: "Cơ quan chủ trì: …"."""
_SWAP = 4
"""Most words of a quote that a changed word stands for."""
_SHARED = frozenset(("phối", "cùng"))
"""What those on both sides do."""
_LONGEST_NAME = 10
"""Words of a body's name."""


class Entailment:
    """Scores statements. Safe to share between threads."""

    def __init__(self, weights: Weights | None = None, trees: Trees | None = None) -> None:
        self._weights = weights or fitted()
        self._trees = trees or grown(NAMES)

    @property
    def threshold(self) -> float:
        """The least probability of what is shown."""
        return self._weights.threshold

    def probability(self, said: str, proof: Proof, question: str) -> float:
        """Return how probable it is that the proof bears it out, 0 to 1.

        It is the mean of what a regression and what trees make of the features, as logits. Where
        the quotes hold another value of a measure that the statement tells one of, the logit
        counts from a higher threshold.
        """
        said = evident.this(said, proof)
        if evident.holds(said, proof, question):
            return 1.0
        found = features(said, proof, question, self._weights.words)
        logit = self._weights.logit(dict(zip(NAMES, found, strict=True)))
        chance = float(self._trees.judge(np.array([found], np.float32))[0])
        logit = (logit + math.log(chance / (1 - chance))) / 2
        if found[_RIVALLED]:
            logit -= self._weights.rivalled
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def features(said: str, proof: Proof, question: str, table: edits.Table) -> tuple[float, ...]:
    """Return the features of a statement, named by NAMES."""
    found, edited = examined(said, proof, question)
    return (*found, *edits.features(edited, table))


def examined(said: str, proof: Proof, question: str) -> tuple[tuple[float, ...], edits.Edited]:
    """Return the features but those of the edits, and the edits."""
    laid = lay(said, proof)
    held = set(_pairs(words(proof.all)))
    pairs = _pairs(words(laid.text))
    found = (
        *alignment.features(laid, proof, question),
        sum(pair in held for pair in pairs) / max(1, len(pairs)),
        float(_swapped(laid.text, proof)),
        *_nearest_clauses(laid.text, proof),
        _figures_in_place(laid.text, proof),
        _rivals(laid.text, proof),
        float(_roles_differ(laid.text, proof)),
        *differences.features(laid, proof, question),
        *parties.features(laid, proof, question),
    )
    return found, edits.edited(laid, proof, question)


def _swapped(text: str, proof: Proof) -> int:
    """Return how many words stand where a quote has others, between words that both have."""
    said = words(text)
    held = words(proof.quoted)
    found = 0
    matcher = SequenceMatcher(None, said, held, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "replace" or d - c > _SWAP:
            continue
        other = [w for w in held[c:d] if w not in said and w not in light()]
        own = [w for w in said[a:b] if w not in proof.words and w not in light()]
        found += bool(own and other)
    return found


def _content(text: str) -> list[str]:
    return [word for word in words(text) if word not in function_words()]


def _pairs(found: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(found))


def _nearest_clauses(text: str, proof: Proof) -> tuple[float, float]:
    """Return how far each clause's words stand together in one part of a quote, or in names.

    That is the mean of their shares, and the most words of a clause that stand elsewhere: of two
    duties of two bodies in one quote each body has its own.
    """
    named = set(words(proof.expanded(proof.names)))
    parts = [
        set(words(part))
        for quote in proof.quotes
        for part in clauses.cut(proof.expanded(normalise(quote)), clauses.STRONG + "\n")
    ]
    cut = [set(_content(clause)) for clause in clauses.cut(text, clauses.STRONG + ",")]
    said = [own for own in cut if own and parts]
    away = [min(len(own - part - named - light()) for part in parts) for own in said]
    shares = [1 - n / len(own) for n, own in zip(away, said, strict=True)]
    return (sum(shares) / len(shares) if shares else 1.0, min(8.0, max(away, default=0)))


def _figures_in_place(text: str, proof: Proof) -> float:
    """Return the least share of a figure's words that stand by the same figure in a quote.

    They are the words of its clause, there those of the sentence that holds it, of the names, and
    of nothing else: what is said of one thing is not true of the next.
    """
    least = 1.0
    named = set(words(proof.expanded(proof.names)))
    held = [(v, c) for q in proof.quotes for c in _parts(proof, q) for v in values(c)]
    for clause in clauses.cut(text, clauses.WEAK):
        own = set(_content(clause))
        for value in values(clause):
            near = [set(words(c)) for v, c in held if agree(value, v)]
            if near and own:
                least = min(least, max(len(own & (n | named)) / len(own) for n in near))
    return least


def _rivals(text: str, proof: Proof) -> float:
    """Return by how many words of a statement another figure of its kind is nearer than its own."""
    worst = 0.0
    for clause in clauses.cut(text, clauses.STRONG + ","):
        own = set(_content(clause))
        for value in values(clause):
            near: dict[bool, int] = {}
            for quote in proof.quotes:
                for held, around in _surrounded(proof.expanded(normalise(quote))):
                    if comparable(value, held):
                        same = agree(value, held)
                        near[same] = max(near.get(same, 0), len(own & around))
            if True in near and False in near:
                worst = max(worst, float(near[False] - near[True]))
    return min(worst, 8.0)


def _surrounded(quote: str) -> list[tuple[Value, set[str]]]:
    """Return the values of a quote, each with the words from the value before to the one after."""
    held = values(quote)
    found = []
    for at, value in enumerate(held):
        start = held[at - 1].end if at else 0
        end = held[at + 1].start if at + 1 < len(held) else len(quote)
        found.append((value, set(words(quote[start:end]))))
    return found


def _parts(proof: Proof, quote: str) -> list[str]:
    return clauses.cut(proof.expanded(normalise(quote)), clauses.STRONG + ",\n")


def _roles_differ(text: str, proof: Proof) -> int:
    """Return of how many bodies it is said that they do what a quote says that others do.

    What a body does is the first word after its name, which is as long as it stands in a quote. In
    a quote that holds this word the body must stand before it, no other between, or in a heading.
    Rows of tables and the lines of a signature set bodies and deeds in another order.
    """
    parts = [
        part
        for quote in proof.quotes
        for part in _told(clauses.cut(proof.expanded(quote), clauses.STRONG + "\n"))
    ]
    quoted = [_spaced(part) for part in parts]
    named = _spaced(proof.expanded(proof.names))
    return sum(
        _does_otherwise(text[match.start() :], parts, quoted, named)
        for match in _NAME.finditer(text)
    )


def _told(parts: Sequence[str]) -> Sequence[str]:
    """Return the parts of a quote that tell who does what: none of a table's row."""
    if sum(_CELL.match(part) is not None for part in parts) > 1:
        return ()
    return [part for part in parts if not part.isupper()]


def _does_otherwise(rest: str, parts: Sequence[str], quoted: Sequence[str], named: str) -> bool:
    said = words(rest)
    begins = said[0] in FIRST_SYLLABLES and tuple(said[:2]) not in NO_BODIES
    if not begins or not rest[0].isupper():
        return False
    ends = [
        end
        for end in range(2, min(_LONGEST_NAME, len(said)) + 1)
        if any(f" {' '.join(said[:end])} " in part for part in quoted)
    ]
    if not ends:
        return False
    if _LISTED.match(rest, [m.end() for m in PIECE.finditer(rest)][ends[-1] - 1]):
        return False  # another body or its name follows, no deed
    pieces = PIECE.findall(rest)[: ends[-1]]
    name = max(at for at, piece in enumerate(pieces) if piece[0].isupper()) + 2
    body = f" {' '.join(said[: min(name, ends[-1])])} "
    does = next((w for w in said[ends[-1] :] if w not in function_words() | light()), "")
    held = [(part, text) for part, text in zip(parts, quoted, strict=True) if f" {does} " in text]
    if ends[-1] >= name + 2 or not held or does in _SHARED or body in named:
        return False
    return not any(_stands_before(body, does, part, text) for part, text in held)


def _stands_before(body: str, does: str, part: str, text: str) -> bool:
    """Return whether a body stands before a word in a part, and no other body between."""
    _, found, after = text.partition(body)
    between, acts, _ = f" {after}".partition(f" {does} ")
    if not found or not acts:
        return False
    others = (" ".join(words(m.group())) for m in _NAME.finditer(part))
    rivals = [other for other in others if other.split(" ")[0] in FIRST_SYLLABLES]
    return "phối hợp" in between or not any(f" {other} " in f"{between} " for other in rivals)


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "
