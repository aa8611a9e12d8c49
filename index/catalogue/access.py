"""To whom documents are shown, in the same transactions as the documents."""

import json
import threading
from collections import OrderedDict
from collections.abc import Collection

from index.catalogue.rows import require_held
from index.selection import Scope
from index.transactions import Connection, Transactions

_SCOPES = 256
"""Resolved scopes kept in memory, one for each set of principals."""

_State = tuple[int, int]
"""Generation of the documents and revision of their access."""


class KeptAccess:
    """Implements ``AccessLists``."""

    def __init__(self, database: Transactions) -> None:
        self._database = database
        self._scopes: OrderedDict[frozenset[str], tuple[_State, Scope]] = OrderedDict()
        self._scopes_lock = threading.Lock()

    def scope(self, principals: Collection[str]) -> Scope:
        """Return what one of the principals at least may see, resolved to ids."""
        asked = frozenset(principals)
        with self._database.snapshot() as connection:
            state = _state(connection)
            with self._scopes_lock:
                known = self._scopes.get(asked)
                if known is not None and known[0] == state:
                    self._scopes.move_to_end(asked)
                    return known[1]
            rows = connection.execute(
                "SELECT DISTINCT document_id FROM document_access"
                " WHERE principal IN (SELECT value FROM json_each(CAST(? AS TEXT)))",
                (json.dumps(sorted(asked)),),
            )
            scope = Scope(frozenset(row["document_id"] for row in rows), asked)
        with self._scopes_lock:
            self._scopes[asked] = (state, scope)
            self._scopes.move_to_end(asked)
            while len(self._scopes) > _SCOPES:
                self._scopes.popitem(last=False)
        return scope

    def access(self, document_id: str) -> frozenset[str]:
        """Return to whom the document is shown. Raises DocumentNotFound."""
        with self._database.snapshot() as connection:
            require_held(connection, document_id)
            rows = connection.execute(
                "SELECT principal FROM document_access WHERE document_id = ?", (document_id,)
            )
            return frozenset(row["principal"] for row in rows)

    def show(self, document_ids: Collection[str], principals: Collection[str]) -> None:
        """Show the documents to these principals and no others. Raises DocumentNotFound."""
        with self._database.writing() as connection:
            for document_id in document_ids:
                require_held(connection, document_id)
                connection.execute(
                    "DELETE FROM document_access WHERE document_id = ?", (document_id,)
                )
                add(connection, document_id, principals)
            _revise(connection)

    def forget_principal(self, principal: str) -> None:
        """Show it nothing any more."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM document_access WHERE principal = ?", (principal,))
            _revise(connection)


def add(connection: Connection, document_id: str, principals: Collection[str]) -> None:
    """Show the document, which is in the catalogue, to these principals too."""
    connection.executemany(
        "INSERT INTO document_access VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(document_id, principal) for principal in sorted(principals)],
    )


def _revise(connection: Connection) -> None:
    connection.execute("UPDATE access_revision SET revision = revision + 1")


def _state(connection: Connection) -> _State:
    row = connection.execute(
        "SELECT coalesce((SELECT max(generation) FROM changes), 0) AS generation,"
        " (SELECT revision FROM access_revision) AS revision"
    ).fetchone()
    return row["generation"], row["revision"]
