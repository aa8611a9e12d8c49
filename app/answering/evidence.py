"""Chooses evidence: which statements of the retrieved passages bear on the question."""

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answering.polarity import speaks_of
from app.answering.terms import Terms
from app.answering.values import Value
from app.answering.weighing import Weighing, shipped
from index.ports import ScoredPassage
from index.question.library import Library
from index.question.phrases import names, pattern
from index.question.query import AnswerKind, Asked, Query
from index.retrieval.fusion import scaled
from index.retrieval.readers.port import Reading
from index.retrieval.statements import Statement as Part
from index.retrieval.statements import split
from ingest.document import RECIPIENTS, SIGNATURE, Passage
from ingest.vietnamese import forms
from ingest.vietnamese.text import normalise
from ingest.vietnamese.words import syllables

_COUNTED = frozenset({Asked.PERCENT, Asked.NUMBER, Asked.MONEY, Asked.DATE})
"""Kinds whose value must stand near the question's words: many others stand about."""
_ALL_FOUND = frozenset({Asked.PERCENT, Asked.MONEY, Asked.DATE})
"""Kinds of which no value escapes the patterns."""
_ASIDE = frozenset({RECIPIENTS, SIGNATURE})
"""Sections that say nothing of the matter."""
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
    margin: float
    """Its score less that of the best other statement of its document; below 0 but for the best."""
    coverage: float
    """Share of the question's words, by rarity, that the statement holds, 0 to 1."""
    support: float
    """The same share, counting the whole passage and its headings."""
    similarity: float
    """Cosine of the question and the statement."""
    holds_asked: bool
    """It holds the kind of value asked for (a date, a percentage …), or its heading does."""
    headed: bool
    """Its section is headed by a body, and a body is asked for: the heading says whose it is."""
    field: bool
    """It is a line such as "Thời gian thực hiện: …" for the kind of value asked for."""
    values: tuple[Value, ...]
    """Values of the kind asked for that the question does not say itself, nearest first."""
    asked: Asked
    counts_otherwise: bool
    """No value is counted in what the question counts ("bao nhiêu trường", "mấy năm")."""
    contradicts: bool
    """It speaks of another of its kind: of private schools where public ones are asked about."""
    missing: float
    """Share of the question's words, by rarity, that passage and headings do not hold, 0 to 1.

    Unlike ``support`` it counts no pairs of words: the two together tell words from wordings.
    """
    introduces: bool
    """It is a heading or ends with a colon: it says what follows, and answers nothing by itself."""
    probability: float | None = None
    """That it is evidence, by a reader; None where none read it."""
    weighing: Weighing = dataclasses.field(default_factory=shipped, compare=False, repr=False)
    """What its confidence is weighed by."""

    @property
    def aside(self) -> bool:
        """Whether it stands among recipients or signers: what it says is the header's to tell."""
        return not _ASIDE.isdisjoint(self.passage.passage.section_path)

    @property
    def document_id(self) -> str:
        """Id of the document it stands in."""
        return self.passage.passage.document_id

    @property
    def says(self) -> bool:
        """Return whether it says something itself, not only what follows it.

        "Thực hiện Kế hoạch số … ngày …, Ủy ban ban hành kế hoạch như sau:" does both.
        """
        return not self.introduces or bool(
            self.values and self.coverage >= self.weighing.saying.colon
        )

    @property
    def confidence(self) -> float:
        """Return the probability that it answers, 0 to 1: a reader's where one read it.

        Else of a logistic regression over its scores.
        """
        if self.probability is not None:
            return self.probability
        w = self.weighing.chance
        logit = (
            w.base
            + w.score * self.score
            + w.margin * self.margin
            + w.support * self.support
            + w.missing * self.missing
            + w.similarity * self.similarity
            + w.holds * self.holds_asked
            + w.contradicts * self.contradicts
        )
        if self.asked in _COUNTED:
            own = self.values[0].own if self.values else 0.0
            own = max(own, self.support) if self.field else own
            logit += w.own * own + w.counted + w.counts_otherwise * self.counts_otherwise
        return round(1 / (1 + math.exp(-logit)), 4)


def as_read(statements: Sequence[Statement], reading: Reading) -> list[Statement]:
    """Return the statements with a reader's probabilities, the most probable first.

    What the reader did not see is no evidence. Ties by place in the document.
    """
    known = {(s.document_id, s.start, s.end): s.probability for s in reading.statements}
    found = [
        replace(each, probability=known.get((each.document_id, each.start, each.end), 0.0))
        for each in statements
    ]
    return sorted(found, key=lambda s: (-s.confidence, s.document_id, s.start))


