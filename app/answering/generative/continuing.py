"""Answers that a base model continues: sentences of the extractive answer, chosen and shortened."""

from collections.abc import Generator, Iterator
from contextlib import closing

from app.answering import claims
from app.answering.answer import Generation, Status
from app.answering.answerers import article, header
from app.answering.citations import Documents
from app.answering.claims import Body
from app.answering.generative import exhibits, instructions
from app.answering.generative.basis import Basis, Composed
from app.answering.generative.reply import Reply
from app.answering.generative.writing import Writing
from app.answering.support import Support
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import LanguageModel
from index.question.query import AnswerKind

_WORDED = {
    AnswerKind.FACT: 2,
    AnswerKind.YES_NO: 2,
    AnswerKind.LIST: 12,
    AnswerKind.TABLE: 12,
    AnswerKind.SUMMARY: 12,
    AnswerKind.COMPARE: 8,
}
"""Most sentences by kind of question; of other kinds the wording is fixed."""


class Continuing:
    """Lets a base model word what the extractive answer found. Safe to share between threads."""

    def __init__(self, model: LanguageModel, support: Support) -> None:
        self._model = model
        self._support = support

    def reason_against(self, basis: Basis) -> str | None:
        """Return why there is nothing to word; None where there is."""
        if basis.draft.status is Status.NOT_FOUND:
            return "not_found"
        own_words = header.applies(basis.query) or article.applies(basis.query)
        worded = basis.query.kind in _WORDED and not own_words
        return None if worded and not _joined(basis.draft.body) else "fixed_wording"

    def compose(
        self, basis: Basis, documents: Documents, cancellation: Cancellation
    ) -> Generator[Body, None, Composed]:
        """Yield the answer so far each time that more of it is proved; it only ever grows.

        Raises Cancelled. No other failure of the model is raised: what it did not say is said by
        the extractive answer.
        """
        offered = exhibits.offer(basis.draft.body, documents)
        most = _WORDED[basis.query.kind]
        writing = Writing(
            basis.query,
            basis.draft.body,
            offered,
            basis.terms.coverage,
            documents,
            self._support,
            most,
        )
        failure: str | None = None
        reply = Reply()
        asked = instructions.request(basis.query.text, offered, most)
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
            calls=1,
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
            return any(len(claim.proof) > 1 for claim in body.claims)
        case claims.PerDocument():
            return body.conclusion is not None
        case claims.Listing():
            return False
        case _:
            return True
