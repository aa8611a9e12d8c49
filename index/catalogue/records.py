"""Rows of the catalogue: what a listing shows, and how filters become SQL."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from index.facts import number_key
from index.records import NO_MARKS, DocumentRecord, Marks
from index.selection import EVERYTHING, Filters, Scope, key
from index.transactions import Row
from ingest import naming
from ingest.document import Document, Stated

T = TypeVar("T")

_SHOWN = (
    "id IN (SELECT document_id FROM document_access"
    " WHERE principal IN (SELECT value FROM json_each(CAST(? AS TEXT))))"
)
"""Admits what is shown to one of some principals."""

_TAGGED = "id IN (SELECT document_id FROM document_tags WHERE tag_key = ?)"
NO_TAGS: Mapping[str, tuple[str, ...]] = {}

RECORDS = """
    SELECT documents.*, (
        SELECT origin FROM origins WHERE document_id = documents.id ORDER BY origins.rowid LIMIT 1
    ) AS origin FROM documents
"""


def _value(stated: Stated[T] | None) -> T | None:
    return None if stated is None else stated.value


def columns(document: Document, passages: int) -> dict[str, str | int | None]:
    """Return the document's row of the table ``documents``."""
    header = document.header
    kind, number = _value(header.kind), _value(header.number)
    issuer, place = _value(header.issuer), _value(header.place)
    issued_on = _value(header.issued_on)
    title = naming.title(document)
    shown = (title, number, issuer, place, document.source)
    return {
        "id": document.id,
        "source": document.source,
        "title": title,
        "kind": kind,
        "number": number,
        "issuer": issuer,
        "place": place,
        "issued_on": issued_on.isoformat() if issued_on else None,
        "signer": _value(header.signer),
        "sections": sum(section.label is not None for section in document.walk()),
        "passages": passages,
        "ingested_at": datetime.now(UTC).isoformat(),
        "sha256": document.sha256,
        "pages": len(document.page_starts) or None,
        "media_type": document.media_type,
        "warnings": len(document.warnings),
        "kind_key": kind and key(kind),
        "number_key": number and number_key(number),
        "issuer_key": issuer and key(issuer),
        "place_key": place and key(place),
        "search_key": "\n".join(key(value) for value in shown if value),
    }


def record_of(
    row: Row,
    scope: Scope = EVERYTHING,
    marks: Marks = NO_MARKS,
    tags: Mapping[str, tuple[str, ...]] = NO_TAGS,
) -> DocumentRecord:
    """Read a row of ``RECORDS``; it names no document outside the scope. ``tags`` by document."""
    issued_on = row["issued_on"]
    return DocumentRecord(
        id=row["id"],
        source=row["source"],
        title=row["title"],
        kind=row["kind"],
        number=row["number"],
        issuer=row["issuer"],
        place=row["place"],
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
        signer=row["signer"],
        sections=row["sections"],
        passages=row["passages"],
        ingested_at=datetime.fromisoformat(row["ingested_at"]),
        sha256=row["sha256"],
        pages=row["pages"],
        media_type=row["media_type"],
        origin=row["origin"] or "",
        warnings=row["warnings"],
        same_as=_admitted(row["same_as"], scope),
        superseded_by=_admitted(marks.superseded_by.get(row["id"]), scope),
        later_version=_admitted(marks.later_version(row["id"]), scope),
        tags=tags.get(row["id"], ()),
    )


def _admitted(document_id: str | None, scope: Scope) -> str | None:
    return document_id if document_id is not None and scope.admits(document_id) else None


@dataclass(frozen=True, slots=True)
class Conditions:
    """A WHERE clause over ``documents`` and its parameters."""

    sql: str
    parameters: tuple[str | int, ...]


def conditions(scope: Scope, filters: Filters, words: Sequence[str] = ()) -> Conditions | None:
    """Return what admits a document; None where everything is admitted.

    A document that does not state a value never passes a filter on it. ``words`` must all occur
    in what the listing shows.
    """
    clauses: list[tuple[str, str | int]] = []
    if scope.principals is not None:
        clauses.append((_SHOWN, json.dumps(sorted(scope.principals))))
    seen = scope.document_ids if scope.principals is None else None
    for ids in (seen, filters.document_ids):
        if ids is not None:
            listed = json.dumps(sorted(ids))
            clauses.append(("id IN (SELECT value FROM json_each(CAST(? AS TEXT)))", listed))
    stated = (
        (filters.issuer, "instr(issuer_key, ?) > 0", key),
        (filters.place, "place_key = ?", key),
        (filters.kind, "kind_key = ?", key),
        (filters.number, "number_key = ?", number_key),
        (filters.tag, _TAGGED, key),
    )
    clauses.extend((sql, form(value)) for value, sql, form in stated if value is not None)
    days = (
        (filters.issued_from, "issued_on >= ?"),
        (filters.issued_to, "issued_on <= ?"),
        (filters.not_after, "(issued_on IS NULL OR issued_on <= ?)"),
    )
    clauses.extend((sql, day.isoformat()) for day, sql in days if day is not None)
    clauses.extend(("instr(search_key, ?) > 0", key(word)) for word in words)
    if not clauses:
        return None
    return Conditions(" AND ".join(sql for sql, _ in clauses), tuple(value for _, value in clauses))
