"""Connections to the catalogue's file, and the one place where SQLite's errors are translated."""

import logging
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from index.catalogue import integrity
from index.catalogue.schema import MIGRATIONS, migrate
from index.errors import StorageFailure

log = logging.getLogger(__name__)

BUSY_SECONDS = 30.0

_REASONS = {
    sqlite3.SQLITE_FULL: "Đĩa chứa dữ liệu đã đầy. Hãy giải phóng dung lượng rồi làm lại.",
    sqlite3.SQLITE_READONLY: "Thư mục dữ liệu chỉ cho đọc. Hãy cấp quyền ghi rồi làm lại.",
    sqlite3.SQLITE_PERM: "Không có quyền truy cập thư mục dữ liệu.",
    sqlite3.SQLITE_CANTOPEN: "Không mở được tệp {} trong thư mục dữ liệu.",
    sqlite3.SQLITE_IOERR: "Không đọc hoặc ghi được đĩa chứa dữ liệu (có thể đĩa đầy hoặc hỏng).",
    sqlite3.SQLITE_CORRUPT: "Tệp {} bị hỏng. Hãy chạy “hoidap check” để biết cách xử lý.",
    sqlite3.SQLITE_NOTADB: "Tệp {} không đúng định dạng hoặc bị hỏng. Hãy chạy “hoidap check”.",
    sqlite3.SQLITE_BUSY: "Tệp {} đang được chương trình khác ghi. Hãy thử lại sau.",
    sqlite3.SQLITE_LOCKED: "Tệp {} đang được chương trình khác ghi. Hãy thử lại sau.",
    sqlite3.SQLITE_TOOBIG: "Nội dung quá lớn, tệp {} không lưu được.",
}


@contextmanager
def translated(name: str = "danh mục") -> Iterator[None]:
    """Turn SQLite's errors about the file into StorageFailure; a faulty statement stays one.

    ``name`` says in Vietnamese which file it is.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        reason = None if code is None else _REASONS.get(code & 0xFF)
        if isinstance(error, sqlite3.OperationalError) and "decode to UTF-8" in str(error):
            reason = _REASONS[sqlite3.SQLITE_CORRUPT]  # of the module, which gives it no code
        if reason is None:
            raise
        # As text: a record that is kept would keep the failed statement, and with it its lock.
        log.warning("%s: %s", name, str(error))
        raise StorageFailure(reason.format(name)) from error
    except (ValidationError, zlib.error) as error:  # what a row holds is not what was written
        log.warning("%s: a row cannot be read: %s", name, type(error).__name__)
        raise StorageFailure(_REASONS[sqlite3.SQLITE_CORRUPT].format(name)) from error


class Database:
    """A pool of connections to one file: each is used by one thread at a time.

    Implements ``Transactions``. ``overwriting`` leaves nothing of what is deleted in the file.
    """

    def __init__(
        self,
        path: Path,
        migrations: tuple[tuple[str, ...], ...] = MIGRATIONS,
        name: str = "danh mục",
        *,
        overwriting: bool = False,
    ) -> None:
        self._path = path
        self._name = name
        self._overwriting = overwriting
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageFailure(f"Không tạo được thư mục dữ liệu {path.parent}.") from error
        with self.reading() as connection:
            former = _version(connection)
            migrate(connection, migrations)
            integrity.install(connection, migrated=former != _version(connection))

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; statements outside a transaction each see the newest commit."""
        with translated(self._name):
            connection = self._take()
            try:
                yield connection
            except BaseException:
                # The state of a connection that failed is unknown: do not lend it again.
                connection.close()
                raise
            self._give(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside one read transaction: every statement sees the same state."""
        with self.reading() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside one write transaction, committed at the end or not at all."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            integrity.seal(connection)
            connection.commit()

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        connection = sqlite3.connect(
            self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            integrity.register(connection)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            if self._overwriting:
                connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _give(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._idle.append(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
