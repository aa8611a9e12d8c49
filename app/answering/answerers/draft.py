"""An answer's text before its citations are checked."""

from dataclasses import dataclass

from app.answering.answer import Status


@dataclass(frozen=True, slots=True)
class Draft:
    """Status, Markdown text with markers, and confidence 0 to 1."""

    status: Status
    text: str
    confidence: float

    @classmethod
    def answered(cls, text: str, confidence: float) -> "Draft":
        """Return an answer."""
        return cls(Status.ANSWERED, text, confidence)

    @classmethod
    def refusal(cls, text: str, confidence: float = 0.0) -> "Draft":
        """Return an honest "not in these documents"."""
        return cls(Status.NOT_FOUND, text, confidence)
