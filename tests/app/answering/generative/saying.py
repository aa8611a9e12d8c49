"""A language model that says what it is told to, and remembers what it was asked."""

from collections.abc import Iterator, Sequence

from app.answering.answer import Draft
from app.answering.citations import quote
from app.answering.claims import Claim, Reason, Refusal, Role, Statements
from app.answering.evidence import Evidence
from app.answering.generative.basis import Basis, Exchange
from app.answering.terms import Terms
from app.language_models.cancellation import Cancellation
from app.language_models.errors import ModelFailure
from app.language_models.port import Form, Request
from index.question.understanding import understand
from ingest.document import Document
from tests.app.answering import plans

FACT = "Bao nhiêu phần trăm đường xã ở Lạc Sơn Đông được trải nhựa?"
SAID = "Đến năm 2030 có 87,5% đường xã được trải nhựa hoặc bê tông."


class Saying:
    """Implements ``LanguageModel``: each request gets the next reply, in pieces."""

    name = "người nói theo"

    def __init__(self, *replies: str | ModelFailure, form: Form = Form.CHAT) -> None:
        self.form = form
        self.asked: list[Request] = []
        self._replies = list(replies)

    def write(self, request: Request, cancellation: Cancellation) -> Iterator[str]:
        """Yield the next reply, a few letters at a time; a failure ends it."""
        self.asked.append(request)
        if request.meter is not None:
            request.meter.calls += 1
        reply = self._replies.pop(0)
        if isinstance(reply, ModelFailure):
            raise reply
        yield from (reply[at : at + 9] for at in range(0, len(reply), 9))

    def close(self) -> None:
        """Has nothing in hand."""


def draft(plan: Document, *said: str) -> Draft:
    """Return the extractive draft that says these words; a refusal without any."""
    if not said:
        return Draft(Refusal(Reason.NOT_FOUND, "nothing"), 0.2)
    claims = []
    for words in said:
        at = plan.text.index(words)
        told = quote(plan, at, at + len(words), 0.9)
        claims.append(Claim(Role.STATEMENT, plan.id, "Kế hoạch", ("I", "1"), (words,), (told,)))
    return Draft(Statements(tuple(claims)), 0.8)


def basis(
    question: str, held: Sequence[Document], *said: str, past: Exchange | None = None
) -> Basis:
    """Return what an answer starts from, where the first document was found to say so."""
    library = plans.library(held)
    query = understand(question, library)
    passages = plans.found(held, *said)
    near = plans.alike(passages, *said)
    return Basis(
        query,
        draft(held[0], *said),
        lambda: Evidence(library).rank(query, passages, near),
        Terms(query, library),
        passages,
        past,
    )
