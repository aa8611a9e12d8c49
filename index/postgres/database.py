"""Connections to PostgreSQL, and the one place where its errors are translated."""

import copy
import logging
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, cast

import psycopg
import psycopg_pool
from pgvector.psycopg import register_vector
from psycopg import errors, sql
from pydantic import ValidationError

from index.errors import StorageFailure
from index.postgres.schema import migrate
from index.transactions import Cursor, Values

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 20
"""Of one process. The server must allow so many for each, and one more for a worker."""
PATIENCE_SECONDS = 30
"""How long to wait for the server, for a connection and for another process that writes."""
WRITING = 0x686F_6964
"""The lock, of the whole database, held by whoever is inside ``writing``."""

_REASONS: tuple[tuple[type[psycopg.Error], str], ...] = (
    (errors.DiskFull, "Đĩa của máy chủ PostgreSQL đã đầy. Hãy giải phóng dung lượng rồi làm lại."),
    (errors.TooManyConnections, "Máy chủ PostgreSQL không nhận thêm kết nối. Hãy thử lại sau."),
    (errors.ReadOnlySqlTransaction, "Cơ sở dữ liệu chỉ cho đọc. Hãy nối đến máy chủ chính."),
    (errors.InsufficientPrivilege, "Tài khoản PostgreSQL không đủ quyền trong cơ sở dữ liệu này."),
    (errors.InvalidPassword, "PostgreSQL từ chối mật khẩu. Hãy xem lại HOIDAP_DATABASE_URL."),
    (
        errors.InvalidAuthorizationSpecification,
        "PostgreSQL từ chối tài khoản này. Hãy xem lại HOIDAP_DATABASE_URL.",
    ),
    (errors.InvalidCatalogName, "Không có cơ sở dữ liệu này. Hãy xem lại HOIDAP_DATABASE_URL."),
    (errors.LockNotAvailable, "Cơ sở dữ liệu đang được chương trình khác ghi. Hãy thử lại sau."),
    (errors.DataCorrupted, "Dữ liệu trong PostgreSQL bị hỏng. Hãy khôi phục từ bản sao lưu."),
    (errors.IndexCorrupted, "Chỉ mục trong PostgreSQL bị hỏng. Hãy chạy REINDEX DATABASE."),
    (psycopg.OperationalError, "Không nối được đến PostgreSQL. Hãy kiểm tra máy chủ và mạng."),
    (psycopg.InterfaceError, "Kết nối đến PostgreSQL đã đứt. Hãy thử lại."),
)
"""The first that fits counts; PoolTimeout is an OperationalError."""


@contextmanager
def translated() -> Iterator[None]:
    """Turn the server's errors into StorageFailure; a faulty statement stays one."""
    try:
        yield
    except psycopg.Error as error:
        reason = next((said for kind, said in _REASONS if isinstance(error, kind)), None)
        if reason is None:
            raise
        log.warning("PostgreSQL: %s", str(error).strip())
        raise StorageFailure(reason) from error
    except (ValidationError, zlib.error) as error:  # what a row holds is not what was written
        log.warning("PostgreSQL: a row cannot be read: %s", type(error).__name__)
        raise StorageFailure(
            "Dữ liệu trong PostgreSQL không đọc được. Hãy khôi phục từ bản sao lưu."
        ) from error


