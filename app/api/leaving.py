"""Work that ends when its reader leaves."""

from collections.abc import Callable
from typing import TypeVar

import anyio
from starlette.requests import Request
from starlette.responses import Response

from app.api.turns import Turns
from app.errors import TooManyAsking
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled

Result = TypeVar("Result")


CLOSED = 499
"""What logs show of a request whose reader left; nobody receives it."""


async def until_left(request: Request, work: Callable[[Cancellation], Result]) -> Result | Response:
    """Do the work when it is its turn, and raise its cancellation where the connection closes.

    The request's body must have been read. Raises what the work raises, and TooManyAsking.
    """
    turns: Turns = request.state.lifetime.turns
    cancellation = Cancellation()
    outcome: list[Result] = []
    failure: list[Exception] = []

    def attempt() -> None:
        try:
            if cancellation.raised:  # while it waited
                raise Cancelled
            outcome.append(work(cancellation))
        except Exception as error:  # handed on below, outside the group that would wrap it
            failure.append(error)

    async with anyio.create_task_group() as group:
        group.start_soon(_watch, request, cancellation)
        try:
            await turns.take(attempt)
        except TooManyAsking as error:
            failure.append(error)
        group.cancel_scope.cancel()
    if failure and isinstance(failure[0], Cancelled):
        return Response(status_code=CLOSED)
    if failure:
        raise failure[0]
    return outcome[0]


async def _watch(request: Request, cancellation: Cancellation) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    cancellation.cancel()
