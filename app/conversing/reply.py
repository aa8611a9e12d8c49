"""A reply: an answer with everything it is shown, sent and kept with, in plain data.

It holds no object of the stages before it: what is kept outlives their changes (stored.py).
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.answering.answer import Answer, Citation, Conflict, Generation, Mode, Status
from app.answering.claims import Body, Claim, Holdings, Kind, PerDocument, Quote, Reason, Refusal
from app.answering.coverage import Coverage
from app.rendering import phrasing
from app.rendering.elements import Elements
from index.errors import DocumentNotFound
from index.ports import Catalogue, Scope, ScoredPassage, Scores
from index.question.places import OldPlace
from index.question.query import Moment, Query


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its file's name; exactly ``text[start:end]`` of the document."""

    passage_id: str
    document_id: str
    source: str
    section_path: tuple[str, ...]
    section_title: str
    page: int | None
    text: str
    start: int
    end: int
    scores: Scores


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim with the numbers of its quotes."""

    text: str
    value: str | None
    markers: tuple[int, ...]
    document_id: str | None
    """None where several documents together prove it."""
    section_path: tuple[str, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Name:
    """Words of the question, as it was understood, that name documents."""

    text: str
    start: int
    end: int
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A name that no document holds, and the nearest that some are called by."""

    typed: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the question was taken to ask, with the words that led to it."""

    question: str
    """As it was read: completed, keystrokes converted."""
    kind: Kind
    """The shape of answer asked for."""
    asked: str
    """The kind of value that answers: date, percent, body …; "anything": none in particular."""
    documents: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    header_fields: tuple[str, ...] = ()
    unknown_names: tuple[str, ...] = ()
    every_document: bool = False
    old_places: tuple[OldPlace, ...] = ()
    """Places whose documents bear the name of before, or of after, a merger."""
    typed: str | None = None
    """As it was typed, where that was read otherwise: as keystrokes, or as English."""
    language: str = "vi"
    sections: tuple[tuple[str, ...], ...] = ()
    """The parts of a document that it names, by their labels, outermost first."""
    bodies: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """The questions in it, where it is more than one."""
    form: str = "plain"
    count: int | None = None
    ordered: bool = False
    suggestions: tuple[Near, ...] = ()
    moment: Moment | None = None
    """When what is asked is to hold, and what was left out for that."""
    because: Mapping[str, str] = field(default_factory=dict)
    """Decision → the words that led to it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer under its id."""

    id: str
    question: str
    """As it was typed."""
    status: Status
    mode: Mode
    kind: Kind
    reason: Reason | None
    understood: Understood
    coverage: Coverage
    claims: tuple[Statement, ...]
    shown: Elements
    """What is shown of it, whatever the format."""
    confidence: float
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    choices: tuple[str, ...] = ()
    """Ids of the documents of which one may be meant; none where the question is clear."""
    conflicts: tuple[Conflict, ...] = ()
    searched: tuple[str, ...] | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
    understood_as: str | None = None
    """The question with what it took from its conversation; None where that is nothing."""
    generation: Generation | None = None
    mode_reason: str | None = None


def _choices(body: Body) -> tuple[str, ...]:
    if isinstance(body, Refusal) and body.reason is Reason.UNCLEAR:
        return body.documents
    return ()


def of(
    question: str, answer: Answer, completed: str | None, catalogue: Catalogue, scope: Scope
) -> Reply:
    """Return an answer as a reply under a new id."""
    return Reply(
        id=uuid.uuid4().hex,
        question=question,
        status=answer.status,
        mode=answer.mode,
        kind=answer.kind,
        reason=answer.reason,
        understood=understood(answer.query),
        coverage=answer.coverage,
        claims=tuple(statements(answer.body)),
        shown=phrasing.elements(answer.body),
        confidence=answer.confidence,
        citations=answer.citations,
        passages=passages(answer.passages, catalogue, scope),
        choices=_choices(answer.body),
        conflicts=answer.conflicts,
        searched=answer.searched,
        timings_ms=answer.timings_ms,
        understood_as=completed,
        generation=answer.generation,
        mode_reason=answer.mode_reason,
    )


def passages(
    found: Iterable[ScoredPassage], catalogue: Catalogue, scope: Scope
) -> tuple[Passage, ...]:
    """Return the passages with their files' names, without those of documents deleted since."""
    sources: dict[str, str | None] = {}
    shown = []
    for scored in found:
        document_id = scored.passage.document_id
        if document_id not in sources:
            sources[document_id] = _source(document_id, catalogue, scope)
        if (source := sources[document_id]) is not None:
            shown.append(_passage(scored, source))
    return tuple(shown)


def statements(body: Body) -> Iterator[Statement]:
    """Yield the claims of a body, a conclusion first, each with its markers."""
    numbered = phrasing.markers(body)

    def marked(quotes: Iterable[Quote]) -> tuple[int, ...]:
        return tuple(numbered[quote] for quote in dict.fromkeys(quotes))

    if isinstance(body, PerDocument) and body.conclusion:
        drawn = body.conclusion
        proof = (quote for claim in drawn.claims for quote in claim.quotes)
        yield Statement(phrasing.conclusion(drawn), None, marked(proof), None, (), "conclusion")
    if isinstance(body, Holdings):
        for entry in body.entries:
            yield Statement(entry.text, None, (), entry.document_id, (), "entry")
    for claim in body.claims:
        yield Statement(
            text=phrasing.sentence(claim),
            value=claim.value or None,
            markers=marked(claim.proof),
            document_id=claim.document_id if len(_documents(claim)) < 2 else None,
            section_path=claim.section,
            role=claim.role.value,
        )


def _documents(claim: Claim) -> set[str]:
    return {quote.document_id for quote in claim.proof}


def understood(query: Query) -> Understood:
    """Return what a question was taken to ask."""
    return Understood(
        question=query.text,
        kind=Kind(query.kind.value),
        asked=query.asked.value,
        documents=query.documents,
        names=tuple(
            Name(query.text[m.start : m.end], m.start, m.end, m.document_ids)
            for m in query.mentions
        ),
        header_fields=tuple(each.value for each in query.header_fields),
        unknown_names=query.unknown_names,
        every_document=query.exhaustive,
        old_places=query.old_places,
        typed=query.typed or None,
        language=query.language.value,
        sections=tuple(reference.path for reference in query.sections),
        bodies=query.bodies,
        parts=tuple(part.text for part in query.parts),
        form=query.form.value,
        count=query.count,
        ordered=query.ordered,
        suggestions=tuple(Near(near.typed, near.names) for near in query.suggestions),
        moment=query.moment,
        because=query.because,
    )


def _source(document_id: str, catalogue: Catalogue, scope: Scope) -> str | None:
    try:
        return catalogue.record(document_id, scope).source
    except DocumentNotFound:
        return None


def _passage(scored: ScoredPassage, source: str) -> Passage:
    passage = scored.passage
    return Passage(
        passage_id=passage.id,
        document_id=passage.document_id,
        source=source,
        section_path=passage.section_path,
        section_title=passage.section_title,
        page=passage.page,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        scores=scored.scores,
    )
