"""Answers worded by a language model, sentence by sentence, each proved by its quote."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from app.answering import claims
from app.answering.answer import Draft, Generation, Mode, Status
from app.answering.answerers import article, header
from app.answering.citations import Documents
from app.answering.claims import Body
from app.answering.evidence import Statement
from app.answering.generative import exhibits, instructions
from app.answering.generative.measured import Measured
from app.answering.generative.reply import Reply
from app.answering.generative.writing import Writing
from app.answering.support import Support
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import Form, LanguageModel
from index.question.query import AnswerKind, Query

_WORDED = {
    AnswerKind.FACT: 2,
    AnswerKind.YES_NO: 2,
    AnswerKind.LIST: 12,
    AnswerKind.TABLE: 12,
    AnswerKind.SUMMARY: 12,
    AnswerKind.COMPARE: 8,
}
"""Most sentences by kind of question; of other kinds the wording is fixed."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a model's answer starts from: the extractive answer and all that could replace it."""

    query: Query
    draft: Draft
    statements: Callable[[], Sequence[Statement]]
    """Ranks what was retrieved, best first."""
    coverage: Callable[[str], float]
    """Says how much of what the question asks about a text holds, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of it; without a body the extractive answer stands, for ``reason``."""

    body: Body | None
    generation: Generation | None
    reason: str | None


class GenerativeAnswerer:
    """Lets a model word what the extractive answer found. Safe to share between threads."""

    def __init__(self, model: LanguageModel, support: Support, measured: Measured) -> None:
        self._model = model
        self._support = support
        self._measured = measured

    def reason_against(self, mode: Mode, basis: Basis) -> str | None:
        """Return why the model is not to word this answer, None where it is."""
        if mode is Mode.EXTRACTIVE:
            return "asked"
        if basis.draft.status is Status.NOT_FOUND:
            return "not_found"
        own_words = header.applies(basis.query) or article.applies(basis.query)
        worded = basis.query.kind in _WORDED and not own_words
        if not worded or _joined(basis.draft.body):
            return "fixed_wording"
        if mode is Mode.AUTO and not self._measured.prefers(self._model.name, basis.query.kind):
            return "measured"
        return None

    def compose(
        self, basis: Basis, documents: Documents, cancellation: Cancellation
    ) -> Generator[Body, None, Composed]:
        """Yield the answer so far each time that more of it is proved; it only ever grows.

        Raises Cancelled. No other failure of the model is raised: what it did not say is said by
        the extractive answer.
        """
        choosing = self._model.form is Form.CHAT
        offered = exhibits.offer(
            basis.query, basis.draft.body, basis.statements, documents, choosing=choosing
        )
        most = _WORDED[basis.query.kind]
        writing = Writing(
            basis.query, basis.draft.body, offered, basis.coverage, documents, self._support, most
        )
        failure: str | None = None
        reply = Reply()
        asked = instructions.request(basis.query.text, offered, self._model.form, most)
        pieces = 0
        try:
            with closing(_closable(self._model.write(asked, cancellation))) as written:
                for piece in written:
                    pieces += 1
                    yield from writing.taken(reply.feed(piece))
                    if writing.full:
                        break
            yield from writing.taken(reply.end())
        except Cancelled:
            raise
        except ModelFailure as problem:
            failure = problem.code
        generation = Generation(
            model=self._model.name,
            prompt=instructions.version(),
            kept=writing.kept,
            repaired=writing.repaired,
            replaced=writing.replaced,
            cut=writing.cut,
            pieces=pieces,
        )
        if not writing.kept:
            return Composed(None, generation, failure or "unsupported")
        yield from writing.completed()
        return Composed(writing.body, generation, failure)


def _closable(pieces: Iterator[str]) -> Generator[str, None, None]:
    yield from pieces


def _joined(body: Body) -> bool:
    """Return whether a body says something that only several quotes prove together.

    One statement made of several, or a conclusion before a list.
    """
    match body:
        case claims.Statements():
            return len(claims.quotes(body)) > 1
        case claims.PerDocument():
            return body.conclusion is not None
        case claims.Listing():
            return False
        case _:
            return True
