"""Conversations: kept, found again, named, deleted; their answers judged and exported."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field, StringConstraints
from starlette.responses import Response

from app.api import openapi
from app.api.dependencies import ScopeDep, SystemDep
from app.api.files import Format, attached
from app.api.reader import ReaderDep
from app.bootstrap import System
from app.conversing import gold, sharing, stored, withholding
from app.conversing.conversations import Conversation, Turn, Verdict
from app.conversing.reply import Reply
from app.rendering import markdown, word
from app.rendering.material import Exchange
from app.rendering.sources import sources
from app.wire import views
from app.wire.answers import AnswerOut
from app.wire.requests import Request
from index.ports import Scope

router = APIRouter(prefix="/v1", tags=["conversations"])

ConversationId = Annotated[str, Path(description="The conversation's id.", max_length=100)]
AnswerId = Annotated[str, Path(description="The answer's id.", max_length=100)]
Form = Literal["docx", "md"]
FormQuery = Annotated[Form, Query(alias="format", description="Word or Markdown.")]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class ConversationOut(BaseModel):
    """A conversation as the list shows it."""

    id: str = Field(description="Identifies the conversation.")
    title: str = Field(description="Its name: the first question, until it is renamed.")
    created_at: datetime = Field(description="When its first question was asked (UTC).")
    updated_at: datetime = Field(description="When its last question was asked (UTC).")
    turns: int = Field(description="How many questions it holds.")


class ConversationsOut(BaseModel):
    """The asker's conversations."""

    conversations: list[ConversationOut] = Field(description="Newest first.")


class FeedbackIn(Request):
    """What the asker thinks of an answer."""

    verdict: Verdict = Field(description="right or wrong.")
    reason: str = Field("", max_length=2000, description="Why, in the asker's words.")


class TurnOut(BaseModel):
    """A question with its answer."""

    asked_at: datetime = Field(description="When it was asked (UTC).")
    answer: AnswerOut = Field(description="The answer as it was given.")
    verdict: Verdict | None = Field(description="What the asker thought of it.")
    reason: str = Field(description="Why.")


class ConversationDetail(ConversationOut):
    """A conversation with all its turns."""

    history: list[TurnOut] = Field(description="First to last.")


class RenameIn(Request):
    """A new name."""

    title: Title = Field(description="The conversation's name.")


@router.get("/conversations", responses=openapi.problems(422, 503), summary="List conversations")
def list_conversations(
    system: SystemDep,
    reader: ReaderDep,
    q: Annotated[str, Query(max_length=300, description="Words of titles or questions.")] = "",
) -> ConversationsOut:
    """Return the asker's conversations, newest first."""
    found = system.conversations.recent(reader, q) if reader else []
    return ConversationsOut(conversations=[ConversationOut(**_shown(c)) for c in found])


@router.get(
    "/conversations/{conversation_id}",
    responses=openapi.problems(404, 422, 503),
    summary="One conversation",
)
def show_conversation(
    conversation_id: ConversationId, system: SystemDep, scope: ScopeDep, reader: ReaderDep
) -> ConversationDetail:
    """Return a conversation with its questions and answers.

    An answer from documents that the asker no longer sees is withheld.
    """
    conversation, turns = system.conversations.turns(reader, conversation_id)
    return ConversationDetail(
        **_shown(conversation),
        history=[
            turn_out(turn, withholding.seen(stored.load(turn.answer), scope)) for turn in turns
        ],
    )


@router.patch(
    "/conversations/{conversation_id}",
    status_code=204,
    responses=openapi.problems(403, 404, 422, 503),
    summary="Name a conversation",
)
def rename_conversation(
    conversation_id: ConversationId, name: RenameIn, system: SystemDep, reader: ReaderDep
) -> None:
    """Give a conversation another name."""
    system.conversations.rename(reader, conversation_id, name.title)


