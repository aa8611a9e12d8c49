"""Requests to replies; the same for HTTP and for the command line's ``--json``."""

from collections.abc import Iterable, Iterator

from app.api import views
from app.api.schemas import AnswerOut, AskRequest, PassagesOut, SearchRequest, TokenOut
from app.bootstrap import System
from app.language_models.cancellation import Cancellation
from app.service import Ask, Found, Said
from index.ports import Scope

Part = PassagesOut | TokenOut | AnswerOut


def ask(
    system: System, request: AskRequest, scope: Scope, cancellation: Cancellation | None = None
) -> AnswerOut:
    """Answer a question."""
    return whole(parts(system, request, scope, cancellation))


def parts(
    system: System, request: AskRequest, scope: Scope, cancellation: Cancellation | None = None
) -> Iterator[Part]:
    """Yield the passages, the text as far as it is checked, and the whole answer."""
    asked = Ask(
        question=request.question,
        top_k=request.top_k,
        filters=views.filters(request.filters, request.document_ids),
        mode=request.mode,
        conversation_id=request.conversation_id,
    )
    for part in system.answering.parts(asked, scope, cancellation):
        if isinstance(part, Found):
            shown = views.passages(part.passages, system.catalogue, scope)
            yield PassagesOut(passages=shown)
        elif isinstance(part, Said):
            yield TokenOut(text=part.text)
        else:
            yield views.answer(request.question, part, system.catalogue, scope)


def whole(parts: Iterable[Part]) -> AnswerOut:
    """Return the last part, the answer."""
    *_, answer = parts
    assert isinstance(answer, AnswerOut)  # noqa: S101 - narrows what parts() promises
    return answer


def search(system: System, request: SearchRequest, scope: Scope) -> PassagesOut:
    """Find passages."""
    filters = views.filters(request.filters, request.document_ids)
    found = system.answering.search(request.query, request.top_k, filters, scope)
    return PassagesOut(passages=views.passages(found, system.catalogue, scope))
