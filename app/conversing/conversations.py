"""Conversations kept for whoever held them, and what was thought of each answer.

They live in a file of their own beside the catalogue: losing it loses no document, and no answer
waits for it. What cannot be read is not looked back to, what cannot be written is not kept.
"""

import logging
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Literal

from app.conversing.pins import Pins
from app.conversing.schema import MIGRATIONS
from app.errors import AnswerNotFound, ConversationNotFound
from index.catalogue.database import Database
from index.errors import StorageFailure
from index.transactions import Row, Transactions
from ingest.vietnamese.text import fold, normalise

logger = logging.getLogger(__name__)

Verdict = Literal["right", "wrong"]

MOST_CONVERSATIONS = 500
"""Kept for one owner; beyond it the longest unused are forgotten."""
MOST_TURNS = 200
TITLE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation as a list shows it."""

    id: str
    title: str
    created_at: datetime
    updated_at: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer; ``answer`` is the reply as JSON."""

    answer_id: str
    asked_at: datetime
    question: str
    completed: str
    """The question as it was understood, with what it took from the turns before."""
    answer: str
    verdict: Verdict | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader thought of an answer; ``answer`` is the reply as JSON."""

    answer_id: str
    answer: str
    verdict: Verdict
    reason: str
    given_at: datetime


class Conversations:
    """The conversations of every owner. Safe to share between threads.

    ``owner`` is an opaque secret; no call shows or changes another owner's conversations.
    They are kept in a file, which is opened when first used, and again after that failed, or in a
    database that others share. Every method but ``past`` and ``record`` raises StorageFailure
    where it cannot be read or written.
    """

    def __init__(self, kept: Path | Transactions) -> None:
        self._kept = kept
        self._opened: Transactions | None = None
        self._opening = threading.Lock()
        self.pins = Pins(lambda: self.database)

    @property
    def database(self) -> Transactions:
        """What they are kept in, opened; for what is kept beside the conversations."""
        with self._opening:
            if self._opened is None:
                self._opened = self._kept if not isinstance(self._kept, Path) else _open(self._kept)
            return self._opened

    def close(self) -> None:
        """Release the file."""
        with self._opening:
            if self._opened is not None:
                self._opened.close()

    def count(self) -> int:
        """Return how many conversations are kept, of all owners."""
        with self.database.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM conversations").fetchone()[0])

    def recent(self, owner: str, q: str = "", limit: int = 100) -> list[Conversation]:
        """Return the newest conversations whose title or questions hold every word of ``q``."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT c.*, count(t.answer_id) AS turns"
                " FROM conversations c LEFT JOIN turns t ON t.conversation_id = c.id"
                " WHERE c.owner = ? GROUP BY c.id ORDER BY c.updated_at DESC, c.id",
                (owner,),
            ).fetchall()
            keys = connection.execute(
                "SELECT c.id, t.search_key FROM conversations c"
                " JOIN turns t ON t.conversation_id = c.id WHERE c.owner = ?",
                (owner,),
            ).fetchall()
        asked: dict[str, list[str]] = {}
        for key in keys:
            asked.setdefault(key["id"], []).append(key["search_key"])
        words = _search_key(q).split()
        held = (
            row
            for row in rows
            if _holds(words, _search_key(row["title"]), asked.get(row["id"], ()))
        )
        return [_conversation(row) for row in islice(held, limit)]

    def turns(self, owner: str, conversation_id: str) -> tuple[Conversation, list[Turn]]:
        """Return a conversation and its turns, first to last; raises ConversationNotFound."""
        with self.database.snapshot() as connection:
            row = connection.execute(
                "SELECT c.*, (SELECT count(*) FROM turns WHERE conversation_id = c.id) AS turns"
                " FROM conversations c WHERE id = ? AND owner = ?",
                (conversation_id, owner),
            ).fetchone()
            turns = connection.execute(
                "SELECT t.*, f.verdict, f.reason FROM turns t"
                " LEFT JOIN feedback f ON f.answer_id = t.answer_id"
                " WHERE t.conversation_id = ? ORDER BY t.asked_at, t.rowid",
                (conversation_id,),
            ).fetchall()
        if row is None:
            raise ConversationNotFound("Không có cuộc hỏi đáp này.")
        return _conversation(row), [_turn(turn) for turn in turns]

    def past(self, owner: str, conversation_id: str, last: int = 3) -> Sequence[Turn]:
        """Return the last turns, first to last; none where the conversation is not yet there.

        None either where the file cannot be read: the question is then taken by itself.
        """
        try:
            return self.turns(owner, conversation_id)[1][-last:]
        except ConversationNotFound:
            return ()
        except StorageFailure as error:
            logger.error("past questions cannot be read: %s", error)
            return ()

    def record(self, owner: str, conversation_id: str, turn: Turn) -> None:
        """Add a turn; begins the conversation, named by its first question, where there is none.

        A turn that cannot be written is not kept, and the log says so: its answer is given.
        Raises ConversationNotFound where the conversation is another owner's.
        """
        try:
            self._record(owner, conversation_id, turn)
        except StorageFailure as error:
            logger.error("a question is not kept: %s", error)

    def _record(self, owner: str, conversation_id: str, turn: Turn) -> None:
        moment = turn.asked_at.isoformat()
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
                (conversation_id, owner, _title(turn.question), moment, moment),
            )
            known = connection.execute(
                "UPDATE conversations SET updated_at = ? WHERE id = ? AND owner = ?",
                (moment, conversation_id, owner),
            )
            if not known.rowcount:
                raise ConversationNotFound("Không có cuộc hỏi đáp này.")
            connection.execute(
                "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    turn.answer_id,
                    conversation_id,
                    moment,
                    turn.question,
                    turn.completed,
                    turn.answer,
                    _search_key(turn.question),
                ),
            )
            connection.execute(
                "DELETE FROM turns WHERE conversation_id = :id AND answer_id NOT IN (SELECT"
                " answer_id FROM turns WHERE conversation_id = :id"
                " ORDER BY asked_at DESC LIMIT :most)",
                {"id": conversation_id, "most": MOST_TURNS},
            )
            connection.execute(
                "DELETE FROM conversations WHERE owner = :owner AND id NOT IN (SELECT id FROM"
                " conversations WHERE owner = :owner ORDER BY updated_at DESC LIMIT :most)",
                {"owner": owner, "most": MOST_CONVERSATIONS},
            )

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Name a conversation; raises ConversationNotFound."""
        self._change(
            "UPDATE conversations SET title = ? WHERE id = ? AND owner = ?",
            (_title(title), conversation_id, owner),
        )

    def delete(self, owner: str, conversation_id: str) -> None:
        """Forget a conversation and its turns; raises ConversationNotFound."""
        self._change(
            "DELETE FROM conversations WHERE id = ? AND owner = ?", (conversation_id, owner)
        )

    def turn(self, owner: str, answer_id: str) -> Turn:
        """Return one turn; raises AnswerNotFound."""
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT t.*, f.verdict, f.reason FROM turns t"
                " JOIN conversations c ON c.id = t.conversation_id"
                " LEFT JOIN feedback f ON f.answer_id = t.answer_id"
                " WHERE t.answer_id = ? AND c.owner = ?",
                (answer_id, owner),
            ).fetchone()
        if row is None:
            raise AnswerNotFound("Không có câu trả lời này.")
        return _turn(row)

    def shared(self, answer_id: str) -> Turn:
        """Return a turn to whoever has its id, without what its owner thought of it.

        What of it the asker may see is for the caller to judge. Raises AnswerNotFound.
        """
        with self.database.reading() as connection:
            row = connection.execute(
                "SELECT *, NULL AS verdict, '' AS reason FROM turns WHERE answer_id = ?",
                (answer_id,),
            ).fetchone()
        if row is None:
            raise AnswerNotFound("Không có câu trả lời này.")
        return _turn(row)

    def judge(self, owner: str, answer_id: str, verdict: Verdict, reason: str) -> None:
        """Keep what the owner thinks of an answer, over what was thought before.

        Raises AnswerNotFound.
        """
        turn = self.turn(owner, answer_id)
        with self.database.writing() as connection:
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (answer_id) DO UPDATE"
                " SET verdict = excluded.verdict, reason = excluded.reason,"
                " given_at = excluded.given_at",
                (answer_id, owner, turn.answer, verdict, reason, _now().isoformat()),
            )

    def unjudge(self, owner: str, answer_id: str) -> None:
        """Take back what the owner thought of an answer, if anything."""
        with self.database.writing() as connection:
            connection.execute(
                "DELETE FROM feedback WHERE answer_id = ? AND owner = ?", (answer_id, owner)
            )

    def feedback(self, owner: str | None) -> list[Feedback]:
        """Return the owner's feedback, or with None everyone's, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(
                "SELECT * FROM feedback WHERE CAST(:owner AS TEXT) IS NULL OR owner = :owner"
                " ORDER BY given_at, answer_id",
                {"owner": owner},
            ).fetchall()
        return [
            Feedback(
                row["answer_id"],
                row["answer"],
                row["verdict"],
                row["reason"],
                datetime.fromisoformat(row["given_at"]),
            )
            for row in rows
        ]

    def forget_before(self, moment: datetime, *, judged: bool = False) -> int:
        """Forget conversations unused since the moment; ``judged``: the judgements instead.

        Returns how many. What is forgotten is overwritten in the file.
        """
        statement = (
            "DELETE FROM feedback WHERE given_at < ?"
            if judged
            else "DELETE FROM conversations WHERE updated_at < ?"
        )
        with self.database.writing() as connection:
            return connection.execute(statement, (moment.isoformat(),)).rowcount

    def _change(self, statement: str, values: tuple[str, ...]) -> None:
        with self.database.writing() as connection:
            if not connection.execute(statement, values).rowcount:
                raise ConversationNotFound("Không có cuộc hỏi đáp này.")


