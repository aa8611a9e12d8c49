"""Answers beyond the conversation they were given in: shared by link, pinned, gone on from."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from app.api import openapi
from app.api.conversations import AnswerId, TurnOut, turn_out
from app.api.dependencies import ScopeDep, SystemDep
from app.api.narrowing import FiltersDep
from app.api.reader import ReaderDep
from app.conversing import sharing
from app.wire.requests import Request

router = APIRouter(prefix="/v1", tags=["conversations"])


class PinIn(Request):
    """How an answer is kept at hand."""

    note: str | None = Field(
        None, max_length=2000, description="A note of the asker's own; null: the one before."
    )


class PinOut(BaseModel):
    """An answer that is kept at hand."""

    answer_id: str = Field(description="The answer.")
    question: str = Field(description="What was asked.")
    note: str = Field(description="The asker's note.")
    pinned_at: datetime = Field(description="Since when (UTC).")


class PinsOut(BaseModel):
    """What the asker pinned."""

    pins: list[PinOut] = Field(description="Newest first.")


class SuggestionsOut(BaseModel):
    """Questions that are answered with certainty."""

    questions: list[str] = Field(description="At most three, each fit to be asked as it is.")
    complete: bool = Field(description="Whether no more are being tried: asking again is no use.")


@router.get("/answers/{answer_id}", responses=openapi.problems(404, 422, 503), summary="One answer")
def show_answer(
    answer_id: AnswerId, system: SystemDep, scope: ScopeDep, reader: ReaderDep
) -> TurnOut:
    """Return an answer of a conversation, the asker's or one whose documents the asker may see."""
    turn, reply = sharing.shown(system.conversations, answer_id, reader, scope)
    return turn_out(turn, reply)


@router.put(
    "/answers/{answer_id}/pin",
    status_code=204,
    responses=openapi.problems(403, 404, 422, 503),
    summary="Pin an answer",
)
def pin_answer(
    answer_id: AnswerId, given: PinIn, system: SystemDep, scope: ScopeDep, reader: ReaderDep
) -> None:
    """Keep an answer at hand, perhaps with a note over the one before."""
    sharing.shown(system.conversations, answer_id, reader, scope)
    if reader:
        note = None if given.note is None else given.note.strip()
        system.conversations.pins.put(reader, answer_id, note)


@router.delete(
    "/answers/{answer_id}/pin",
    status_code=204,
    responses=openapi.problems(403, 422, 503),
    summary="Take a pin out",
)
def unpin_answer(answer_id: AnswerId, system: SystemDep, reader: ReaderDep) -> None:
    """Keep an answer at hand no more."""
    system.conversations.pins.remove(reader, answer_id)


@router.get("/pins", responses=openapi.problems(503), summary="Pinned answers")
def list_pins(system: SystemDep, reader: ReaderDep) -> PinsOut:
    """Return the answers that the asker pinned, the latest first."""
    held = system.conversations.pins.of(reader) if reader else []
    return PinsOut(pins=[PinOut.model_validate(pin, from_attributes=True) for pin in held])


@router.get(
    "/suggestions", responses=openapi.problems(404, 422, 503), summary="Questions that are answered"
)
def suggest_questions(
    system: SystemDep,
    scope: ScopeDep,
    reader: ReaderDep,
    filters: FiltersDep,
    answer_id: Annotated[
        str | None, Query(max_length=100, description="Go on from this answer; else begin.")
    ] = None,
) -> SuggestionsOut:
    """Return questions about these documents that were tried and are answered with certainty.

    They are tried when first asked for, one set at a time; while another set is, there are none.
    """
    if answer_id is None:
        offered = system.suggesting.first(scope, filters)
    else:
        turn, reply = sharing.shown(system.conversations, answer_id, reader, scope)
        offered = system.suggesting.further(turn, reply, scope)
    return SuggestionsOut(questions=list(offered.questions), complete=offered.complete)
