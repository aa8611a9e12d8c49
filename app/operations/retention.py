"""How long questions are kept, and their erasure."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.conversing.conversations import Conversations
from app.conversing.keeping import open_conversations


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was erased."""

    conversations: int = 0
    feedback: int = 0


def erase(path: Path, conversation_days: int | None, feedback_days: int | None) -> Forgotten:
    """Erase from a file of conversations what is older than so many days; None keeps it.

    Raises StorageFailure.
    """
    if not path.exists():
        return Forgotten()
    with closing(open_conversations(path)) as conversations:
        return forget(conversations, conversation_days, feedback_days)


def forget(
    conversations: Conversations, conversation_days: int | None, feedback_days: int | None
) -> Forgotten:
    """Erase what is older than so many days; None keeps it. Raises StorageFailure."""
    return Forgotten(
        0 if conversation_days is None else conversations.forget_before(_before(conversation_days)),
        0
        if feedback_days is None
        else conversations.forget_before(_before(feedback_days), judged=True),
    )


def _before(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)
