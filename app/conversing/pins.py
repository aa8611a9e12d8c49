"""Answers that someone keeps at hand, each with a note; they go with their conversation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from index.transactions import Transactions

MOST = 500
"""Pinned by one owner; beyond it the oldest are taken out."""


@dataclass(frozen=True, slots=True)
class Pin:
    """An answer that someone keeps at hand, with a note."""

    answer_id: str
    question: str
    note: str
    pinned_at: datetime


class Pins:
    """The pins of every owner, in the file of the conversations.

    ``owner`` is an opaque secret. Every method raises StorageFailure where the file fails.
    """

    def __init__(self, opened: Callable[[], Transactions]) -> None:
        self._opened = opened

    def put(self, owner: str, answer_id: str, note: str | None) -> None:
        """Keep an answer that is here at hand, under this note or, for None, the one before."""
        with self._opened().writing() as connection:
            connection.execute(
                "INSERT INTO pins VALUES (?, ?, ?, ?) ON CONFLICT (owner, answer_id) DO NOTHING",
                (owner, answer_id, "", datetime.now(UTC).isoformat()),
            )
            if note is not None:
                connection.execute(
                    "UPDATE pins SET note = ? WHERE owner = ? AND answer_id = ?",
                    (note, owner, answer_id),
                )
            connection.execute(
                "DELETE FROM pins WHERE owner = :owner AND answer_id NOT IN (SELECT answer_id"
                " FROM pins WHERE owner = :owner ORDER BY pinned_at DESC LIMIT :most)",
                {"owner": owner, "most": MOST},
            )

    def remove(self, owner: str, answer_id: str) -> None:
        """Keep an answer at hand no more, if it was."""
        with self._opened().writing() as connection:
            connection.execute(
                "DELETE FROM pins WHERE owner = ? AND answer_id = ?", (owner, answer_id)
            )

    def of(self, owner: str) -> list[Pin]:
        """Return what the owner pinned, the latest first."""
        with self._opened().reading() as connection:
            rows = connection.execute(
                "SELECT p.*, t.question FROM pins p JOIN turns t USING (answer_id)"
                " WHERE p.owner = ? ORDER BY p.pinned_at DESC, p.answer_id",
                (owner,),
            ).fetchall()
        return [
            Pin(
                row["answer_id"],
                row["question"],
                row["note"],
                datetime.fromisoformat(row["pinned_at"]),
            )
            for row in rows
        ]
