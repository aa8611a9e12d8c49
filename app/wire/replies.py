"""Requests to replies; the same for HTTP and for the command line's ``--json``."""

from collections.abc import Iterable, Iterator

from app.bootstrap import System
from app.conversing.asking import Seen
from app.language_models.cancellation import Cancellation
from app.service import Ask, Said
from app.wire import views
from app.wire.answers import AnswerOut, PassagesOut, TokenOut
from app.wire.requests import AskRequest, SearchRequest
from index.ports import Scope

Part = PassagesOut | TokenOut | AnswerOut


def ask(
    system: System,
    request: AskRequest,
    scope: Scope,
    owner: str = "",
    cancellation: Cancellation | None = None,
) -> AnswerOut:
    """Answer a question; within a conversation of ``owner``, complete and keep it."""
    return whole(parts(system, request, scope, owner, cancellation))


def parts(
    system: System,
    request: AskRequest,
    scope: Scope,
    owner: str = "",
    cancellation: Cancellation | None = None,
) -> Iterator[Part]:
    """Yield the passages, the text as far as it is checked, and the whole answer."""
    asked = Ask(
        question=request.question,
        top_k=request.top_k,
        filters=views.filters(request.filters, request.document_ids),
        mode=request.mode,
        conversation_id=request.conversation_id,
    )
    for step in system.conversing.steps(asked, scope, owner, cancellation):
        match step:
            case Seen():
                yield views.passages(step.passages)
            case Said():
                yield TokenOut(text=step.text)
            case _:
                yield views.answer(step)


def whole(parts: Iterable[Part]) -> AnswerOut:
    """Return the last part, the answer."""
    *_, answer = parts
    assert isinstance(answer, AnswerOut)  # noqa: S101 - narrows what parts() promises
    return answer


def search(system: System, request: SearchRequest, scope: Scope) -> PassagesOut:
    """Find passages."""
    filters = views.filters(request.filters, request.document_ids)
    return views.passages(system.conversing.search(request.query, request.top_k, filters, scope))
