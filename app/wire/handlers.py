"""Answers requests; the same for HTTP, MCP and the command line's ``--json``."""

from collections.abc import Iterable, Iterator

from app.bootstrap import System
from app.conversing.asking import Seen
from app.conversing.reply import Reply
from app.language_models.cancellation import Cancellation
from app.service import Ask, Said
from app.wire import views
from app.wire.answers import AnswerOut, Event, PassagesOut, TokenOut
from app.wire.requests import AskRequest, SearchRequest
from index.ports import Scope


def ask(
    system: System,
    request: AskRequest,
    scope: Scope,
    owner: str = "",
    cancellation: Cancellation | None = None,
) -> AnswerOut:
    """Answer a question; within a conversation of ``owner``, complete and keep it."""
    return views.answer(reply(system, request, scope, owner, cancellation))


def reply(
    system: System,
    request: AskRequest,
    scope: Scope,
    owner: str = "",
    cancellation: Cancellation | None = None,
) -> Reply:
    """Return the same answer before it is put into the wire's form."""
    return system.conversing.ask(_asked(request), scope, owner, cancellation)


def events(
    system: System,
    request: AskRequest,
    scope: Scope,
    owner: str = "",
    cancellation: Cancellation | None = None,
) -> Iterator[Event]:
    """Yield the passages, the text as far as it is checked, and the whole answer."""
    for step in system.conversing.steps(_asked(request), scope, owner, cancellation):
        match step:
            case Seen():
                yield views.passages(step.passages)
            case Said():
                yield TokenOut(text=step.text)
            case _:
                yield views.answer(step)


def whole(sent: Iterable[Event]) -> AnswerOut:
    """Return the last event, the answer."""
    *_, answer = sent
    assert isinstance(answer, AnswerOut)  # noqa: S101 - narrows what events() promises
    return answer


def search(system: System, request: SearchRequest, scope: Scope) -> PassagesOut:
    """Find passages."""
    filters = views.filters(request.filters, request.document_ids)
    return views.passages(system.conversing.search(request.query, request.top_k, filters, scope))


def _asked(request: AskRequest) -> Ask:
    return Ask(
        question=request.question,
        top_k=request.top_k,
        filters=views.filters(request.filters, request.document_ids),
        mode=request.mode,
        conversation_id=request.conversation_id,
        alone=request.alone,
    )
