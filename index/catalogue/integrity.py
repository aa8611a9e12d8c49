"""A checksum on every row of a SQLite file, and the file's lineage.

SQLite finds a damaged page only where its structure suffers; a flipped bit within a text is read
as if it had always been there. Triggers note each row that is written, whoever writes it and into
whichever table; before it commits, the program seals the noted rows with their checksums. A row
that another program wrote stays without one and is reported. A table that comes with a later
migration is taken in when the file is next opened.

The lineage is an id drawn when the file is made, and anew when it is restored: what was derived
from one file is told from what another one says.
"""

import secrets
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SUM = "row_sum"
_OWN = ("checksums", "lineage")
DERIVED = ("bands", "unstated")
"""Tables made from the others, many rows a document: what is wrong in them costs time at most."""
_SCHEMA = "sqlite_master"
"""The table of SQLite that says what the others are; it has no triggers."""
_EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Damage:
    """A row that is not as it was written, or that is gone."""

    table: str
    key: str
    """The row's primary key; of several columns, as a JSON array."""


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    def sum(self) -> str:
        """Return SQL for the checksum of a row, each value with its type."""
        values = (f"typeof({_quoted(c)}), CAST({_quoted(c)} AS BLOB)" for c in self.columns)
        return f"{_SUM}({', '.join(values)})"

    def identity(self, row: str = "") -> str:
        """Return SQL for the row's key."""
        columns = [f"{row}{_quoted(column)}" for column in self.key]
        return columns[0] if len(columns) == 1 else f"json_array({', '.join(columns)})"

    def having(self, key: str) -> str:
        """Return SQL for the condition that a row has this key."""
        if len(self.key) == 1:
            return f"{_quoted(self.key[0])} = {key}"
        return " AND ".join(
            f"{_quoted(column)} = json_extract({key}, '$[{at}]')"
            for at, column in enumerate(self.key)
        )

    def triggers(self) -> dict[str, str]:
        """Return the statements that create the table's triggers, by name."""
        # Without "+" the key of a table of numbers would be looked for among all of its rows.
        forget = "DELETE FROM checksums WHERE part = {} AND key = +{};"
        note = "INSERT INTO checksums VALUES ({}, {}, NULL);"
        part, old, new = _text(self.name), self.identity("OLD."), self.identity("NEW.")
        noted = forget.format(part, new) + note.format(part, new)
        bodies = {
            "INSERT": noted,
            "UPDATE": forget.format(part, old) + noted,
            "DELETE": forget.format(part, old),
        }
        return {
            (name := f"checksum_{self.name}_{event.lower()}"): (
                f"CREATE TRIGGER {_quoted(name)} AFTER {event} ON {_quoted(self.name)} "
                f"BEGIN {bodies[event]} END"
            )
            for event in _EVENTS
        }


def register(connection: sqlite3.Connection) -> None:
    """Give a connection the function that ``seal`` and ``damages`` call."""
    connection.create_function(_SUM, -1, _row_sum, deterministic=True)


def install(connection: sqlite3.Connection, *, migrated: bool = False) -> None:
    """Give every table its triggers, and the rows it has already their checksums.

    Cheap where nothing is missing; ``migrated`` says that rows have changed their form and are
    all summed anew. ``connection`` is registered and outside a transaction.
    """
    if not (migrated or _missing(connection) or _noted_schema(connection) is None):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS checksums (part TEXT NOT NULL, key NOT NULL, "
            "sum INTEGER, PRIMARY KEY (part, key)) WITHOUT ROWID"
        )
        connection.execute(
            "CREATE INDEX IF NOT EXISTS checksums_open ON checksums (part) WHERE sum IS NULL"
        )
        connection.execute("CREATE TABLE IF NOT EXISTS lineage (id TEXT PRIMARY KEY)")
        if lineage(connection) is None:
            renew(connection)
        for table in _tables(connection) if migrated else _missing(connection):
            _equip(connection, table)
        connection.execute("DELETE FROM checksums WHERE part = ?", (_SCHEMA,))
        connection.execute(
            "INSERT INTO checksums VALUES (?, ?, ?)", (_SCHEMA, _SCHEMA, _schema_sum(connection))
        )
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def is_equipped(connection: sqlite3.Connection) -> bool:
    """Return whether the file keeps checksums."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'checksums_open'")
    return found.fetchone() is not None


def seal(connection: sqlite3.Connection) -> None:
    """Give the rows written in this transaction their checksums.

    ``connection`` is registered. Does nothing in a file without checksums.
    """
    if not is_equipped(connection):
        return
    noted = connection.execute("SELECT DISTINCT part FROM checksums WHERE sum IS NULL").fetchall()
    for name in [str(row[0]) for row in noted]:
        table = _table(connection, name)
        if not table.columns:  # dropped since
            connection.execute("DELETE FROM checksums WHERE part = ?", (name,))
            continue
        connection.execute(
            # By the index of what is open: there are as many rows as the table has.
            "UPDATE checksums INDEXED BY checksums_open"  # noqa: S608 - own names
            f" SET sum = (SELECT {table.sum()} FROM {_quoted(name)} "
            f"WHERE {table.having('checksums.key')}) WHERE part = ? AND sum IS NULL",
            (name,),
        )


def damages(connection: sqlite3.Connection, limit: int = -1) -> Iterator[Damage]:
    """Yield rows that are not as they were written, and rows that are gone, by table.

    ``connection`` is registered. Raises sqlite3.DatabaseError where a page cannot be read.
    """
    if _noted_schema(connection) not in (None, _schema_sum(connection)):
        yield Damage(_SCHEMA, _SCHEMA)
    for table in _tables(connection):
        part, name, identity = _text(table.name), _quoted(table.name), table.identity()
        yield from _found(
            connection,
            table,
            f"SELECT {identity} FROM {name} WHERE {table.sum()} IS NOT "  # noqa: S608 - own names
            f"(SELECT sum FROM checksums WHERE part = {part} AND key = {identity}) LIMIT {limit}",
        )
        yield from _found(
            connection,
            table,
            f"SELECT key FROM checksums WHERE part = {part} "  # noqa: S608 - own names
            f"AND key NOT IN (SELECT {identity} FROM {name}) LIMIT {limit}",
        )


def structural(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite itself finds wrong with the file, in its own words; empty when sound."""
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
        broken = [
            f"row of {row[0]} refers to a missing row of {row[2]}"
            for row in connection.execute("PRAGMA foreign_key_check").fetchmany(20)
        ]
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [line for line in found if line != "ok"] + broken


