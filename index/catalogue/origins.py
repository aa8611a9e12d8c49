"""Which files a document came from; with the last of them it goes."""

from index.catalogue import changes, names, sameness
from index.transactions import Connection


def attach(connection: Connection, origin: str, document_id: str) -> None:
    """Let the file be this document's; the one that had it alone is deleted."""
    former = connection.execute(
        "SELECT document_id FROM origins WHERE origin = ?", (origin,)
    ).fetchone()
    if former is not None and former["document_id"] == document_id:
        return
    # Anew, not changed: the oldest is the first.
    connection.execute("DELETE FROM origins WHERE origin = ?", (origin,))
    connection.execute("INSERT INTO origins VALUES (?, ?)", (origin, document_id))
    if former is not None:
        _delete_orphan(connection, former["document_id"])


def delete(connection: Connection, document_id: str) -> bool:
    """Take the document out of all that counts it; return whether it was there."""
    names.forget(connection, document_id)
    sameness.release(connection, document_id)
    deleted = connection.execute("DELETE FROM documents WHERE id = ?", (document_id,)).rowcount
    if deleted:
        names.settle(connection)
        changes.record(connection, document_id)
    return bool(deleted)


def _delete_orphan(connection: Connection, document_id: str) -> None:
    kept = connection.execute(
        "SELECT 1 FROM origins WHERE document_id = ? LIMIT 1", (document_id,)
    ).fetchone()
    if kept is None:
        delete(connection, document_id)