class Evidence:
    """Scores the statements of passages against a question."""

    def __init__(self, library: Library, weighing: Weighing | None = None) -> None:
        self._library = library
        self._weighing = weighing or shipped()

    def rank(
        self,
        query: Query,
        passages: Sequence[ScoredPassage],
        similarities: Mapping[str, Sequence[float]],
    ) -> list[Statement]:
        """Return the statements of ``passages``, best first, ties by place in the document.

        ``similarities`` are those of the statements by passage id; a passage without is left out.
        """
        terms = Terms(query, self._library, self._weighing)
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
        return _with_margins(sorted(found, key=lambda s: (-s.score, s.document_id, s.start)))

    def _of(
        self,
        query: Query,
        terms: Terms,
        scored: ScoredPassage,
        similarities: Sequence[float],
        scale: Mapping[str, float],
    ) -> Iterator[Statement]:
        passage = scored.passage
        nearest = max((scale[f"{passage.id} {at}"] for at in range(len(similarities))), default=0)
        around = _Around(
            headings=terms.coverage(" ".join(passage.headings)),
            support=terms.coverage(passage.context, passage.text),
            missing=terms.missing(passage.context, passage.text),
            headed=_headed(query.asked, passage),
        )
        for at, (part, similarity) in enumerate(
            zip(split(passage.text), similarities, strict=True)
        ):
            near = scale[f"{passage.id} {at}"]
            if _is_field(query, passage.text[part.start : part.end]):
                yield self._one(
                    query, terms, scored, part, around, nearest, max(similarities), field=True
                )
            else:
                yield self._one(query, terms, scored, part, around, near, similarity, field=False)

    def _one(
        self,
        query: Query,
        terms: Terms,
        scored: ScoredPassage,
        part: Part,
        around: "_Around",
        near: float,
        similarity: float,
        *,
        field: bool,
    ) -> Statement:
        """Score one statement."""
        passage = scored.passage
        text = passage.text[part.start : part.end]
        said = _said(query, terms, passage, part, around, field=field)
        w = self._weighing.evidence
        score = (
            w.passage * scored.scores.fused
            + w.statement * said.own
            + w.sentence * said.whole
            + w.similarity * near
            + w.headings * around.headings
            + w.support * around.support
            + w.asked * said.holds
            + w.own * (said.values[0].own if said.values else 0.0)
            + w.contradicts * said.contradicts
        )
        return Statement(
            passage=scored,
            start=passage.start + part.start,
            end=passage.start + part.end,
            text=text,
            sentence=(passage.start + part.sentence[0], passage.start + part.sentence[1]),
            score=score,
            margin=0.0,
            coverage=max(said.own, said.whole),
            support=around.support,
            similarity=similarity,
            holds_asked=said.holds,
            headed=around.headed,
            field=field,
            values=said.values,
            asked=query.asked,
            counts_otherwise=not any(terms.fits(text, v.start, v.end) for v in said.values),
            contradicts=said.contradicts,
            missing=around.missing,
            introduces=_introduces(text, passage),
            weighing=self._weighing,
        )


@dataclass(frozen=True, slots=True)
class _Around:
    """What a passage gives to each of its statements."""

    headings: float
    support: float
    missing: float
    headed: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """What the words of a statement and its sentence say of the question."""

    own: float
    whole: float
    """Shares of the question's words that the statement, and its sentence, hold."""
    values: tuple[Value, ...]
    holds: bool
    contradicts: bool


def _said(
    query: Query, terms: Terms, passage: Passage, part: Part, around: _Around, *, field: bool
) -> _Said:
    """Return what a statement says; a field line speaks for the item it belongs to."""
    text = passage.text[part.start : part.end]
    sentence = passage.text[slice(*part.sentence)]
    least = around.support if field else 0.0
    own, whole = (max(least, terms.coverage(words)) for words in (text, sentence))
    found = terms.values(query.asked, text)
    contradicts = terms.contradicts(f"{passage.section_title} {sentence}")
    holds = field or around.headed or _holds(query.asked, text, found)
    if query.kind is AnswerKind.YES_NO:
        holds = holds and speaks_of(query.presumed, sentence)
    return _Said(own, whole, found, holds, contradicts)


def _with_margins(ranked: list[Statement]) -> list[Statement]:
    """Return the ranked statements, each with its distance to the best other of its document."""
    best: dict[str, list[float]] = {}
    for statement in ranked:
        if not statement.introduces:
            best.setdefault(statement.document_id, []).append(statement.score)
    found = []
    for statement in ranked:
        first, second, *_ = [*best.get(statement.document_id, []), statement.score, 0.0]
        rival = second if statement.score >= first else first
        found.append(replace(statement, margin=statement.score - rival))
    return found


def _headed(asked: Asked, passage: Passage) -> bool:
    """Return whether the passage's section is headed by what is asked for."""
    title = normalise(passage.section_title).lower()
    return asked in names("headed") and bool(pattern("headed", asked).search(title))


def _is_field(query: Query, text: str) -> bool:
    """Return whether a line's key names the kind asked for; who leads is not who assists."""
    if query.asked not in names("fields"):
        return False
    key = forms.key(text)
    if key is None:
        return False
    said = normalise(key).lower()
    if query.asked is Asked.BODY and forms.assisting(said) != query.assists:
        return False
    return bool(pattern("fields", query.asked).search(said))


def _introduces(text: str, passage: Passage) -> bool:
    if text.endswith(":") or forms.ENCLOSED.match(text):
        return True
    if text.endswith((".", ";")):
        return False  # an item so short that its title is all it says
    title = syllables(passage.section_title)
    own = syllables(text)
    label = len(own) - len(title)
    return bool(title) and 0 <= label <= _LABEL and own[label:] == title


def _holds(asked: Asked, text: str, found: Sequence[Value]) -> bool:
    """Return whether a statement holds a value of the kind asked for."""
    if found or asked in _ALL_FOUND:
        return bool(found)
    if asked in names("holds_cased"):
        return bool(pattern("holds_cased", asked).search(normalise(text)))
    if asked not in names("holds"):
        return True
    return bool(pattern("holds", asked).search(normalise(text).lower()))
