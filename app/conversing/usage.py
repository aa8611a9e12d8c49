"""How much is asked, day by day, without what was asked or by whom."""

from dataclasses import dataclass
from datetime import date, datetime

from app.conversing.conversations import Conversations

_REFUSED = '%"status":"not_found"%'
"""In a reply as it is kept; the same words in a question would stand with escaped quotes."""


@dataclass(frozen=True, slots=True)
class Day:
    """What was asked on a day (UTC)."""

    day: date
    questions: int
    refused: int
    """Questions that the documents do not answer."""
    askers: int


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How readers judged the answers."""

    right: int
    wrong: int


class Usage:
    """Figures of the conversations that are kept. Every method raises StorageFailure."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    def days(self, since: datetime) -> list[Day]:
        """Return the days since then on which something was asked, the latest first."""
        with self._conversations.database.reading() as connection:
            rows = connection.execute(
                "SELECT substr(t.asked_at, 1, 10) AS day, count(*) AS questions,"
                " sum(CASE WHEN t.answer LIKE :refused THEN 1 ELSE 0 END) AS refused,"
                " count(DISTINCT c.owner) AS askers"
                " FROM turns t JOIN conversations c ON c.id = t.conversation_id"
                " WHERE t.asked_at >= :since GROUP BY 1 ORDER BY 1 DESC",
                {"refused": _REFUSED, "since": since.isoformat()},
            ).fetchall()
        return [
            Day(
                date.fromisoformat(row["day"]),
                int(row["questions"]),
                int(row["refused"]),
                int(row["askers"]),
            )
            for row in rows
        ]

    def verdicts(self, since: datetime) -> Verdicts:
        """Return how often answers were judged right and wrong since then."""
        with self._conversations.database.reading() as connection:
            rows = connection.execute(
                "SELECT verdict, count(*) AS judged FROM feedback"
                " WHERE given_at >= ? GROUP BY verdict",
                (since.isoformat(),),
            ).fetchall()
        judged = {row["verdict"]: int(row["judged"]) for row in rows}
        return Verdicts(judged.get("right", 0), judged.get("wrong", 0))
