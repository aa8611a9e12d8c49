"""From a draft to a whole answer: proved, with its citations, and told of other versions."""

import logging
from dataclasses import replace

from app.answering import verification
from app.answering.answer import Answer, Citation, Draft, Mode, kind
from app.answering.citations import Documents, cite
from app.answering.claims import Body, Kind, Reason, Refusal, quotes
from app.answering.coverage import Coverage, cover
from app.answering.verification import Unproved
from app.answering.versions import Versions
from app.rendering import markdown
from index.ports import ScoredPassage
from index.question.query import Query

logger = logging.getLogger(__name__)


def verified(draft: Draft, documents: Documents) -> Draft:
    """Return the draft, or a refusal where its quotes do not prove it."""
    try:
        verification.check(draft.body, documents)
    except Unproved as problem:
        logger.error("answer withheld: %s", problem)
        return Draft(Refusal(Reason.NOT_FOUND, "nothing"), 0.0)
    return draft


def extractive(
    query: Query,
    draft: Draft,
    citations: tuple[Citation, ...],
    passages: tuple[ScoredPassage, ...],
    searched: tuple[str, ...] | None,
) -> Answer:
    """Return the answer that a proved draft makes; ``searched`` are ids, None all of the asker."""
    return Answer(
        query=query,
        kind=kind(draft.body, Kind(query.kind.value)),
        body=draft.body,
        mode=Mode.EXTRACTIVE,
        text=markdown.answer(draft.body),
        confidence=draft.confidence,
        citations=citations,
        coverage=cover(draft.body, query.documents, draft.silent),
        passages=passages,
        searched=searched,
    )


def with_conflicts(answer: Answer, versions: Versions) -> Answer:
    """Return the answer with what unconfirmed versions say otherwise, and that there are some.

    What a language model said is out already and stays before it.
    """
    conflicts = versions.conflicts(answer.body)
    if not conflicts:
        return answer
    newest_first = answer.mode is Mode.EXTRACTIVE
    body = versions.told(answer.body, conflicts, newest_first=newest_first)
    return replace(with_body(answer, body, versions.documents), conflicts=conflicts)


def with_body(answer: Answer, body: Body, documents: Documents) -> Answer:
    """Return the answer with more said than it had: its text, citations and coverage."""
    if body == answer.body:
        return answer
    stated = dict.fromkeys(quoted.document_id for quoted in quotes(body))
    coverage = answer.coverage
    return replace(
        answer,
        body=body,
        text=markdown.answer(body),
        citations=cite(body, documents),
        coverage=Coverage(
            tuple(dict.fromkeys((*coverage.stated, *stated))),
            tuple(each for each in coverage.silent if each not in stated),
            tuple(each for each in coverage.not_found if each not in stated),
        ),
    )
