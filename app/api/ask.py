"""Questions and searches."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.api import leaving, openapi, streaming
from app.api.dependencies import MetricsDep, ScopeDep, SystemDep
from app.api.noting import NotingDep
from app.api.reader import ReaderDep
from app.language_models.cancellation import Cancellation
from app.wire import handlers
from app.wire.answers import AnswerOut, PassagesOut
from app.wire.requests import AskRequest, SearchRequest

router = APIRouter(prefix="/v1", tags=["questions"])


@router.post(
    "/ask",
    response_model=AnswerOut,
    responses=openapi.problems(400, 403, 413, 415, 422, 503) | openapi.STREAM,
    summary="Ask a question",
)
async def ask(
    http: Request,
    request: AskRequest,
    system: SystemDep,
    scope: ScopeDep,
    metrics: MetricsDep,
    reader: ReaderDep,
    noting: NotingDep,
) -> AnswerOut | Response:
    """Answer a question from the documents, each claim with its citation.

    With `stream: true` the reply is `text/event-stream`: events `passages`, then `token` (…), then
    one `answer` with the whole object; an error after the start is an event `error`.
    """
    noting.asked(request.question)

    def work(cancellation: Cancellation) -> AnswerOut | Response:
        parts = metrics.counted(handlers.events(system, request, scope, reader, cancellation))
        parts = noting.events(parts)
        if request.stream:
            return streaming.response(parts, cancellation)
        return handlers.whole(parts)

    return await leaving.until_left(http, work)


@router.post(
    "/search", responses=openapi.problems(400, 403, 413, 415, 422, 503), summary="Find passages"
)
def search(
    request: SearchRequest, system: SystemDep, scope: ScopeDep, noting: NotingDep
) -> PassagesOut:
    """Return the passages that fit the query, best first."""
    noting.asked(request.query)
    return noting.passages(handlers.search(system, request, scope))
