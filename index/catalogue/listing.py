"""The listing of documents, and what a question is narrowed to."""

import base64
import binascii
import json
from collections.abc import Collection, Sequence

from index.catalogue import sameness, supersessions, tags
from index.catalogue.records import RECORDS, Conditions, conditions, record_of
from index.catalogue.rows import not_found, require
from index.errors import InvalidCursor
from index.records import DocumentRecord, Marks, Supersession, Tally
from index.selection import EVERYTHING, NO_FILTERS, Filters, Order, Scope, Selection
from index.transactions import Connection, Row, Transactions

_LAST = "\U0010ffff"
"""Stands behind every other text."""
_KEYS: dict[Order, tuple[str, str]] = {
    Order.ADDED: ("sequence", "DESC"),
    Order.ISSUED: ("coalesce(issued_on, '')", "DESC"),
    Order.TITLE: ("substr(search_key, 1, 200)", "ASC"),  # begins with the title
    Order.PLACE: (f"coalesce(place_key, '{_LAST}')", "ASC"),
}
"""What each order goes by, and which way; what is alike in it goes by its sequence."""
_VALUES = 200
"""Different values of one kind that are told at most."""


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
        order: Order = Order.ADDED,
    ) -> tuple[list[DocumentRecord], str | None]:
        """Return a page of the listing in this order and the next page's cursor.

        Every word of ``q`` must occur in title, number, issuer, place or source, diacritics and
        case aside. Documents added while someone pages never shift the pages that follow.
        Raises InvalidCursor for a cursor that this order did not give.
        """
        sql, parameters = _where(scope, filters, q)
        key, direction = _KEYS[order]
        if cursor is not None:
            side = "<" if direction == "DESC" else ">"
            sql = f"{sql} AND ({key}, sequence) {side} (?, ?)"
            parameters = (*parameters, *_position(cursor, order))
        with self._database.reading() as connection:
            rows = connection.execute(
                f"{RECORDS} WHERE {sql} ORDER BY {key} {direction}, sequence {direction} LIMIT ?",
                (*parameters, limit + 1),
            ).fetchall()
            more, rows = len(rows) > limit, rows[:limit]
            found = _told(connection, rows, scope)
        return found, _cursor(rows[-1], order) if more else None

    def tally(self, scope: Scope, filters: Filters = NO_FILTERS, q: str | None = None) -> Tally:
        """Return how many documents ``records`` would list in all, and of what they are."""
        sql, parameters = _where(scope, filters, q)

        def counted(value: str, key: str, first: str) -> tuple[tuple[str, int], ...]:
            rows = connection.execute(
                f"SELECT {value} AS value, count(*) AS held FROM documents"  # noqa: S608 - own names
                f" WHERE {sql} AND {key} IS NOT NULL"
                f" GROUP BY {key} ORDER BY {first}, {key} LIMIT ?",
                (*parameters, _VALUES),
            )
            return tuple((row["value"], row["held"]) for row in rows)

        with self._database.snapshot() as connection:
            total = connection.execute(
                f"SELECT count(*) AS held FROM documents WHERE {sql}",  # noqa: S608 - own clauses
                parameters,
            ).fetchone()["held"]
            return Tally(
                total,
                counted("min(kind)", "kind_key", "held DESC"),
                counted("min(place)", "place_key", "held DESC"),
                counted("min(issuer)", "issuer_key", "held DESC"),
                counted("substr(issued_on, 1, 4)", "substr(issued_on, 1, 4)", "value DESC"),
                _tags(connection, sql, parameters),
            )

    def resolve(
        self, scope: Scope, filters: Filters, named: Collection[str] = frozenset()
    ) -> Selection:
        """Return the documents that scope and filters admit, by id; without either, all.

        Issuers match on a part of the name, places, kinds and numbers on the whole; case and
        diacritics never count. An undated document is outside every range of dates.

        A document is left out where one that answers for it (the same in another file, one that a
        person confirmed in its stead) is admitted too, unless the filters list ids or ``named``
        holds it.
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

    def supersessions(self, document_id: str, scope: Scope) -> list[Supersession]:
        """Return what persons confirmed of the document, as far as the asker sees both.

        Raises DocumentNotFound.
        """
        require(scope, document_id)
        with self._database.reading() as connection:
            found = supersessions.of(connection, document_id)
        return [each for each in found if scope.admits(each.newer) and scope.admits(each.older)]

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
            return None if row is None else _told(connection, [row], scope)[0]


def _told(connection: Connection, rows: Sequence[Row], scope: Scope) -> list[DocumentRecord]:
    """Return the documents of these rows with what other tables say of them."""
    marks = sameness.marks(connection)
    borne = tags.of(connection, [row["id"] for row in rows])
    return [record_of(row, scope, marks, borne) for row in rows]


def _tags(
    connection: Connection, where: str, parameters: tuple[str | int, ...]
) -> tuple[tuple[str, int], ...]:
    """Return the tags of the documents that the condition admits, the most frequent first."""
    rows = connection.execute(
        "SELECT min(tag) AS value, count(*) AS held FROM document_tags"  # noqa: S608 - own clauses
        f" WHERE document_id IN (SELECT id FROM documents WHERE {where})"
        " GROUP BY tag_key ORDER BY held DESC, tag_key LIMIT ?",
        (*parameters, _VALUES),
    )
    return tuple((row["value"], row["held"]) for row in rows)


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


def _where(scope: Scope, filters: Filters, q: str | None) -> tuple[str, tuple[str | int, ...]]:
    where = conditions(scope, filters, (q or "").split())
    return (where.sql, where.parameters) if where else ("TRUE", ())


def _cursor(row: Row, order: Order) -> str:
    """Return where a page ended: the last row's key, where the order has one, and sequence."""
    if order is Order.ADDED:
        return str(row["sequence"])
    keys = {
        Order.ISSUED: row["issued_on"] or "",
        Order.TITLE: row["search_key"][:200],
        Order.PLACE: _LAST if row["place_key"] is None else row["place_key"],
    }
    position = json.dumps([order.value, keys[order], row["sequence"]])
    return base64.urlsafe_b64encode(position.encode()).decode()


def _position(cursor: str, order: Order) -> tuple[str | int, int]:
    if order is Order.ADDED:
        if cursor.isascii() and cursor.isdigit() and len(cursor) < 19:
            return int(cursor), int(cursor)
        raise InvalidCursor(_INVALID)
    try:
        of, key, sequence = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, ValueError, TypeError) as error:
        raise InvalidCursor(_INVALID) from error
    if of != order or not isinstance(key, str) or not isinstance(sequence, int):
        raise InvalidCursor(_INVALID)
    if not 0 <= sequence < 1 << 63:
        raise InvalidCursor(_INVALID)
    return key, sequence


_INVALID = "Vị trí trang không hợp lệ. Hãy tải lại danh sách từ đầu."
