"""The service as a model of OpenAI's API, for chat pages and libraries that speak it."""

import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from app.answering.answer import Mode, Status
from app.answering.claims import Kind, Reason
from app.answering.wording import clean_quote
from app.api import leaving, openapi, problems, streaming
from app.api.dependencies import MetricsDep, ScopeDep, SystemDep
from app.api.noting import NotingDep
from app.bootstrap import System
from app.errors import ModelNotFound, NoQuestion
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled
from app.rendering.markdown import escape
from app.rendering.sources import sources
from app.wire import handlers
from app.wire.answers import (
    AnswerOut,
    CitationOut,
    ClaimOut,
    ConflictOut,
    CoverageOut,
    Event,
    PassagesOut,
    TokenOut,
    UnderstoodOut,
)
from app.wire.requests import AskRequest
from index.ports import Scope

router = APIRouter(prefix="/v1", tags=["openai"])

MODELS = {
    "hoidap": Mode.AUTO,
    "hoidap-extractive": Mode.EXTRACTIVE,
    "hoidap-generative": Mode.GENERATIVE,
}
_OWNER = "hoidap"
_SOURCES = "\n\n**Nguồn**\n"
_QUESTION = 2000
_TURNS = 40
"""Messages looked back upon; what is older does not tell what a follow-up means."""


class Foreign(BaseModel):
    """Another API's request: it may hold what means nothing here."""

    model_config = ConfigDict(extra="ignore")


class TextPart(Foreign):
    """A part of a message; only texts are read."""

    type: str = Field(description="text, or a kind that is passed over.")
    text: str = Field("", max_length=100_000, description="The text.")


class MessageIn(Foreign):
    """One turn of a chat."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] = Field(
        description="Who speaks; only what users said is read."
    )
    content: str | list[TextPart] | None = Field(None, description="What was said.")

    @property
    def text(self) -> str:
        """What was said, as one text."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text").strip()
        return (self.content or "").strip()


class StreamOptions(Foreign):
    """How to stream."""

    include_usage: bool = Field(False, description="Send a last chunk with the counts.")


class ChatRequest(Foreign):
    """A chat completion; fields that are not listed here are passed over."""

    model: str = Field(max_length=200, description="hoidap, hoidap-extractive, hoidap-generative.")
    messages: list[MessageIn] = Field(
        min_length=1, max_length=2000, description="The chat; its last message is the question."
    )
    stream: bool = Field(False, description="Reply as server-sent events.")
    stream_options: StreamOptions | None = Field(None, description="How to stream.")


class MessageOut(BaseModel):
    """The answer with its sources, in Markdown."""

    role: Literal["assistant"] = Field("assistant", description="Always assistant.")
    content: str = Field(description="The answer, then the list of its sources.")


class ChoiceOut(BaseModel):
    """The one choice."""

    index: int = Field(0, description="Always 0.")
    message: MessageOut = Field(description="The answer.")
    finish_reason: Literal["stop"] = Field("stop", description="Always stop.")


class UsageOut(BaseModel):
    """Counts of words: there need not be a language model that counts tokens."""

    prompt_tokens: int = Field(description="Words of the question.")
    completion_tokens: int = Field(description="Words of the reply.")
    total_tokens: int = Field(description="Both.")


class Beside(BaseModel):
    """The answer as data, beside its text."""

    status: Status = Field(description="answered or not_found.")
    mode: Mode = Field(description="extractive or generative.")
    kind: Kind = Field(description="The shape of the answer.")
    reason: Reason | None = Field(description="Why there is no answer; null where there is one.")
    confidence: float = Field(description="How sure the answer is, 0 to 1.")
    understood: UnderstoodOut = Field(description="What the question was taken to ask.")
    coverage: CoverageOut = Field(description="The documents asked, by what they gave.")
    conflicts: list[ConflictOut] = Field(description="Unconfirmed versions of what is cited.")
    claims: list[ClaimOut] = Field(description="The answer as data.")
    citations: list[CitationOut] = Field(description="The evidence, by marker.")


class CompletionOut(Beside):
    """A chat completion, and the answer's parts as data beside it."""

    id: str = Field(description="Identifies the completion.")
    object: Literal["chat.completion"] = Field("chat.completion", description="Always this.")
    created: int = Field(description="When, in seconds since 1970.")
    model: str = Field(description="The model asked.")
    choices: list[ChoiceOut] = Field(description="One choice.")
    usage: UsageOut = Field(description="Counts of words.")


class ModelOut(BaseModel):
    """A model that can be named in a request."""

    id: str = Field(description="Its name.")
    object: Literal["model"] = Field("model", description="Always model.")
    created: int = Field(0, description="Always 0.")
    owned_by: str = Field(_OWNER, description="This service.")


class ModelsOut(BaseModel):
    """The models that can be named in a request."""

    object: Literal["list"] = Field("list", description="Always list.")
    data: list[ModelOut] = Field(description="hoidap lets the measurement choose the mode.")


@router.get("/models", summary="List models")
def list_models() -> ModelsOut:
    """Return the names this service answers to."""
    return ModelsOut(data=[ModelOut(id=name) for name in MODELS])


