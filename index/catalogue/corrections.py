"""What persons put right in headers: kept beside what was read, and laid over it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from index.records import CORRECTABLE, Correction
from index.transactions import Connection
from ingest.document import Document, Header, Provenance, Stated

NOTHING: Mapping[str, str | None] = {}


def history(connection: Connection, document_id: str) -> list[Correction]:
    """Return all corrections of a document, the oldest first."""
    rows = connection.execute(
        "SELECT field, read, value, at FROM corrections WHERE document_id = ? ORDER BY number",
        (document_id,),
    )
    return [
        Correction(row["field"], row["read"], row["value"], datetime.fromisoformat(row["at"]))
        for row in rows
    ]


def laid_over(
    connection: Connection, document: Document, further: Mapping[str, str | None] = NOTHING
) -> Document:
    """Return the document, as it was read, with the corrections that hold, then with further ones.

    Raises ValueError for a field that cannot be corrected or a date that is none.
    """
    standing = {entry.field: entry.value for entry in history(connection, document.id)}
    for name, value in further.items():
        _require(name, value)
        standing[name] = value
    changes = {name: stated(name, value) for name, value in standing.items() if value is not None}
    if not changes:
        return document
    return replace(document, header=replace(document.header, **changes))  # type: ignore[arg-type]


def stated(name: str, value: str) -> Stated[str] | Stated[date] | None:
    """Return the header value of a correction; None where the document states nothing.

    Raises ValueError for a date that is not year-month-day.
    """
    if not value:
        return None
    if name == "issued_on":
        return Stated(date.fromisoformat(value), None, None, Provenance.CORRECTED)
    return Stated(value, None, None, Provenance.CORRECTED)


def add(connection: Connection, read: Document, changes: Mapping[str, str | None]) -> bool:
    """Note the changes that change something, and return whether any does.

    Raises ValueError for a field that cannot be corrected or a date that is none.
    """
    standing = {entry.field: entry.value for entry in history(connection, read.id)}
    now = datetime.now(UTC).isoformat()
    changed = False
    for name, value in changes.items():
        _require(name, value)
        if standing.get(name) == value:
            continue
        connection.execute(
            "INSERT INTO corrections (document_id, field, read, value, at) VALUES (?, ?, ?, ?, ?)",
            (read.id, name, text(read.header, name), value, now),
        )
        changed = True
    return changed


def _require(name: str, value: str | None) -> None:
    if name not in CORRECTABLE:
        raise ValueError(f"{name} cannot be corrected")
    stated(name, value or "")


def text(header: Header, name: str) -> str | None:
    """Return a header value as text, a date as year-month-day; None where there is none."""
    found: Stated[str] | Stated[date] | None = getattr(header, name)
    if found is None:
        return None
    return found.value.isoformat() if isinstance(found.value, date) else found.value
