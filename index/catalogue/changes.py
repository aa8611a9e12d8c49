"""The catalogue's generations: every change of a document raises the number by one."""

from collections.abc import Iterable

from index.transactions import Connection, Transactions

_ALL = 1 << 62


class Changes:
    """What changed since when, by whatever process."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    @property
    def generation(self) -> int:
        """How many changes were ever committed, by any process; 0 when new."""
        with self._database.reading() as connection:
            return _generation(connection)

    def touched_since(self, generation: int) -> tuple[int, list[str]]:
        """Return the present generation and the ids added, replaced or deleted since, in order."""
        with self._database.snapshot() as connection:
            changes = _changes(connection, generation, _ALL)
            return _generation(connection), [document_id for _, document_id in changes]

    def changes_since(self, generation: int, limit: int) -> list[tuple[int, str]]:
        """Return the first ``limit`` of the latest changes of documents, oldest first.

        A store that has taken them in has caught up with the last one's generation.
        """
        with self._database.reading() as connection:
            return _changes(connection, generation, limit)


def record(connection: Connection, document_id: str) -> None:
    """Note that the document changed."""
    connection.execute(
        "INSERT INTO changes VALUES (?, ?)"
        " ON CONFLICT (document_id) DO UPDATE SET generation = excluded.generation",
        (document_id, _generation(connection) + 1),
    )


def _generation(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(generation), 0) FROM changes").fetchone()[0])


def _changes(connection: Connection, generation: int, limit: int) -> list[tuple[int, str]]:
    rows: Iterable[tuple[int, str]] = connection.execute(
        "SELECT generation, document_id FROM changes WHERE generation > ? "
        "ORDER BY generation LIMIT ?",
        (generation, limit),
    )
    return [(changed, document_id) for changed, document_id in rows]
