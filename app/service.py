"""Question in, checked answer out: understand, retrieve, answer, verify."""

import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app import finishing
from app.answering import forming, mistaken, presupposed
from app.answering.answer import Answer, Draft, Mode, Status, kind
from app.answering.answerers import article, catalogue, parting, register, talk
from app.answering.answerers.extractive import ExtractiveAnswerer
from app.answering.citations import Documents, cite
from app.answering.claims import Body, Kind
from app.answering.coverage import cover
from app.answering.evidence import Evidence
from app.answering.generative.basis import Basis, Composed, Exchange
from app.answering.generative.generative import GenerativeAnswerer
from app.answering.leading import evidence_first
from app.answering.selecting import Fitted
from app.answering.terms import Terms
from app.answering.weighing import Weighing, shipped
from app.facts.amending import Amendments
from app.facts.carriers import asked_of_each
from app.facts.moments import Moments, without
from app.language_models.cancellation import Cancellation
from app.read import Read, about
from app.rendering import markdown
from index.errors import DocumentNotFound
from index.ports import (
    EVERYTHING,
    NO_FILTERS,
    Catalogue,
    Facts,
    Filters,
    Scope,
    ScoredPassage,
    Selection,
)
from index.question import charters, inquiry
from index.question.library import Library
from index.question.query import AnswerKind, Matter, Part, Query
from index.question.shelf import Shelf
from index.question.understanding import understand
from index.retrieval.retriever import COMPARED, Retriever, narrow
from ingest import pacing

