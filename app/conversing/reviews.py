"""What administrators find right where a reader judged an answer; kept beside the judgement."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel, Field

from app.conversing.conversations import Conversations, Feedback
from app.errors import EntryNotFound


class Evidence(BaseModel):
    """A passage that holds what was asked, word for word."""

    document_id: str = Field(description="The document that holds it.")
    source: str = Field(description="File name as ingested.")
    section_path: tuple[str, ...] = Field(description="Labels of the section, outermost first.")
    quote: str = Field(description="The words, verbatim.")


class Review(BaseModel):
    """What the answer should have been."""

    answerable: bool = Field(True, description="Whether the documents answer it.")
    answer: str = Field("", description="What the answer should have said.")
    must_include: tuple[tuple[str, ...], ...] = Field(
        (), description="Of each list one form at least must stand in the answer."
    )
    evidence: tuple[Evidence, ...] = Field((), description="The passages that hold it.")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A judgement, with what an administrator found right; None where nobody looked yet."""

    feedback: Feedback
    review: Review | None
    reviewer: str


class Reviews:
    """The judgements of all readers as a list to work through. Safe to share between threads.

    Every method raises StorageFailure where the file cannot be read or written.
    """

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    def all(self) -> list[Reviewed]:
        """Return every judgement, oldest first."""
        with self._conversations.database.reading() as connection:
            rows = {row["answer_id"]: row for row in connection.execute("SELECT * FROM reviews")}
        return [
            Reviewed(
                feedback,
                None if row is None else Review.model_validate_json(row["review"]),
                "" if row is None else row["reviewer"],
            )
            for feedback in self._conversations.feedback(None)
            for row in (rows.get(feedback.answer_id),)
        ]

    def put(self, answer_id: str, review: Review, reviewer: str) -> None:
        """Keep what is right, over what was kept before. Raises EntryNotFound."""
        with self._conversations.database.writing() as connection:
            judged = connection.execute(
                "SELECT 1 FROM feedback WHERE answer_id = ?", (answer_id,)
            ).fetchone()
            if judged is None:
                raise EntryNotFound("Chưa có ai đánh giá câu trả lời này.")
            connection.execute(
                "INSERT INTO reviews VALUES (?, ?, ?, ?) ON CONFLICT (answer_id) DO UPDATE SET"
                " review = excluded.review, reviewer = excluded.reviewer,"
                " reviewed_at = excluded.reviewed_at",
                (answer_id, review.model_dump_json(), reviewer, datetime.now(UTC).isoformat()),
            )
