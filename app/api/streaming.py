"""An answer as server-sent events: ``passages``, then ``token`` (…), then one ``answer``."""

import json
import logging
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from anyio import to_thread
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from app.api import problems
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled
from app.wire.answers import Event, PassagesOut, TokenOut

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
HEADERS = {"X-Accel-Buffering": "no"}
"""Keeps a reverse proxy from holding events back."""


def response(parts: Iterator[Event], cancellation: Cancellation) -> StreamingResponse:
    """Return the answer's parts as a response of events; raises what the first part raises.

    Where the reader leaves, ``cancellation`` is raised.
    """
    first = next(parts)
    return of_events(events(chain([first], parts)), cancellation)


def of_events(shown: Iterator[str], cancellation: Cancellation) -> StreamingResponse:
    """Return events as a response; where the reader leaves, ``cancellation`` is raised."""
    return StreamingResponse(_watched(shown, cancellation), headers=HEADERS, media_type=MEDIA_TYPE)


async def _watched(shown: Iterator[str], cancellation: Cancellation) -> AsyncIterator[str]:
    try:
        while (
            text := await to_thread.run_sync(next, shown, None, abandon_on_cancel=True)
        ) is not None:
            yield text
    finally:
        cancellation.cancel()


def events(parts: Iterable[Event]) -> Iterator[str]:
    """Yield the events; the tokens joined are the answer's text, to the character."""
    try:
        for part in parts:
            if isinstance(part, PassagesOut):
                yield event("passages", part)
            elif isinstance(part, TokenOut):
                for token in re.findall(r"\S+\s*|\s+", part.text):
                    yield event("token", TokenOut(text=token))
            else:
                yield event("answer", part)
    except Cancelled:
        return
    except Exception:  # the status is sent; the reader learns it in the stream
        logger.exception("Stream broke")
        yield event("error", problems.of_status(500))


def event(name: str, data: BaseModel) -> str:
    """Return one event; JSON has no raw line breaks, so one data line holds it."""
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"


def data(value: Mapping[str, Any]) -> str:
    """Return an event without a name, as OpenAI's API streams them."""
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
