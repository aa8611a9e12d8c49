"""Which version persons said holds in which one's stead: kept beside what was read.

A person's word is of two files as they were: it rests while one of them holds other bytes than
then, and goes with either document.
"""

from datetime import UTC, datetime

from index.errors import CannotSupersede
from index.records import Marks, Supersession
from index.transactions import Connection

_HELD = """
    SELECT supersessions.* FROM supersessions
    JOIN documents AS former ON former.id = older AND former.sha256 = older_sha256
    JOIN documents AS next ON next.id = newer AND next.sha256 = newer_sha256
"""


def pairs(connection: Connection) -> list[tuple[str, str]]:
    """Return older and newer of each word that holds, in the order they were given."""
    rows = connection.execute(f"{_HELD} ORDER BY confirmed_at, older")
    return [(row["older"], row["newer"]) for row in rows]


def of(connection: Connection, document_id: str) -> list[Supersession]:
    """Return what holds of the document, as the older or as the newer one."""
    rows = connection.execute(
        f"{_HELD} WHERE ? IN (older, newer) ORDER BY confirmed_at, older", (document_id,)
    )
    return [
        Supersession(
            row["newer"],
            row["older"],
            row["confirmed_by"],
            datetime.fromisoformat(row["confirmed_at"]),
        )
        for row in rows
    ]


def confirm(connection: Connection, marks: Marks, newer: str, older: str, by: str) -> bool:
    """Keep that ``newer`` holds in the stead of ``older``; return whether that is new.

    Both are in the catalogue. Raises CannotSupersede where they are one document, or where the
    older one holds in the stead of the newer.
    """
    if (older, newer) in pairs(connection):
        return False
    former, following = marks.leader(older), marks.leader(newer)
    if former == following:
        raise CannotSupersede("Hai tệp này là cùng một văn bản nên không thay thế nhau.")
    if former in marks.newer(following):
        raise CannotSupersede(
            "Đã có xác nhận ngược lại: văn bản kia thay thế văn bản này. Hãy bỏ xác nhận đó trước."
        )
    connection.execute(
        "INSERT INTO supersessions SELECT former.id, next.id, former.sha256, next.sha256,"
        " CAST(? AS TEXT), CAST(? AS TEXT) FROM documents AS former, documents AS next"
        " WHERE former.id = ? AND next.id = ? ON CONFLICT (older) DO UPDATE SET"
        " newer = excluded.newer, older_sha256 = excluded.older_sha256,"
        " newer_sha256 = excluded.newer_sha256, confirmed_by = excluded.confirmed_by,"
        " confirmed_at = excluded.confirmed_at",
        (by, datetime.now(UTC).isoformat(), older, newer),
    )
    return True


def withdraw(connection: Connection, newer: str, older: str) -> bool:
    """Take the word back; return whether there was one."""
    deleted = connection.execute(
        "DELETE FROM supersessions WHERE older = ? AND newer = ?", (older, newer)
    )
    return bool(deleted.rowcount)
