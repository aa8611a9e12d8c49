"""Requests to replies; the same for HTTP and for the command line's ``--json``."""

from app.api import views
from app.api.schemas import AnswerOut, AskRequest, PassagesOut, SearchRequest
from app.bootstrap import System
from app.service import Ask
from index.protocols import Scope


def ask(system: System, request: AskRequest, scope: Scope) -> AnswerOut:
    """Answer a question."""
    asked = Ask(
        question=request.question,
        top_k=request.top_k,
        filters=views.filters(request.filters, request.document_ids),
        mode=request.mode,
        conversation_id=request.conversation_id,
    )
    made = system.answering.ask(asked, scope)
    return views.answer(request.question, made, system.catalogue, scope)


def search(system: System, request: SearchRequest, scope: Scope) -> PassagesOut:
    """Find passages."""
    filters = views.filters(request.filters, request.document_ids)
    found = system.answering.search(request.query, request.top_k, filters, scope)
    return PassagesOut(passages=views.passages(found, system.catalogue, scope))
