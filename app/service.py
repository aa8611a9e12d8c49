"""Question in, checked answer out: understand, retrieve, answer, verify."""

import logging
import threading
import time
from dataclasses import dataclass, replace

from app.answer import Answer, Mode, Status
from app.answerers.draft import Draft
from app.answerers.extractive import ExtractiveAnswerer
from app.citations import Bibliography
from app.verify import Unproved, check_citation, check_figures, check_markers
from app.wording import day, say, section_name
from index.catalogue import Catalogue
from index.library import Library
from index.protocols import EVERYTHING, NO_FILTERS, Filters, Scope, ScoredPassage
from index.query import AnswerKind, Query, understand
from index.retriever import HybridRetriever, Retrieval, narrow
from ingest import naming

_DEPTH = 14
"""Passages the answerer reads a document or, where none is named, in all."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question and what it is narrowed to."""

    question: str
    top_k: int = 8
    filters: Filters = NO_FILTERS
    mode: Mode = Mode.AUTO
    conversation_id: str | None = None


class QuestionAnswering:
    """The use case of the service. Safe to share between threads."""

    def __init__(self, catalogue: Catalogue, retriever: HybridRetriever) -> None:
        self._catalogue = catalogue
        self._retriever = retriever
        self._lock = threading.Lock()
        self._generation = -1
        self._library = Library([])

    def library(self) -> Library:
        """Return what the documents are called, as of the catalogue's newest generation."""
        generation = self._catalogue.generation
        with self._lock:
            if generation != self._generation:
                self._library = Library(self._catalogue.documents(EVERYTHING))
                self._generation = generation
            return self._library

    def search(self, query: str, top_k: int, filters: Filters, scope: Scope) -> list[ScoredPassage]:
        """Return the ``top_k`` best passages, best first."""
        understood = understand(query, self.library(), scope)
        return self._retriever.retrieve(
            understood, top_k, self._catalogue.resolve(scope, filters)
        ).passages

    def ask(self, ask: Ask, scope: Scope) -> Answer:
        """Return a checked answer; equal questions on equal data give equal text."""
        started = time.perf_counter()
        library = self.library()
        query = understand(ask.question, library, scope)
        selection = self._catalogue.resolve(scope, ask.filters)
        depth = max(ask.top_k, _DEPTH * max(1, len(query.documents)))
        retrieval = self._retriever.retrieve(query, depth, selection)
        retrieved = time.perf_counter()
        bibliography = Bibliography(self._catalogue, scope)
        documents = _documents(query, retrieval, narrow(query, selection).document_ids)
        query = replace(query, documents=tuple(d for d in query.documents if d in documents))
        draft = ExtractiveAnswerer(library).answer(
            query, retrieval.passages, documents, bibliography
        )
        draft = self._verified(draft, bibliography)
        done = time.perf_counter()
        return Answer(
            status=draft.status,
            mode=Mode.EXTRACTIVE,
            text=draft.text,
            confidence=draft.confidence,
            citations=bibliography.citations() if draft.status is Status.ANSWERED else (),
            passages=tuple(retrieval.passages[: ask.top_k]),
            timings_ms={
                "embed": retrieval.embed_ms,
                "retrieve": (retrieved - started) * 1e3 - retrieval.embed_ms,
                "answer": (done - retrieved) * 1e3,
                "total": (done - started) * 1e3,
            },
        )

    def _verified(self, draft: Draft, bibliography: Bibliography) -> Draft:
        """Return the draft, or a refusal where its quotes do not prove it."""
        if draft.status is Status.NOT_FOUND:
            return draft
        citations = bibliography.citations()
        try:
            check_markers(draft, citations)
            names = []
            for citation in citations:
                document = bibliography.document(citation.document_id)
                check_citation(citation, document)
                names += [naming.name(document.header), naming.short_name(document.header)]
                names.append(section_name(citation.section_path))
                if citation.issued_on:
                    names.append(day(citation.issued_on))
            check_figures(draft, citations, " ".join(names))
        except Unproved as problem:
            logger.error("answer withheld: %s", problem)
            return Draft.refusal(say("not_found.nothing"))
        return draft


def _documents(query: Query, retrieval: Retrieval, selected: frozenset[str] | None) -> list[str]:
    """Return the documents the answer is about: those named, else those retrieved, best first."""
    named = [d for d in query.documents if selected is None or d in selected]
    if named:
        return named
    found = list(dict.fromkeys(scored.passage.document_id for scored in retrieval.passages))
    return sorted(found) if query.kind is AnswerKind.COMPARE else found
