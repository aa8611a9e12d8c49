"""The port: what answering needs of a language model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, Protocol

from app.language_models.cancellation import Cancellation

LOCAL = "local"
"""What a site writes instead of an address to have the model on this machine."""


class Form(StrEnum):
    """How a model is spoken to."""

    CHAT = "chat"
    """An instructed model, in turns."""
    COMPLETION = "completion"
    """A base model, that continues examples."""


class Constraint(StrEnum):
    """How the server can be held to a form of reply."""

    AUTO = "auto"
    """A JSON schema, unless the server refuses one; then again after a while."""
    JSON_SCHEMA = "json_schema"
    GRAMMAR = "grammar"
    """GBNF, as llama.cpp takes it."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Message:
    """One turn."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(slots=True)
class Meter:
    """What requests took, added up; a model writes to it from one thread at a time."""

    calls: int = 0
    pieces: int = 0
    prompt_tokens: int = 0
    """As the server counts them; 0 where it does not say."""
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What to write; greedy, so that equal requests give equal text where the server allows."""

    messages: tuple[Message, ...]
    """The turns; of the completion form one, whose content is the text to continue."""
    max_tokens: int
    stop: tuple[str, ...] = ()
    schema: Mapping[str, Any] | None = None
    """A JSON schema that the reply should follow, if the server can hold it to that."""
    grammar: str | None = None
    """The same as a GBNF grammar, for servers of the llama.cpp family."""
    deadline: float | None = None
    """The moment, by ``time.monotonic``, at which the text must be there; None: as the model is
    set. A model may end before."""
    meter: Meter | None = field(default=None, compare=False)
    """Where the model adds what it took."""


class LanguageModel(Protocol):
    """Writes text. Safe to share between threads."""

    @property
    def name(self) -> str:
        """The model's name, as answers show it."""
        ...

    @property
    def form(self) -> Form:
        """How it is spoken to."""
        ...

    def write(self, request: Request, cancellation: Cancellation) -> Iterator[str]:
        """Yield the text piece by piece, ending within the deadline.

        Raises ModelFailure, also after some pieces. Closing the iterator ends the request.
        """
        ...

    def close(self) -> None:
        """End what is in hand."""
        ...