_DEPTH = 14
"""Passages the answerer reads a document or, where none is named, in all."""
_LOOKED_OVER = 200
"""Documents whose outlines are looked over for a part that is asked for by its label alone."""
_NEAREST = 5
"""Documents, the best found first, of which a summary may mean one by its subject."""
_PAUSES = (0.05, 0.2, 0.8)
"""Seconds until what was deleted has left the index too."""
_KNOWN = frozenset({AnswerKind.CATALOGUE, AnswerKind.TALK})
"""Kinds that are answered without reading any document."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question and what it is narrowed to."""

    question: str
    top_k: int = 8
    filters: Filters = NO_FILTERS
    mode: Mode = Mode.AUTO
    conversation_id: str | None = None
    alone: bool = False
    """Whether it takes nothing from the conversation that it joins."""
    past: Exchange | None = None
    """The turn before, where the question may lean on it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best passages, best first."""

    passages: tuple[ScoredPassage, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """The next characters of the answer's text, checked."""

    text: str


Step = Found | Said | Answer


class QuestionAnswering:
    """The use case of the service. Safe to share between threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        shelf: Shelf,
        retriever: Retriever,
        generative: GenerativeAnswerer | None = None,
        fitted: Fitted | None = None,
        facts: Facts | None = None,
        *,
        facts_first: bool = True,
    ) -> None:
        """``fitted`` says how what the retriever's reader read is answered.

        Without ``facts`` nothing is known of what documents say of one another; ``facts_first``
        answers from them what asks for all of a kind, else passages are read for that too.
        """
        self._moments = Moments(catalogue, facts)
        self._amendments = Amendments(catalogue, facts) if facts else None
        self._facts = facts
        self._facts_first = facts_first
        self._catalogue = catalogue
        self._shelf = shelf
        self._retriever = retriever
        self._generative = generative
        self._fitted = fitted

    @property
    def weighing(self) -> Weighing:
        """What decides beside probabilities: of the weights in use, else of those that ship."""
        return self._fitted.weighing if self._fitted else shipped()

    def library(self, scope: Scope) -> Library:
        """Return what the asker's documents are called, as of the newest generation."""
        return self._shelf.library(scope)

    def search(self, query: str, top_k: int, filters: Filters, scope: Scope) -> list[ScoredPassage]:
        """Return the ``top_k`` best passages, best first."""
        library = self.library(scope)
        understood = understand(query, library, scope)
        selection = self._catalogue.resolve(scope, filters, understood.documents)
        return self._retriever.retrieve(understood, top_k, selection, library).passages

    def ask(self, ask: Ask, scope: Scope, cancellation: Cancellation | None = None) -> Answer:
        """Return a checked answer; equal questions on equal data give equal extractive text.

        Raises Cancelled where ``cancellation`` is raised while a language model writes.
        """
        for step in self.steps(ask, scope, cancellation):
            if isinstance(step, Answer):
                return step
        raise AssertionError("the answer is the last step")

    def steps(
        self, ask: Ask, scope: Scope, cancellation: Cancellation | None = None
    ) -> Iterator[Step]:
        """Yield the passages, then the text as far as it is checked, then the whole answer.

        The passages that hold the evidence come first. Where a document goes while it is read, the
        question is answered anew without it. Raises DocumentNotFound where ever more of them go.
        """
        writing = self._generative is not None and ask.mode is not Mode.EXTRACTIVE
        for pause in (*_PAUSES, None):
            steps = self._steps(ask, scope, cancellation)
            try:
                with pacing.in_hand():
                    made = [next(steps)] if writing else list(steps)
            except DocumentNotFound:
                if pause is None:
                    raise
                time.sleep(pause)
                continue
            yield from made
            yield from steps
            return

    def _steps(self, ask: Ask, scope: Scope, cancellation: Cancellation | None) -> Iterator[Step]:
        started = time.perf_counter()
        library = self.library(scope)
        query = understand(ask.question, library, scope)
        if query.moment is not None:
            ask = replace(ask, filters=replace(ask.filters, not_after=query.moment.day))
        selection = self._catalogue.resolve(scope, ask.filters, query.documents)
        query = asked_of_each(query, self._facts, selection, library, scope)
        if query.kind in _KNOWN:
            yield from self._known(ask, query, selection, scope, started)
            return
        read = self._read(ask, query, selection, scope, library)
        query, retrieval = read.query, read.retrieval
        retrieved = time.perf_counter()
        documents = Documents(lambda key: self._catalogue.document(key, scope))
        versions = read.versions(library, documents, self.weighing.version)
        draft = self._drafted(read, scope, library, documents)
        draft = finishing.verified(replace(draft, body=versions.folded(draft.body)), documents)
        citations = cite(draft.body, documents)
        held_by = self._catalogue.passages_of
        passages = evidence_first(retrieval.passages, citations, held_by)[: ask.top_k]
        yield Found(passages)
        answer = finishing.extractive(query, draft, citations, passages, _ids(read.searched))
        answered = time.perf_counter()
        timings = {
            "embed": retrieval.embed_ms,
            "retrieve": (retrieved - started) * 1e3 - retrieval.embed_ms,
            "answer": (answered - retrieved) * 1e3,
        }
        if ask.mode is not Mode.EXTRACTIVE:
            rank = Evidence(library, self.weighing).rank
            ranked = partial(rank, query, retrieval.passages, retrieval.statements)
            terms = Terms(query, library, self.weighing)
            basis = Basis(query, draft, ranked, terms, retrieval.passages, ask.past)
            answer = yield from self._generated(ask.mode, basis, answer, documents, cancellation)
        if answer.generation is not None:
            timings["generate"] = (time.perf_counter() - answered) * 1e3
        said = markdown.answer(answer.body) if answer.mode is Mode.GENERATIVE else ""
        answer = finishing.with_conflicts(answer, versions)
        if self._amendments is not None:
            body = self._amendments.told(answer.body, documents, read.selection, scope)
            answer = finishing.with_body(answer, body, documents)
        if answer.mode is Mode.EXTRACTIVE or answer.status is Status.NOT_FOUND:
            yield Said(answer.text)
        elif answer.text != said:
            yield Said(answer.text.removeprefix(said))
        timings["total"] = (time.perf_counter() - started) * 1e3
        yield replace(answer, timings_ms=timings, read_ms=retrieval.read_ms)

    def _read(
        self, ask: Ask, query: Query, selection: Selection, scope: Scope, library: Library
    ) -> Read:
        """Return what was found in the documents that held at the moment asked about."""
        query, selection = self._moments.narrowed(query, selection, scope)
        if charters.named(query.mentions):
            selection = narrow(query, selection)
        depth = max(ask.top_k, _DEPTH * min(max(1, len(query.documents)), COMPARED))
        retrieval = self._retriever.retrieve(query, depth, selection, library)
        found = dict.fromkeys(scored.passage.document_id for scored in retrieval.passages)
        if ended := self._moments.ended(query, found, scope):
            query, selection = without(query, selection, ended)
            retrieval = self._retriever.retrieve(query, depth, selection, library)
        searched = narrow(query, selection)
        asked = about(query, retrieval, searched)
        kept = frozenset(asked)
        query = replace(query, documents=tuple(d for d in query.documents if d in kept))
        subjects = {d: library.about(d) for d in asked[:_NEAREST]}
        query = inquiry.of_subject(inquiry.summed_up(query, subjects), subjects)
        return Read(query, retrieval, selection, searched, asked)

    def _drafted(self, read: Read, scope: Scope, library: Library, documents: Documents) -> Draft:
        """Return the draft in the form asked for: of a part, of all facts, or of what was read."""
        query, retrieval = read.query, read.retrieval
        if article.applies(query, map(documents.document, query.documents)):
            candidates = self._candidates(query, read.asked, read.searched, scope)
            draft = article.answer(query, candidates, documents, self.weighing.certain)
        elif listed := self._listed(query, read, scope, documents):
            draft = listed
        else:
            draft = ExtractiveAnswerer(library, fitted=self._fitted).answer(
                query,
                retrieval.passages,
                retrieval.statements,
                read.asked,
                documents,
                retrieval.reading,
                retrieval.apart,
            )
        if query.parts and (left := parting.left_over(query, draft)):
            draft = self._of_parts(read, left, draft, scope, library, documents)
        body = forming.formed(draft.body, query.form)
        body = mistaken.beside(body, query, documents)
        return replace(draft, body=presupposed.beside(body, query, documents))

    def _of_parts(
        self,
        read: Read,
        parts: Sequence[Part],
        whole: Draft,
        scope: Scope,
        library: Library,
        documents: Documents,
    ) -> Draft:
        """Return the draft with what parts of the question answer, each asked alone.

        All of one document: where none is named, of the first that answers.
        """
        told: list[tuple[Part, Draft]] = []
        of = tuple(dict.fromkeys(claim.document_id for claim in whole.body.claims))[:1]
        for part in parts:
            understood = understand(part.text, library, scope)
            query = parting.alone(part, read.query, understood, of)
            retrieval = self._retriever.retrieve(
                query, _DEPTH, narrow(query, read.selection), library
            )
            asked = about(query, retrieval, read.selection)
            own = replace(read, query=query, retrieval=retrieval, asked=asked)
            draft = self._drafted(own, scope, library, documents)
            of = of or tuple(claim.document_id for claim in draft.body.claims[:1])
            told.append((part, draft))
        return parting.put_together(whole, told, read.query.text)

    def _known(
        self, ask: Ask, query: Query, selection: Selection, scope: Scope, started: float
    ) -> Iterator[Step]:
        """Yield the answer to what no document has to be read for: what is held, small talk."""
        if query.kind is AnswerKind.TALK:
            records, _ = self._catalogue.records(scope, ask.filters, limit=talk.LOOKED_AT)
            draft = talk.answer(query, records)
        else:
            ended = partial(self._moments.ended, query, scope=scope)
            draft, gone = catalogue.answer(query, self._catalogue, scope, ask.filters, ended)
            query, selection = without(query, selection, gone)
        text = markdown.answer(draft.body)
        took = (time.perf_counter() - started) * 1e3
        yield Found(())
        yield Said(text)
        yield Answer(
            query=query,
            kind=Kind(query.kind.value),
            body=draft.body,
            mode=Mode.EXTRACTIVE,
            text=text,
            confidence=draft.confidence,
            citations=(),
            coverage=cover(draft.body, ()),
            passages=(),
            searched=() if query.kind is AnswerKind.TALK else _ids(selection),
            timings_ms={"embed": 0.0, "retrieve": 0.0, "answer": took, "total": took},
            mode_reason="fixed_wording" if ask.mode is Mode.GENERATIVE else None,
        )

    def _listed(self, query: Query, read: Read, scope: Scope, documents: Documents) -> Draft | None:
        """Return all facts of a kind where these are asked for; None where they are not.

        Whether the document named still holds the others say.
        """
        if self._facts is None or not self._facts_first or query.inquiry is None:
            return None
        standing = query.inquiry.matter is Matter.STANDING
        searched, named = (read.selection, ()) if standing else (read.searched, query.documents)
        asked = named or self._admitted(searched, scope)
        # All of a library are not listed: a store goes through the list for every page.
        listed = named or scope != EVERYTHING
        within = replace(searched, document_ids=frozenset(asked)) if listed else searched
        return register.answer(
            query, self._facts, within, asked, documents, certain=self.weighing.certain
        )

    def _admitted(self, searched: Selection, scope: Scope) -> tuple[str, ...]:
        return tuple(sorted(searched.among(scope.among(self._catalogue.document_ids()))))

    def _candidates(
        self, query: Query, asked: Sequence[str], searched: Selection, scope: Scope
    ) -> Sequence[str]:
        """Return the documents a part may be in: those named, all if few, else those found."""
        if query.documents:
            return query.documents
        admitted = self._admitted(searched, scope)
        return admitted if len(admitted) <= _LOOKED_OVER else asked

    def _generated(
        self,
        mode: Mode,
        basis: Basis,
        extractive: Answer,
        documents: Documents,
        cancellation: Cancellation | None,
    ) -> Generator[Step, None, Answer]:
        """Yield what a language model says, proved; return the extractive answer in its stead."""
        asked_for = mode is Mode.GENERATIVE
        if self._generative is None:
            return replace(extractive, mode_reason="no_model" if asked_for else None)
        if reason := self._generative.reason_against(mode, basis):
            return replace(extractive, mode_reason=reason if asked_for else None)
        composing = self._generative.compose(basis, documents, cancellation or Cancellation())
        composed = yield from _spoken(composing)
        answer = replace(extractive, generation=composed.generation, mode_reason=composed.reason)
        if composed.body is None:
            return answer
        made = finishing.verified(replace(basis.draft, body=composed.body), documents)
        if made.status is not replace(made, body=composed.body).status:
            return replace(answer, mode_reason="unproved")
        sure = basis.draft.confidence if composed.confidence is None else composed.confidence
        return replace(
            answer,
            mode=Mode.GENERATIVE,
            kind=kind(made.body, Kind(basis.query.kind.value)),
            body=made.body,
            text=markdown.answer(made.body),
            citations=cite(made.body, documents),
            confidence=sure,
            coverage=cover(made.body, basis.query.documents, composed.silent),
        )


def _spoken(composing: Generator[Body, None, Composed]) -> Generator[Step, None, Composed]:
    """Yield what each state of a growing answer adds to its text."""
    said = ""
    while True:
        try:
            text = markdown.answer(next(composing))
        except StopIteration as stop:
            composed: Composed = stop.value
            return composed
        yield Said(text.removeprefix(said))
        said = text


def _ids(searched: Selection) -> tuple[str, ...] | None:
    return None if searched.document_ids is None else tuple(sorted(searched.document_ids))
