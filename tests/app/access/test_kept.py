"""Accounts and the trail are kept alike in files and in a database that services share."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import DatabaseError

import pytest

from app.access.audit import Audit, Entry
from app.access.directory import Directory, Record
from app.access.stores import KeptDirectory, MemoryDirectory
from index.transactions import Transactions


class Group(Record):
    """What the directory keeps in these tests."""

    members: tuple[str, ...] = ()


Place = Callable[[str], Path | Transactions]


@pytest.fixture(params=["files", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Where something of this name is kept."""
    if request.param == "files":
        yield lambda name: tmp_path / name
        return
    url = request.getfixturevalue("postgres_url")
    from index.postgres.database import PostgresDatabase

    with closing(PostgresDatabase(url)) as database:
        yield lambda _: database


def check_directory(directory: Directory) -> None:
    assert directory.read(Group, "a") is None
    directory.change(Group, "b", lambda _: Group(members=("x",)))
    directory.change(Group, "a", lambda _: Group())
    directory.change(Group, "b", lambda was: Group(members=(*was.members, "y")) if was else None)
    assert list(directory.every(Group)) == ["a", "b"]
    assert directory.read(Group, "b") == Group(members=("x", "y"))
    assert directory.change(Group, "b", lambda _: None) is None
    assert list(directory.every(Group)) == ["a"]


def test_a_directory_keeps_what_it_is_told(place: Place) -> None:
    check_directory(KeptDirectory(place("access")))
    check_directory(MemoryDirectory())


def test_what_fails_half_way_changes_nothing(place: Place) -> None:
    directory = KeptDirectory(place("access"))
    directory.change(Group, "a", lambda _: Group(members=("x",)))

    def failing(_: Group | None) -> Group | None:
        raise LookupError

    with pytest.raises(LookupError):
        directory.change(Group, "a", failing)
    assert directory.read(Group, "a") == Group(members=("x",))


def test_the_trail_is_never_changed_and_rotated_from_its_oldest_end(place: Place) -> None:
    audit = Audit(place("audit"))
    now = datetime.now(UTC)
    for days in (40, 20, 1):
        at = now - timedelta(days=days)
        audit.record(Entry(at, "u1", "Vân", f"GET /{days}", documents=("d1",)))
    assert [entry.action for entry in audit.entries()] == ["GET /1", "GET /20", "GET /40"]
    newest = audit.entries()[0]
    assert [entry.action for entry in audit.entries(newest.number, 1)] == ["GET /20"]
    assert newest.documents == ("d1",)
    for statement in ("UPDATE entries SET name = ''", "DELETE FROM entries"):
        with pytest.raises(refusals()), audit._database.writing() as connection:
            connection.execute(statement)
    assert audit.rotate(30) == 1
    assert len(audit.entries()) == len(list(audit.lines())) == 2


def refusals() -> tuple[type[Exception], ...]:
    try:
        import psycopg
    except ImportError:
        return (DatabaseError,)
    return (DatabaseError, psycopg.errors.RaiseException)