def _open(path: Path) -> Database:
    """Open the file; what is forgotten is overwritten in it."""
    return Database(path, MIGRATIONS, "lịch sử hỏi đáp", overwriting=True)


def new_owner() -> str:
    """Return a secret for an owner that has none yet."""
    return secrets.token_hex(16)


def new_turn(answer_id: str, question: str, completed: str, answer: str) -> Turn:
    """Return a turn asked now."""
    return Turn(answer_id, _now(), question, completed, answer)


def _now() -> datetime:
    return datetime.now(UTC)


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def _search_key(text: str) -> str:
    return fold(normalise(text).lower())


def _holds(words: Sequence[str], title: str, asked: Sequence[str]) -> bool:
    """Tell whether every word stands in the title or in a question."""
    held = " ".join((title, *asked))
    return all(word in held for word in words)


def _conversation(row: Row) -> Conversation:
    return Conversation(
        row["id"],
        row["title"],
        datetime.fromisoformat(row["created_at"]),
        datetime.fromisoformat(row["updated_at"]),
        row["turns"],
    )


def _turn(row: Row) -> Turn:
    return Turn(
        row["answer_id"],
        datetime.fromisoformat(row["asked_at"]),
        row["question"],
        row["completed"],
        row["answer"],
        row["verdict"],
        row["reason"] or "",
    )