@router.get("/models/{model}", responses=openapi.problems(404, 422), summary="One model")
def show_model(
    model: Annotated[str, Path(max_length=200, description="The model's name.")],
) -> ModelOut:
    """Return the model, if there is one of that name."""
    _mode(model)
    return ModelOut(id=model)


@router.post(
    "/chat/completions",
    response_model=CompletionOut,
    responses=openapi.problems(400, 403, 404, 413, 415, 422, 503) | openapi.CHUNKS,
    summary="Answer as a chat model",
)
async def complete_chat(
    http: Request,
    request: ChatRequest,
    system: SystemDep,
    scope: ScopeDep,
    metrics: MetricsDep,
    noting: NotingDep,
) -> CompletionOut | Response:
    """Answer the last question of a chat from the documents; earlier ones tell what it means.

    The text ends with the list of sources; `citations` holds them as data.
    """
    mode = _mode(request.model)

    def work(cancellation: Cancellation) -> CompletionOut | Response:
        question = _question(request.messages, system, scope)
        noting.asked(question)
        asked = AskRequest(question=question, mode=mode)
        parts = metrics.counted(handlers.events(system, asked, scope, cancellation=cancellation))
        parts = noting.events(parts)
        writing = _Writing(request, system, scope)
        if request.stream:
            return streaming.of_events(writing.events(parts), cancellation)
        return writing.whole(handlers.whole(parts))

    return await leaving.until_left(http, work)


class _Writing:
    """One completion."""

    def __init__(self, request: ChatRequest, system: System, scope: Scope) -> None:
        self._id = f"chatcmpl-{uuid.uuid4().hex}"
        self._created = int(time.time())
        self._request = request
        self._system = system
        self._scope = scope

    def whole(self, answer: AnswerOut) -> CompletionOut:
        """Return the completion of an answer."""
        return CompletionOut(
            id=self._id,
            created=self._created,
            model=self._request.model,
            choices=[ChoiceOut(message=MessageOut(content=answer.answer + self._sources(answer)))],
            usage=self._usage(answer),
            **dict(_beside(answer)),
        )

    def events(self, sent: Iterator[Event]) -> Iterator[str]:
        """Yield the chunks of a streamed completion."""
        try:
            for event in sent:
                if isinstance(event, PassagesOut):
                    yield self._chunk({"role": "assistant", "content": ""})
                elif isinstance(event, TokenOut):
                    yield self._chunk({"content": event.text})
                else:
                    yield from self._end(event)
        except Cancelled:
            return
        except Exception:  # the status is sent; the reader learns it in the stream
            streaming.logger.exception("Stream broke")
            problem = problems.of_status(500)
            yield streaming.data({"error": {"message": problem.detail, "code": problem.code}})

    def _end(self, answer: AnswerOut) -> Iterator[str]:
        if listed := self._sources(answer):
            yield self._chunk({"content": listed})
        yield self._chunk({}, finish_reason="stop", **_beside(answer).model_dump(mode="json"))
        options = self._request.stream_options
        if options is not None and options.include_usage:
            usage = self._usage(answer).model_dump()
            yield streaming.data(self._frame() | {"choices": [], "usage": usage})
        yield "data: [DONE]\n\n"

    def _frame(self) -> dict[str, Any]:
        return {
            "id": self._id,
            "object": "chat.completion.chunk",
            "created": self._created,
            "model": self._request.model,
        }

    def _chunk(
        self, delta: dict[str, str], finish_reason: str | None = None, **beside: object
    ) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        return streaming.data(self._frame() | {"choices": [choice]} | beside)

    def _sources(self, answer: AnswerOut) -> str:
        lines = []
        for source in sources(answer.citations, self._system.catalogue, self._scope):
            page = f", trang {source.page}" if source.page else ""
            quote = escape(clean_quote(source.quote))
            lines.append(f"- [{source.marker}] {escape(source.name)}{page}: “{quote}”")
        return _SOURCES + "\n".join(lines) if lines else ""

    def _usage(self, answer: AnswerOut) -> UsageOut:
        asked, said = len(answer.question.split()), len(answer.answer.split())
        return UsageOut(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)


def _beside(answer: AnswerOut) -> Beside:
    return Beside.model_validate(answer, from_attributes=True)


def _mode(model: str) -> Mode:
    if model not in MODELS:
        raise ModelNotFound(f"Không có mô hình này; hãy chọn: {', '.join(MODELS)}.")
    return MODELS[model]


def _question(messages: list[MessageIn], system: System, scope: Scope) -> str:
    """Return the last thing a user said, completed from what users said before."""
    said = [m.text for m in messages[-_TURNS:] if m.role == "user" and m.text]
    if not said or messages[-1].role != "user" or not messages[-1].text:
        raise NoQuestion("Tin nhắn cuối phải là câu hỏi của người dùng.")
    if len(said[-1]) > _QUESTION:
        raise NoQuestion(f"Câu hỏi dài quá {_QUESTION} ký tự.")
    return system.conversing.continued(said, scope)