class Row:
    """Values of one row, by name or by position."""

    __slots__ = ("_at", "_values")

    def __init__(self, at: Mapping[str, int], values: Sequence[Any]) -> None:
        self._at = at
        self._values = values

    def __getitem__(self, key: str | int) -> Any:  # noqa: ANN401 - what the column holds
        return self._values[self._at[key] if isinstance(key, str) else key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


class PostgresConnection:
    """Implements ``Connection`` over one of psycopg's; values come in binary form."""

    def __init__(self, raw: "psycopg.Connection[Row]") -> None:
        self.raw = raw

    def execute(self, statement: str, parameters: Values = ()) -> Cursor:
        """Run a statement."""
        cursor = self.raw.cursor(binary=True)
        return cast("Cursor", cursor.execute(_adapted(statement), parameters))

    def executemany(self, statement: str, parameters: Iterable[Values]) -> Cursor:
        """Run a statement once for each."""
        cursor = self.raw.cursor(binary=True)
        cursor.executemany(_adapted(statement), parameters)
        return cast("Cursor", cursor)


class PostgresDatabase:
    """Implements ``Transactions`` with a pool of connections.

    Opening it brings the tables to their present form. Raises StorageFailure.
    """

    def __init__(self, url: str, most: int = MOST_CONNECTIONS) -> None:
        self._settings: dict[str, Any] = {
            "autocommit": True,
            "row_factory": _rows,
            "connect_timeout": PATIENCE_SECONDS,
            "application_name": "hoidap",
            # Who is cut off without a word is noticed within a minute, on both sides.
            "keepalives_idle": 20,
            "keepalives_interval": 10,
            "keepalives_count": 3,
        }
        self._url = url
        self._lock = WRITING
        with translated():
            with psycopg.connect(url, **self._settings) as connection:
                migrate(connection)
            self._pool: psycopg_pool.ConnectionPool[psycopg.Connection[Row]] = (
                psycopg_pool.ConnectionPool(
                    url,
                    kwargs=self._settings,
                    min_size=1,
                    max_size=most,
                    timeout=PATIENCE_SECONDS,
                    configure=_configure,
                    check=psycopg_pool.ConnectionPool.check_connection,
                    open=True,
                )
            )

    @contextmanager
    def reading(self) -> Iterator[PostgresConnection]:
        """Lend a connection; each statement sees the newest commit."""
        with translated(), self._pool.connection() as raw:
            yield PostgresConnection(raw)

    @contextmanager
    def snapshot(self) -> Iterator[PostgresConnection]:
        """Lend a connection whose every statement sees the same state."""
        with self.reading() as connection, connection.raw.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[PostgresConnection]:
        """Lend a connection inside one transaction, committed at the end or not at all.

        Nobody else is inside one at the same time: changes are numbered in the order in which
        they are committed.
        """
        with self.transaction() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(?)", (self._lock,))
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[PostgresConnection]:
        """Lend a connection inside one transaction that others may be beside."""
        with self.reading() as connection, connection.raw.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s'")
            yield connection

    def beside(self, lock: int) -> "PostgresDatabase":
        """Return the same database with a lock of its own: its writers wait for no others.

        For tables that have nothing to do with the others; closing one closes both.
        """
        other = copy.copy(self)
        other._lock = lock
        return other

    def session(self) -> PostgresConnection:
        """Return a connection of one's own, for locks that last as long as it does."""
        with translated():
            raw: psycopg.Connection[Row] = psycopg.connect(self._url, **self._settings)
            _configure(raw)
            return PostgresConnection(raw)

    def lineage(self) -> str | None:
        """Return the id that was drawn when the database was filled."""
        with self.reading() as connection:
            row = connection.execute("SELECT id FROM lineage").fetchone()
            return None if row is None else str(row["id"])

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Translate what a connection of ``session`` raises."""
        with translated():
            yield

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


def _configure(connection: "psycopg.Connection[Row]") -> None:
    """Let the server end what a process that hangs has begun, and notice one that is gone."""
    for name, value in (
        ("idle_in_transaction_session_timeout", "5min"),
        ("tcp_keepalives_idle", "20"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
    ):
        connection.execute(sql.SQL("SET {} = {}").format(sql.Identifier(name), value))
    register_vector(connection)


def _rows(cursor: "psycopg.Cursor[Any]") -> Any:  # noqa: ANN401 - psycopg's factory of rows
    at = {column.name: number for number, column in enumerate(cursor.description or ())}
    return lambda values: Row(at, values)


@lru_cache(512)
def _adapted(statement: str) -> Any:  # noqa: ANN401 - psycopg wants a literal
    """Return a statement with the placeholders of psycopg."""
    statement = statement.replace("%", "%%").replace("?", "%s")
    return re.sub(r"(?<![:\w]):([a-z]\w*)", r"%(\1)s", statement)
