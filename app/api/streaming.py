"""An answer as server-sent events: ``passages``, then ``token`` (…), then one ``answer``."""

import logging
import re
from collections.abc import Iterator

from pydantic import BaseModel
from starlette.responses import StreamingResponse

from app.api import problems
from app.api.schemas import AnswerOut, PassagesOut, TokenOut

logger = logging.getLogger(__name__)

MEDIA_TYPE = "text/event-stream"
HEADERS = {"X-Accel-Buffering": "no"}
"""Keeps a reverse proxy from holding events back."""


def response(answer: AnswerOut) -> StreamingResponse:
    """Return the answer's events as a response."""
    return StreamingResponse(events(answer), headers=HEADERS, media_type=MEDIA_TYPE)


def events(answer: AnswerOut) -> Iterator[str]:
    """Yield the events; the tokens joined are the answer's text, to the character."""
    try:
        yield event("passages", PassagesOut(passages=answer.passages))
        for token in re.findall(r"\S+\s*|\s+", answer.answer):
            yield event("token", TokenOut(text=token))
        yield event("answer", answer)
    except Exception:  # the status is sent; the reader learns it in the stream
        logger.exception("Stream broke")
        yield event("error", problems.of_status(500))


def event(name: str, data: BaseModel) -> str:
    """Return one event; JSON has no raw line breaks, so one data line holds it."""
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
