"""Tags beside the documents that bear them, inside their transactions."""

import json
from collections.abc import Collection

from index import tags
from index.catalogue.rows import require_held
from index.transactions import Connection, Transactions


class KeptTags:
    """Implements ``Tags``."""

    def __init__(self, database: Transactions) -> None:
        self._database = database

    def tags(self, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the tags of each document by key, in order; documents without any are left out."""
        with self._database.reading() as connection:
            return of(connection, document_ids)

    def tag(
        self,
        document_ids: Collection[str],
        add: Collection[str] = (),
        remove: Collection[str] = (),
    ) -> list[str]:
        """Put tags on documents and take others off; return the documents changed by that, sorted.

        Raises DocumentNotFound, TooManyTags.
        """
        asked = sorted(set(document_ids))
        found: list[str] = []
        with self._database.writing() as connection:
            require_held(connection, *asked)
            held = of(connection, asked)
            for document_id in asked:
                new, taken = tags.changed(held.get(document_id, ()), add, remove)
                _change(connection, document_id, new, taken)
                if new or taken:
                    found.append(document_id)
        return found


def of(connection: Connection, document_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the tags of each document by key, in order; documents without any are left out."""
    rows = connection.execute(
        "SELECT document_id, tag FROM document_tags"
        " WHERE document_id IN (SELECT value FROM json_each(CAST(? AS TEXT)))"
        " ORDER BY document_id, tag_key",
        (json.dumps(sorted(document_ids)),),
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in rows:
        found[row["document_id"]] = (*found.get(row["document_id"], ()), row["tag"])
    return found


def _change(
    connection: Connection, document_id: str, new: dict[str, str], taken: Collection[str]
) -> None:
    connection.executemany(
        "DELETE FROM document_tags WHERE document_id = ? AND tag_key = ?",
        [(document_id, key) for key in sorted(taken)],
    )
    connection.executemany(
        "INSERT INTO document_tags VALUES (?, ?, ?)",
        [(document_id, key, tag) for key, tag in sorted(new.items())],
    )