@router.delete(
    "/conversations/{conversation_id}",
    status_code=204,
    responses=openapi.problems(403, 404, 422, 503),
    summary="Delete a conversation",
)
def delete_conversation(
    conversation_id: ConversationId, system: SystemDep, reader: ReaderDep
) -> None:
    """Forget a conversation; feedback given in it is kept."""
    system.conversations.delete(reader, conversation_id)


@router.get(
    "/conversations/{conversation_id}/export",
    response_class=Response,
    responses=openapi.problems(404, 422, 503),
    summary="A conversation as a file",
)
def export_conversation(
    conversation_id: ConversationId,
    system: SystemDep,
    scope: ScopeDep,
    reader: ReaderDep,
    form: FormQuery = "docx",
) -> Response:
    """Return the conversation with its sources in administrative form."""
    conversation, turns = system.conversations.turns(reader, conversation_id)
    replies = [stored.load(turn.answer) for turn in turns]
    return _export(system, scope, conversation.title, replies, form)


@router.get(
    "/answers/{answer_id}/export",
    response_class=Response,
    responses=openapi.problems(404, 422, 503),
    summary="An answer as a file",
)
def export_answer(
    answer_id: AnswerId,
    system: SystemDep,
    scope: ScopeDep,
    reader: ReaderDep,
    form: FormQuery = "docx",
) -> Response:
    """Return one answer with its sources in administrative form, named by its question."""
    turn, reply = sharing.shown(system.conversations, answer_id, reader, scope)
    return _export(system, scope, turn.question, [reply], form)


@router.put(
    "/answers/{answer_id}/feedback",
    status_code=204,
    responses=openapi.problems(403, 404, 422, 503),
    summary="Judge an answer",
)
def judge_answer(
    answer_id: AnswerId, feedback: FeedbackIn, system: SystemDep, reader: ReaderDep
) -> None:
    """Keep what the asker thinks of an answer, over what was thought before."""
    system.conversations.judge(reader, answer_id, feedback.verdict, feedback.reason.strip())


@router.delete(
    "/answers/{answer_id}/feedback",
    status_code=204,
    responses=openapi.problems(403, 422, 503),
    summary="Take a judgement back",
)
def unjudge_answer(answer_id: AnswerId, system: SystemDep, reader: ReaderDep) -> None:
    """Forget what the asker thought of an answer."""
    system.conversations.unjudge(reader, answer_id)


@router.get(
    "/feedback",
    response_class=Response,
    responses=openapi.problems(503),
    summary="Feedback as gold-file lines",
)
def export_feedback(system: SystemDep, scope: ScopeDep, reader: ReaderDep) -> Response:
    """Return the asker's feedback as JSON lines that the evaluation reads."""
    kept = system.conversations.feedback(reader) if reader else []
    body = "".join(f"{line}\n" for line in gold.lines(kept, scope))
    return attached(body.encode(), "danh-gia", Format("jsonl", "application/x-ndjson"))


def _export(system: System, scope: Scope, title: str, replies: list[Reply], form: Form) -> Response:
    exchanges = [_exchange(reply, system, scope) for reply in replies]
    if form == "md":
        body = markdown.conversation(title, exchanges).encode()
        return attached(body, title, Format("md", "text/markdown; charset=utf-8"))
    return attached(word.conversation(title, exchanges), title, Format("docx", word.MEDIA_TYPE))


def _exchange(reply: Reply, system: System, scope: Scope) -> Exchange:
    """Return a reply as an export shows it."""
    reply = withholding.seen(reply, scope)
    cited = sources(reply.citations, system.catalogue, scope)
    return Exchange(reply.question, reply.shown, cited)


def _shown(conversation: Conversation) -> dict[str, object]:
    return {name: getattr(conversation, name) for name in ConversationOut.model_fields}


def turn_out(turn: Turn, reply: Reply) -> TurnOut:
    """Return a turn as it goes over the wire."""
    return TurnOut(
        asked_at=turn.asked_at,
        answer=views.answer(reply),
        verdict=turn.verdict,
        reason=turn.reason,
    )