def lineage(connection: sqlite3.Connection) -> str | None:
    """Return the file's lineage; None in a file that has none yet."""
    row = connection.execute("SELECT id FROM lineage").fetchone()
    return None if row is None else str(row[0])


def renew(connection: sqlite3.Connection) -> None:
    """Draw another lineage, for a file that takes the place of another one."""
    connection.execute("DELETE FROM lineage")
    connection.execute("INSERT INTO lineage VALUES (?)", (secrets.token_hex(16),))


def _noted_schema(connection: sqlite3.Connection) -> int | None:
    """Return the checksum of the schema as it was when the tables were last given triggers."""
    if not is_equipped(connection):
        return None
    row = connection.execute("SELECT sum FROM checksums WHERE part = ?", (_SCHEMA,)).fetchone()
    return None if row is None else int(row[0])


def _schema_sum(connection: sqlite3.Connection) -> int:
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"
    )
    return _row_sum(*(value for row in rows for value in row))


def _found(connection: sqlite3.Connection, table: _Table, query: str) -> Iterator[Damage]:
    for row in connection.execute(query):
        yield Damage(table.name, str(row[0]))


def _equip(connection: sqlite3.Connection, table: _Table) -> None:
    """Put the table's triggers in place and note every row it has."""
    for name, statement in table.triggers().items():
        connection.execute(f"DROP TRIGGER IF EXISTS {_quoted(name)}")
        connection.execute(statement)
    part, name = _text(table.name), _quoted(table.name)
    connection.execute("DELETE FROM checksums WHERE part = ?", (table.name,))
    connection.execute(
        f"INSERT INTO checksums SELECT {part}, {table.identity()}, "  # noqa: S608 - own names
        f"{table.sum()} FROM {name}"
    )


def _missing(connection: sqlite3.Connection) -> list[_Table]:
    """Return the tables whose triggers are not there as they should be."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    present = {str(row[0]): str(row[1]) for row in rows}
    return [
        table
        for table in _tables(connection)
        if any(present.get(name) != statement for name, statement in table.triggers().items())
    ]


def _tables(connection: sqlite3.Connection) -> list[_Table]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    virtual = [str(row[0]) for row in rows if str(row[1]).upper().startswith("CREATE VIRTUAL")]
    names = [
        name
        for name in (str(row[0]) for row in rows)
        if name not in (*_OWN, *DERIVED)
        and name not in virtual
        and not any(name.startswith(f"{each}_") for each in virtual)
    ]
    return [_table(connection, name) for name in names]


def _table(connection: sqlite3.Connection, name: str) -> _Table:
    described: Sequence[tuple[object, ...]] = connection.execute(
        "SELECT name, pk FROM pragma_table_info(?)", (name,)
    ).fetchall()
    columns = tuple(str(row[0]) for row in described)
    keyed = sorted((int(str(row[1])), str(row[0])) for row in described if row[1])
    return _Table(name, columns, tuple(column for _, column in keyed) or ("rowid",))


def _row_sum(*values: str | bytes | None) -> int:
    total = 0
    for value in values:
        content = value.encode() if isinstance(value, str) else value
        head = b"-" if content is None else b"%d:" % len(content)
        total = zlib.crc32(content or b"", zlib.crc32(head, total))
    return total


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if name != "rowid" else name


def _text(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"
