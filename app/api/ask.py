"""Questions and searches."""

from fastapi import APIRouter
from starlette.responses import Response

from app.api import conversations, openapi, replies, streaming
from app.api.dependencies import MetricsDep, ScopeDep, SystemDep
from app.api.reader import ReaderDep
from app.api.schemas import AnswerOut, AskRequest, PassagesOut, SearchRequest

router = APIRouter(prefix="/v1", tags=["questions"])


@router.post(
    "/ask",
    response_model=AnswerOut,
    responses=openapi.problems(400, 403, 413, 415, 422, 503) | openapi.STREAM,
    summary="Ask a question",
)
def ask(
    request: AskRequest,
    system: SystemDep,
    scope: ScopeDep,
    metrics: MetricsDep,
    reader: ReaderDep,
) -> AnswerOut | Response:
    """Answer a question from the documents, each claim with its citation.

    With `stream: true` the reply is `text/event-stream`: events `passages`, then `token` (…), then
    one `answer` with the whole object; an error after the start is an event `error`.
    """
    answer = conversations.ask(system, request, scope, reader)
    metrics.answered(answer)
    return streaming.response(answer) if request.stream else answer


@router.post(
    "/search", responses=openapi.problems(400, 403, 413, 415, 422, 503), summary="Find passages"
)
def search(request: SearchRequest, system: SystemDep, scope: ScopeDep) -> PassagesOut:
    """Return the passages that fit the query, best first."""
    return replies.search(system, request, scope)
