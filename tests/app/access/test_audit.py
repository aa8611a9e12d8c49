import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.access.audit import FILE, Audit, Entry

NOW = datetime.now(UTC)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    with closing(Audit(tmp_path / FILE)) as audit:
        yield audit


def entry(action: str, days: int = 0) -> Entry:
    return Entry(NOW - timedelta(days=days), "user:an", "An", action, ("d1", "d2"), 200, "::1", "r")


def test_entries_come_back_newest_first_page_by_page(audit: Audit) -> None:
    for number in range(5):
        audit.record(entry(f"GET /{number}"))
    first = audit.entries(limit=3)
    assert [each.action for each in first] == ["GET /4", "GET /3", "GET /2"]
    rest = audit.entries(first[-1].number, 3)
    assert [each.action for each in rest] == ["GET /1", "GET /0"]
    assert rest[0].documents == ("d1", "d2")
    assert [json.loads(line)["action"] for line in audit.lines()] == [
        f"GET /{n}" for n in range(4, -1, -1)
    ]


def test_nothing_written_is_changed_or_taken_out(audit: Audit, tmp_path: Path) -> None:
    audit.record(entry("DELETE /v1/documents/{document_id}"))
    for statement in ("UPDATE entries SET caller = 'x'", "DELETE FROM entries"):
        with (
            closing(sqlite3.connect(tmp_path / FILE)) as connection,
            pytest.raises(sqlite3.IntegrityError, match="entry"),
        ):
            connection.execute(statement)
    assert len(audit.entries()) == 1


def test_what_is_old_is_rotated_out_and_numbers_go_on(audit: Audit) -> None:
    for days in (400, 399, 10, 0):
        audit.record(entry("GET /", days))
    assert audit.rotate(365) == 2
    assert audit.rotate(365) == 0
    assert [each.number for each in audit.entries()] == [4, 3]
    assert audit.rotate(1) == 1
    audit.record(entry("GET /"))
    assert [each.number for each in audit.entries()] == [5, 4]
