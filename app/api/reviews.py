"""For administrators: what readers judged, what would have been right, as a gold file."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import Response

from app.answering.citations import section_at
from app.api import openapi
from app.api.dependencies import AccessDep, CallerDep, SystemDep
from app.api.files import Format, attached
from app.bootstrap import System
from app.conversing import gold, stored
from app.conversing.conversations import Verdict
from app.conversing.reviews import Evidence, Review, Reviewed, Reviews
from app.errors import InvalidEntry
from app.wire import views
from app.wire.answers import AnswerOut
from app.wire.requests import DocumentId, Request
from index.ports import EVERYTHING

router = APIRouter(prefix="/v1/admin/feedback", tags=["administration"])

Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=4000)]


class PassageIn(Request):
    """A passage that holds what was asked."""

    document_id: DocumentId = Field(description="Its document.")
    quote: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=1600)] = Field(
        description="Word for word, as the document's text has it."
    )


class ReviewIn(Request):
    """What the answer should have been."""

    answerable: bool = Field(True, strict=True, description="Whether the documents say it at all.")
    answer: Text = Field("", description="The right answer in a few words.")
    must_include: list[list[Text]] = Field(
        default=[],
        max_length=50,
        description="Of each list one form must stand in an answer; empty: the answer's figures.",
    )
    passages: list[PassageIn] = Field(default=[], max_length=20, description="Where it stands.")


class JudgedOut(BaseModel):
    """A judgement: question, answer, what was wrong, the right passage."""

    answer_id: str = Field(description="The answer.")
    given_at: datetime = Field(description="When it was judged (UTC).")
    verdict: Verdict = Field(description="right or wrong.")
    reason: str = Field(description="Why, in the reader's words.")
    answer: AnswerOut = Field(description="Question and answer as they were.")
    review: Review | None = Field(description="What is right; null where nobody looked yet.")
    reviewer: str = Field(description="Who found it right.")


class FeedbackOut(BaseModel):
    """What readers judged."""

    feedback: list[JudgedOut] = Field(description="Oldest first.")


@router.get("", responses=openapi.problems(409, 503), summary="What readers judged")
def list_feedback(access: AccessDep, system: SystemDep) -> FeedbackOut:  # noqa: ARG001
    """Return every judgement, with what was found right since; it does not say whose it is."""
    return FeedbackOut(feedback=[_judged(each) for each in Reviews(system.conversations).all()])


@router.get(
    "/export",
    response_class=Response,
    responses=openapi.problems(409, 503),
    summary="Judgements as gold-file lines",
)
def export_reviews(access: AccessDep, system: SystemDep) -> Response:  # noqa: ARG001
    """Return every judgement as a JSON line that the evaluation reads."""
    lines = gold.reviewed_lines(Reviews(system.conversations).all())
    body = "".join(f"{line}\n" for line in lines)
    return attached(body.encode(), "danh-gia", Format("jsonl", "application/x-ndjson"))


@router.put(
    "/{answer_id}",
    status_code=204,
    responses=openapi.problems(400, 403, 404, 409, 413, 415, 422, 503),
    summary="Say what is right",
)
def review_answer(
    answer_id: Annotated[str, Path(description="The answer judged.", max_length=100)],
    given: ReviewIn,
    access: AccessDep,  # noqa: ARG001 - there are no administrators without it
    caller: CallerDep,
    system: SystemDep,
) -> None:
    """Keep the right answer and where it stands; a quote must stand in its document."""
    review = Review(
        answerable=given.answerable,
        answer=given.answer,
        must_include=tuple(tuple(forms) for forms in given.must_include if forms),
        evidence=tuple(_evidence(each, system) for each in given.passages),
    )
    Reviews(system.conversations).put(answer_id, review, caller.name)


def _evidence(given: PassageIn, system: System) -> Evidence:
    document = system.catalogue.document(given.document_id, EVERYTHING)
    at = document.text.find(given.quote)
    if at < 0:
        raise InvalidEntry("Đoạn trích không có nguyên văn trong văn bản đã chọn.")
    return Evidence(
        document_id=document.id,
        source=document.source,
        section_path=section_at(document, at)[0],
        quote=given.quote,
    )


def _judged(each: Reviewed) -> JudgedOut:
    feedback = each.feedback
    return JudgedOut(
        answer_id=feedback.answer_id,
        given_at=feedback.given_at,
        verdict=feedback.verdict,
        reason=feedback.reason,
        answer=views.answer(stored.load(feedback.answer)),
        review=each.review,
        reviewer=each.reviewer,
    )
