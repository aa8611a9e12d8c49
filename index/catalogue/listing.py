"""The listing of documents, and what a question is narrowed to."""

import json
from collections.abc import Collection, Sequence

from index.catalogue import sameness
from index.catalogue.records import RECORDS, Conditions, conditions, record_of
from index.catalogue.rows import not_found, require
from index.errors import InvalidCursor
from index.records import DocumentRecord, Marks
from index.selection import EVERYTHING, NO_FILTERS, Filters, Scope, Selection
from index.transactions import Connection, Transactions


class Listing:
    """Lines of documents, one and many."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def record(self, document_id: str, scope: Scope) -> DocumentRecord:
        """Return the document's line of the listing. Raises DocumentNotFound."""
        require(scope, document_id)
        found = self._first("id = ?", [document_id], scope)
        if found is None:
            raise not_found(document_id)
        return found

    def records(
        self,
        scope: Scope,
        filters: Filters = NO_FILTERS,
        q: str | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> tuple[list[DocumentRecord], str | None]:
        """Return a page of the listing, newest document first, and the next page's cursor.

        Every word of ``q`` must occur in title, number, issuer, place or source, diacritics and
        case aside. Documents added while someone pages never shift the pages that follow.
        Raises InvalidCursor for a cursor this method did not give.
        """
        where = conditions(scope, filters, (q or "").split())
        sql, parameters = (where.sql, where.parameters) if where else ("TRUE", ())
        if cursor is not None:
            sql, parameters = f"{sql} AND sequence < ?", (*parameters, _position(cursor))
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{RECORDS} WHERE {sql} ORDER BY sequence DESC LIMIT ?", (*parameters, limit + 1)
            ).fetchall()
        more = len(rows) > limit
        rows = rows[:limit]
        return [record_of(row, scope) for row in rows], str(rows[-1]["sequence"]) if more else None

    def resolve(
        self, scope: Scope, filters: Filters, named: Collection[str] = frozenset()
    ) -> Selection:
        """Return the documents that scope and filters admit, by id; without either, all.

        Issuers match on a part of the name, places, kinds and numbers on the whole; case and
        diacritics never count. An undated document is outside every range of dates.

        A document is left out where one that answers for it (the same in another file, a newer
        version) is admitted too, unless the filters list ids or ``named`` holds it.
        """
        where = conditions(scope, filters)
        with self._database.snapshot() as connection:
            marks = sameness.marks(connection)
            admitted = None if where is None else _admitted(connection, where)
        if admitted is not None and scope.document_ids is not None:
            admitted &= scope.document_ids
            marks = marks.within(scope.document_ids)
        if filters.document_ids is not None:
            return Selection(admitted)
        excluded = _answered_for(marks, admitted).difference(named)
        return Selection(excluded=excluded) if admitted is None else Selection(admitted - excluded)

    def marks(self) -> Marks:
        """Return which documents another one answers for."""
        with self._database.reading() as connection:
            return sameness.marks(connection)

    def by_origin(self, origin: str) -> DocumentRecord | None:
        """Return the document whose file was last seen at this origin."""
        return self._first("id = (SELECT document_id FROM origins WHERE origin = ?)", [origin])

    def by_sha256(self, sha256: str, access: Collection[str] = ()) -> DocumentRecord | None:
        """Return the document of these bytes that all of ``access`` may see, the oldest of them."""
        shown = (
            "NOT EXISTS (SELECT 1 FROM json_each(CAST(? AS TEXT)) WHERE value NOT IN"
            " (SELECT principal FROM document_access WHERE document_id = documents.id))"
        )
        return self._first(f"sha256 = ? AND {shown}", [sha256, json.dumps(sorted(access))])

    def __contains__(self, document_id: str) -> bool:
        return self._first("id = ?", [document_id]) is not None

    def document_ids(self) -> list[str]:
        """Return the ids of all documents, sorted."""
        with self._database.reading() as connection:
            return [row["id"] for row in connection.execute("SELECT id FROM documents ORDER BY id")]

    def _first(
        self, condition: str, values: Sequence[str], scope: Scope = EVERYTHING
    ) -> DocumentRecord | None:
        with self._database.reading() as connection:
            row = connection.execute(
                f"{RECORDS} WHERE {condition} ORDER BY sequence LIMIT 1", tuple(values)
            ).fetchone()
        return None if row is None else record_of(row, scope)


def _admitted(connection: Connection, where: Conditions) -> frozenset[str]:
    rows = connection.execute(
        f"SELECT id FROM documents WHERE {where.sql}",  # noqa: S608 - own clauses
        where.parameters,
    )
    return frozenset(row["id"] for row in rows)


def _answered_for(marks: Marks, admitted: frozenset[str] | None) -> frozenset[str]:
    """Return the documents another one answers for that is admitted too."""
    marked = marks.same_as.keys() | marks.superseded_by.keys()
    if admitted is None:
        return frozenset(marked)
    return frozenset(d for d in marked if not admitted.isdisjoint(marks.stand_ins(d)))


def _position(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) < 19):
        raise InvalidCursor("Vị trí trang không hợp lệ. Hãy tải lại danh sách từ đầu.")
    return int(cursor)
