"""Chooses evidence: which statements of the retrieved passages bear on the question."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.lexicon import names, pattern, syllable_set
from index.library import Library
from index.protocols import ScoredPassage
from index.query import Asked, Query
from ingest.vietnamese import normalise, sentences, syllables

_CLAUSE = re.compile(r";\s+")
_LONG = 240
"""A sentence longer than this, in characters, is also offered clause by clause."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or clause of a passage, by its span in the document, and how well it answers."""

    passage: ScoredPassage
    start: int
    end: int
    text: str
    score: float
    coverage: float
    """Share of the question's words, by rarity, that the statement holds, 0 to 1."""
    support: float
    """The same share, counting the whole passage and its headings."""
    holds_asked: bool
    """It holds the kind of value asked for (a date, a percentage …)."""

    @property
    def document_id(self) -> str:
        """Id of the document it stands in."""
        return self.passage.passage.document_id


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """Weights of the linear score, tuned on development data by cross-validation."""

    passage: float = 0.35
    statement: float = 0.45
    sentence: float = 0.25
    headings: float = 0.15
    asked: float = 0.25


class Evidence:
    """Scores the statements of passages against a question."""

    def __init__(self, library: Library, weights: EvidenceWeights | None = None) -> None:
        self._library = library
        self._weights = weights or EvidenceWeights()

    def rank(self, query: Query, passages: Sequence[ScoredPassage]) -> list[Statement]:
        """Return the statements of ``passages``, best first, ties by place in the document."""
        terms = Terms(query, self._library)
        found = [statement for scored in passages for statement in self._of(query, terms, scored)]
        return sorted(found, key=lambda s: (-s.score, s.document_id, s.start))

    def _of(self, query: Query, terms: "Terms", scored: ScoredPassage) -> Iterable[Statement]:
        passage = scored.passage
        headings = terms.coverage(" ".join(passage.headings))
        support = terms.coverage(passage.context + " " + passage.text)
        holds = _held(query.asked)
        for start, end in sentences(passage.text):
            sentence = passage.text[start:end]
            whole = terms.coverage(sentence)
            for left, right in _clauses(sentence):
                text = sentence[left:right]
                own = whole if (left, right) == (0, len(sentence)) else terms.coverage(text)
                asked = holds is None or bool(holds.search(normalise(text).lower()))
                w = self._weights
                yield Statement(
                    passage=scored,
                    start=passage.start + start + left,
                    end=passage.start + start + right,
                    text=text,
                    score=w.passage * scored.scores.fused
                    + w.statement * own
                    + w.sentence * whole
                    + w.headings * headings
                    + w.asked * asked,
                    coverage=max(own, whole),
                    support=support,
                    holds_asked=asked,
                )


class Terms:
    """A question's syllables and pairs of syllables, weighted by how rare they are."""

    def __init__(self, query: Query, library: Library) -> None:
        found = syllables(query.focus or query.restored)
        kept = [s for s in found if s not in syllable_set("asking")]
        self._weights: dict[str | tuple[str, str], float] = {s: library.rarity(s) for s in kept}
        for pair in pairwise(found):
            if not syllable_set("asking").issuperset(pair) and library.speller.knows(*pair):
                self._weights[pair] = library.speller.pair_rarity(*pair)
        self._synonyms = {tuple(syllables(form)): weight for form, weight in query.boosts.items()}
        self._rarity = library.rarity
        self._total = sum(self._weights.values()) or 1.0

    def coverage(self, text: str) -> float:
        """Return the weighted share of the terms that ``text`` holds, 0 to 1."""
        tokens = syllables(text)
        held: set[str | tuple[str, str]] = {*tokens, *pairwise(tokens)}
        matched = sum(weight for term, weight in self._weights.items() if term in held)
        for form, weight in self._synonyms.items():
            if all(syllable in held for syllable in form):
                matched += weight * sum(self._rarity(s) for s in form if s not in self._weights)
        return min(1.0, matched / self._total)


def _clauses(sentence: str) -> list[tuple[int, int]]:
    if len(sentence) <= _LONG:
        return [(0, len(sentence))]
    starts = [0, *(m.end() for m in _CLAUSE.finditer(sentence))]
    ends = [*(m.start() + 1 for m in _CLAUSE.finditer(sentence)), len(sentence)]
    return list(zip(starts, ends, strict=True))


def _held(asked: Asked) -> re.Pattern[str] | None:
    return pattern("holds", asked) if asked in names("holds") else None
