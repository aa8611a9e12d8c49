"""Chooses evidence: which statements of the retrieved passages bear on the question."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.fusion import scaled
from index.lexicon import names, pattern, syllable_set
from index.library import Library
from index.protocols import ScoredPassage
from index.query import Asked, Query
from index.statements import split
from ingest.document import Passage
from ingest.vietnamese import normalise, syllables

_LABEL = 3
"""Syllables a heading's label may have before its words: "1", "điều 5", "phụ lục i"."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or clause of a passage, by its span in the document, and how well it answers."""

    passage: ScoredPassage
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    """Span, in the document, of the sentence that holds it."""
    score: float
    coverage: float
    """Share of the question's words, by rarity, that the statement holds, 0 to 1."""
    support: float
    """The same share, counting the whole passage and its headings."""
    similarity: float
    """Cosine of the question and the statement."""
    holds_asked: bool
    """It holds the kind of value asked for (a date, a percentage …)."""
    introduces: bool
    """It is a heading or ends with a colon: it says what follows, and answers nothing by itself."""

    @property
    def document_id(self) -> str:
        """Id of the document it stands in."""
        return self.passage.passage.document_id

    @property
    def confidence(self) -> float:
        """Return the probability that it answers the question, 0 to 1.

        A logistic regression over 53 answerable and 34 unanswerable development questions.
        """
        logit = (
            -7.78
            + 1.75 * self.score
            + 1.72 * self.support
            + 31.7 * (self.similarity - 0.8)
            + 3.6 * self.holds_asked
        )
        return round(1 / (1 + math.exp(-logit)), 4)


@dataclass(frozen=True, slots=True)
class EvidenceWeights:
    """Weights of the linear score, tuned on development data by cross-validation."""

    passage: float = 0.33
    statement: float = 0.2
    sentence: float = 0.18
    similarity: float = 0.23
    headings: float = 0.25
    asked: float = 0.3


class Evidence:
    """Scores the statements of passages against a question."""

    def __init__(self, library: Library, weights: EvidenceWeights | None = None) -> None:
        self._library = library
        self._weights = weights or EvidenceWeights()

    def rank(
        self,
        query: Query,
        passages: Sequence[ScoredPassage],
        similarities: Mapping[str, Sequence[float]],
    ) -> list[Statement]:
        """Return the statements of ``passages``, best first, ties by place in the document.

        ``similarities`` are those of the statements by passage id; a passage without is left out.
        """
        terms = Terms(query, self._library)
        read = [scored for scored in passages if scored.passage.id in similarities]
        scale = scaled(
            {
                f"{scored.passage.id} {at}": similarity
                for scored in read
                for at, similarity in enumerate(similarities[scored.passage.id])
            }
        )
        found = [
            statement
            for scored in read
            for statement in self._of(query, terms, scored, similarities[scored.passage.id], scale)
        ]
        return sorted(found, key=lambda s: (-s.score, s.document_id, s.start))

    def _of(
        self,
        query: Query,
        terms: "Terms",
        scored: ScoredPassage,
        similarities: Sequence[float],
        scale: Mapping[str, float],
    ) -> Iterator[Statement]:
        passage = scored.passage
        headings = terms.coverage(" ".join(passage.headings))
        support = terms.coverage(passage.context + " " + passage.text)
        w = self._weights
        for at, (part, similarity) in enumerate(
            zip(split(passage.text), similarities, strict=True)
        ):
            text = passage.text[part.start : part.end]
            own = terms.coverage(text)
            whole = terms.coverage(passage.text[slice(*part.sentence)])
            asked = _holds(query.asked, normalise(text))
            yield Statement(
                passage=scored,
                start=passage.start + part.start,
                end=passage.start + part.end,
                text=text,
                sentence=(passage.start + part.sentence[0], passage.start + part.sentence[1]),
                score=w.passage * scored.scores.fused
                + w.statement * own
                + w.sentence * whole
                + w.similarity * scale[f"{passage.id} {at}"]
                + w.headings * headings
                + w.asked * asked,
                coverage=max(own, whole),
                support=support,
                similarity=similarity,
                holds_asked=asked,
                introduces=_introduces(text, passage),
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


def _introduces(text: str, passage: Passage) -> bool:
    if text.endswith(":"):
        return True
    if text.endswith((".", ";")):
        return False  # an item so short that its title is all it says
    title = syllables(passage.section_title)
    own = syllables(text)
    label = len(own) - len(title)
    return bool(title) and 0 <= label <= _LABEL and own[label:] == title


def _holds(asked: Asked, text: str) -> bool:
    """Return whether a statement holds a value of the kind asked for."""
    if asked in names("holds_cased"):
        return bool(pattern("holds_cased", asked).search(text))
    return asked not in names("holds") or bool(pattern("holds", asked).search(text.lower()))
