"""What the catalogue and its neighbours need of a database: connections, lent inside transactions.

Statements are written in what SQLite and PostgreSQL both understand: ``?`` or ``:name`` for values,
``ON CONFLICT``, ``coalesce``; numbers for yes and no; ``CAST(… AS TEXT)`` where nothing else says
of what type a value is. ``instr(text, part)`` and ``json_each(text)``, of which ``value`` alone is
read, exist in both; ``rowid`` only in the tables that say so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Value = str | int | float | bytes | None
Values = Sequence[Value] | Mapping[str, Value]


class Row(Protocol):
    """A row of a result; its values by name or by position."""

    def __getitem__(self, key: Any, /) -> Any: ...  # noqa: ANN401 - what the column holds

    def __iter__(self) -> Iterator[Any]: ...


class Cursor(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows the statement changed."""
        ...

    def fetchone(self) -> Any:  # noqa: ANN401 - a Row or None
        """Return the next row; None after the last."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """A connection, used by one thread at a time."""

    def execute(self, sql: str, parameters: Values = ..., /) -> Cursor:
        """Run a statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Values], /) -> Cursor:
        """Run a statement once for each."""
        ...


class Transactions(Protocol):
    """A database. Safe to share between threads.

    Raises StorageFailure where it cannot be reached, read or written.
    """

    def reading(self) -> AbstractContextManager[Connection]:
        """Lend a connection; each statement sees the newest commit."""
        ...

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Lend a connection whose every statement sees the same state."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """Lend a connection inside one transaction, committed at the end or not at all.

        Nobody else, of this process or another, is inside one at the same time.
        """
        ...

    def close(self) -> None:
        """Release what is held."""
        ...
